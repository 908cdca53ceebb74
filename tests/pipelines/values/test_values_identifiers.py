"""Policy and claim numbers, other identifiers, tax numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS

NUMBER, TAX = KINDS["policy_number"], KINDS["tax_id"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AC-987654321", "AC-987654321"),
        ("ac-123", "AC-123"),
        ("HO3-2231-09", "HO3-2231-09"),
        ("POL/2026/0012", "POL/2026/0012"),
        ("#XYZ789", "XYZ789"),
        ("AC 987 654 321", "AC 987 654 321"),
        ("Policy No. AC 987654", "AC 987654"),
        ("Policy number: HO-12345.", "HO-12345"),
        ("Policy No.AC 987654", "AC 987654"),
        ("Policy#AC-987654", "AC-987654"),
        ("Policy No. - AC 987654", "AC 987654"),
        ("Claim 2025-001", "2025-001"),
        ("claim no CLM-2025-001", "CLM-2025-001"),
        ("Claim: CLAIM-2025-001", "CLAIM-2025-001"),
        ("CLAIM-2025-001", "CLAIM-2025-001"),
        ("ID-77120", "ID-77120"),
        ("CASE/2026/12", "CASE/2026/12"),
        ("20260105", "20260105"),
        ("12-345-678", "12-345-678"),
        ("5125550142", "5125550142"),
        ("AC dash nine eight seven", "AC-987"),
        ("A C dash nine eight seven, six five four", "AC-987654"),
        ("double five " * 12 + "three", "55" * 12 + "3"),
        ("double five " * 13 + "triple five " * 5, None),  # longer than any identifier
        ("H as in hotel, O three dash double two three one", "HO3-2231"),
        ("", None),
        ("  ", None),
        ("N/A", None),
        ("pending", None),
        ("see attached", None),
        ("Policy No.", None),
        ("05/09/2026", None),
        ("(512) 555-0142", None),
        ("512-555-0142", None),
        ("1,250.00", None),
        ("1250.00", None),
        ("I-35", None),
        ("CR 1547", None),
        ("SR417", None),
        ("CR1547", "CR1547"),
        ("I was driving at 50", None),
    ],
)
def test_an_identifier_is_read(text: str, value: str | None) -> None:
    assert NUMBER.parse(text) == value


@given(st.from_regex(r"[A-Z]{2,4}-?[0-9]{6,9}(-[0-9]{2})?", fullmatch=True))
def test_an_identifier_is_itself_wherever_it_stands(number: str) -> None:
    for text in (number, f"#{number}", f" {number}, ", f"Policy No. {number}", f"policy number: {number.lower()}"):
        assert NUMBER.parse(text) == number
    found = [one.value for one in NUMBER.find(f"My policy is {number}. It began on 05/09/2026, phone 512-555-0142.")]
    assert found == [number]


def test_identifiers_are_found_and_other_numbers_are_left() -> None:
    text = (
        "Policy AC-987654321 (was HO3-2231-09), claim #XYZ789 / CLM202402, loan AB 123456789, AR "
        "897-637-69; I-35 at US-290, F-150, "
        "05/09/2026, 2026-05-09, $1,250.00, 512-555-0142, 555-0142, Austin, TX 78701-1234, "
        "1HGCM82633A004352, S83.511A, "
        "J1100, jane.roe1234@example.com, 3:30 PM, 1250.00, 100%."
    )
    assert [one.value for one in NUMBER.find(text)] == [
        "AC-987654321",
        "HO3-2231-09",
        "XYZ789",
        "CLM202402",
        "AB 123456789",
        "AR 897-637-69",
    ]


def test_a_spelled_identifier_is_found_and_a_spelled_phone_number_is_not() -> None:
    text = (
        "CALLER: it's A C dash nine eight seven, six five four. My phone is five one two, five "
        "five five, oh one four two. "
        "It cost four thousand eight hundred dollars in twenty twenty six."
    )
    assert [one.value for one in NUMBER.find(text)] == ["AC-987654"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12-3456789", "12-3456789"),
        ("EIN 12-3456789", "12-3456789"),
        ("123-45-6789", "123-45-6789"),
        ("123456789", "123456789"),
        ("123 45 6789", "123456789"),
        ("XXX-XX-6789", None),
        ("12345678", None),
        ("", None),
    ],
)
def test_a_tax_number_is_read(text: str, value: str | None) -> None:
    assert TAX.parse(text) == value


def test_tax_numbers_are_found_and_impossible_ones_are_odd() -> None:
    text = "EIN: 12-3456789, SSN 123456789, account 987654321, 000-12-3456"
    assert [one.value for one in TAX.find(text)] == ["12-3456789", "123456789", "000-12-3456"]
    assert TAX.faults("000-12-3456") == ["no such social security number is issued"]
    assert TAX.faults("12-3456789") == []
