"""Amounts of money, as people write and say them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import KINDS

MONEY = KINDS["money"]

WRITTEN = [
    ("$1,250.00", "1250.00"),
    ("1250", "1250.00"),
    ("USD 1,250", "1250.00"),
    ("US$1,250.5", "1250.50"),
    ("1,250.00 USD", "1250.00"),
    ("1.250,00 EUR", "1250.00"),
    ("€1.250", "1250.00"),
    ("1 250,00", "1250.00"),
    ("1'250.00", "1250.00"),
    ("1250,00", "1250.00"),
    ("1,25,000.00", "125000.00"),
    ("351 50", "351.50"),
    ("$ 351 | 50", "351.50"),
    ("$ 4,820 . 16", "4820.16"),
    ("1250.0000", "1250.00"),
    (".50", "0.50"),
    ("12k", "12000.00"),
    ("$4.5K", "4500.00"),
    ("$1.2 million", "1200000.00"),
    ("3 grand", "3000.00"),
    ("about 3,200 dollars", "3200.00"),
    ("approximately $4,500.00 USD", "4500.00"),
    ("estimated at $3,200.", "3200.00"),
    ("three thousand two hundred dollars", "3200.00"),
    ("four thousand eight hundred and twenty dollars and sixteen cents", "4820.16"),
    ("six thousand six hundred forty-five dollars and 75 cents", "6645.75"),
    ("twelve hundred fifty dollars", "1250.00"),
    ("one thousand two hundred fifty and 00/100 dollars", "1250.00"),
    ("a thousand bucks", "1000.00"),
    ("four eight two zero dollars", "4820.00"),
    ("$1,250 and 50 cents", "1250.50"),
    ("50 cents", "0.50"),
    ("(1,200.00)", "-1200.00"),
    ("-$50.00", "-50.00"),
    ("1,200.00-", "-1200.00"),
    ("1200.-", "1200.00"),
    ("$3,200/-", "3200.00"),
    ("$0.00", "0.00"),
    ("$1,250.00 total for repairs", "1250.00"),
    ("\u00a0$\u00a01,250.00\u00a0", "1250.00"),
]
NO_MONEY = [
    "", "   ", "N/A", "TBD", "$", "1.250", "12.345", "1,2500", "$500-$700", "between $500 and $700", "not $500",
    "05/01/2026", "five six hundred", "a few hundred", "512-555-0142", "12 34 5", "one two buckle",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_an_amount_is_read(text: str, value: str) -> None:
    assert MONEY.parse(text) == value


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_amount_or_could_be_two_is_none(text: str) -> None:
    assert MONEY.parse(text) is None


def _grouped(cents: int) -> str:
    return f"{Decimal(cents) / 100:,.2f}"


FORMATS = [
    lambda cents: f"${_grouped(cents)}",
    lambda cents: f"USD {_grouped(cents)}",
    lambda cents: f"{_grouped(cents)} dollars",
    lambda cents: f"{cents // 100}.{cents % 100:02}",
    lambda cents: f"{cents // 100} {cents % 100:02}",
    lambda cents: f"${cents // 100} | {cents % 100:02}",
    lambda cents: _grouped(cents).replace(",", " ").replace(".", ",") + " EUR",
    lambda cents: _grouped(cents).replace(",", "_").replace(".", ",").replace("_", ".") + " €",
    lambda cents: f"about $ {_grouped(cents)}",
]


@given(st.integers(min_value=0, max_value=10**10), st.sampled_from(FORMATS))
def test_every_way_to_write_an_amount_reads_the_same(cents: int, written: object) -> None:
    assert callable(written)
    assert MONEY.parse(written(cents)) == f"{Decimal(cents) / 100:.2f}"


def test_amounts_are_found_in_a_letter() -> None:
    text = (
        "The estimate is $4,820.16, less my $500 deductible. It has 12,300 miles on it, and I paid 1,200.50 before; "
        "say four thousand eight hundred and twenty dollars, or 12k dollars, or ninety dollars and 5 "
        "cents. Since two thousand twenty six. $500-$700."
    )
    found = [(text[one.start : one.end], one.value) for one in MONEY.find(text)]
    assert found == [
        ("$4,820.16", "4820.16"),
        ("$500", "500.00"),
        ("1,200.50", "1200.50"),
        ("four thousand eight hundred and twenty dollars", "4820.00"),
        ("12k dollars", "12000.00"),
        ("ninety dollars and 5 cents", "90.05"),
        ("$500", "500.00"),
        ("$700", "700.00"),
    ]


def test_only_a_negative_amount_is_odd() -> None:
    assert MONEY.faults("-5.00") == ["the amount is negative"]
    assert MONEY.faults("5.00") == []
