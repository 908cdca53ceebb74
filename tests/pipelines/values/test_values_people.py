"""Names, organisations and free text."""

from __future__ import annotations

import pytest

from pipelines.values import KINDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jane  Roe", "Jane Roe"),
        ("Name: Jane Roe,", "Jane Roe"),
        ("ROE, JANE M", "Jane M Roe"),
        ("Roe, Jane M.", "Jane M. Roe"),
        ("Mr. John A. Smith", "John A. Smith"),
        ("Dr. Ann Lee, MD", "Ann Lee"),
        ("LEE, ANN M.D.", "Ann Lee"),
        ("SMITH, JOHN, JR.", "John Smith Jr"),
        ("Roe Jr., Bob", "Bob Roe Jr"),
        ("John Smith, Jr.", "John Smith Jr"),
        ("MARY O'BRIEN-MCDONALD", "Mary O'Brien-McDonald"),
        ("VAN DER BERG, PIET", "Piet van der Berg"),
        ("JOHN AND MARY SMITH", "John and Mary Smith"),
        ("JOHN SMITH III", "John Smith III"),
        ("García López, José", "José García López"),
        ("Maria Lopez (spouse)", "Maria Lopez"),
        ("jane roe", "jane roe"),
        ("SAME", None),
        ("same as patient", None),
        ("unknown", None),
        ("N/A", None),
        ("X", None),
        ("I was driving", None),
        ("12 Main", None),
        ("jane@example.com", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_name_is_read(text: str, value: str | None) -> None:
    assert KINDS["name"].parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("organisation", " Acme  Mutual Insurance Co., ", "Acme Mutual Insurance Co."),
        ("organisation", "AUSTIN PD", "AUSTIN PD"),
        ("organisation", "n/a", None),
        ("organisation", "12345", None),
        ("organisation", "", None),
        ("text", " a  b ", "a b"),
        ("text", "N/A", None),
        ("text", " - ", None),
        ("text", "", None),
        ("narrative", "I was\n  driving.", "I was driving."),
        ("narrative", " ", None),
    ],
)
def test_words_are_read(kind: str, text: str, value: str | None) -> None:
    assert KINDS[kind].parse(text) == value
