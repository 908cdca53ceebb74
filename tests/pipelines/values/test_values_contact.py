"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS

PHONE, EMAIL = KINDS["phone"], KINDS["email"]
DIGITS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "(512) 555-0142",
        "( 512 ) 555 0142",
        "512-555-0142",
        "512.555.0142",
        "512/555-0142",
        "5125550142",
        "1-512-555-0142",
        "+1 512 555 0142",
        "512 – 555 – 0142",
        "Cell: 512-555-0142",
        "512-555-0142 (home)",
        "(512)555-0142 ext. 12",
        "512-555-0142 x5",
        "five one two, five five five, oh one four two",
        "five one two, triple five, zero one forty two",
        "call me at 512-555-0142 tomorrow",
    ],
)
def test_a_phone_number_is_read(text: str) -> None:
    assert PHONE.parse(text) == "+15125550142"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+44 20 7946 0958", "+442079460958"),
        ("1-800-FLOWERS", "+18003569377"),
        ("one eight hundred five five five one two one two", "+18005551212"),
        ("555-0142", None),
        ("911", None),
        ("12345", None),
        ("05/09/2026", None),
        ("N/A", None),
        ("", None),
        ("512-555-0142 or 512-555-0143", None),
    ],
)
def test_other_numbers(text: str, value: str | None) -> None:
    assert PHONE.parse(text) == value


@given(st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True))
def test_a_number_reads_the_same_written_and_spoken(ten: str) -> None:
    area, exchange, line = ten[:3], ten[3:6], ten[6:]
    spoken = ", ".join(" ".join(DIGITS[digit] for digit in part) for part in (area, exchange, line))
    for text in (f"({area}) {exchange}-{line}", f"{area}.{exchange}.{line}", f"+1 {area} {exchange} {line}", spoken):
        assert PHONE.parse(text) == f"+1{ten}"


def test_a_number_outside_the_plan_is_odd() -> None:
    assert PHONE.faults("+15125550142") == []
    assert PHONE.faults("+15555550142") == ["no such number in its country's numbering plan"]


def test_phone_numbers_are_found_in_a_transcript() -> None:
    text = (
        "AGENT: best number?\nCALLER: five one two, five five five, oh one four two. Or (512) "
        "555-0143, policy AC-5125550144, "
        "on 05/09/2026, VIN 1HGCM82633A004352, $5125550145."
    )
    assert [one.value for one in PHONE.find(text)] == ["+15125550142", "+15125550143"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("jane.roe@example.com", "jane.roe@example.com"),
        ("Jane.Roe@Example.COM", "jane.roe@example.com"),
        ("<jane@example.org>.", "jane@example.org"),
        ("Jane Roe <jane@example.org>", "jane@example.org"),
        ("mailto:jane+1@mail.example.co.uk", "jane+1@mail.example.co.uk"),
        ("jane dot roe at example dot com", "jane.roe@example.com"),
        ("jane@example", None),
        ("jane at home", None),
        ("", None),
    ],
)
def test_an_email_address_is_read(text: str, value: str | None) -> None:
    assert EMAIL.parse(text) == value


def test_email_addresses_are_found_in_a_letter() -> None:
    text = (
        "Write to jane.roe@example.com, or bob@example.org. (@nobody) it's j underscore roe at example dot net, thanks"
    )
    assert [one.value for one in EMAIL.find(text)] == ["jane.roe@example.com", "bob@example.org", "j_roe@example.net"]
