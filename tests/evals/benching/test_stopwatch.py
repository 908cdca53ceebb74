"""Seconds add up to the whole, whatever an engine tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benching.stopwatch import PARTS, Stopwatch

SECONDS = st.floats(0.0, 100.0)


@given(st.lists(st.tuples(SECONDS, SECONDS, SECONDS), max_size=5), SECONDS)
def test_the_parts_are_the_whole(calls: list[tuple[float, float, float]], code: float) -> None:
    watch = Stopwatch()
    for seconds, prefill, decode in calls:
        watch.called(seconds, prefill, decode, 10, 2)
    whole = sum(seconds for seconds, _, _ in calls) + code
    watch.close(whole, "code")
    assert sum(watch.parts.values()) == pytest.approx(whole)
    assert all(value >= 0 for value in watch.parts.values())
    assert set(watch.parts) <= set(PARTS)
    assert (watch.calls, watch.prompt_tokens, watch.answer_tokens) == (len(calls), 10 * len(calls), 2 * len(calls))


def test_an_engine_that_tells_nothing_has_the_models_seconds() -> None:
    watch = Stopwatch()
    watch.called(3.0, 0.0, 0.0, 1, 1)
    assert watch.parts == {"model": 3.0}


def test_prompts_side_by_side_do_not_take_longer_than_the_whole() -> None:
    watch = Stopwatch()
    watch.called(2.0, 1.0, 3.0, 1, 1)
    assert watch.parts == pytest.approx({"prefill": 0.5, "decode": 1.5, "rest": 0.0})
