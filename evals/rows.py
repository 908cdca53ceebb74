"""Rows: which row of a list that was read belongs to which row of the truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.claim import Value

_ROW = re.compile(r"^(\w+)\[(\d+)\]\.(\w+)$")
Row = Mapping[str, Value]  # column -> value
Lists = dict[str, dict[int, dict[str, Value]]]  # list -> row number -> column -> value
Same = Callable[[str, Value, Value], bool]  # path without row number, expected, read


@dataclass(frozen=True)
class RowCount:
    """How many rows a list has, how many of them were not read, and how many were read that are not there."""

    record: str
    expected: int
    missing: int
    extra: int


def flat(path: str) -> str:
    """The path without its row's number: "service_lines[2].charge" becomes "service_lines[].charge"."""
    return re.sub(r"\[\d+\]", "[]", path)


def row_of(path: str) -> str:
    """The row that a path belongs to: "service_lines[2]"; "" where it is of no list."""
    match = _ROW.match(path)
    return f"{match[1]}[{match[2]}]" if match else ""


def align(truth: Row, read: Row, same: Same) -> tuple[dict[str, str], list[RowCount]]:
    """For every path that was read, its path in the truth's numbering; and how many rows each list has and lacks.

    Rows are paired by how many columns agree, best first. A row that agrees with none gets a number of its own: it is
    invented, and its would-be partner missing.
    """
    expected, found = _lists(truth), _lists(read)
    paths = {path: path for path in read}
    counts = []
    for record in sorted(expected.keys() | found.keys()):
        rows, others = expected.get(record, {}), found.get(record, {})
        pairs = _pairs(record, rows, others, same)
        free = max(rows, default=-1) + 1
        for number, columns in sorted(others.items()):
            place = pairs.get(number)
            if place is None:
                place, free = free, free + 1
            paths |= {f"{record}[{number}].{column}": f"{record}[{place}].{column}" for column in columns}
        counts.append(RowCount(record, len(rows), len(rows) - len(pairs), len(others) - len(pairs)))
    return paths, counts


def _lists(values: Row) -> Lists:
    lists: Lists = {}
    for path, value in values.items():
        match = _ROW.match(path)
        if match:
            lists.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = value
    return lists


def _pairs(record: str, rows: Mapping[int, Row], others: Mapping[int, Row], same: Same) -> dict[int, int]:
    """Row number as read -> row number in the truth."""

    def agreement(row: Row, other: Row) -> int:
        return sum(
            column in other and same(f"{record}[].{column}", value, other[column]) for column, value in row.items()
        )

    ranked = sorted(
        (-points, abs(number - other), number, other)
        for number, row in rows.items()
        for other, columns in others.items()
        if (points := agreement(row, columns))
    )
    pairs: dict[int, int] = {}
    for _, _, number, other in ranked:
        if other not in pairs and number not in pairs.values():
            pairs[other] = number
    return pairs
