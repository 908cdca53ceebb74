"""Numbers in words, and characters said one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.numerals import TENS, UNITS, number, ordinal, spoken_year
from pipelines.values.spoken import spoken_digits, spoken_runs

_WORDS = {value: word for word, value in UNITS.items()}
_TENS = {value: word for word, value in TENS.items() if word != "fourty"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0),
        ("three thousand two hundred", 3200),
        ("three thousand two hundred and fifty", 3250),
        ("twelve hundred", 1200),
        ("a hundred", 100),
        ("two hundred thousand", 200_000),
        ("one million two hundred thousand six", 1_200_006),
        ("3 thousand 2 hundred", 3200),
        ("twenty-one", 21),
        ("one two three", None),
        ("twenty thirty", None),
        ("and five", None),
        ("hundred", None),
        ("five hundred and", None),
        ("thousand thousand", None),
        ("", None),
    ],
)
def test_a_number_in_words(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first", 1),
        ("third", 3),
        ("twenty-first", 21),
        ("thirty first", 31),
        ("thirtieth", 30),
        ("sixty first", None),
        ("", None),
    ],
)
def test_an_ordinal(text: str, value: int | None) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty twenty-six", 2026),
        ("nineteen eighty four", 1984),
        ("nineteen oh four", 1904),
        ("two thousand and six", 2006),
        ("two thousand twenty six", 2026),
        ("nineteen hundred", 1900),
        ("twenty", None),
        ("eighteen twelve", None),
        ("", None),
    ],
)
def test_a_year_in_words(text: str, value: int | None) -> None:
    assert spoken_year(text) == value


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("five five five, oh one four two", "5550142"),
        ("double five triple seven", "55777"),
        ("AC dash nine eight seven", "AC-987"),
        ("B as in Bravo, C like cat, one two three", "BC123"),
        ("bravo charlie one two three", "BC123"),
        ("twenty three fourteen six", "23146"),
        ("seven slash eight slash nine", "7/8/9"),
        ("my number is one two three", None),
        ("one two", None),
        ("", None),
        ("double double double", None),
    ],
)
def test_characters_said_one_by_one(text: str, characters: str | None) -> None:
    assert spoken_digits(text) == characters


def test_a_run_ends_with_the_sentence() -> None:
    text = "It is A B one two three. VIN next: I said four five six, OK?"
    assert [(text[run.start : run.end], run.characters) for run in spoken_runs(text)] == [
        ("A B one two three", "AB123"),
        ("four five six", "456"),
    ]


@given(st.integers(1, 999_999))
def test_every_number_can_be_said(value: int) -> None:
    assert number(_said(value)) == value


def _said(value: int) -> str:
    if value >= 1000:
        rest = value % 1000
        return f"{_said(value // 1000)} thousand" + (f" {_said(rest)}" if rest else "")
    if value >= 100:
        rest = value % 100
        return f"{_WORDS[value // 100]} hundred" + (f" and {_said(rest)}" if rest else "")
    if value >= 20:
        return _TENS[value // 10 * 10] + (f"-{_WORDS[value % 10]}" if value % 10 else "")
    teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    return teens[value - 10] if value >= 10 else _WORDS[value]
