"""Deciding: review with reasons, most severe first; nothing is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import BOAT

from pipelines.claim import Claim, Field, Finding, Grounding, Outcome, Reading, ReadingSource, Severity, TextSpan
from pipelines.deciding import LEAST_SCORE, decide, quarantine

RULES = ["dates.order", "money.sum", "accept.now", "certificate.fake"]


def a_field(path: str = "policy_number", score: float = 0.95) -> Field:
    span = TextSpan(document_id="d", text="QX-1", start=0, end=4)
    reading = Reading(path=path, verbatim="QX-1", value="QX-1", source=ReadingSource.LABEL, spans=(span,))
    return Field(
        path=path, value="QX-1", chosen=reading, readings=(reading,), grounding=Grounding.VERBATIM, score=score
    )


def a_finding(severity: Severity, rule: str = "dates.order") -> Finding:
    return Finding(rule=rule, severity=severity, message=f"{rule} is {severity}.")


def a_claim(*findings: Finding, fields: tuple[Field, ...] = ()) -> Claim:
    return Claim(id="c", source_id="s", claim_type="boat", fields=fields, findings=findings)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.builds(a_finding, st.sampled_from(Severity), st.sampled_from(RULES)), max_size=5),
    st.lists(st.builds(a_field, st.sampled_from(["policy_number", "hull_number"]), st.floats(0, 1)), max_size=3),
    st.booleans(),
)
def test_nothing_is_accepted(findings: list[Finding], fields: list[Field], known: bool) -> None:
    decision = decide(a_claim(*findings, fields=tuple(fields)), BOAT if known else None)
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons[-1].code == "certificate.none"
    doubted = any(field.path == "policy_number" and field.score < LEAST_SCORE for field in fields)
    spoken = any(finding.severity is not Severity.NOTE for finding in findings)
    assert decision.would_accept == (known and not doubted and not spoken)


def test_reasons_come_most_severe_first_and_notes_are_none() -> None:
    findings = [
        a_finding(Severity.WARNING, "a.warning"), a_finding(Severity.NOTE, "a.note"),
        a_finding(Severity.ERROR, "b.error"),
        a_finding(Severity.WARNING, "c.warning"), a_finding(Severity.ERROR, "d.error"),
    ]  # fmt: skip
    decision = decide(a_claim(*findings, fields=(a_field(score=0.5),)), BOAT)
    codes = [reason.code for reason in decision.reasons]
    assert codes == ["b.error", "d.error", "a.warning", "c.warning", "score.low", "certificate.none"]
    assert not decision.would_accept


@pytest.mark.parametrize(
    ("field", "doubted"),
    [
        (a_field(score=LEAST_SCORE), False),
        (a_field(score=LEAST_SCORE - 0.01), True),
        (a_field("hull_number", 0.1), False),
    ],
)
def test_doubts_about_critical_fields_alone_speak_against(field: Field, doubted: bool) -> None:
    decision = decide(a_claim(fields=(field,)), BOAT)
    assert ("score.low" in [reason.code for reason in decision.reasons]) == doubted
    assert decision.would_accept != doubted


def test_an_unknown_type_says_so() -> None:
    assert [reason.code for reason in decide(a_claim(), None).reasons] == ["classification.unknown", "certificate.none"]


def test_an_unknown_type_that_is_a_finding_is_said_once() -> None:
    found = a_finding(Severity.ERROR, "classification.unknown")
    decision = decide(a_claim(found, fields=(a_field(score=0.1),)), None)
    assert [reason.code for reason in decision.reasons] == ["classification.unknown", "certificate.none"]
    assert decision.reasons[0].message == found.message
    assert not decision.would_accept


def test_what_cannot_be_read_is_quarantined_with_its_reason() -> None:
    decision = quarantine(a_finding(Severity.ERROR, "reading.encrypted"))
    assert decision.outcome is Outcome.QUARANTINE
    assert [reason.code for reason in decision.reasons] == ["reading.encrypted"]
    assert not decision.would_accept
