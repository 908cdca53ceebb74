"""Values as Europe writes them, and policy numbers with blanks in them; what is American reads as before."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.values import KINDS
from pipelines.values.kind import Hints

HINTS = Hints(today=date(2026, 6, 15))


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("time", "14.30", "14:30"),
        ("time", "14.30 Uhr", "14:30"),
        ("time", "14:30 Uhr", "14:30"),
        ("time", "9 Uhr", "09:00"),
        ("time", "14h30", "14:30"),
        ("time", "14 h 30", "14:30"),
        ("time", "2.5", None),
        ("time", "2:30", "02:30"),
        ("phone", "0049 170 1234567", "+491701234567"),
        ("phone", "0033 6 12 34 56 78", "+33612345678"),
        ("phone", "+33 6 12 34 56 78", "+33612345678"),
        ("phone", "(512) 555-0142", "+15125550142"),
        ("phone", "0049", None),
        ("date", "31.12.2026", "2026-12-31"),
        ("date", "12/31/2026", "2026-12-31"),
        ("money", "1.234,56", "1234.56"),
        ("money", "12,50 €", "12.50"),
        ("money", "1,234.56", "1234.56"),
        ("boolean", "[ ] nein [x] ja", True),
        ("boolean", "[x] non [ ] oui", False),
    ],
)
def test_values_of_both_sides_of_the_sea(kind: str, written: str, value: object) -> None:
    assert KINDS[kind].parse(written, HINTS) == value


@pytest.mark.parametrize("number", ["JTH 3479675", "PA 12 345 678", "HH 666 485 23", "WA27 423281", "PAP 2388 2395"])
@pytest.mark.parametrize("text", ["{}", "{}.", "The policy is {}. It began", "Yes, {}, I think", "policy: {}\n"])
def test_numbers_with_blanks_are_found_whole(number: str, text: str) -> None:
    found = KINDS["policy_number"].find(text.format(number), HINTS)
    assert [candidate.value for candidate in found] == [number]


@pytest.mark.parametrize(
    "text",
    ["Springfield, IL 62704-1234.", "at 3 PM 512 555 0142", "on May 12 2026", "No. 12 34 Elm Street", "US 75 12"],
)
def test_what_is_no_number_with_blanks(text: str) -> None:
    assert not [one for one in KINDS["policy_number"].find(text, HINTS) if " " in str(one.value)]
