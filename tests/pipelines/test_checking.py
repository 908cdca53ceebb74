"""Checking: all rules, in a stable order, and none of them silent when it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking import check
from pipelines.claim import Claim, Field, Grounding, Reading, ReadingSource, Severity, TextSpan, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import OperatorError
from pipelines.ports import Context, Likeness, Policy
from pipelines.rules import RULES, ClaimView, Rule

AUTO = CLAIM_TYPES["auto"]
CLEAN: dict[str, Value] = {
    "policy_number": "QX-1001", "policy_effective_date": "2026-01-01", "policy_expiration_date": "2027-01-01",
    "date_of_loss": "2026-04-20", "date_reported": "2026-04-21", "cause_of_loss": "collision",
    "insured_name": "Ada Quill", "vehicle_year": 2019, "vehicle_vin": "1M8GDM9AXKP042788",
    "estimate_amount": "1834.20", "deductible_amount": "500.00",
    "estimate_lines[0].amount": "1500.00", "estimate_lines[1].amount": "334.20",
}  # fmt: skip


class _Register:
    def find(self, policy_number: str) -> Policy | None:
        return Policy(
            "QX-1001", "auto", "active", "Ada Quill", date(2026, 1, 1), date(2027, 1, 1), ("1M8GDM9AXKP042788",),
            ("collision",), Decimal(25000), Decimal(500),
        )  # fmt: skip

    def is_empty(self) -> bool:
        return False


class _NoPast:
    def same_bytes(self, sha256: str) -> list[str]:
        return []

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> list[str]:
        return []

    def sharing(self, kind: str, key: str) -> list[str]:
        return []

    def alike(self, likeness: Likeness, least: int) -> list[str]:
        return []


CONTEXT = Context(datetime(2026, 4, 22, 12, tzinfo=UTC), ZoneInfo("UTC"), _Register(), _NoPast(), lambda: "n")


def _claim(values: dict[str, Value]) -> Claim:
    fields = []
    for path, value in values.items():
        span = TextSpan(document_id="d", text=str(value), start=0, end=1)
        reading = Reading(path=path, verbatim=str(value), value=value, source=ReadingSource.LABEL, spans=(span,))
        fields.append(
            Field(path=path, value=value, chosen=reading, readings=(reading,), grounding=Grounding.VERBATIM, score=0.95)
        )
    return Claim(id="c", source_id="s", claim_type="auto", fields=tuple(fields))


def _broken(view: ClaimView, context: Context) -> Iterator[str]:
    yield "first"
    raise KeyError("Ada Quill")


def test_a_clean_claim_has_no_findings() -> None:
    assert check(_claim(CLEAN), AUTO, RULES, CONTEXT) == ()


def test_findings_stand_in_the_order_of_the_rules() -> None:
    values = {**CLEAN, "date_of_loss": "2026-04-25", "estimate_amount": "1800.00", "vehicle_year": 2018}
    found = [finding.rule for finding in check(_claim(values), AUTO, RULES, CONTEXT)]
    assert found == [
        "dates.loss_after_received",
        "dates.loss_after_reported",
        "money.estimate_lines",
        "vehicle.year_vin",
    ]
    assert found == [finding.rule for finding in check(_claim(values), AUTO, RULES, CONTEXT)]


def test_a_rule_that_breaks_is_a_finding_without_the_claims_values() -> None:
    broken = Rule("dates.broken", Severity.NOTE, "X", _broken)
    first, second = check(_claim(CLEAN), AUTO, (broken,), CONTEXT)
    assert first.message == "first (rule dates.broken)."
    assert (second.rule, second.severity) == ("checking.rule_broken", Severity.ERROR)
    assert "dates.broken" in second.message and "Ada" not in second.message


def test_an_error_that_a_person_can_mend_is_passed_on() -> None:
    def needs_operator(view: ClaimView, context: Context) -> Iterator[str]:
        raise OperatorError("The register is locked.")
        yield ""

    with pytest.raises(OperatorError):
        check(_claim(CLEAN), AUTO, (Rule("dates.x", Severity.NOTE, "X", needs_operator),), CONTEXT)


def test_rules_of_other_claim_types_are_left_out() -> None:
    health_only = Rule("medical.x", Severity.ERROR, "X", _broken, types=("health",))
    unknown_field = Rule("medical.y", Severity.ERROR, "Y", _broken, needs=("total_charge",))
    assert check(_claim(CLEAN), AUTO, (health_only, unknown_field), CONTEXT) == ()


def test_an_empty_claim_fails_closed() -> None:
    found = check(_claim({}), AUTO, RULES, CONTEXT)
    assert {"required.missing", "dates.loss_after_received", "policy.not_found"} <= {finding.rule for finding in found}
    assert all(finding.severity is not Severity.NOTE for finding in found)


_PATHS = {
    kind: [path.replace("[]", "[0]") for path, spec in AUTO.specs() if spec.kind == kind] for kind in ("date", "money")
}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(_PATHS["date"]), st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)),
    st.dictionaries(
        st.sampled_from(_PATHS["money"]), st.decimals(-10_000, 10_000_000, places=2).map(lambda amount: f"{amount:.2f}")
    ),
    st.integers(0, 5000),
)
def test_no_dates_and_amounts_break_a_rule(dates: dict[str, Value], amounts: dict[str, Value], year: int) -> None:
    found = check(_claim({**dates, **amounts, "vehicle_year": year, "policy_number": "QX-1001"}), AUTO, RULES, CONTEXT)
    assert [finding.message for finding in found if finding.rule == "checking.rule_broken"] == []
