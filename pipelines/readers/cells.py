"""Cells: what stands together on a line, told from what stands in the next column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipelines.claim import Layer
from pipelines.readers.glyphs import Piece
from pipelines.readers.rulings import Ruling

_NO_GAP = 0.1  # of the type size: closer pieces are one word
_CELL_GAP = 0.85  # of the type size: a wider gap parts columns
_OVERLAP = 0.3  # of the type size: what reaches further into what stands before it belongs to another cell
_RIVER_GAP = 0.4  # of the type size: a gap wider than a blank, which parts columns where the lines around it are parted
_RIVER_LINES = 2  # so many of the two lines above and the two below
_BLOCK_PITCH = 2.5  # of the type size: lines further apart belong to different blocks
_STRETCHED = 1.8  # times a line's usual gap: what parts columns where a line is stretched to the margins


@dataclass
class Line:
    """Pieces on one baseline."""

    baseline: float
    size: float
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Cell:
    """Words of a line that stand together; a word may be drawn in several pieces."""

    words: list[list[Piece]]

    @property
    def left(self) -> float:
        """Where it begins along the line, in points."""
        return self.words[0][0].left

    @property
    def right(self) -> float:
        """Where it ends along the line, in points."""
        return self.words[-1][-1].right

    @property
    def length(self) -> int:
        """How many characters it has as text."""
        return sum(len(piece.text) for word in self.words for piece in word) + len(self.words) - 1


def cells_of(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[list[Cell]]:
    """The cells of each line, left to right: parted by wide gaps, by rulings, by gaps that go on from line to line."""
    rows = [_parted(line, rulings) for line in lines]
    gaps = [[(before.right, cell.left) for before, cell in pairwise(row)] for row in rows]
    parted = []
    for at, row in enumerate(rows):
        around = [gaps[other] for other in _neighbours(lines, at)]
        parted.append([part for cell in row for part in _parted_by_rivers(cell, around)])
    return parted


def _parted(line: Line, rulings: Sequence[Ruling]) -> list[Cell]:
    words: list[list[Piece]] = []
    for piece in _once(_in_order(line.pieces)):
        if words and _same_word(words[-1][-1], piece):
            words[-1].append(piece)
        else:
            words.append([piece])
    widest = _widest_gap(words)
    across = sorted(ruling.at for ruling in rulings if ruling.first < line.baseline - 0.3 * line.size < ruling.last)
    cells: list[Cell] = []
    for word in words:
        if cells and not _parts(cells[-1].words[-1][-1], word[0], widest, across):
            cells[-1].words.append(word)
        else:
            cells.append(Cell([word]))
    return cells


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces left to right; what one text object draws stays together, though another's words reach into it."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        last = runs[-1][-1] if runs else None
        if last and last.objects & piece.objects and -0.5 <= (piece.left - last.right) / piece.look.size < _CELL_GAP:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    runs.sort(key=lambda run: run[0].left)
    return [piece for run in runs for piece in run]


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without what is drawn twice at one place: shadowed headings, fields whose value is printed as well."""
    kept: list[Piece] = []
    for piece in pieces:
        twin = next((k for k in reversed(kept[-4:]) if k.text == piece.text and _covers(k, piece)), None)
        if twin is None:
            kept.append(piece)
        elif piece.entry >= 0:
            twin.entry, twin.layer = piece.entry, Layer.FORM
    return kept


def _covers(one: Piece, other: Piece) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.5 * min(one.right - one.left, other.right - other.left)


def _same_word(before: Piece, piece: Piece) -> bool:
    if piece.after_blank or before.entry >= 0 or piece.entry >= 0:
        return False
    return abs(piece.left - before.right) <= _NO_GAP * min(piece.look.size, before.look.size)


def _widest_gap(words: Sequence[Sequence[Piece]]) -> float:
    """How wide a gap may be, in type sizes, and still be a blank between two words of this line."""
    gaps = [(after[0].left - before[-1].right) / max(after[0].look.size, 1.0) for before, after in pairwise(words)]
    close = [gap for gap in gaps if 0 < gap < 2 * _CELL_GAP]
    return max(_CELL_GAP, _STRETCHED * median(close)) if len(close) >= 4 else _CELL_GAP


def _parts(before: Piece, piece: Piece, widest: float, across: Sequence[float]) -> bool:
    """Whether two neighbours on a line stand in different cells; the value of a form's field has a cell of its own."""
    if before.entry != piece.entry and not (before.tick or piece.tick):
        return True
    size = min(piece.look.size, before.look.size)
    if not -_OVERLAP * size <= piece.left - before.right <= widest * size:
        return True
    nearest = bisect_left(across, before.right - 1)
    return nearest < len(across) and across[nearest] < piece.left + 1


def _neighbours(lines: Sequence[Line], at: int) -> list[int]:
    """The numbers of the lines just above and below in the same block."""
    reach = _BLOCK_PITCH * lines[at].size
    return [
        other
        for other in range(max(0, at - _RIVER_LINES), min(len(lines), at + _RIVER_LINES + 1))
        if other != at and abs(lines[other].baseline - lines[at].baseline) <= reach * abs(other - at)
    ]


def _parted_by_rivers(cell: Cell, around: Sequence[Sequence[tuple[float, float]]]) -> list[Cell]:
    """The cell, cut where the lines around it have a gap between columns and it has a gap as well."""
    gaps = [word[0].left - before[-1].right for before, word in pairwise(cell.words)]
    stretched = _STRETCHED * median(gaps) if len(gaps) >= 4 else 0.0
    cells = [Cell([cell.words[0]])]
    for gap, (before, word) in zip(gaps, pairwise(cell.words), strict=True):
        middle = (before[-1].right + word[0].left) / 2
        wide = not word[0].blank_is_written and gap > max(_RIVER_GAP * word[0].look.size, stretched)
        if wide and sum(any(a < middle < b for a, b in parts) for parts in around) >= _RIVER_LINES:
            cells.append(Cell([word]))
        else:
            cells[-1].words.append(word)
    return cells
