"""Triage: how severe a claim is and what it calls for, computed from its fields and findings.

Signals are reasons to look, never proof. The same claim gives the same triage, whatever its documents ask for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.claim import Claim, Finding, Signal, Tier, Triage
from pipelines.claim_types.schema import ClaimType
from pipelines.rules.facts import amount, amount_path, shown
from pipelines.rules.rule import ClaimView, spoken
from pipelines.triaging_harm import Weight, by_harm, by_suit
from pipelines.wording import (
    DEED_REACH,
    GRAVE_INJURY,
    INJURY,
    STRUCTURE,
    THIRD_PARTY_CAUSE,
    THIRD_PARTY_FAULT,
    TOTAL_LOSS,
    says,
)

# From these amounts on a claim is standard, complex, severe; in the claim's currency, by line of business.
AMOUNT_BANDS: dict[str, tuple[int, int, int]] = {
    "auto": (2_500, 15_000, 50_000),
    "property": (5_000, 25_000, 100_000),
    "health": (1_000, 10_000, 50_000),
    "liability": (5_000, 25_000, 100_000),
}
OTHER_BANDS = (2_500, 15_000, 50_000)
TOTAL_LOSS_SHARE = Decimal("0.75")  # of the limit; many US states draw the line for vehicles there
NARRATIVES = ("loss_description", "damage_description", "additional_information")

# Rules and topics whose failures are reasons to refer a claim to a specialist.
REFERRAL_RULES = frozenset(
    {
        "dates.soon_after_inception", "dates.just_before_expiry", "dates.late_notice", "dates.late_filing",
        "identifiers.conflict", "contradictions.dates", "contradictions.identifiers",
        "policy.not_found", "policy.insured", "policy.vehicle", "content.instructions",
        "documents.hidden_text", "vehicle.same_plate", "vehicle.year_vin",
    }
)  # fmt: skip
REFERRAL_TOPICS = frozenset({"duplicates"})
MANY_REFERRALS = 3

_TIERS = tuple(Tier)


def triage(claim: Claim, claim_type: ClaimType, findings: Sequence[Finding]) -> Triage:
    """The highest tier that any reason asks for, with the reasons, gravest first, and the signals they give."""
    view = ClaimView(claim, claim_type)
    weights = [
        *_by_amount(view),
        *_by_injury(view),
        *by_harm(view),
        *by_suit(view),
        *_by_total_loss(view),
        *_by_use(view),
        *_by_third_party(view),
        *_by_referral(findings),
    ]
    weights.sort(key=lambda weight: _TIERS.index(weight.tier), reverse=True)
    names = dict.fromkeys(weight.signal for weight in weights if weight.signal)
    return Triage(
        tier=weights[0].tier,
        reasons=tuple(weight.reason for weight in weights),
        signals=tuple(
            Signal(name=name, reasons=tuple(weight.reason for weight in weights if weight.signal == name))
            for name in names
        ),
    )


def _by_amount(view: ClaimView) -> Iterator[Weight]:
    """The amount's band; a claim without an amount is at least standard."""
    path, claimed = amount_path(view.claim_type), amount(view)
    if path is None and view.claim_type.line == "workers_comp":
        yield Weight(Tier.SIMPLE, "A first report of injury names no amount; the injury says how severe it is")
        return
    if path is None or claimed is None:
        yield Weight(Tier.STANDARD, "The claimed amount is not known")
        return
    bands = AMOUNT_BANDS.get(view.claim_type.line, OTHER_BANDS)
    reached = [band for band in bands if claimed >= band]
    bound = f"{reached[-1]:,} or more" if reached else f"below {bands[0]:,}"
    yield Weight(_TIERS[len(reached)], f"{_capital(path)} {shown(claimed)} is {bound}")


