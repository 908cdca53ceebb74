"""Days, as people write and say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS, Hints

DATE = KINDS["date"]
TODAY = date(2026, 5, 20)  # a Wednesday
HINTS = Hints(today=TODAY)
BIRTH = Hints(today=TODAY, birth=True)

WRITTEN = [
    ("01/02/2026", "2026-01-02"),
    ("1/2/26", "2026-01-02"),
    ("1 / 2 / 2026", "2026-01-02"),
    ("2026-01-02", "2026-01-02"),
    ("2026/1/2", "2026-01-02"),
    ("2026-05-09T15:30:00Z", "2026-05-09"),
    ("20260102", "2026-01-02"),
    ("01022026", "2026-01-02"),
    ("010226", "2026-01-02"),
    ("01 02 2026", "2026-01-02"),
    ("01 | 02 | 26", "2026-01-02"),
    ("Jan 2 2026", "2026-01-02"),
    ("January 2nd, 2026", "2026-01-02"),
    ("2 January 2026", "2026-01-02"),
    ("2-Jan-26", "2026-01-02"),
    ("Jan-02-2026", "2026-01-02"),
    ("09MAY26", "2026-05-09"),
    ("02.01.2026", "2026-01-02"),
    ("Sept. 5th, '25", "2025-09-05"),
    ("9th day of May, 2026", "2026-05-09"),
    ("2026 May 9", "2026-05-09"),
    ("Tuesday, May 5, 2026", "2026-05-05"),
    ("Mon 05/04/2026", "2026-05-04"),
    ("on or about May 9, 2026", "2026-05-09"),
    ("05/09/2026 3:30 PM", "2026-05-09"),
    ("May 9, 2026 (Saturday)", "2026-05-09"),
    ("May ninth twenty twenty-six", "2026-05-09"),
    ("the ninth of May, two thousand twenty six", "2026-05-09"),
    ("June third nineteen eighty four", "1984-06-03"),
    ("May 9th", "2026-05-09"),
    ("the 3rd of May", "2026-05-03"),
    ("May the 3rd", "2026-05-03"),
    ("December 25", "2025-12-25"),
    ("Feb 29", "2024-02-29"),
    ("5/9", "2026-05-09"),
    ("yesterday", "2026-05-19"),
    ("last night", "2026-05-19"),
    ("the day before yesterday", "2026-05-18"),
    ("last Tuesday", "2026-05-19"),
    ("last Wednesday", "2026-05-13"),
    ("on Thursday", "2026-05-14"),
    ("Tuesday of last week", "2026-05-12"),
    ("3 days ago", "2026-05-17"),
    ("two weeks ago", "2026-05-06"),
    ("13/05/2026", "2026-05-13"),
    ("05/09/35", "2035-05-09"),
    ("05/09/45", "1945-05-09"),
]
NO_DATE = [
    "", " ", "N/A", "02/30/2026", "13/13/2026", "00/00/0000", "12/31/2101", "01/01/1899", "May 2026",
    "05/2026", "the 3rd",
    "May 10-12", "May 10-12, 2026", "05/01/2026 - 05/03/2026", "after May 3, 2026", "not 05/09/2026", "512-555-0142",
    "1250.00", "soon", "2026",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_a_day_is_read(text: str, value: str) -> None:
    assert DATE.parse(text, HINTS) == value


@pytest.mark.parametrize("text", NO_DATE)
def test_what_names_no_day_is_none(text: str) -> None:
    assert DATE.parse(text, HINTS) is None


@pytest.mark.parametrize(
    ("text", "hints", "value"),
    [
        ("05/09/30", BIRTH, "1930-05-09"),
        ("05/21/26", BIRTH, "1926-05-21"),
        ("05/19/26", BIRTH, "2026-05-19"),
        ("May 9th", BIRTH, None),
        ("yesterday", BIRTH, None),
        ("01/02/2026", Hints(day_first=True), "2026-02-01"),
        ("01/13/2026", Hints(day_first=True), "2026-01-13"),
        ("May 9th", Hints(), None),
        ("yesterday", Hints(), None),
        ("1/2/68", Hints(), "2068-01-02"),
        ("1/2/69", Hints(), "1969-01-02"),
    ],
)
def test_the_hints_settle_what_is_left_out(text: str, hints: Hints, value: str | None) -> None:
    assert DATE.parse(text, hints) == value


FORMATS: list[Callable[[date], str]] = [
    date.isoformat,
    lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day:%m-%d-%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%m %d %Y}",
    lambda day: f"{day:%m | %d | %Y}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%b} {day.day} {day.year}",
    lambda day: f"{day.day} {day:%B} {day.year}",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%A}, {day:%B} {day.day}, {day.year}",
    lambda day: f"the {day.day}th of {day:%B}, {day.year}",
    lambda day: f"{day:%b}. {day.day}, {day.year}",
    lambda day: f"{day:%d%b%Y}".upper(),
]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMATS))
def test_every_way_to_write_a_day_reads_the_same(day: date, written: Callable[[date], str]) -> None:
    assert DATE.parse(written(day), HINTS) == day.isoformat()
    assert DATE.parse(f"  {written(day)}, ", HINTS) == day.isoformat()


@given(st.dates(TODAY - timedelta(days=365), TODAY))
def test_a_year_left_out_is_the_latest_that_is_not_ahead(day: date) -> None:
    value = DATE.parse(f"{day:%B} {day.day}", HINTS)
    assert isinstance(value, str)
    found = date.fromisoformat(value)
    assert found <= TODAY
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= day


def test_days_are_found_in_a_letter() -> None:
    text = (
        "On Tuesday, May 5, 2026 (i.e. 05/05/2026) my car was hit; policy 01/01/2026-01/01/2027, "
        "AC-20260101. I was born "
        "the 3rd of June 1984. It may 9 times out of 10. Call 512-555-0142 before Dec 25. Seen 05 "
        "01 2026  05 03 2026 and "
        "yesterday; May 3-5, 2026; version 1.2.3.4; 10-12 May."
    )
    found = [(text[one.start : one.end], one.value) for one in DATE.find(text, HINTS)]
    assert found == [
        ("May 5, 2026", "2026-05-05"),
        ("05/05/2026", "2026-05-05"),
        ("01/01/2026", "2026-01-01"),
        ("01/01/2027", "2027-01-01"),
        ("the 3rd of June 1984", "1984-06-03"),
        ("Dec 25", "2025-12-25"),
        ("05 01 2026", "2026-05-01"),
        ("05 03 2026", "2026-05-03"),
        ("yesterday", "2026-05-19"),
    ]


def test_a_year_far_off_is_odd() -> None:
    assert DATE.faults("1905-01-01") == ["the year 1905 is out of the usual range"]
    assert DATE.faults("2026-01-01") == []
