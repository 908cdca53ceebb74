"""Layout: pieces of a page set out as text whose lines and columns stand as they do on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipelines.claim import Box, Word
from pipelines.readers.cells import Cell, Line, cells_of
from pipelines.readers.glyphs import ASKEW, Piece
from pipelines.readers.rulings import Ruling

_SAME_LINE = 0.35  # of the type size: baselines closer than this are one line
_CELL_BLANKS = 3  # the least number of blanks between columns
_SAME_STOP = 2.0  # points: cells that begin this close to one another begin in one column
_BLANK_LINE = 1.9  # of the type size: lines further apart have a blank line between them
_WIDEST_COLUMN = 400  # characters: beyond it columns are no longer lined up
_NARROWEST_UNIT = 2.5  # points per character


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines that `pieces`, all turned the same way, stand on, top to bottom."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        last = lines[-1] if lines else None
        if (
            last
            and piece.look.turn != ASKEW
            and piece.baseline - last.baseline <= _SAME_LINE * min(piece.look.size, last.size)
        ):
            last.pieces.append(piece)
            last.size = max(last.size, piece.look.size)
        else:
            lines.append(Line(piece.baseline, piece.look.size, [piece]))
    return lines


def set_out(lines: Sequence[Line], rulings: Sequence[Ruling], offset: int) -> tuple[str, list[tuple[Word, int]]]:
    """The lines as text; and the words, their offsets counted from `offset`, each beside its widget's number or -1."""
    rows = cells_of(lines, rulings)
    column_of = _columns(rows)
    text: list[str] = []
    words: list[tuple[Word, int]] = []
    length = 0
    before: Line | None = None
    for line, cells in zip(lines, rows, strict=True):
        if before is not None:
            breaks = "\n\n" if line.baseline - before.baseline > _BLANK_LINE * line.size else "\n"
            text.append(breaks)
            length += len(breaks)
        row, placed = _set_line(cells, column_of, offset + length)
        text.append(row)
        words += placed
        length += len(row)
        before = line
    return "".join(text), words


def _columns(rows: Sequence[Sequence[Cell]]) -> dict[float, int]:
    """For the left edge of every cell, the column in which it begins: the same edge, the same column on every line.

    Columns follow the edges in proportion, and move right where the cells before them need the room.
    """
    edges = sorted({cell.left for row in rows for cell in row})
    stops: list[float] = []
    stop_of: dict[float, int] = {}
    for edge in edges:
        if not stops or edge - stops[-1] > _SAME_STOP:
            stops.append(edge)
        stop_of[edge] = len(stops) - 1
    needs: dict[int, dict[int, int]] = {}  # stop -> earlier stop -> how many columns must lie between
    for row in rows:
        for before, cell in pairwise(row):
            need = needs.setdefault(stop_of[cell.left], {})
            need[stop_of[before.left]] = max(need.get(stop_of[before.left], 0), before.length + _CELL_BLANKS)
    unit = _unit(rows)
    first = stops[0] if stops else 0.0
    columns: list[int] = []
    for number, stop in enumerate(stops):
        least = max(
            (columns[early] + room for early, room in needs.get(number, {}).items() if early < number), default=0
        )
        after = columns[-1] + 1 if columns else 0
        columns.append(max(round((stop - first) / unit), least, after))
    return {edge: columns[stop] for edge, stop in stop_of.items()}


def _unit(rows: Sequence[Sequence[Cell]]) -> float:
    """The usual width of a character on this page, in points."""
    widths = [
        (piece.right - piece.left) / len(piece.text)
        for row in rows
        for cell in row
        for word in cell.words
        for piece in word
    ]
    return max(median(widths), _NARROWEST_UNIT) if widths else _NARROWEST_UNIT


def _set_line(cells: Sequence[Cell], column_of: dict[float, int], offset: int) -> tuple[str, list[tuple[Word, int]]]:
    text = ""
    words: list[tuple[Word, int]] = []
    for cell in cells:
        column = column_of[cell.left]
        blanks = column - len(text) if column <= _WIDEST_COLUMN else _CELL_BLANKS
        text += " " * max(blanks, _CELL_BLANKS if text else 0)
        for number, word in enumerate(cell.words):
            text += " " if number else ""
            start = offset + len(text)
            body = "".join(piece.text for piece in word)
            words += _words(body, start, word)
            text += body
    return text, words


def _words(body: str, start: int, pieces: Sequence[Piece]) -> list[tuple[Word, int]]:
    """The words of `body`; a form value holds several, and all of them have the entry's box."""
    box = _around([piece.box for piece in pieces])
    layer, entry = pieces[0].layer, pieces[0].entry
    sure = min(piece.confidence for piece in pieces)
    found: list[tuple[Word, int]] = []
    # A tick is one word, though its box may hold a blank.
    for match in re.finditer(r"\S+" if not pieces[0].tick else ".+", body):
        place = (start + match.start(), start + match.end())
        word = Word(text=match[0], box=box, start=place[0], end=place[1], layer=layer, confidence=round(sure, 3))
        found.append((word, entry))
    return found


def _around(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        x0=min(box.x0 for box in boxes),
        top=min(box.top for box in boxes),
        x1=max(box.x1 for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
