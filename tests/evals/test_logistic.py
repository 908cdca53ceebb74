"""Logistic: weights that are found again, keep their signs and do not run away."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.logistic import Example, Signs, fit, log_loss
from pipelines.surety import BASE, logistic

TRAITS = st.dictionaries(st.sampled_from("abc"), st.floats(0, 3), max_size=3)
EXAMPLES = st.lists(st.builds(Example, TRAITS, st.booleans(), st.floats(0.1, 5)), max_size=25)


def test_the_weights_that_made_the_outcomes_are_found_again() -> None:
    random, true = Random(3), {BASE: 0.5, "a": 1.5, "b": -2.0}
    examples = []
    for _ in range(4000):
        traits = {"a": float(random.random() < 0.5), "b": random.random()}
        share = logistic(true[BASE] + true["a"] * traits["a"] + true["b"] * traits["b"])
        examples.append(Example(traits, random.random() < share))
    found = fit(examples, Signs(), 0.1)
    assert {name: found[name] for name in true} == pytest.approx(true, abs=0.3)


def test_a_weight_that_would_have_the_wrong_sign_is_0() -> None:
    examples = [Example({"a": 1.0}, True, 20), Example({"a": 1.0}, False, 5), Example({}, False, 20)]
    assert fit(examples, Signs(down=("a",)), 1.0)["a"] == 0
    assert fit(examples, Signs(up=("a",)), 1.0)["a"] > 0


def test_where_all_are_right_the_penalty_keeps_weights_small() -> None:
    found = fit([Example({"a": 1.0}, True, 50)], Signs(), 1.0)
    assert 0 < found["a"] < 10


def test_examples_that_are_alike_count_as_often_as_they_occur() -> None:
    one = [Example({"a": 1.0}, True)] * 3 + [Example({"a": 0.5}, False)] * 2
    many = [Example({"a": 1.0}, True, 3), Example({"a": 0.5}, False, 2)]
    assert fit(one, Signs(), 1.0) == fit(many, Signs(), 1.0)
    assert log_loss(one, {"a": 1.0}) == pytest.approx(log_loss(many, {"a": 1.0}))


@settings(max_examples=50)
@given(EXAMPLES, st.sampled_from([0.3, 1.0, 10.0]))
def test_whatever_the_examples_signs_are_kept_and_no_guess_is_worse_than_none(
    examples: list[Example], penalty: float
) -> None:
    found = fit(examples, Signs(("a",), ("b",)), penalty)
    assert found.get("a", 0) >= 0 >= found.get("b", 0)
    assert log_loss(examples, found) <= log_loss(examples, {}) + 1e-9
