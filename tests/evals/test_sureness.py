"""Sureness: the measures of scores, against what they are by definition."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scoring import Proposal
from evals.sureness import Sureness, auroc, sureness
from pipelines.claim import ReadingSource

VALUES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), st.booleans()), max_size=30)


def proposals(values: list[tuple[float, bool]]) -> list[Proposal]:
    return [Proposal("x", right, True, ReadingSource.MODEL, score, {}) for score, right in values]


def of(*values: tuple[float, bool]) -> Sureness:
    return sureness([proposals([value]) for value in values])


@given(VALUES)
def test_auroc_is_the_share_of_pairs_that_stand_in_the_right_order(values: list[tuple[float, bool]]) -> None:
    right, wrong = [s for s, is_right in values if is_right], [s for s, is_right in values if not is_right]
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a, b in product(right, wrong)]
    found = auroc(values)
    assert found == pytest.approx(sum(pairs) / len(pairs)) if pairs else found is None


@given(VALUES)
def test_the_curve_ends_at_the_share_of_wrong_values_and_every_number_is_a_share(
    values: list[tuple[float, bool]],
) -> None:
    found = sureness([proposals(values)])
    wrong = sum(not right for _, right in values)
    assert (found.proposed, found.wrong) == (len(values), wrong)
    if not values:
        assert (found.curve, found.aurc, found.brier) == ((), None, None)
        return
    assert found.curve[-1].coverage == 1
    assert found.curve[-1].risk == pytest.approx(wrong / len(values), abs=0.0001)
    assert all(0 <= point.risk <= 1 for point in found.curve)
    assert sum(band.right.total for band in found.bands) == len(values)
    assert 0 <= (found.aurc or 0) <= 1
    assert 0 <= (found.calibration_error or 0) <= 1


@given(VALUES)
def test_the_order_of_values_does_not_matter(values: list[tuple[float, bool]]) -> None:
    assert sureness([proposals(values)]) == sureness([proposals(values[::-1])])


def test_by_hand() -> None:
    found = of((0.95, True), (0.9, True), (0.6, False), (0.4, True), (0.2, False))
    assert found.auroc == pytest.approx(5 / 6, abs=0.0001)
    assert found.aurc == pytest.approx((0 + 0 + 1 / 3 + 1 / 4 + 2 / 5) / 5, abs=0.0001)
    assert (found.right_at_80.hits, found.right_at_80.total) == (3, 4)
    assert found.brier == pytest.approx((0.0025 + 0.01 + 0.36 + 0.36 + 0.04) / 5, abs=0.0001)
    assert [band.right.total for band in found.bands] == [0, 0, 1, 0, 1, 0, 1, 0, 0, 2]


def test_values_of_one_score_share_their_ranks() -> None:
    found = of(*[(0.5, True)] * 8, *[(0.5, False)] * 2)
    assert found.auroc == 0.5
    assert {point.risk for point in found.curve} == {0.2}


def test_scores_that_mean_what_they_say_have_no_calibration_error() -> None:
    found = of(*[(0.75, True)] * 3, (0.75, False), *[(1.0, True)] * 4)
    assert found.calibration_error == 0


def test_the_interval_holds_the_value_and_is_the_same_every_time() -> None:
    documents = [proposals([(0.9, True), (0.8, number % 3 == 0), (0.3, False), (0.7, True)]) for number in range(12)]
    found = sureness(documents)
    assert found == sureness(documents)
    assert found.auroc is not None and found.auroc_interval is not None
    assert found.auroc_interval[0] <= found.auroc <= found.auroc_interval[1]
    assert found.auroc_interval[0] < found.auroc_interval[1]


def test_where_nothing_is_wrong_there_is_nothing_to_tell_apart() -> None:
    found = of((0.9, True), (0.8, True))
    assert (found.auroc, found.auroc_interval) == (None, None)
    assert found.right_at_80.share == 1
