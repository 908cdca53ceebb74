"""Rows are paired before they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.rows import RowCount, align, flat
from pipelines.claim import Value


def equal(path: str, expected: Value, read: Value) -> bool:
    return expected == read


def lines(*rows: tuple[str, str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for number, (code, charge) in enumerate(rows):
        found |= {f"lines[{number}].code": code, f"lines[{number}].charge": charge}
    return found


@pytest.mark.parametrize(
    ("truth", "read", "moved", "count"),
    [
        pytest.param([("a", "1"), ("b", "2")], [("a", "1"), ("b", "2")], {0: 0, 1: 1}, (2, 0, 0), id="as they stand"),
        pytest.param([("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")], {0: 1, 1: 0}, (2, 0, 0), id="swapped"),
        pytest.param([("a", "1"), ("b", "2")], [("b", "2")], {0: 1}, (2, 1, 0), id="first one missing"),
        pytest.param([("b", "2")], [("a", "1"), ("b", "2")], {0: 1, 1: 0}, (1, 0, 1), id="one too many before"),
        pytest.param([("a", "1")], [("b", "2")], {0: 1}, (1, 1, 1), id="nothing in common"),
        pytest.param([("a", "1"), ("a", "2")], [("a", "2"), ("a", "1")], {0: 1, 1: 0}, (2, 0, 0), id="best partner"),
        pytest.param([], [("a", "1")], {0: 0}, (0, 0, 1), id="none in the truth"),
        pytest.param([("a", "1")], [], {}, (1, 1, 0), id="none read"),
    ],
)
def test_rows_find_their_partners(
    truth: list[tuple[str, str]], read: list[tuple[str, str]], moved: dict[int, int], count: tuple[int, int, int]
) -> None:
    paths, counts = align(lines(*truth), lines(*read), equal)
    assert {path: place for path, place in paths.items() if path.endswith("code")} == {
        f"lines[{number}].code": f"lines[{place}].code" for number, place in moved.items()
    }
    assert counts == ([RowCount("lines", *count)] if truth or read else [])


def test_scalars_stay_where_they_are() -> None:
    assert align({"a": "1"}, {"b": "2"}, equal) == ({"b": "b"}, [])


def test_flat_drops_the_row() -> None:
    assert flat("service_lines[12].charge") == "service_lines[].charge"
    assert flat("policy_number") == "policy_number"


row = st.tuples(st.sampled_from("abc"), st.sampled_from("123"))


@given(st.lists(row, max_size=4), st.lists(row, max_size=4))
def test_no_two_values_land_on_one_path(truth: list[tuple[str, str]], read: list[tuple[str, str]]) -> None:
    paths, counts = align(lines(*truth), lines(*read), equal)
    assert set(paths) == set(lines(*read))
    assert len(set(paths.values())) == len(paths)
    for count in counts:
        assert count.expected - count.missing == len(read) - count.extra


@given(st.lists(row, min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]], random: "object") -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    read = lines(*shuffled)
    paths, _ = align(lines(*rows), read, equal)
    assert {paths[path]: value for path, value in read.items()} == lines(*rows)
