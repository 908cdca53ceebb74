"""Wording: what a narrative says, and what it denies."""

from __future__ import annotations

import pytest

from pipelines.wording import (
    DEED_REACH,
    GRAVE_INJURY,
    INJURY,
    THIRD_PARTY_CAUSE,
    THIRD_PARTY_FAULT,
    TOTAL_LOSS,
    says,
)


@pytest.mark.parametrize(
    "text",
    [
        "I was hurt.",
        "No damage to the house, but my daughter was injured",
        "He complained of neck pain",
        "The police did not come. The driver was bleeding.",
        "Without warning the car hit us and my wife was hurt",
    ],
)
def test_injuries_are_heard(text: str) -> None:
    assert says(text, INJURY)


@pytest.mark.parametrize(
    "text",
    [
        "No injuries.",
        "There were no injuries reported",
        "Nobody was hurt",
        "Fortunately no one in either of the cars was hurt.",
        "The driver denied any injury",
        "Injuries: none",
        "Injuries were not reported",
        "My son wasn't hurt",
        "without injury",
        "neither driver was injured",
        "no cuts and bruises",
        "The car was damaged",
    ],
)
def test_denied_injuries_are_not(text: str) -> None:
    assert says(text, INJURY) is None


@pytest.mark.parametrize(
    ("text", "grave"),
    [
        ("She was taken by ambulance to the hospital", True),
        ("Hospital, two nights", True),
        ("He died at the scene", True),
        ("two broken ribs and a fracture", True),
        ("broken left arm", True),
        ("I parked in front of the hospital", False),
        ("The battery was dead", False),
        ("Nobody was taken to the hospital", False),
        ("The broken window", False),
    ],
)
def test_grave_injuries_are_told_from_light_ones(text: str, grave: bool) -> None:
    assert bool(says(text, GRAVE_INJURY)) is grave


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("The shop says it is a total loss", True),
        ("The car was totalled", True),
        ("not a total loss", False),
        ("The barn burned to the ground", True),
        ("Total loss: no", False),
        ("the total amount of the loss", False),
    ],
)
def test_total_losses(text: str, total: bool) -> None:
    assert bool(says(text, TOTAL_LOSS)) is total


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("I was rear-ended at the light", True),
        ("The other driver ran a red light and hit my door", True),
        ("A delivery truck backed into our car", True),
        ("He did not stop in time and rear-ended us", True),
        ("Without warning the other driver crossed the line", True),
        ("My car was struck by another vehicle", True),
        ("Vehicle 2 failed to yield", True),
        ("It was hit while parked", True),
        ("I rear-ended the car ahead", False),
        ("I ran a red light", False),
        ("I was not rear-ended", False),
        ("A deer jumped in front of my car", False),
    ],
)
def test_a_third_partys_fault(text: str, fault: bool) -> None:
    assert bool(says(text, THIRD_PARTY_FAULT, DEED_REACH)) is fault


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Our neighbour's tree fell on the roof", True),
        ("Water came from the upstairs apartment", True),
        ("The contractor left the tap open", True),
        ("A faulty valve burst", True),
        ("A contractor estimated the repair", False),
        ("The pipe froze", False),
    ],
)
def test_a_third_partys_part_in_a_property_loss(text: str, cause: bool) -> None:
    assert bool(says(text, THIRD_PARTY_CAUSE, DEED_REACH)) is cause
