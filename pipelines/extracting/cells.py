"""Line and Cell: a document's text as a person sees a form: lines, and on a line what stands apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = re.compile(r" {3,}| *\t[ \t]*| *[|│┃] *")


@dataclass(frozen=True)
class Cell:
    """A run of text on one line with a gap on either side. `column` counts characters from the line's start.

    `slot` counts the tabs or rules before it on its line: in a table whose columns these part, its column.
    """

    text: str
    start: int  # offset in the document's text
    end: int
    column: int
    line: int  # counted from 0
    slot: int = 0

    def overlaps(self, other: Cell) -> bool:
        """Whether both stand over one another."""
        return self.column < other.column + len(other.text) and other.column < self.column + len(self.text)


@dataclass(frozen=True)
class Line:
    """One line and its cells, left to right; none where the line is blank."""

    number: int
    start: int
    end: int
    cells: tuple[Cell, ...]


def lines_of(text: str) -> list[Line]:
    """The lines of a text; a form feed ends a line as well."""
    lines: list[Line] = []
    start = 0
    for number, match in enumerate(re.finditer(r"[^\n\f]*(?:[\n\f]|\Z)", text)):
        start, end = match.start(), match.end()
        if start == end and start == len(text) and lines:
            break
        body_end = end - 1 if end > start and text[end - 1] in "\n\f" else end
        lines.append(Line(number, start, body_end, tuple(_cells(text, start, body_end, number))))
    return lines


def _cells(text: str, start: int, end: int, line: int) -> list[Cell]:
    cells = []
    position = start
    slot = 0
    bounds = [*((gap.start(), gap.end()) for gap in _GAP.finditer(text, start, end)), (end, end)]
    for gap_start, gap_end in bounds:
        raw = text[position:gap_start]
        body = raw.strip()
        if body:
            at = position + raw.index(body)
            cells.append(Cell(body, at, at + len(body), at - start, line, slot))
        slot += sum(text.count(mark, gap_start, gap_end) for mark in "\t|│┃")
        position = gap_end
    return cells


def finer(line: Line) -> Line:
    """The line with its cells parted at every gap of two blanks, as tables of plain text often have them."""
    cells: list[Cell] = []
    for cell in line.cells:
        position = 0
        for gap in [*re.finditer(r" {2,}", cell.text), None]:
            end = gap.start() if gap else len(cell.text)
            text = cell.text[position:end]
            start = cell.start + position
            cells.append(Cell(text, start, start + len(text), cell.column + position, cell.line, cell.slot))
            position = gap.end() if gap else end
    return Line(line.number, line.start, line.end, tuple(cells))
