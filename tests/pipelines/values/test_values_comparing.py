"""Whether two values say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claim import Value
from pipelines.values import KINDS
from pipelines.values.comparing import same

ALIKE: list[tuple[str, Value, Value]] = [
    ("name", "Jane Roe", "JANE ROE"),
    ("name", "Jane Roe", "Jane M. Roe"),
    ("name", "Jane A. Roe", "Jane Ann Roe"),
    ("name", "Roe, Jane M", "Jane Roe"),
    ("name", "Dr. Ann Lee, MD", "Ann Lee"),
    ("name", "John Smith Jr.", "John Smith"),
    ("name", "José García-López", "Jose Garcia Lopez"),
    ("name", "Mary O'Brien", "Mary OBrien"),
    ("address", "123 Main Street, Austin, TX 78701", "123 MAIN ST AUSTIN TEXAS 78701"),
    ("address", "123 North Main St.", "123 N Main Street"),
    ("address", "123 Main St", "123 Main Street, Austin, TX"),
    ("address", "123 Main St, Apt 4", "123 Main St #4"),
    ("address", "Main St & 5th Ave", "intersection of Fifth Avenue and Main Street"),
    ("organisation", "Acme, Inc.", "ACME"),
    ("organisation", "Smith & Co.", "Smith and Company"),
    ("policy_number", "AC-98 7654", "ac987654"),
    ("plate", "ABC-1234", "ABC 1234"),
    ("tax_id", "12-3456789", "123456789"),
    ("narrative", "I was driving, slowly.", "i was driving slowly"),
    ("city", "ST. LOUIS", "St Louis"),
    ("year", 2024, "2024"),
]
UNLIKE: list[tuple[str, Value, Value]] = [
    ("name", "Jane Roe", "John Roe"),
    ("name", "Jane Roe", "Jane Doe"),
    ("name", "Jane A. Roe", "Jane B. Roe"),
    ("name", "John Smith Jr", "John Smith Sr"),
    ("name", "Roe", "Jane Roe"),
    ("address", "123 Main St", "125 Main St"),
    ("address", "123 Main St", "123 Main Ave"),
    ("address", "123 Main St", "123 Main St NW"),
    ("address", "123 Main St, Austin, TX", "123 Main St, Waco, TX"),
    ("address", "123 Main St #4", "123 Main St #5"),
    ("organisation", "Acme Mutual", "Acme Life"),
    ("policy_number", "AC-987654", "AC-987655"),
    ("money", "1250.00", "1250.50"),
    ("date", "2026-01-02", "2026-02-01"),
    ("boolean", True, False),
    ("boolean", True, 1),
    ("narrative", "the car was hit", "the car was not hit"),
]


@pytest.mark.parametrize(("kind", "a", "b"), ALIKE)
def test_the_same_said_otherwise(kind: str, a: Value, b: Value) -> None:
    assert same(kind, a, b)
    assert same(kind, b, a)


@pytest.mark.parametrize(("kind", "a", "b"), UNLIKE)
def test_not_the_same(kind: str, a: Value, b: Value) -> None:
    assert not same(kind, a, b)
    assert not same(kind, b, a)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=40), st.text(max_size=40))
def test_a_value_is_the_same_as_itself_and_order_does_not_matter(kind: str, a: str, b: str) -> None:
    assert same(kind, a, a)
    assert same(kind, a, b) == same(kind, b, a)