def _by_injury(view: ClaimView) -> Iterator[Weight]:
    """People hurt, from the form's tick, its list of injured, and the narratives."""
    if not view.claim_type.has("injuries_reported") and not view.claim_type.has("injured"):
        return
    if view.yes("injuries_reported"):
        yield Weight(Tier.COMPLEX, "Injuries are reported", "injury")
    for number, row in enumerate(view.rows("injured"), start=1):
        extent = view.text(f"{row}.extent") or ""
        grave = says(extent, GRAVE_INJURY)
        if grave:
            yield Weight(Tier.SEVERE, f"{_capital(f'{row}.extent')} says “{grave}”", "injury")
        elif not _denies(extent):
            yield Weight(Tier.COMPLEX, f"Injured person {number} is listed", "injury")
    for path, text in _narratives(view):
        hurt, grave = says(text, INJURY), says(text, GRAVE_INJURY)
        if grave:
            yield Weight(Tier.SEVERE, f"{_capital(path)} says “{grave}”", "injury")
        elif hurt:
            yield Weight(Tier.COMPLEX, f"{_capital(path)} says “{hurt}”", "injury")


def _denies(extent: str) -> bool:
    """Whether what stands under "extent of injury" says that there is none."""
    plain = extent.strip(" .-").lower()
    return plain in {"none", "no", "nil", "n/a", "na", "uninjured", "unhurt"} or (
        bool(INJURY.search(extent)) and not says(extent, INJURY)
    )


def _by_total_loss(view: ClaimView) -> Iterator[Weight]:
    """A total loss said, told, or shown by the amount's share of the limit."""
    if view.yes("total_loss"):
        yield Weight(Tier.COMPLEX, "The vehicle is said to be a total loss", "total_loss")
    for path, text in _narratives(view):
        words = says(text, TOTAL_LOSS)
        if words:
            yield Weight(Tier.COMPLEX, f"{_capital(path)} says “{words}”", "total_loss")
        structure = says(text, STRUCTURE) if view.yes("vehicle_drivable") is False else None
        if structure:
            yield Weight(
                Tier.COMPLEX, f"The vehicle cannot be driven, and {spoken(path)} says “{structure}”", "total_loss"
            )
    claimed, limit = amount(view), view.money("coverage_limit")
    if claimed is not None and limit and claimed >= limit * TOTAL_LOSS_SHARE:
        yield Weight(
            Tier.COMPLEX,
            f"The claimed {shown(claimed)} is {TOTAL_LOSS_SHARE:.0%} or more of the limit {shown(limit)}",
            "total_loss",
        )


def _by_use(view: ClaimView) -> Iterator[Weight]:
    """A home that cannot be lived in, a patient in hospital."""
    if view.yes("habitable") is False:
        yield Weight(Tier.COMPLEX, "The property cannot be lived in")
    if view.has("hospitalized_from"):
        yield Weight(Tier.COMPLEX, "The patient was in hospital")


def _by_third_party(view: ClaimView) -> Iterator[Weight]:
    """Signs that somebody else may have to pay."""
    if view.yes("other_party_cited"):
        yield Weight(Tier.STANDARD, "The other party was cited", "subrogation")
    if view.text("cause_of_loss") == "vehicle_impact":
        yield Weight(Tier.STANDARD, "A vehicle hit the property", "subrogation")
    wanted = THIRD_PARTY_FAULT if view.claim_type.has("other_vehicles") else THIRD_PARTY_CAUSE
    for path, text in _narratives(view):
        words = says(text, wanted, DEED_REACH)
        if words and view.claim_type.line != "health":
            yield Weight(Tier.STANDARD, f"{_capital(path)} says “{words}”", "subrogation")
    for path in ("employment_related", "auto_accident", "other_accident"):
        if view.yes(path):
            yield Weight(Tier.STANDARD, f"Box 10 says {spoken(path)}: another insurer may have to pay", "subrogation")


def _by_referral(findings: Sequence[Finding]) -> Iterator[Weight]:
    """Findings that a specialist should see; many together make a claim complex."""
    signs = [
        finding
        for finding in findings
        if finding.outcome == "failed" and (finding.rule in REFERRAL_RULES or finding.topic in REFERRAL_TOPICS)
    ]
    tier = Tier.COMPLEX if len(signs) >= MANY_REFERRALS else Tier.STANDARD
    for finding in signs:
        yield Weight(tier, finding.message, "referral")


def _narratives(view: ClaimView) -> Iterator[tuple[str, str]]:
    for path in NARRATIVES:
        text = view.text(path)
        if text:
            yield path, text


def _capital(path: str) -> str:
    words = spoken(path)
    return words[:1].upper() + words[1:]
