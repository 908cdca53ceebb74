"""What a baseline said is understood kindly."""

from datetime import date
from typing import Any

import pytest
from baseline_types import BOAT

from evals.baselines.normalising import object_in, values_in

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a": 1, "b": "cut o', {"a": 1, "b": "cut o"}),
        ('{"rows": [{"x": "y"}, {"x', {"rows": [{"x": "y"}, {}]}),
        ("no JSON", {}),
        ("", {}),
        ("[1]", {}),
    ],
)
def test_an_answer_counts_as_far_as_it_goes(text: str, expected: dict[str, Any]) -> None:
    assert object_in(text) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"date_of_loss": "2026-02-27"}, {"date_of_loss": "2026-02-27"}),
        ({"date_of_loss": "February 27, 2026"}, {"date_of_loss": "2026-02-27"}),
        ({"time_of_loss": "10:54:00 -0500"}, {"time_of_loss": "10:54"}),
        ({"estimate_amount": 1250}, {"estimate_amount": "1250.00"}),
        ({"estimate_amount": 1250.5}, {"estimate_amount": "1250.50"}),
        ({"estimate_amount": "$1,250"}, {"estimate_amount": "1250.00"}),
        ({"afloat": False}, {"afloat": False}),
        ({"afloat": "yes"}, {"afloat": True}),
        ({"cause_of_loss": "storm"}, {"cause_of_loss": "storm"}),
        ({"cause_of_loss": "meteor"}, {}),
        ({"insured_name": "null", "policy_number": ""}, {}),
        ({"insured_name": None, "unheard_of": "x"}, {}),
        ({"insured_name": ["Ann"], "sails": "all"}, {}),
        (
            {"sails": [{"sail": None, "price": None}, {"sail": "jib", "price": 90}, "genoa"]},
            {"sails[0].sail": "jib", "sails[0].price": "90.00"},
        ),
    ],
)
def test_values_come_out_in_normal_form(said: dict[str, Any], expected: dict[str, Any]) -> None:
    assert values_in(said, BOAT, (), DAY) == expected
