"""Triage of injury claims: death, amputation, hospital, lawyers and suits raise them; scratches do not."""

from __future__ import annotations

import pytest

from pipelines.claim import Claim, Field, Grounding, Reading, ReadingSource, Tier, Triage, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.triaging import triage


def _triage(claim_type: str, values: dict[str, Value]) -> Triage:
    fields = []
    for path, value in values.items():
        reading = Reading(path=path, verbatim=str(value), value=value, source=ReadingSource.LABEL)
        fields.append(
            Field(path=path, value=value, chosen=reading, readings=(), grounding=Grounding.VERBATIM, score=0.9)
        )
    claim = Claim(id="c", source_id="s", claim_type=claim_type, fields=tuple(fields))
    return triage(claim, CLAIM_TYPES[claim_type], ())


@pytest.mark.parametrize(
    ("claim_type", "values", "tier", "signal"),
    [
        ("workers_comp", {}, Tier.SIMPLE, None),
        ("workers_comp", {"initial_treatment": "none"}, Tier.SIMPLE, None),
        ("workers_comp", {"initial_treatment": "minor_by_employer", "fatality": False}, Tier.SIMPLE, None),
        ("workers_comp", {"initial_treatment": "minor_clinic"}, Tier.STANDARD, "injury"),
        ("workers_comp", {"initial_treatment": "emergency"}, Tier.STANDARD, "injury"),
        ("workers_comp", {"disability_began_date": "2026-05-02"}, Tier.STANDARD, "lost_time"),
        ("workers_comp", {"initial_treatment": "future_major"}, Tier.COMPLEX, "injury"),
        ("workers_comp", {"initial_treatment": "hospitalized"}, Tier.SEVERE, "injury"),
        ("workers_comp", {"injury_type": "Amputation"}, Tier.SEVERE, "amputation"),
        ("workers_comp", {"loss_description": "The blade severed two fingers."}, Tier.SEVERE, "amputation"),
        ("workers_comp", {"loss_description": "No amputation was needed."}, Tier.SIMPLE, None),
        ("workers_comp", {"date_of_death": "2026-05-02"}, Tier.SEVERE, "fatality"),
        ("workers_comp", {"fatality": True}, Tier.SEVERE, "fatality"),
        ("workers_comp", {"loss_description": "He fell from the roof and died."}, Tier.SEVERE, "fatality"),
        ("liability", {"demand_amount": "900.00"}, Tier.SIMPLE, None),
        ("liability", {}, Tier.STANDARD, None),
        ("liability", {"demand_amount": "900.00", "suit_filed": False, "fatality": False}, Tier.SIMPLE, None),
        ("liability", {"demand_amount": "900.00", "injury_description": "Bruise"}, Tier.STANDARD, "injury"),
        ("liability", {"demand_amount": "900.00", "injury_description": "Fractured hip"}, Tier.COMPLEX, "injury"),
        ("liability", {"demand_amount": "900.00", "attorney_represented": True}, Tier.COMPLEX, "attorney"),
        ("liability", {"demand_amount": "900.00", "attorney_name": "Odo Brandt"}, Tier.COMPLEX, "attorney"),
        ("liability", {"demand_amount": "900.00", "suit_filed": True}, Tier.COMPLEX, "suit"),
        ("liability", {"demand_amount": "900.00", "suit_served_date": "2026-05-02"}, Tier.SEVERE, "suit"),
        ("liability", {"demand_amount": "900.00", "injury_description": "Died at the scene"}, Tier.SEVERE, "fatality"),
        ("liability", {"demand_amount": "250000.00"}, Tier.SEVERE, None),
    ],
)
def test_harm_and_suits(claim_type: str, values: dict[str, Value], tier: Tier, signal: str | None) -> None:
    found = _triage(claim_type, values)
    assert found.tier is tier
    assert [one.name for one in found.signals][:1] == ([signal] if signal else [])
    assert found.reasons


def test_an_attorney_who_is_denied_is_no_sign() -> None:
    found = _triage(
        "liability", {"demand_amount": "900.00", "attorney_represented": False, "attorney_name": "Odo Brandt"}
    )
    assert found.signals == ()


def test_other_types_are_weighed_as_before() -> None:
    found = _triage("auto", {"estimate_amount": "900.00"})
    assert found.tier is Tier.SIMPLE and len(found.reasons) == 1
