"""Intervals by drawing again."""

from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from evals.benching.bootstrap import bootstrap


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_the_interval_lies_within_what_was_seen(values: list[float]) -> None:
    found = bootstrap(values, fmean, times=50)
    assert found and min(values) - 1e-6 <= found.low <= found.high <= max(values) + 1e-6
    assert found == bootstrap(values, fmean, times=50)


def test_one_document_has_no_interval() -> None:
    assert bootstrap([1.0], fmean) is None


def test_more_documents_make_it_narrower() -> None:
    few, many = bootstrap([0.0, 1.0] * 5, fmean), bootstrap([0.0, 1.0] * 100, fmean)
    assert few and many and many.high - many.low < few.high - few.low
