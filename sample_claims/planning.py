"""Plan: which documents a set has, and which of them carry which fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from sample_claims.layouts import LAYOUTS
from sample_claims.plants import COUNT, FUTURE_SERVICE, NPI, PLANTS, TOTAL, Plant
from sample_claims.plants_casualty import CASUALTY_PLANTS


@dataclass(frozen=True)
class Slot:
    """One document to make. `shape` says how: a layout, a form's make, "txt" or "html"; "" leaves it open."""

    claim_type: str
    kind: str
    shape: str = ""
    plant: Plant | None = None


_LAYOUTS = tuple(LAYOUTS)
SLOTS: dict[str, tuple[Slot, ...]] = {
    "auto": (
        *(Slot("auto", "form", layout) for layout in _LAYOUTS),
        Slot("auto", "acroform", "acord"),
        Slot("auto", "acroform", "acord"),
        Slot("auto", "acroform", "plain"),
        Slot("auto", "packet"),
        Slot("auto", "packet"),
        Slot("auto", "portal"),
        *(Slot("auto", "letter", shape) for shape in ("pdf", "pdf", "pdf", "txt", "txt")),
        *(Slot("auto", "email", shape) for shape in ("text", "text", "html")),
        Slot("auto", "attached"),
        Slot("auto", "attached"),
        Slot("auto", "attached"),
        *(Slot("auto", "transcript"),) * 3,
    ),
    "property": (
        *(Slot("property", "form", layout) for layout in _LAYOUTS),
        Slot("property", "acroform", "plain"),
        Slot("property", "acroform", "plain"),
        Slot("property", "portal"),
        *(Slot("property", "letter", shape) for shape in ("pdf", "pdf", "pdf", "txt", "txt")),
        *(Slot("property", "email", shape) for shape in ("text", "text", "html")),
        *(Slot("property", "transcript"),) * 3,
    ),
    "health": (
        Slot("health", "cms"),
        Slot("health", "cms"),
        Slot("health", "cms"),
        *(Slot("health", "form", layout) for layout in ("boxed", "columns", "ruled", "dotted")),
        Slot("health", "acroform", "cms"),
        Slot("health", "acroform", "cms"),
        Slot("health", "portal"),
        *(Slot("health", "letter", shape) for shape in ("pdf", "pdf", "pdf", "txt", "txt")),
        *(Slot("health", "email", shape) for shape in ("text", "text", "html")),
        *(Slot("health", "transcript"),) * 3,
    ),
}
_FIRMS = (
    *(("form", layout) for layout in ("boxed", "columns", "ruled", "below", "halves", "halves")),
    ("acroform", "plain"),
    ("portal", ""),
    ("letter", "pdf"),
    ("letter", "pdf"),
    ("letter", "txt"),
    ("email", "text"),
    ("email", "html"),
    ("transcript", ""),
    ("transcript", ""),
)
# Made after the special documents, so that sets made before these lines came keep their documents and names.
LATER_SLOTS: dict[str, tuple[Slot, ...]] = {
    **{line: tuple(Slot(line, kind, shape) for kind, shape in _FIRMS) for line in ("liability", "workers_comp")},
    "institutional": (Slot("institutional", "ub04"),) * 4,
    "dental": (Slot("dental", "ada"),) * 4,
    "accident_statement": tuple(
        Slot("accident_statement", "statement", shape) for shape in ("centre", "halves", "txt", "email", "centre")
    ),
    "loss_run": tuple(Slot("loss_run", "loss_run", shape) for shape in ("plain", "ruled", "stacked")),
}
# Files that programs write for programs; of those that carry a fault, each has one of its own.
STRUCTURED = (
    Slot("health", "edi", "one"),
    Slot("institutional", "edi", "one"),
    Slot("dental", "edi", "one"),
    Slot("health", "edi", "old"),
    Slot("health", "edi", "batch"),
    Slot("health", "edi", "attached"),
    Slot("health", "edi", "one", COUNT),
    Slot("health", "fhir", "one"),
    Slot("dental", "fhir", "one"),
    Slot("institutional", "fhir", "bundle"),
    Slot("institutional", "fhir", "explanation"),
    Slot("health", "fhir", "lines"),
    *(Slot("health", "fhir", "bundle", plant) for plant in (TOTAL, FUTURE_SERVICE, NPI)),
)
SPECIALS = (
    Slot("auto", "repeat", "bytes"),
    Slot("health", "repeat", "bytes"),
    Slot("auto", "retold"),
    Slot("property", "retold"),
    Slot("auto", "encrypted"),
    Slot("unknown", "empty"),
    Slot("auto", "injection", "txt"),
    Slot("property", "injection", "pdf"),
    Slot("health", "injection", "txt"),
    Slot("property", "hidden"),
    Slot("auto", "hidden"),
    Slot("unknown", "newsletter"),
    Slot("unknown", "invoice"),
    Slot("unknown", "greeting"),
)


def draw_plan(rng: Random, count: int | None) -> list[Slot]:
    """The slots of one set: every kind of document once and more, special ones last because some repeat earlier ones.

    With a `count`, whole sets follow one another, and the last one is thinned out evenly.
    """
    whole = sum(map(len, (SLOTS | LATER_SLOTS).values())) + len(SPECIALS) + len(STRUCTURED)
    wanted = whole if count is None else count
    plan: list[Slot] = []
    while wanted > 0:
        round_ = [slot for line in SLOTS for slot in _planted(rng, line)] + list(SPECIALS)
        round_ += [slot for line in LATER_SLOTS for slot in _planted(rng, line)]
        round_ += STRUCTURED
        plan += round_ if wanted >= whole else [round_[place * whole // wanted] for place in range(wanted)]
        wanted -= whole
    return plan


def _planted(rng: Random, line: str) -> list[Slot]:
    """The slots of a line of business, with each of its plants in one that it fits."""
    slots = list((SLOTS | LATER_SLOTS)[line])
    free = list(range(len(slots)))
    rng.shuffle(free)
    for plant in sorted((PLANTS | CASUALTY_PLANTS).get(line, ()), key=lambda plant: not plant.kinds):
        place = next((place for place in free if not plant.kinds or slots[place].kind in plant.kinds), None)
        if place is not None:
            slots[place] = replace(slots[place], plant=plant)
            free.remove(place)
    return slots
