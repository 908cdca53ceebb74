"""Fitter: which cell of a line holds which column of a table, and whether the line is a row of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.cells import Cell, Line
from pipelines.extracting.grid import Column, Extent, Ruler, by_place, by_slot
from pipelines.extracting.heads import Head
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.material import Material
from pipelines.values import KINDS

Row = list[tuple[Column, Cell]]
_EDGE = 2.0  # points that a word may stand beside its column's left edge
LEAST_STRONG = 3  # cells of a line that is a row wherever it stands
_NOTHING = re.compile(r"^[-–—]$")
_TWO_VALUES = re.compile(r"\S*\d\S* +.*\d\S*")


class Fitter:
    """Fits lines under one head. `columns` learn from the rows where their cells stand."""

    def __init__(self, head: Head, ruler: Ruler, material: Material) -> None:
        self._head = head
        self._ruler = ruler
        self._material = material
        self.columns = [Column(column.spec, column.head, column.slot) for column in head.columns]
        self.named = [column for column in self.columns if column.spec is not None]
        self.widest = 0  # cells of a row so far

    def place(self, line: Line) -> Row | None:
        """The line's cells by column; None where they do not fit under the head."""
        extents, in_points = self._ruler.extents(line)
        if in_points != self._head.in_points:
            extents = [(float(cell.column), float(cell.column + len(cell.text))) for cell in line.cells]
        ways = [by_place(extents, self.columns, self._head.in_points)]
        if self._head.ruled and len({cell.slot for cell in line.cells}) == len(line.cells):
            ways.insert(0, by_slot(line.cells, self.columns))
        if len(line.cells) == len(self.columns):
            ways.append(list(range(len(self.columns))))
        rows = [self.row_from(line, way) for way in ways]
        best = max(rows, key=self._fits)
        if len(best) < len(self.columns):
            best = self._split(best, extents, line)
        if len(best) == len(self.columns):
            self._learn(best, line, extents)
        return best if self._is_row(best, line) else None

    def row_from(self, line: Line, way: Sequence[int | None]) -> Row:
        """The cells that have a column, each with it."""
        return [
            (self.columns[number], cell) for cell, number in zip(line.cells, way, strict=True) if number is not None
        ]

    def _fits(self, row: Row) -> int:
        """How many of the values with a shape stand where such a value belongs, less those that do not."""
        shaped = [(spec, cell) for column, cell in row if (spec := column.spec) and spec.kind in SHAPED]
        good = sum(self.parse(spec, cell.text) is not None for spec, cell in shaped)
        return 2 * good - len(shaped) + len(row)

    def _is_row(self, row: Row, line: Line) -> bool:
        named = [(spec, cell) for column, cell in row if (spec := column.spec) is not None]
        shaped = [(spec, cell) for spec, cell in named if spec.kind in SHAPED]
        fitting = [cell for spec, cell in shaped if self.parse(spec, cell.text) is not None]
        wants_shape = any(column.spec.kind in SHAPED for column in self.named if column.spec)
        if not named or len(row) * 2 < len(line.cells) or (wants_shape and not fitting):
            return False
        return not (len(row) == 1 and len(self.columns) > 2)

    def is_strong(self, line: Line, row: Row) -> bool:
        """Whether a line is a row wherever it stands: it has what opens a row, and most columns, each in its place."""
        shaped = [(spec, cell) for column, cell in row if (spec := column.spec) and spec.kind in SHAPED]
        fitting = [spec for spec, cell in shaped if self.parse(spec, cell.text) is not None]
        if not any(is_key(spec) for spec in fitting) or len(fitting) < 2 or len(fitting) * 2 <= len(shaped):
            return False
        return len(row) >= min(LEAST_STRONG, len(self.columns)) and len(row) * 2 > self.widest

    def _split(self, row: Row, extents: Sequence[Extent], line: Line) -> Row:
        """The row with cells taken apart that hold the values of two columns, which a narrow gap lets run together."""
        parted: Row = []
        filled = [column for column, _ in row]
        for column, cell in row:
            place = self.columns.index(column)
            pieces = self._at_edge(column, cell, place, filled) or self._pieces(column, cell, place, filled)
            parted += pieces or [(column, cell)]
        return parted

    def _at_edge(self, column: Column, cell: Cell, place: int, filled: Sequence[Column]) -> Row | None:
        """A cell in two, where a word begins just where the next column does."""
        following = self.columns[place + 1 : place + 2]
        if not following or following[0] in filled or not self._head.in_points:
            return None
        edges = [where[0] for where in (following[0].head, following[0].body) if where]
        for gap in re.finditer(r" +", cell.text):
            box = self._ruler.box(cell.start + gap.end(), cell.start + gap.end() + 1)
            if box and min(abs(box.x0 - edge) for edge in edges) <= _EDGE:
                left, right = _cut(cell, gap.start(), gap.end())
                return [(column, left), (following[0], right)]
        return None

    def _pieces(self, column: Column, cell: Cell, place: int, filled: Sequence[Column]) -> Row | None:
        spec = column.spec
        if spec is None or " " not in cell.text:
            return None
        if spec.kind not in SHAPED or self._parse_whole(spec, cell.text):
            return None
        for other in (place + 1, place - 1):
            if not 0 <= other < len(self.columns) or self.columns[other] in filled:
                continue
            neighbour = self.columns[other].spec
            for gap in re.finditer(r" +", cell.text):
                halves = _cut(cell, gap.start(), gap.end())
                mine, theirs = halves if other > place else halves[::-1]
                if self._parse_whole(spec, mine.text) and (
                    neighbour is None or self._parse_whole(neighbour, theirs.text)
                ):
                    pair: Row = [(column, mine), (self.columns[other], theirs)]
                    return pair if other > place else pair[::-1]
        return None

    def _parse_whole(self, spec: FieldSpec, text: str) -> bool:
        """Whether the whole text is one value: of two dates in a cell only one would be taken."""
        if self.parse(spec, text) is None:
            return False
        return spec.kind not in ("date", "money", "integer") or " " not in text or not _TWO_VALUES.fullmatch(text)

    def _learn(self, row: Row, line: Line, extents: Sequence[Extent]) -> None:
        """Where the columns' cells stand, from a row that has all of them."""
        if len(line.cells) != len(row) or self._fits(row) < len(row):
            return
        for (column, _), extent in zip(row, extents, strict=True):
            column.body = extent
            column.right = max(column.right, extent[1])

    def parse(self, spec: FieldSpec, verbatim: str) -> object:
        """The value that a cell stands for as this field; None for a dash."""
        return KINDS[spec.kind].parse(_NOTHING.sub("", verbatim), self._material.hints(spec))


def is_key(spec: FieldSpec) -> bool:
    """Whether a field opens a row: a number that names something, a day, a code."""
    return spec.kind in SHAPED and spec.kind not in ("money", "integer", "year", "state", "phone", "time")


def _cut(cell: Cell, start: int, end: int) -> tuple[Cell, Cell]:
    """The cell before the characters [start, end) of its text, and the cell after them."""
    left = Cell(cell.text[:start], cell.start, cell.start + start, cell.column, cell.line, cell.slot)
    right = Cell(cell.text[end:], cell.start + end, cell.end, cell.column + end, cell.line, cell.slot)
    return left, right
