"""Table: a list of records as one document has it: the heads of its columns, and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.drafting.wording import Words, house_words, is_label
from pipelines.extracting.cells import Cell, Line
from pipelines.extracting.words import words_of

_MOST_ROWS = 200  # of one table: enough to tell what its columns hold
_LEAST_ROWS = 2  # under a head: a single one may be a form's boxes with their captions
_FIGURE = re.compile(r"\d")
_SUM = re.compile(r"(?:sub|grand )?total\b|sum\b|balance\b", re.IGNORECASE)


@dataclass
class Table:
    """`columns` are the heads as they are printed, `values` what stands under each; `at` the line of the heads."""

    at: int
    columns: tuple[str, ...]
    values: tuple[list[str], ...]
    heading: Words = field(default=())

    @property
    def key(self) -> tuple[Words, ...]:
        """The heads in the spelling in which labels are compared."""
        return tuple(map(words_of, self.columns))


def tables_in(lines: Sequence[Line], is_known: Callable[[Cell], bool]) -> tuple[list[Table], set[int]]:
    """The tables among these lines, and the positions of the lines that they take.

    Their heads recur in other documents, as `is_known` tells, or have no word that other labels do not have.
    """
    found: list[Table] = []
    covered: set[int] = set()
    for place, line in enumerate(lines):
        if place in covered or len(line.cells) < 2 or not all(is_label(cell.text) for cell in line.cells):
            continue
        rows = _rows(lines[place + 1 : place + 1 + _MOST_ROWS], line)
        if len([row for row in rows if _fills(row, line)]) < _LEAST_ROWS:
            continue
        if not all(is_known(cell) or set(words_of(cell.text)) <= house_words() for cell in line.cells):
            continue
        values: tuple[list[str], ...] = tuple([] for _ in line.cells)
        for row in rows:
            for number, text in _placed(row, line).items():
                values[number].append(text)
        found.append(Table(place, tuple(cell.text for cell in line.cells), values))
        covered |= set(range(place, place + 1 + len(rows)))
    return found, covered


def _rows(lines: Sequence[Line], head: Line) -> list[Line]:
    """The lines right below a head that fill its columns, and those between on which a cell of theirs runs on."""
    rows: list[Line] = []
    length = 0
    for line in lines:
        if _SUM.match(line.cells[0].text):
            break
        if _fills(line, head):
            rows.append(line)
            length = len(rows)
        elif rows and len(line.cells) == 1 and _placed(line, head) and not _FIGURE.search(line.cells[0].text):
            rows.append(line)
        else:
            break
    return rows[:length]


def _fills(line: Line, head: Line) -> bool:
    """Whether a line is a row: each of its cells has a column of its own, and one of them a figure."""
    placed = _placed(line, head)
    whole = len(placed) == len(line.cells) and (len(placed) * 2 > len(head.cells) or len(placed) > 1)
    return whole and bool(_FIGURE.search("".join(placed.values())))


def _placed(line: Line, head: Line) -> dict[int, str]:
    """The cells of a line by the number of the column that each stands under; marked labels stand under none."""
    cells = [cell for cell in line.cells if not re.search(r"[^\W\d_]:(?:\s|$)", cell.text)]
    if len(cells) == len(head.cells):
        return {number: cell.text for number, cell in enumerate(cells)}
    found: dict[int, str] = {}
    for cell in cells:
        over = [
            (abs(cell.column - other.column) if cell.column <= other.column + 3 else _edges(cell, other), number)
            for number, other in enumerate(head.cells)
        ]
        distance, number = min(over)
        if number not in found and distance <= max(6, len(head.cells[number].text)):
            found[number] = cell.text
    return found


def _edges(cell: Cell, other: Cell) -> int:
    """How far apart the right edges are, for figures stand at the right of their column."""
    right = abs(cell.column + len(cell.text) - other.column - len(other.text))
    return min(right, abs(cell.column - other.column))
