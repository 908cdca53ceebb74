"""Fusing: which reading of a field is chosen, how sure it is, and what becomes of those that stand nowhere."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import BOAT

from pipelines.claim import Field, Reading, ReadingSource, Severity, TextSpan, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.fusing import LEAST_MODEL_SCORE, Fused, fuse

FORM, LABEL, CODE, MODEL = ReadingSource.FORM, ReadingSource.LABEL, ReadingSource.CODE, ReadingSource.MODEL


def a_reading(
    path: str = "policy_number", value: Value | None = "QX-204518", source: ReadingSource = LABEL, **changes: object
) -> Reading:
    span = TextSpan(document_id="d", text=str(value), start=0, end=1)
    reading = Reading(path=path, verbatim=str(value), value=value, source=source, spans=(span,))
    return reading.model_copy(update=changes)


def only(fused: Fused) -> Field:
    (field,) = fused.fields
    return field


def test_a_reading_that_stands_nowhere_is_dropped_and_told() -> None:
    fused = fuse(BOAT, [a_reading(spans=())])
    assert fused.fields == ()
    (finding,) = fused.findings
    assert (finding.rule, finding.severity) == ("grounding.not_in_document", Severity.WARNING)
    assert finding.paths == ("policy_number",)
    assert "QX-204518" not in finding.message


def test_it_is_a_note_where_the_field_is_read_all_the_same_or_does_not_matter() -> None:
    fused = fuse(BOAT, [a_reading(), a_reading(value="ZZ-1", source=MODEL, spans=())])
    assert only(fused).value == "QX-204518"
    assert [finding.severity for finding in fused.findings] == [Severity.NOTE]
    assert [finding.severity for finding in fuse(BOAT, [a_reading("hull_number", spans=())]).findings] == [
        Severity.NOTE
    ]


@pytest.mark.parametrize(("path", "severity"), [("policy_number", Severity.WARNING), ("hull_number", Severity.NOTE)])
def test_what_stands_there_and_means_nothing_is_told(path: str, severity: Severity) -> None:
    fused = fuse(BOAT, [a_reading(path, value=None, verbatim="as on file")])
    assert fused.fields == ()
    (finding,) = fused.findings
    assert (finding.rule, finding.severity, finding.paths) == ("extraction.unreadable_value", severity, (path,))
    assert finding.spans
    assert "as on file" in finding.message


def test_a_path_that_the_claim_type_does_not_know_is_no_field() -> None:
    assert fuse(BOAT, [a_reading("decision", "accept"), a_reading("items[0].decision", "accept")]) == Fused(
        fields=(), findings=()
    )


@pytest.mark.parametrize("sources", list(permutations([FORM, LABEL, MODEL, CODE])))
def test_the_most_trusted_source_is_chosen_in_whatever_order_they_come(sources: tuple[ReadingSource, ...]) -> None:
    field = only(fuse(BOAT, [a_reading(value=f"QX-{source}", source=source) for source in sources]))
    assert field.chosen.source is FORM
    assert len(field.readings) == 4


def test_another_source_that_agrees_raises_the_score_and_one_that_differs_lowers_it() -> None:
    alone = only(fuse(BOAT, [a_reading()])).score
    agreed = only(fuse(BOAT, [a_reading(), a_reading(value="QX 204518", source=MODEL)])).score
    disputed = only(fuse(BOAT, [a_reading(), a_reading(value="QX-999999", source=MODEL)])).score
    assert disputed < alone <= agreed <= 1


def test_the_same_source_twice_is_no_agreement() -> None:
    assert only(fuse(BOAT, [a_reading(), a_reading()])).score == only(fuse(BOAT, [a_reading()])).score


def test_a_reading_that_stands_nowhere_neither_raises_nor_lowers() -> None:
    nowhere = [a_reading(source=MODEL, spans=()), a_reading(value="ZZ-1", source=MODEL, spans=())]
    assert only(fuse(BOAT, [a_reading(), *nowhere])).score == only(fuse(BOAT, [a_reading()])).score


def test_an_unsure_model_alone_gives_a_doubt_and_no_value() -> None:
    sure = fuse(BOAT, [a_reading(source=MODEL, logprob=-0.05)])
    unsure = fuse(BOAT, [a_reading(source=MODEL, logprob=-4.0)])
    assert only(sure).score > LEAST_MODEL_SCORE
    assert unsure.fields == ()
    assert [(f.rule, f.severity) for f in unsure.findings] == [("extraction.unsure", Severity.WARNING)]


def a_drop(fused: Fused) -> tuple[str, Value | None, str]:
    (dropped,) = fused.dropped
    assert 0 < dropped.score < 1
    return dropped.path, dropped.reading.value, dropped.why


@pytest.mark.parametrize(
    ("readings", "dropped"),
    [
        ([a_reading(), a_reading(value="ZZ-1", source=MODEL)], ("policy_number", "ZZ-1", "outranked")),
        ([a_reading(), a_reading(value="ZZ-1", source=MODEL, spans=())], ("policy_number", "ZZ-1", "nowhere")),
        ([a_reading(value="ZZ-1", source=MODEL, spans=())], ("policy_number", "ZZ-1", "nowhere")),
        ([a_reading(source=MODEL, logprob=-4.0)], ("policy_number", "QX-204518", "unsure")),
        ([a_reading(), a_reading(value="ZZ-1"), a_reading(value="ZZ 1")], ("policy_number", "ZZ-1", "outranked")),
    ],
)
def test_what_is_not_taken_is_kept_with_its_score(readings: list[Reading], dropped: tuple[str, Value, str]) -> None:
    assert a_drop(fuse(BOAT, readings)) == dropped


@pytest.mark.parametrize(
    "readings",
    [
        [a_reading(), a_reading(source=MODEL, value="QX 204518")],
        [a_reading(), a_reading(source=MODEL, spans=())],
        [a_reading(), a_reading(value=None, verbatim="as on file", source=CODE)],
    ],
)
def test_what_says_the_same_or_means_nothing_is_no_other_value(readings: list[Reading]) -> None:
    assert fuse(BOAT, readings).dropped == ()


def test_a_value_that_was_outranked_is_less_sure_than_it_would_be_alone() -> None:
    lost = fuse(BOAT, [a_reading(), a_reading(value="ZZ-1", source=MODEL, logprob=-0.1)]).dropped[0]
    alone = fuse(BOAT, [a_reading(value="ZZ-1", source=MODEL, logprob=-0.1)]).fields[0]
    assert lost.score < alone.score


def test_a_row_that_was_lost_as_a_whole_comes_after_those_that_are_left() -> None:
    readings = [a_reading("items[0].amount", "1.00", spans=()), a_reading("items[1].amount", "2.00"),
                a_reading("items[1].quantity", 9, spans=())]  # fmt: skip
    fused = fuse(BOAT, readings)
    assert [field.path for field in fused.fields] == ["items[0].amount"]
    assert {one.path for one in fused.dropped} == {"items[0].quantity", "items[1].amount"}


@given(st.floats(-8, 0), st.floats(-8, 0))
def test_a_likelier_token_never_makes_a_value_less_sure(one: float, other: float) -> None:
    def score(logprob: float) -> float:
        fused = fuse(BOAT, [a_reading(source=MODEL, logprob=logprob)])
        return (*fused.fields, *fused.dropped)[0].score

    low, high = sorted((one, other))
    assert score(low) <= score(high)


def test_scores_lie_between_0_and_1() -> None:
    for source in ReadingSource:
        for other in ReadingSource:
            for value in ("QX-204518", "QX-9"):
                fused = fuse(BOAT, [a_reading(source=source), a_reading(value=value, source=other)])
                assert fused.fields or fused.dropped
                assert all(0 < one.score <= 1 for one in (*fused.fields, *fused.dropped))


def test_rows_are_counted_anew_where_one_is_lost() -> None:
    readings = [
        a_reading("items[0].amount", "1.00", spans=()), a_reading("items[1].amount", "2.00"),
        a_reading("items[4].amount", "5.00"), a_reading("items[4].quantity", 5),
        a_reading("witnesses[3].name", "Ada Lorn"),
    ]  # fmt: skip
    fused = fuse(BOAT, readings)
    assert {field.path: field.value for field in fused.fields} == {
        "items[0].amount": "2.00", "items[1].quantity": 5, "items[1].amount": "5.00", "witnesses[0].name": "Ada Lorn",
    }  # fmt: skip


def test_rows_that_are_referred_to_by_their_place_keep_it() -> None:
    readings = [
        a_reading("diagnoses[0].code", None, verbatim="J0?.9"), a_reading("diagnoses[1].code", "R05.9"),
        a_reading("diagnoses[2].code", None, spans=()), a_reading("diagnoses[3].code", "I10"),
        a_reading("service_lines[1].procedure", "A0428"),
    ]  # fmt: skip
    fused = fuse(CLAIM_TYPES["health"], readings)
    # What stands nowhere was never a row.
    assert {field.path: field.value for field in fused.fields} == {
        "diagnoses[1].code": "R05.9", "diagnoses[2].code": "I10", "service_lines[0].procedure": "A0428",
    }  # fmt: skip
    unreadable = [finding for finding in fused.findings if finding.rule == "extraction.unreadable_value"]
    assert [finding.paths for finding in unreadable] == [("diagnoses[0].code",)]


def test_fields_come_in_the_order_of_the_claim_type_and_rows_row_by_row() -> None:
    paths = ["policy_number", "date_of_loss", "insured_name"]
    rows = ["items[0].description", "items[0].amount", "items[1].description", "items[10].description"]
    readings = [a_reading(path, "x") for path in reversed([*paths, *rows])]
    found = [field.path for field in fuse(BOAT, readings).fields]
    assert found == [*paths, *rows[:3], "items[2].description"]


def test_a_field_points_at_its_evidence() -> None:
    field = only(fuse(BOAT, [a_reading(value="QX-1", verbatim="QX-1")]))
    assert field.chosen.spans
    assert field.value == field.chosen.value
