"""Plan: which documents a set has, and which of them carry which fault."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from sample_claims.layouts import LAYOUTS
from sample_claims.plants import PLANTS, Plant


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
    whole = sum(map(len, SLOTS.values())) + len(SPECIALS)
    wanted = whole if count is None else count
    plan: list[Slot] = []
    while wanted > 0:
        round_ = [slot for line in SLOTS for slot in _planted(rng, line)] + list(SPECIALS)
        plan += round_ if wanted >= whole else [round_[place * whole // wanted] for place in range(wanted)]
        wanted -= whole
    return plan


def _planted(rng: Random, line: str) -> list[Slot]:
    """The slots of a line of business, with each of its plants in one that it fits."""
    slots = list(SLOTS[line])
    free = list(range(len(slots)))
    rng.shuffle(free)
    for plant in sorted(PLANTS[line], key=lambda plant: not plant.kinds):
        place = next((place for place in free if not plant.kinds or slots[place].kind in plant.kinds), None)
        if place is not None:
            slots[place] = replace(slots[place], plant=plant)
            free.remove(place)
    return slots
