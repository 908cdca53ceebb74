"""What rules say of structured documents: old codes, stays without days for lines, one wrong number in many rows."""

from __future__ import annotations

import pytest
from rule_rows import Past, claim_of, context_of, document, lines

from pipelines.checking import check
from pipelines.claim import Claim, Finding, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.rules import RULES
from pipelines.rules.facts import loss_number
from pipelines.rules.rule import ClaimView


def told(claim: Claim, rule: str) -> list[Finding]:
    kind = CLAIM_TYPES[claim.claim_type or ""]
    return [finding for finding in check(claim, kind, RULES, context_of()) if finding.rule == rule]


def in_icd9(values: dict[str, Value]) -> Claim:
    """A claim of which the diagnoses were read as ICD-9."""
    claim = claim_of("health", values)
    fields = tuple(
        field.model_copy(update={"chosen": field.chosen.model_copy(update={"derivation": "icd9"})})
        if field.path.startswith("diagnoses")
        else field
        for field in claim.fields
    )
    return claim.model_copy(update={"fields": fields})


@pytest.mark.parametrize(("day", "says"), [("2015-09-30", []), ("2015-10-01", ["must be coded in ICD-10"])])
def test_old_diagnosis_codes_are_right_for_their_time(day: str, says: list[str]) -> None:
    claim = in_icd9({**lines("diagnoses", {"code": "847.2"}), **lines("service_lines", {"date_from": day})})
    found = told(claim, "medical.diagnosis_code")
    assert len(found) == len(says)
    assert all(piece in finding.message for piece, finding in zip(says, found, strict=True))


def test_the_lines_of_a_stay_need_no_day() -> None:
    rows = lines("service_lines", {"charge": "10.00", "revenue_code": "0120"})
    assert told(claim_of("institutional", rows), "dates.service_order")
    assert not told(claim_of("institutional", {"statement_from": "2026-03-01", **rows}), "dates.service_order")
    asked = claim_of("dental", {"transaction_type": "predetermination", **lines("service_lines", {"charge": "9.00"})})
    assert not told(asked, "dates.service_order")


def test_a_wrong_number_in_every_row_is_told_once() -> None:
    rows = lines("service_lines", *({"rendering_npi": "1234567890"} for _ in range(5)))
    (finding,) = told(claim_of("health", rows), "identifiers.npi")
    assert "Rendering NPI of service line 1 1234567890 (and in 4 more rows): check digit" in finding.message
    assert len(finding.paths) == 5


def test_members_of_one_group_are_not_one_loss() -> None:
    values: dict[str, Value] = {"policy_number": "G-100", "insured_id": "M1", "patient_date_of_birth": "1980-02-01"}
    batch = (document().model_copy(update={"declares": "837P"}),)
    kind = CLAIM_TYPES["health"]
    numbers = [
        loss_number(ClaimView(claim_of("health", values | other, batch), kind))
        for other in ({}, {"insured_id": "M2"}, {"patient_date_of_birth": "2015-06-07"})
    ]
    assert len(set(numbers)) == 3
    assert loss_number(ClaimView(claim_of("health", values, (document(),)), kind)) == "G-100"


def test_the_claims_of_a_batch_are_not_the_same_document_again() -> None:
    batch = (document(sha256="ab").model_copy(update={"declares": "837P"}),)
    past = context_of(past=Past({"ab": ("c0",)}))
    kind = CLAIM_TYPES["health"]
    told_of = {
        bool([f for f in check(claim_of("health", {}, papers), kind, RULES, past) if f.rule == "duplicates.same_bytes"])
        for papers in (batch,)
    }
    assert told_of == {False}
