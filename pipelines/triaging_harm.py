"""What raises a claim for somebody's injury: death, amputation, hospital, a lawyer, a suit that was served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claim import Tier
from pipelines.rules.rule import ClaimView, spoken
from pipelines.wording import AMPUTATION, DEATH, GRAVE_INJURY, says

TYPES = frozenset({"liability", "workers_comp"})
TOLD = ("loss_description", "injury_description", "injury_type", "remarks")
TREATED: dict[str, tuple[Tier, str]] = {
    "minor_clinic": (Tier.STANDARD, "A clinic or doctor treated the injury"),
    "emergency": (Tier.STANDARD, "The injury needed emergency care"),
    "hospitalized": (Tier.SEVERE, "The employee was in hospital for more than 24 hours"),
    "future_major": (Tier.COMPLEX, "Major medical care or lost time is expected"),
}


@dataclass(frozen=True)
class Weight:
    """A reason, the tier that it asks for at least, and the signal that it gives."""

    tier: Tier
    reason: str
    signal: str | None = None


def by_harm(view: ClaimView) -> Iterator[Weight]:
    """How badly somebody was hurt, in claims that are about nothing else."""
    if view.claim_type.name not in TYPES:
        return
    if view.yes("fatality"):
        yield Weight(Tier.SEVERE, "A fatality is reported", "fatality")
    if view.has("date_of_death"):
        yield Weight(Tier.SEVERE, "A date of death is given", "fatality")
    treated = TREATED.get(view.text("initial_treatment") or "")
    if treated:
        yield Weight(*treated, "injury")
    if view.has("disability_began_date"):
        yield Weight(Tier.STANDARD, "Working time is lost", "lost_time")
    for path in TOLD:
        yield from _told(path, view.text(path) or "")
    if view.has("injury_description"):
        yield Weight(Tier.STANDARD, "Somebody was hurt", "injury")
    if view.has("taken_to"):
        yield Weight(Tier.COMPLEX, "The injured person was taken to hospital or to a clinic", "injury")


def _told(path: str, text: str) -> Iterator[Weight]:
    name = spoken(path)
    name = name[:1].upper() + name[1:]
    dead, lost, grave = says(text, DEATH), says(text, AMPUTATION), says(text, GRAVE_INJURY)
    if dead:
        yield Weight(Tier.SEVERE, f"{name} says “{dead}”", "fatality")
    elif lost:
        yield Weight(Tier.SEVERE, f"{name} says “{lost}”", "amputation")
    elif grave:
        yield Weight(Tier.COMPLEX, f"{name} says “{grave}”", "injury")


def by_suit(view: ClaimView) -> Iterator[Weight]:
    """A lawyer, and a suit: from the day it is served the time to answer runs."""
    if view.yes("suit_filed") or view.has("suit_served_date"):
        yield Weight(Tier.COMPLEX, "Suit has been filed", "suit")
    if view.has("suit_served_date"):
        yield Weight(
            Tier.SEVERE, f"Suit was served on {view.text('suit_served_date')}; the time to answer runs", "suit"
        )
    if view.yes("attorney_represented") or (
        view.has("attorney_name") and view.yes("attorney_represented") is not False
    ):
        yield Weight(Tier.COMPLEX, "The claimant is represented by an attorney", "attorney")
