"""Merging: what counts after a look, and which findings may go with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import BOAT

from pipelines.claim import Finding, Reading, ReadingSource, Severity, TextSpan, Value
from pipelines.investigating import Look, Outcome, Tool, fuse_again, retain, told
from pipelines.investigating.merging import key_of, may_go

LABEL, MODEL, CODE = ReadingSource.LABEL, ReadingSource.MODEL, ReadingSource.CODE
PATHS = st.sampled_from(["policy_number", "date_of_loss", "items[0].amount", "items[1].amount", "items", "loss_amount"])
FINDINGS = st.lists(
    st.builds(
        Finding,
        rule=st.sampled_from(["required.missing", "policy.not_found", "money.estimate_lines"]),
        severity=st.sampled_from(Severity),
        outcome=st.sampled_from(["failed", "missing"]),
        message=st.just("Told."),
        paths=st.lists(PATHS, max_size=3).map(tuple),
    ),
    max_size=6,
)


def reading(value: Value, source: ReadingSource = LABEL, at: int = 0, path: str = "policy_number") -> Reading:
    span = TextSpan(document_id="d", text=str(value), start=at, end=at + 1)
    return Reading(path=path, verbatim=str(value), value=value, source=source, spans=(span,))


def look(*readings: Reading, withdrawn: tuple[Reading, ...] = (), **changes: object) -> Look:
    one = Look(
        number=1,
        tool=Tool.LOOK_CLOSER,
        rule="policy.not_found",
        path="policy_number",
        outcome=Outcome.MENDED,
        readings=readings,
        withdrawn=withdrawn,
        changed=tuple(dict.fromkeys(reading.path for reading in readings)),
    )
    return one.model_copy(update=changes)


def test_what_was_read_again_counts_and_what_stood_there_before_is_gone() -> None:
    old, new = reading("QX-1O0"), reading("QX-100", at=5)
    (field,) = fuse_again(BOAT, [old], [look(new, withdrawn=(old,))]).fields
    assert (field.value, field.chosen, field.readings) == ("QX-100", new, (new,))


def test_what_another_place_says_stays_with_the_field_and_costs_score() -> None:
    old, new = reading("QX-1"), reading("QX-2", CODE, at=9)
    alone = fuse_again(BOAT, [], [look(new)]).fields[0]
    (field,) = fuse_again(BOAT, [old], [look(new)]).fields
    assert field.value == "QX-2"
    assert set(field.readings) == {old, new}
    assert field.score < alone.score


def test_the_later_of_two_looks_counts() -> None:
    one, other = reading("QX-1"), reading("QX-2", at=9)
    (field,) = fuse_again(BOAT, [], [look(one), look(other, number=2)]).fields
    assert field.value == "QX-2"


def test_without_looks_nothing_changes() -> None:
    from pipelines.fusing import fuse

    readings = [reading("QX-1"), reading("QX-2", MODEL, at=9)]
    assert fuse_again(BOAT, readings, []) == fuse(BOAT, readings)


@given(FINDINGS, FINDINGS, st.lists(PATHS, max_size=3).map(tuple))
def test_no_finding_goes_without_new_evidence(
    before: list[Finding], after: list[Finding], changed: tuple[str, ...]
) -> None:
    left = retain(before, after, look(changed=changed))
    there = {key_of(finding) for finding in left}
    assert {key_of(finding) for finding in after} <= there
    for finding in before:
        assert key_of(finding) in there or may_go(finding, changed)


@given(FINDINGS, FINDINGS)
def test_a_look_that_changed_nothing_takes_no_finding_away(before: list[Finding], after: list[Finding]) -> None:
    kept = {key_of(finding) for finding in retain(before, after, look(changed=()))}
    assert {key_of(finding) for finding in before} <= kept
    assert {key_of(finding) for finding in before} <= {key_of(finding) for finding in retain(before, after, None)}


@pytest.mark.parametrize(
    ("paths", "outcome", "changed", "goes"),
    [
        (("policy_number",), "failed", ("policy_number",), True),
        (("policy_number",), "failed", ("date_of_loss",), False),
        (("items",), "failed", ("items[2].amount",), True),
        (("items[2].amount",), "failed", ("items[1].amount",), False),
        ((), "missing", ("date_of_loss",), True),
        ((), "missing", (), False),
        ((), "failed", ("date_of_loss",), False),
    ],
)
def test_what_may_go(paths: tuple[str, ...], outcome: str, changed: tuple[str, ...], goes: bool) -> None:
    finding = Finding.model_validate(
        {"rule": "a.b", "severity": "error", "outcome": outcome, "message": "Told.", "paths": paths}
    )
    assert may_go(finding, changed) is goes


def test_a_look_is_told_in_one_line_that_weighs_nothing() -> None:
    old, new = reading("QX-1O0"), reading("QX-100", at=5)
    finding = told(look(new, withdrawn=(old,)), ())
    assert finding.severity is Severity.NOTE
    assert "policy number read from a larger picture: read as “QX-100”" in finding.message
    assert "before as “QX-1O0”" in finding.message
    assert "\n" not in finding.message
    assert "nothing else stands there" in told(look(outcome=Outcome.NOTHING), ()).message
