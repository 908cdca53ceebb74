"""Numbering: rows of lists counted from 0 without gaps, whatever was left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipelines.claim import Reading
from pipelines.claim_types.schema import ClaimType

_ROW = re.compile(r"^(?P<record>\w+)\[(?P<row>\d+)\]\.(?P<column>.+)$")
Numbers = Mapping[str, Mapping[int, int]]  # record -> row as it was read -> row of the claim


def row_of(path: str) -> tuple[str, int]:
    """The list and the row of a path; ("", 0) where it is of no list."""
    match = _ROW.match(path)
    return (match["record"], int(match["row"])) if match else ("", 0)


def held_rows(claim_type: ClaimType, readings: Sequence[Reading]) -> dict[str, set[int]]:
    """Rows that stand in a document and keep their number though nothing of them could be read, by record."""
    by_place = {record.name for record in claim_type.records if record.by_place}
    held: dict[str, set[int]] = {}
    for one in claim_type.records:
        rows = [row for name, row in (row_of(reading.path) for reading in readings) if name == one.name]
        if one.columns and rows:  # an empty column A does not make B the first
            held[one.name] = set(range(min(max(rows) + 1, len(one.columns))))
    for reading in readings:
        record, row = row_of(reading.path)
        if record in by_place and reading.spans:
            held.setdefault(record, set()).add(row)
    return held


def number_rows(kept: Iterable[str], lost: Iterable[str], held: Mapping[str, set[int]]) -> Numbers:
    """New numbers for the rows of the paths `kept` and those `held`; rows of which all was `lost` come after them."""
    rows = {record: set(numbers) for record, numbers in held.items()}
    for record, row in filter(_is_row, map(row_of, kept)):
        rows.setdefault(record, set()).add(row)
    after: dict[str, set[int]] = {}
    for record, row in filter(_is_row, map(row_of, lost)):
        if row not in rows.get(record, ()):
            after.setdefault(record, set()).add(row)
    return {
        record: {
            row: number for number, row in enumerate([*sorted(rows.get(record, ())), *sorted(after.get(record, ()))])
        }
        for record in {**rows, **after}
    }


def _is_row(place: tuple[str, int]) -> bool:
    return bool(place[0])


def renumbered(path: str, numbers: Numbers) -> str:
    """The path with its row's new number."""
    match = _ROW.match(path)
    if not match:
        return path
    return f"{match['record']}[{numbers[match['record']][int(match['row'])]}].{match['column']}"
