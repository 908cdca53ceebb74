"""Scores: each value's mark, and each rule's."""

from decimal import Decimal

import pytest
from eval_cases import read, result, truth

from evals.results import ReadValue
from evals.rows import RowCount
from evals.scoring import Mark, score
from pipelines.claim import Outcome, Value
from pipelines.claim_types import CLAIM_TYPES
from sample_claims import Planted

AUTO = CLAIM_TYPES["auto"]


def equal(kind: str, expected: Value, found: Value) -> bool:
    return expected == found and type(expected) is type(found)


@pytest.mark.parametrize(
    ("expected", "found", "mark"),
    [
        ({"policy_number": "AP 1"}, [read("policy_number", "AP 1")], Mark.RIGHT),
        ({"policy_number": "AP 1"}, [read("policy_number", "AP 2")], Mark.WRONG),
        ({"policy_number": "AP 1"}, [], Mark.MISSING),
        ({}, [read("policy_number", "AP 1")], Mark.INVENTED),
        ({"injuries_reported": False}, [read("injuries_reported", False)], Mark.RIGHT),
        ({"injuries_reported": False}, [], Mark.MISSING),
        ({"injuries_reported": False}, [read("injuries_reported", True)], Mark.WRONG),
        ({"vehicle_year": 0}, [read("vehicle_year", 0)], Mark.RIGHT),
    ],
)
def test_marks(expected: dict[str, Value], found: list, mark: Mark) -> None:
    marks = score("a", truth(fields=expected), result(*found), AUTO, equal).marks
    assert [value.mark for value in marks] == [mark]
    assert (marks[0].source is None) == (mark is Mark.MISSING)


def test_values_are_compared_by_their_kind() -> None:
    asked = []

    def same(kind: str, expected: Value, found: Value) -> bool:
        asked.append(kind)
        return True

    fields = {"date_of_loss": "2026-01-02", "injured[0].phone": "+12025550100", "of_no_type": "x"}
    score("a", truth(fields=fields), result(*(read(path, value) for path, value in fields.items())), AUTO, same)
    assert set(asked) == {"date", "phone", "text"}


def test_rows_are_compared_with_their_partners() -> None:
    expected = {"injured[0].name": "Ann Ox", "injured[0].age": 30, "injured[1].name": "Bo Elk", "injured[1].age": 40}
    found = [read("injured[0].name", "Bo Elk"), read("injured[0].age", 41), read("injured[1].name", "Cy Hare")]
    scored = score("a", truth(fields=expected), result(*found), AUTO, equal)
    assert {value.path: value.mark for value in scored.marks} == {
        "injured[0].name": Mark.MISSING,
        "injured[0].age": Mark.MISSING,
        "injured[1].name": Mark.RIGHT,
        "injured[1].age": Mark.WRONG,
        "injured[2].name": Mark.INVENTED,
    }
    assert scored.rows == (RowCount("injured", 2, 1, 1),)
    assert {value.field for value in scored.marks} == {"injured[].name", "injured[].age"}


@pytest.mark.parametrize(
    ("fields", "found", "wrong"),
    [
        ({"policy_number": "AP 1", "agency": "B"}, [read("policy_number", "AP 1")], False),
        ({"policy_number": "AP 1"}, [read("policy_number", "AP 2")], True),
        ({"policy_number": "AP 1"}, [], True),
        ({}, [read("policy_number", "AP 2")], True),
        ({"agency": "A"}, [read("agency", "B")], False),
    ],
)
def test_a_wrong_critical_field_makes_the_reading_wrong(fields: dict, found: list, wrong: bool) -> None:
    assert score("a", truth(fields=fields), result(*found), AUTO, equal).has_critical_error is wrong


def test_rules_that_only_note_count_where_they_are_expected() -> None:
    scored = score(
        "a",
        truth(expected_findings=("dates.a", "dates.b", "money.c")),
        result(fired=("dates.a", "policy.d"), noted=("dates.b", "policy.e")),
        AUTO,
        equal,
    )
    assert scored.expected_rules == {"dates.a", "dates.b", "money.c"}
    assert scored.fired_rules == {"dates.a", "dates.b", "policy.d"}


def test_a_planted_error_is_caught_by_its_own_rule() -> None:
    planted = (
        Planted(rule="money.c", amount="120.50"),
        Planted(rule="dates.a"),
        Planted(rule="dates.b", amount="9.00"),
    )
    scored = score("a", truth(planted=planted), result(fired=("money.c", "dates.a")), AUTO, equal)
    assert scored.planted == ((Decimal("120.50"), True), (Decimal(0), True), (Decimal("9.00"), False))


def test_a_source_that_cannot_be_read_has_no_type() -> None:
    unread = result(claim_type="unknown", outcome=Outcome.QUARANTINE, claims=0)
    scored = score("a", truth(claim_type="unknown", outcome="quarantine"), unread, None, equal)
    assert scored.marks == () and scored.outcome.value == scored.expected_outcome


def proposals(truth_: dict[str, Value], *fields: ReadValue, dropped: tuple[ReadValue, ...] = ()) -> list[tuple]:
    found = score("a", truth(fields=truth_), result(*fields, dropped=dropped), AUTO, equal).proposals
    return [(one.path, one.right, one.taken) for one in found]


def test_every_value_that_was_proposed_is_judged_also_those_dropped() -> None:
    expected: dict[str, Value] = {"policy_number": "AP 1", "agency": "A"}
    dropped = (read("policy_number", "AP 2"), read("agency", "A"), read("vehicle_make", "Ox"))
    assert proposals(expected, read("policy_number", "AP 1"), read("carrier", "C"), dropped=dropped) == [
        ("policy_number", True, True),
        ("carrier", False, True),
        ("policy_number", False, False),
        ("agency", True, False),
        ("vehicle_make", False, False),
    ]


def test_dropped_values_of_rows_are_held_against_the_row_that_was_reported() -> None:
    expected: dict[str, Value] = {"injured[0].name": "Ann Ox", "injured[1].name": "Bo Elk", "injured[1].age": 40}
    found = [read("injured[0].name", "Bo Elk")]
    dropped = (read("injured[0].age", 40), read("injured[1].name", "Ann Ox"), read("injured[2].name", "Cy Hare"))
    assert proposals(expected, *found, dropped=dropped) == [
        ("injured[0].name", True, True),
        ("injured[0].age", True, False),
        ("injured[1].name", True, False),
        ("injured[2].name", False, False),
    ]


def test_a_row_that_was_dropped_cannot_be_one_that_was_reported() -> None:
    expected: dict[str, Value] = {"injured[0].name": "Ann Ox"}
    dropped = (read("injured[1].name", "Ann Ox"),)
    assert proposals(expected, read("injured[0].name", "Ann Ox"), dropped=dropped)[1:] == [
        ("injured[1].name", False, False)
    ]


def test_dropped_values_change_no_mark() -> None:
    expected: dict[str, Value] = {"injured[0].name": "Ann Ox", "agency": "A"}
    plain = score("a", truth(fields=expected), result(read("injured[0].name", "Bo")), AUTO, equal)
    more = result(read("injured[0].name", "Bo"), dropped=(read("injured[1].name", "Ann Ox"), read("agency", "A")))
    assert score("a", truth(fields=expected), more, AUTO, equal).marks == plain.marks


def test_kinds_that_are_not_scored_are_left_out_on_both_sides() -> None:
    told = truth(fields={"loss_description": "It fell."}, unscored_kinds=("narrative",))
    scored = score("a", told, result(dropped=(read("loss_description", "It broke."),)), AUTO, equal)
    assert (scored.marks, scored.proposals) == ((), ())
