"""Grid: a table's cells set out as text whose columns stand below one another, as on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

GAP = 3  # blanks between columns: the least by which the text of a page parts them
_WIDEST = 60  # characters
_MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class GridCell:
    """One cell: its lines, and how many columns and rows it takes."""

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1

    @property
    def width(self) -> int:
        """Characters of its longest line."""
        return max(map(len, self.lines), default=0)


@dataclass
class Grid:
    """A table as it is read, row by row."""

    rows: list[list[GridCell]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The table as text; a row without words is one blank line."""
        return set_rows(self._placed())

    def _placed(self) -> list[list[tuple[int, GridCell]]]:
        """Every row's cells with the columns that they begin in; a cell of several rows holds its column in each."""
        taken: dict[int, int] = {}  # column -> rows below for which it is taken
        rows = []
        for row in self.rows:
            column = 0
            placed = []
            held = {at: left - 1 for at, left in taken.items() if left > 1}
            for cell in row:
                while column in taken:
                    column += 1
                placed.append((column, cell))
                width = min(max(cell.columns, 1), _MOST_COLUMNS)
                if cell.rows > 1:
                    held |= dict.fromkeys(range(column, column + width), cell.rows - 1)
                column += width
            taken = held
            rows.append(placed)
        return rows


def set_rows(rows: Sequence[Sequence[tuple[int, GridCell]]], widest: int = _WIDEST) -> list[str]:
    """Rows of cells, each with the column it begins in, as lines; a row without words is one blank line.

    A cell of more than `widest` characters moves what follows it, and widens no column.
    """
    placed = [_whole(row) for row in rows]
    stops = _stops(placed, widest)
    lines: list[str] = []
    for row in placed:
        height = max((len(cell.lines) for _, cell in row), default=0)
        lines += [_line(row, number, stops) for number in range(height)] or [""]
    return lines


def _whole(row: Sequence[tuple[int, GridCell]]) -> list[tuple[int, GridCell]]:
    return [(column, cell) for column, cell in row if cell.width]


def _stops(rows: Sequence[Sequence[tuple[int, GridCell]]], widest: int) -> dict[int, int]:
    """For each column in which a cell begins, the character at which it does."""
    widths: dict[int, int] = {}
    used = sorted({column for row in rows for column, _ in row})
    for row in rows:
        for place, (column, cell) in enumerate(row):
            is_last = place == len(row) - 1
            if cell.columns <= 1 and not (is_last and column != used[-1]):
                widths[column] = max(widths.get(column, 0), min(cell.width, widest))
    stops: dict[int, int] = {}
    position = 0
    for column in used:
        stops[column] = position
        position += widths.get(column, 0) + GAP
    return stops


def _line(row: Sequence[tuple[int, GridCell]], number: int, stops: dict[int, int]) -> str:
    text = ""
    for column, cell in row:
        piece = cell.lines[number] if number < len(cell.lines) else ""
        if piece.strip():
            text += " " * max(stops[column] - len(text), GAP if text else 0) + piece
    return text.rstrip()
