"""Openings: every rule that opens a look is a rule, and the confusions are those of scans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.investigating.confusing import look_alike, one_slip_from, solid
from pipelines.investigating.look import Tool
from pipelines.investigating.openings import OPENINGS, tools_for
from pipelines.rules import RULES

OF_STEPS = {
    "extraction.unsure", "extraction.unreadable_value", "extraction.hard_to_read", "grounding.not_in_document",
}  # fmt: skip
NUMBERS = st.text("0123456789ABDGILOQSZ-", min_size=5, max_size=14)


@pytest.mark.parametrize("rule", OPENINGS)
def test_every_opening_is_of_a_rule_that_there_is(rule: str) -> None:
    ids = {one.id for one in RULES} | OF_STEPS
    assert rule in ids or any(one.startswith(rule.removesuffix("*")) for one in ids if rule.endswith("*"))
    assert len(set(OPENINGS[rule])) == len(OPENINGS[rule]) > 0


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("required.missing", Tool.OTHER_DOCUMENT),
        ("extraction.hard_to_read", Tool.LOOK_CLOSER),
        ("policy.not_found", Tool.LOOK_UP_POLICY),
        ("vehicle.year_vin", Tool.LOOK_CLOSER),
    ],
)
def test_what_is_tried_first(rule: str, first: Tool) -> None:
    assert tools_for(rule)[0] is first


@pytest.mark.parametrize("rule", ["policy.status", "duplicates.same_loss", "content.instructions", "nobody.knows"])
def test_what_no_look_can_settle_opens_none(rule: str) -> None:
    assert tools_for(rule) == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("PA-1O0-22", "PA-100-22", True),
        ("PA5-2131-36", "PAS 2131 36", True),
        ("HX4753996", "HX47S3996", True),
        ("AC-100", "AC-100", True),
        ("PA-106-22", "PA-100-22", False),  # two figures are two figures
        ("PA-100-22", "PA-100-222", False),
        ("PA-100-22", "PB-100-22", False),
    ],
)
def test_what_looks_alike(one: str, other: str, alike: bool) -> None:
    assert look_alike(one, other) is alike


@given(NUMBERS, NUMBERS)
def test_looking_alike_works_both_ways(one: str, other: str) -> None:
    assert look_alike(one, other) == look_alike(other, one)
    assert look_alike(one, one)


@given(NUMBERS)
def test_a_slip_leads_to_another_number_of_about_the_same_length(number: str) -> None:
    for other in one_slip_from(number):
        assert other != solid(number)
        assert abs(len(other) - len(solid(number))) <= 1
