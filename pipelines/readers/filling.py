"""Filling: form values and typed notes put onto the lines of a page's text, at the places where a person sees them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Layer
from pipelines.readers.cells import Line
from pipelines.readers.glyphs import Look, PageFrame, Piece
from pipelines.readers.widgets import Widget

_TYPE_SIZE = 10.0  # points: what forms are filled in with, where the box is high enough
_CHAR_WIDTH = 0.5  # of the type size, a usual character
_NEAR = 0.8  # of the type size: how far a value may stand from a line's baseline and still be on it


NOTE = -1  # the number of what is no widget of the form


def fill(lines: list[Line], widgets: Sequence[tuple[int, Widget]], frame: PageFrame, turn: int) -> None:
    """Put each widget's value, beside the widget's number, onto the line it stands on, or onto a line of its own."""
    for entry, widget in widgets:
        if widget.shown:
            piece = _piece(entry, widget, frame, turn)
            line = _line_for(lines, piece)
            if line is None:
                line = Line(piece.baseline, piece.look.size)
                lines.append(line)
            line.pieces.append(piece)
    lines.sort(key=lambda line: line.baseline)


def _piece(entry: int, widget: Widget, frame: PageFrame, turn: int) -> Piece:
    x0, y0, x1, y1 = widget.rect
    first, last = frame.along(*frame.point(x0, y0), turn), frame.along(*frame.point(x1, y1), turn)
    left, right = sorted((first[0], last[0]))
    top, bottom = sorted((first[1], last[1]))
    size = min(_TYPE_SIZE, 0.8 * (bottom - top))
    # One line of type stands in the middle of its box; in a box for several it begins at the top.
    high = bottom - top > 2.6 * size
    baseline = top + 1.1 * size if high else (top + bottom) / 2 + 0.35 * size
    if not widget.is_button:
        right = min(right, left + _CHAR_WIDTH * size * len(widget.shown))
    piece = Piece(widget.shown, frame.box(*widget.rect), left, right, baseline, Look(size, turn), True)
    piece.layer = Layer.VISIBLE if entry == NOTE else Layer.FORM
    piece.entry, piece.tick = entry, widget.is_button
    return piece


def _line_for(lines: Sequence[Line], piece: Piece) -> Line | None:
    """The nearest line that has room where the value stands; a printed copy of the value is no obstacle."""
    near = [line for line in lines if abs(line.baseline - piece.baseline) <= _NEAR * piece.look.size]
    for line in sorted(near, key=lambda line: abs(line.baseline - piece.baseline)):
        if all(other.text == piece.text or not _meet(other, piece) for other in line.pieces):
            return line
    return None


def _meet(other: Piece, piece: Piece) -> bool:
    return min(other.right, piece.right) - max(other.left, piece.left) > 0.1 * piece.look.size
