"""From records to figures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench_records import ABOUT, M, R, W, bench, record, take

from evals.benching.figures import Entry, Figures
from evals.benching.papers import Paper
from evals.benching.summing import figures
from sample_claims import Truth

MODEL = "tiny-0.5b"
AT = datetime(2026, 3, 2, tzinfo=UTC)
PAPERS = [
    Paper(place, Path("x"), Truth(file="x", claim_type="auto", kind=kind, received_at=AT))
    for place, kind in enumerate(("letter", "email"))
]


@pytest.fixture(scope="module")
def found() -> Figures:
    return figures(ABOUT, bench(), PAPERS)


def entry(found: Figures, name: str) -> Entry:
    one = found.entry(name, MODEL)
    assert one is not None
    return one


def test_values_are_counted_once_however_many_rounds_there_are(found: Figures) -> None:
    values = entry(found, "baseline").values
    assert (values.right, values.wrong, values.missing, values.invented) == (3, 2, 2, 1)
    assert values.recall.hits == 3 and values.recall.total == 7
    assert entry(found, "baseline").by_paper_kind["email"].right == 2
    assert set(entry(found, "baseline").by_field_kind) == {"date", "name"}


def test_seconds_are_medians_of_medians(found: Figures) -> None:
    one = entry(found, "lodge:llamacpp")
    assert one.single and one.single.seconds == pytest.approx((2.1 + 4.2) / 2)
    assert one.single.rounds == pytest.approx((3.0, 3.3))
    assert one.backlog and one.backlog.seconds == 2.0
    assert one.claims_per_hour == 1800
    assert one.cold and (one.cold.seconds, one.cold.starts) == (6.0, 2)
    assert sum(one.parts.values()) == pytest.approx((2 + 4) * 2.1 / 4)
    assert one.memory == {"reader": 2**21}


def test_each_is_held_against_the_baseline_of_its_model(found: Figures) -> None:
    against = entry(found, "lodge:llamacpp").against
    assert entry(found, "baseline").against is None
    assert against and against.single and against.backlog and against.right
    assert against.single.value == pytest.approx(0.25)
    assert (against.backlog.value, against.backlog.low, against.backlog.high) == (0.25, 0.25, 0.25)
    assert against.cold == 0.25
    assert against.right.value == pytest.approx(100 * 3 / 7)
    assert against.right.low <= against.right.value <= against.right.high


def test_what_differs_from_round_to_round_is_counted() -> None:
    records = [
        record("labels", 0, 0, take(1, R)),
        record("labels", 0, 1, take(1, W)),
        record("labels", 1, 0, take(1, M)),
    ]
    one = figures(ABOUT, records, PAPERS).entries[0]
    assert one.unsteady == 1 and one.failed == 0
    assert one.values.right == 1 and one.values.missing == 1


def test_a_paper_that_was_read_once_counts_for_what_is_right_and_not_for_seconds() -> None:
    records = [record("labels", 0, 0, take(1, R)), record("labels", 1, 0, take(99, R), run="once")]
    one = figures(ABOUT, records, PAPERS).entries[0]
    assert one.values.right == 2
    assert one.single and one.single.seconds == 1


def test_nothing_measured_is_no_figure() -> None:
    assert figures(ABOUT, [], PAPERS).entries == ()
