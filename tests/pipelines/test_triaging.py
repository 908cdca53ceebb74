"""Triage: tier and signals from fields and findings, with reasons, and the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claim import Claim, Field, Finding, Grounding, Reading, ReadingSource, Severity, Tier, Triage, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.triaging import REFERRAL_RULES, triage

AMOUNTS = {"auto": "estimate_amount", "property": "probable_amount", "health": "total_charge"}


def _triage(claim_type: str, values: dict[str, Value], findings: tuple[Finding, ...] = ()) -> Triage:
    fields = []
    for path, value in values.items():
        reading = Reading(path=path, verbatim=str(value), value=value, source=ReadingSource.LABEL)
        fields.append(
            Field(path=path, value=value, chosen=reading, readings=(), grounding=Grounding.VERBATIM, score=0.9)
        )
    claim = Claim(id="c", source_id="s", claim_type=claim_type, fields=tuple(fields))
    return triage(claim, CLAIM_TYPES[claim_type], findings)


def _names(found: Triage) -> list[str]:
    return [signal.name for signal in found.signals]


@pytest.mark.parametrize(
    ("claim_type", "amount", "tier"),
    [
        ("auto", "2499.99", Tier.SIMPLE),
        ("auto", "2500.00", Tier.STANDARD),
        ("auto", "15000.00", Tier.COMPLEX),
        ("auto", "50000.00", Tier.SEVERE),
        ("property", "4999.99", Tier.SIMPLE),
        ("property", "100000.00", Tier.SEVERE),
        ("health", "999.99", Tier.SIMPLE),
        ("health", "10000.00", Tier.COMPLEX),
    ],
)
def test_the_amount_gives_a_tier(claim_type: str, amount: str, tier: Tier) -> None:
    found = _triage(claim_type, {AMOUNTS[claim_type]: amount})
    assert found.tier is tier
    assert len(found.reasons) == 1 and found.signals == ()


def test_a_claim_without_an_amount_is_not_simple() -> None:
    found = _triage("auto", {})
    assert (found.tier, found.reasons) == (Tier.STANDARD, ("The claimed amount is not known",))


SMALL: dict[str, Value] = {"estimate_amount": "800.00"}


@pytest.mark.parametrize(
    ("values", "tier"),
    [
        ({"injuries_reported": True}, Tier.COMPLEX),
        ({"injuries_reported": False}, None),
        ({"injured[0].name": "Berta Vane"}, Tier.COMPLEX),
        ({"injured[0].name": "Berta Vane", "injured[0].extent": "none"}, None),
        ({"injured[0].name": "Berta Vane", "injured[0].extent": "no visible injuries"}, None),
        ({"injured[0].extent": "sprained wrist"}, Tier.COMPLEX),
        ({"injured[0].extent": "Fatal"}, Tier.SEVERE),
        ({"injured[0].extent": "Hospital, fractured rib"}, Tier.SEVERE),
        ({"loss_description": "Thankfully there were no injuries and nobody was taken to hospital."}, None),
        ({"loss_description": "My passenger was hurt."}, Tier.COMPLEX),
        ({"loss_description": "My passenger was taken to the hospital."}, Tier.SEVERE),
    ],
)
def test_injuries(values: dict[str, Value], tier: Tier | None) -> None:
    found = _triage("auto", {**SMALL, **values})
    assert found.tier is (tier or Tier.SIMPLE)
    assert _names(found) == (["injury"] if tier else [])


@pytest.mark.parametrize(
    ("values", "is_total"),
    [
        ({"total_loss": True}, True),
        ({"total_loss": False}, False),
        ({"damage_description": "Shop called it a total loss"}, True),
        ({"vehicle_drivable": False}, False),
        ({"vehicle_drivable": False, "damage_description": "front end, airbags deployed"}, True),
        ({"vehicle_drivable": True, "damage_description": "front end, airbags deployed"}, False),
        ({"estimate_amount": "750.00", "coverage_limit": "1000.00"}, True),
        ({"estimate_amount": "749.99", "coverage_limit": "1000.00"}, False),
    ],
)
def test_total_loss(values: dict[str, Value], is_total: bool) -> None:
    found = _triage("auto", {**SMALL, **values})
    assert _names(found) == (["total_loss"] if is_total else [])
    assert (found.tier is Tier.COMPLEX) is is_total


@pytest.mark.parametrize(
    ("claim_type", "values", "from_others"),
    [
        ("auto", {"other_party_cited": True}, True),
        ("auto", {"other_party_cited": False}, False),
        ("auto", {"loss_description": "I was rear-ended at a red light."}, True),
        ("auto", {"loss_description": "I slid into a pole."}, False),
        ("property", {"cause_of_loss": "vehicle_impact"}, True),
        ("property", {"loss_description": "Our neighbour's tree fell on the roof."}, True),
        ("property", {"loss_description": "Lightning struck the chimney."}, False),
        ("health", {"auto_accident": True}, True),
        ("health", {"employment_related": True}, True),
        ("health", {"employment_related": False, "additional_information": "negligent"}, False),
    ],
)
def test_recovery_from_a_third_party(claim_type: str, values: dict[str, Value], from_others: bool) -> None:
    found = _triage(claim_type, {AMOUNTS[claim_type]: "800.00", **values})
    assert _names(found) == (["subrogation"] if from_others else [])


def _finding(rule: str, outcome: str = "failed") -> Finding:
    return Finding.model_validate(
        {"rule": rule, "severity": Severity.WARNING, "outcome": outcome, "message": f"Look (rule {rule})."}
    )


def test_findings_are_reasons_to_refer() -> None:
    one = _triage("auto", SMALL, (_finding("dates.late_notice"), _finding("money.round")))
    assert (one.tier, _names(one)) == (Tier.STANDARD, ["referral"])
    assert one.signals[0].reasons == ("Look (rule dates.late_notice).",)
    rules = ("duplicates.same_loss", "identifiers.conflict", "policy.insured")
    many = _triage("auto", SMALL, tuple(map(_finding, rules)))
    assert many.tier is Tier.COMPLEX and len(many.signals[0].reasons) == 3


def test_what_could_not_be_checked_is_no_reason_to_refer() -> None:
    assert _triage("auto", SMALL, (_finding("dates.late_notice", "missing"),)).signals == ()


def test_referral_rules_exist() -> None:
    from pipelines.rules import RULES

    assert {rule.id for rule in RULES} >= REFERRAL_RULES


@pytest.mark.parametrize(
    ("claim_type", "values"),
    [("property", {"habitable": False}), ("health", {"hospitalized_from": "2026-03-01"})],
)
def test_uninhabitable_homes_and_hospital_stays_are_complex(claim_type: str, values: dict[str, Value]) -> None:
    assert _triage(claim_type, {AMOUNTS[claim_type]: "800.00", **values}).tier is Tier.COMPLEX


def test_reasons_stand_with_the_gravest_first() -> None:
    found = _triage("auto", {**SMALL, "injured[0].extent": "fatal", "total_loss": True, "other_party_cited": True})
    assert found.tier is Tier.SEVERE
    assert found.reasons[0] == "Extent of injured 1 says “fatal”"
    assert _names(found) == ["injury", "total_loss", "subrogation"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.booleans(), st.decimals(0, 10**7, places=2))
def test_triage_is_the_same_each_time_and_never_below_its_amount(text: str, hurt: bool, amount: object) -> None:
    values: dict[str, Value] = {
        "estimate_amount": f"{amount:.2f}", "loss_description": text or "-", "injuries_reported": hurt,
    }  # fmt: skip
    found = _triage("auto", values)
    assert found == _triage("auto", values)
    tiers = list(Tier)
    assert tiers.index(found.tier) >= tiers.index(_triage("auto", {"estimate_amount": f"{amount:.2f}"}).tier)
