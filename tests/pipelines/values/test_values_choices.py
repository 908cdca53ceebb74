"""Yes or no, one of several options, whole numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS, Hints

BOOLEAN, ENUM, INTEGER = KINDS["boolean"], KINDS["enum"], KINDS["integer"]
CAUSES = Hints(
    options={
        "collision": ("collision", "rear-ended", "hit", "struck"),
        "theft": ("theft", "stolen"),
        "hail": (),
        "animal": ("deer", "hit an animal"),
        "vehicle_impact": ("impact of a vehicle",),
        "other": ("other",),
    }
)
SEX = Hints(options={"male": ("m", "male"), "female": ("f", "female")})


@pytest.mark.parametrize(
    "text", ["yes", "Y", "TRUE", "x", "[x]", "[ X ]", "☒", "☑", "✓", "checked", "Yes, it is.", "1"]
)
def test_yes_is_true(text: str) -> None:
    assert BOOLEAN.parse(text) is True


@pytest.mark.parametrize("text", ["no", "N", "False", "[ ]", "[]", "☐", "unchecked", "No, it was towed.", "0"])
def test_no_is_false(text: str) -> None:
    assert BOOLEAN.parse(text) is False


@pytest.mark.parametrize("text", ["", " ", "maybe", "No injuries were seen", "N/A", "unknown", "yes or no"])
def test_neither_is_none(text: str) -> None:
    assert BOOLEAN.parse(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("YES [X] NO [ ]", True),
        ("YES [ ] NO [X]", False),
        ("[ ] YES [X] NO", False),
        ("☒ Yes  ☐ No", True),
        ("YES ☐ NO ☒", False),
        ("( ) yes (x) no", False),
        ("X YES   NO", True),
        ("YES X  NO", True),
        ("[X] YES [X] NO", None),
        ("[ ] YES [ ] NO", None),
    ],
)
def test_of_two_boxes_the_ticked_one_counts(text: str, value: bool | None) -> None:
    assert BOOLEAN.parse(text) is value


def test_words_of_its_own_may_answer() -> None:
    hints = Hints(options={"true": ("drivable", "still runs"), "false": ("towed", "not drivable")})
    assert BOOLEAN.parse("It had to be towed.", hints) is False
    assert BOOLEAN.parse("It still runs.", hints) is True
    assert BOOLEAN.parse("It is not drivable.", hints) is False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("collision", "collision"),
        ("Collision.", "collision"),
        ("HAIL", "hail"),
        ("Vehicle impact", "vehicle_impact"),
        ("vehicle_impact", "vehicle_impact"),
        ("I was rear-ended at a light", "collision"),
        ("the car was stolen", "theft"),
        ("we hit an animal", "animal"),
        ("not a collision but theft", "theft"),
        ("[X] Theft [ ] Hail", "theft"),
        ("[ ] Theft [x] Hail [ ] Collision", "hail"),
        ("Other", "other"),
        ("the other vehicle", None),
        ("hail and theft", None),
        ("no theft", None),
        ("there was no sign of theft", None),
        ("hailstone", None),
        ("[ ] Theft [ ] Hail", None),
        ("", None),
        ("flood", None),
    ],
)
def test_an_option_is_read(text: str, value: str | None) -> None:
    assert ENUM.parse(text, CAUSES) == value


def test_a_letter_is_an_option_only_by_itself() -> None:
    assert ENUM.parse("M", SEX) == "male"
    assert ENUM.parse("F", SEX) == "female"
    assert ENUM.parse("I am Jane F. Roe", SEX) is None
    assert ENUM.parse("female", SEX) == "female"


def test_options_are_found_with_the_longest_words() -> None:
    text = "We hit an animal. It was not stolen. Then a truck struck us."
    assert [(text[one.start : one.end], one.value) for one in ENUM.find(text, CAUSES)] == [
        ("hit an animal", "animal"),
        ("struck", "collision"),
    ]


@given(st.sampled_from(sorted(CAUSES.options)))
def test_every_option_reads_by_its_name(option: str) -> None:
    for text in (option, option.upper(), option.replace("_", " ").title(), f" {option}. "):
        assert ENUM.parse(text, CAUSES) == option


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("twelve", 12),
        ("twenty-one", 21),
        ("12 units", 12),
        ("3x", 3),
        ("2.0", 2),
        ("-3", -3),
        ("34 years old", 34),
        ("aged 34", 34),
        ("she is 34", 34),
        ("1.5", None),
        ("3 or 4", None),
        ("a few", None),
        ("05/09/2026", None),
        ("", None),
    ],
)
def test_a_whole_number_is_read(text: str, value: int | None) -> None:
    assert INTEGER.parse(text) == value


@given(st.integers(0, 10**9))
def test_a_number_reads_the_same_with_commas(number: int) -> None:
    assert INTEGER.parse(f"{number:,}") == number
    assert INTEGER.parse(str(number)) == number


def test_whole_numbers_are_found() -> None:
    text = "Two cars, 3 people, 1,200 miles, $500, 05/09/2026, AC-12, 50%, 1.5, 3:30."
    assert [one.value for one in INTEGER.find(text)] == [2, 3, 1200]
    assert INTEGER.faults(-1) == ["the number is negative"]
    assert INTEGER.faults(1) == []
