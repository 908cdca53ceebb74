"""Long lists: records of many rows as one table to read, of which a handler opens the rows to be changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipelines.claim import Field, Finding, Severity
from pipelines.rules.rule import sentence_case, spoken

MOST_OPEN = 12  # rows of one record that are shown with an input for each value
_MOST_TOLD = 20  # rows that are opened because a finding speaks of them
_ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")


class Shown(Protocol):
    """What a table needs to know of a field on the page."""

    @property
    def key(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def typed(self) -> str: ...
    @property
    def field(self) -> Field | None: ...
    @property
    def fault(self) -> str | None: ...
    @property
    def findings(self) -> tuple[Finding, ...]: ...


R = TypeVar("R", bound=Shown)


@dataclass(frozen=True)
class Line:
    """One row of a record: its number from 1, its name in an address, and by column the field on the page."""

    number: int
    name: str
    cells: tuple[Shown | None, ...]


@dataclass(frozen=True)
class LongList:
    """A record of many rows."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def take_long_lists(rows: Sequence[R], opened: Collection[str]) -> tuple[list[R], tuple[LongList, ...]]:
    """The rows that keep their inputs, and the tables of the others; `opened` names rows as "losses[12]"."""
    records: dict[str, dict[int, dict[str, R]]] = {}
    for row in rows:
        if match := _ROW.fullmatch(row.path):
            records.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = row
    folded: set[str] = set()
    lists = []
    for record, lines in records.items():
        if len(lines) <= MOST_OPEN:
            continue
        told = [number for number, cells in lines.items() if any(_tells(row) for row in cells.values())]
        kept = {number for number, cells in lines.items() if any(_touched(row) for row in cells.values())}
        kept |= {*told[:_MOST_TOLD], *(number for number in lines if f"{record}[{number}]" in opened)}
        lists.append(_list(record, {number: cells for number, cells in lines.items() if number not in kept}))
        folded |= {row.path for number, cells in lines.items() if number not in kept for row in cells.values()}
    return [row for row in rows if row.path not in folded], tuple(lists)


def _list(record: str, lines: Mapping[int, Mapping[str, Shown]]) -> LongList:
    columns = list(dict.fromkeys(column for cells in lines.values() for column in cells))
    return LongList(
        sentence_case(spoken(record)),
        tuple(sentence_case(spoken(column)) for column in columns),
        tuple(
            Line(number + 1, f"{record}[{number}]", tuple(cells.get(column) for column in columns))
            for number, cells in lines.items()
        ),
    )


def _touched(row: Shown) -> bool:
    return row.fault is not None or row.typed != row.value


def _tells(row: Shown) -> bool:
    # What is told of very many rows is told above the fields once.
    return any(one.severity is not Severity.NOTE and len(one.paths) <= _MOST_TOLD for one in row.findings)
