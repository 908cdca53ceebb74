"""Grid: where cells stand along their lines, and which column of a table each one belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.claim import Box, Document
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.cells import Cell, Line

Extent = tuple[float, float]  # from where to where along the line
_NO_COST = float("inf")
_REACH = 6.0  # characters between a cell and the head that it still belongs to
_POINTS = 5.0  # per character, in the type that tables are set in
_OUTSIDE = 3.0  # times the reach: what it costs to leave a cell without a column


class Ruler:
    """Measures cells: in points where the document has pages with words, in characters from the line's start else.

    Columns of characters hold for one page alone; points are the same on every page.
    """

    def __init__(self, document: Document) -> None:
        words = [word for page in document.pages for word in page.words if word.start >= 0]
        words.sort(key=lambda word: word.start)
        self._starts = [word.start for word in words]
        self._boxes = [word.box for word in words]

    def extents(self, line: Line) -> tuple[list[Extent], bool]:
        """Where the cells of a line stand, left to right, and whether that is in points."""
        boxes = [self._words(cell) for cell in line.cells]
        extents = [(min(box.x0 for box in own), max(box.x1 for box in own)) for own in boxes if own]
        # Words that run up or down the page have no order along it.
        if len(extents) == len(line.cells) and all(a[0] < b[0] for a, b in pairwise(extents)):
            return extents, True
        return [(float(cell.column), float(cell.column + len(cell.text))) for cell in line.cells], False

    def bottom(self, line: Line) -> float | None:
        """How far down its page a line stands, or None."""
        boxes = self._words(line.cells[0]) if line.cells else []
        return boxes[0].bottom if boxes else None

    def height(self, line: Line) -> float:
        """How high the first word of a line is, 0 where that is not known."""
        boxes = self._words(line.cells[0]) if line.cells else []
        return boxes[0].bottom - boxes[0].top if boxes else 0.0

    def width(self, cell: Cell) -> float:
        """How wide the first word of a cell is."""
        boxes = self._words(cell)
        return boxes[0].x1 - boxes[0].x0 if boxes else float(len(cell.text.split()[0]))

    def box(self, start: int, end: int) -> Box | None:
        """Where the characters [start, end), which stand on one line, are on their page."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        boxes = self._boxes[max(0, first - (first == last)) : max(last, first)]
        if not boxes:
            return None
        x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        return Box(x0=x0, top=boxes[0].top, x1=x1, bottom=boxes[0].bottom)

    def _words(self, cell: Cell) -> list[Box]:
        first, last = bisect_left(self._starts, cell.start), bisect_left(self._starts, cell.end)
        return self._boxes[first:last]


@dataclass
class Column:
    """One column of a table: the field it holds, None where the claim type knows none, and where it stands.

    `body` is where a cell of it stood last in a row that filled all columns; `right` how far any of them reached.
    """

    spec: FieldSpec | None
    head: Extent
    slot: int = 0
    body: Extent | None = None
    right: float = 0.0


def by_place(cells: Sequence[Extent], columns: Sequence[Column], in_points: bool) -> list[int | None]:
    """For each cell the number of the column it stands under, in order; None where it stands under none."""
    reach = _REACH * (_POINTS if in_points else 1.0)
    # Best assignment of the first i cells to the first j columns: cost, and the columns chosen.
    best: list[tuple[float, tuple[int | None, ...]]] = [(0.0, ())] * (len(columns) + 1)
    for cell in cells:
        row: list[tuple[float, tuple[int | None, ...]]] = []
        for end in range(len(columns) + 1):
            cost, chosen = best[end]
            here = (cost + _OUTSIDE * reach, (*chosen, None))
            if end:
                before, taken = best[end - 1]
                under = (before + _cost(cell, columns[end - 1], reach), (*taken, end - 1))
                here = min(here, under, row[end - 1], key=lambda option: option[0])
            row.append(here)
        best = row
    return list(best[-1][1])


def by_slot(cells: Sequence[Cell], columns: Sequence[Column]) -> list[int | None]:
    """For each cell the number of the column with as many tabs or rules before it."""
    numbers = {column.slot: number for number, column in enumerate(columns)}
    return [numbers.get(cell.slot) for cell in cells]


def _cost(cell: Extent, column: Column, reach: float) -> float:
    """How badly a cell fits under a column: by its left edge, its right edge or its middle, whichever fits best."""
    costs = []
    for place in (column.head, column.body):
        if place is None:
            continue
        gap = max(0.0, place[0] - cell[1], cell[0] - place[1])
        if gap <= reach:
            middle = abs((cell[0] + cell[1]) - (place[0] + place[1])) / 2
            edge = min(abs(cell[0] - place[0]), abs(cell[1] - place[1]), middle)
            costs.append(min(edge, 2 * reach) + gap)
    return min(costs, default=_NO_COST)
