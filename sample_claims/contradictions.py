"""`python -m sample_claims.contradictions --seed 7 --out DIR`: claims of several papers, one of which disagrees.

Every kind of contradiction comes as a form, an estimate and a police report in one PDF, as an e-mail with both
attached, and, where its papers say such things, as a packet of fifteen pages; and each of these three times with papers
that agree. The papers of others name things in words of their own: "Veh 1 VIN", "DOL", "Plate/Lic #".
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from pipelines.claim import Value
from sample_claims import numbers, people
from sample_claims.case import SUFFIX
from sample_claims.drafting import Draft, draft_attached, draft_packet
from sample_claims.facts.auto import draw_auto
from sample_claims.packets import draw_packet
from sample_claims.plants import shift
from sample_claims.scene import Scene
from sample_claims.truth import truth_of
from sample_claims.words import cars

_LABELS = {
    "date_of_loss": ("Date of accident", "Date of Loss", "DOL", "Loss date", "Accident date", "Date of crash"),
    "vehicle_vin": ("VIN", "Veh 1 VIN", "VIN #", "V.I.N.", "Vehicle ID number"),
    "vehicle_plate": ("Plate", "Plate/Lic #", "License plate", "Lic. plate", "Plate no."),
    "policy_number": ("Insurance policy no.", "Policy #", "Policy No", "Ins. policy number"),
    "insured_name": ("Customer", "Insured", "Owner", "Vehicle owner", "Customer name"),
    "estimate_amount": ("TOTAL ESTIMATE", "Estimate total", "Grand total", "Total cost of repairs"),
    "injuries_reported": ("Injuries", "Any injuries", "Persons injured"),
}
_NOT_OWNER = ("Customer", "Insured", "Customer name", "Policyholder")
_NEEDED = ("report_number", "vehicle_plate", "driver_name", "estimate_amount", "policy_number")


@dataclass(frozen=True)
class Kind:
    """One kind of contradiction: the field, the rule that must find it, another value, and the shapes it fits."""

    path: str
    rule: str
    other: Callable[[Scene], Value]
    shapes: tuple[str, ...] = ("packet", "attached")


def _other_amount(scene: Scene) -> str:
    whole, _, cents = str(scene.values["estimate_amount"]).partition(".")
    return f"{int(whole) + scene.rng.choice((60, 150, 480, 900))}.{cents or '00'}"


_ALL = ("packet", "attached", "long")
KINDS = {
    "date": Kind("date_of_loss", "contradictions.dates",
                 lambda scene: shift(str(scene.values["date_of_loss"]), -scene.rng.randint(1, 9)), _ALL),
    "vin": Kind("vehicle_vin", "contradictions.identifiers",
                lambda scene: numbers.vin(scene.rng, scene.rng.choice(cars.MAKES).wmi, 2019), _ALL),
    "plate": Kind("vehicle_plate", "contradictions.identifiers", lambda scene: numbers.plate(scene.rng)),
    "policy": Kind("policy_number", "contradictions.identifiers",
                   lambda scene: numbers.policy_number(scene.rng, "auto")),
    "injury": Kind("injuries_reported", "contradictions.answers",
                   lambda scene: not scene.values["injuries_reported"]),
    "amount": Kind("estimate_amount", "contradictions.amounts", _other_amount),
    "insured": Kind("insured_name", "contradictions.people",
                    lambda scene: people.draw_person(scene.rng).name, _ALL),
    "driver": Kind("driver_name", "contradictions.people",
                   lambda scene: people.draw_person(scene.rng).name, ("packet", "long")),
}  # fmt: skip


@dataclass(frozen=True)
class Disagreeing:
    """One document; `rule` is the one that must speak about its papers, None where they agree."""

    name: str
    data: bytes
    suffix: str
    rule: str | None
    draft: Draft | None = None


def draw_contradictions(seed: int) -> Iterator[Disagreeing]:
    """Every kind in every shape that it fits, and every shape without; the same seed gives the same bytes."""
    for name, kind in KINDS.items():
        for shape in kind.shapes:
            yield _draw(Random(f"contradiction:{seed}:{name}:{shape}"), seed, shape, name)
    for shape in _ALL:
        for number in range(3):
            yield _draw(Random(f"agreeing:{seed}:{number}:{shape}"), seed * 10 + number, shape, None)


def _draw(rng: Random, seed: int, shape: str, name: str | None) -> Disagreeing:
    kind = KINDS[name] if name else None
    called = f"{name or f'agreeing-{seed % 10}'}-{shape}"
    if shape == "long":
        packet = draw_packet(seed, lambda scene: _altered(scene, kind))
        return Disagreeing(called, packet.data, ".pdf", kind.rule if kind else None)
    scene = draw_auto(rng)
    while not all(scene.knows(path) for path in _NEEDED):
        scene = draw_auto(rng)
    scene.must |= {"injuries_reported", "vehicle_plate", "date_of_loss", "policy_number"}
    told = _altered(scene, kind)
    if shape == "attached":
        told.extras["label.insured_name"] = rng.choice(_NOT_OWNER)  # an e-mail seldom says who owns the car
    if kind:
        scene.plant(kind.rule)
    made = (draft_packet if shape == "packet" else draft_attached)(scene, told)
    return Disagreeing(called, made.data, made.suffix, kind.rule if kind else None, made)


def _altered(scene: Scene, kind: Kind | None) -> Scene:
    """The scene as the papers of others tell it: in their words, and where a kind says so with another value."""
    other = copy.deepcopy(scene)
    for path, labels in _LABELS.items():
        other.extras[f"label.{path}"] = scene.rng.choice(labels)
    if kind:
        other.values[kind.path] = kind.other(scene)
    return other


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed: other people and other numbers.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
def main(seed: int, out: Path) -> None:
    """Write claims whose papers disagree, and some whose papers agree, and what must be found in each."""
    out.mkdir(parents=True, exist_ok=True)
    for made in draw_contradictions(seed):
        (out / f"{made.name}{made.suffix}").write_bytes(made.data)
        told = truth_of(made.draft, f"{made.name}{made.suffix}").model_dump(mode="json") if made.draft else {}
        told["planted"] = [{"rule": made.rule, "amount": None}] if made.rule else []
        (out / f"{made.name}{SUFFIX}").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
