"""Tick boxes that are drawn on a page: "[ ]" where the square is empty, "[x]" where something stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Box
from pipelines.readers.glyphs import Look, PageFrame, Piece
from pipelines.readers.paths import Path

_SMALLEST, _LARGEST = 4.5, 15.0  # points
_SLANT = 0.5  # points
_SAME = 1.5  # points: how far the sides of one square are apart that is drawn twice
_MARKS = frozenset("XxVv×*•●■✓✔✕✖✗✘/")
_LEAST_MARK = 0.3  # of the square's width or height: smaller paths in it are decoration


def with_ticks(pieces: Sequence[Piece], paths: Sequence[Path], frame: PageFrame, turn: int) -> list[Piece]:
    """The pieces of a page, and a piece for every tick box; a letter that is a box's mark is part of the box.

    A square with anything else in it is a box to write in, and so are squares side by side, one for each digit.
    """
    squares = _alone([path.box for path in paths if is_square(path)])
    rest = list(pieces)
    ticks: list[Piece] = []
    for square in squares:
        inside = [piece for piece in rest if _holds(square, piece.box)]
        if any(piece.text not in _MARKS for piece in inside):
            continue
        ticked = bool(inside) or any(_is_mark(path, square) for path in paths)
        rest = [piece for piece in rest if piece not in inside]
        ticks.append(_tick(square, ticked, frame, turn))
    return rest + ticks


def is_square(path: Path) -> bool:
    """Whether this may be a tick box: four strokes of the size that a cross is put into."""
    wide, high = path.box.x1 - path.box.x0, path.box.bottom - path.box.top
    if not (path.outlined and _SMALLEST <= wide <= _LARGEST and _SMALLEST <= high <= _LARGEST):
        return False
    return _is_rectangle(path) and 0.75 <= wide / high <= 1.33


def _is_rectangle(path: Path) -> bool:
    straight = all(abs(x1 - x0) <= _SLANT or abs(y1 - y0) <= _SLANT for (x0, y0), (x1, y1) in path.strokes)
    return not path.curved and straight and len(path.strokes) == 4


def _alone(squares: Sequence[Box]) -> list[Box]:
    """The squares that touch no other; of squares drawn twice at one place, one."""
    apart: list[Box] = []
    for square in squares:
        if not any(_same(square, other) for other in apart):
            apart.append(square)
    return [square for square in apart if not any(other is not square and _touch(square, other) for other in apart)]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the page."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    return across > 0 and min(one.bottom, other.bottom) - max(one.top, other.top) > 0


def _same(one: Box, other: Box) -> bool:
    sides = ((one.x0, other.x0), (one.x1, other.x1), (one.top, other.top), (one.bottom, other.bottom))
    return all(abs(a - b) <= _SAME for a, b in sides)


def _touch(one: Box, other: Box) -> bool:
    across = max(one.x0, other.x0) - min(one.x1, other.x1)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return across <= 1 and down <= 1


def _holds(square: Box, box: Box) -> bool:
    across, down = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return square.x0 <= across <= square.x1 and square.top <= down <= square.bottom


def _is_mark(path: Path, square: Box) -> bool:
    """Whether this path is a cross, a hook or a filling inside the square."""
    box = path.box
    within = (
        box.x0 >= square.x0 - 2
        and box.x1 <= square.x1 + 2
        and box.top >= square.top - 2
        and box.bottom <= square.bottom + 2
    )
    large = (box.x1 - box.x0) >= _LEAST_MARK * (square.x1 - square.x0)
    high = (box.bottom - box.top) >= _LEAST_MARK * (square.bottom - square.top)
    paper = _is_rectangle(path) and (path.outlined or _same(box, square))
    return within and large and high and not paper


def _tick(square: Box, ticked: bool, frame: PageFrame, turn: int) -> Piece:
    first, last = frame.along(square.x0, square.top, turn), frame.along(square.x1, square.bottom, turn)
    left, right = sorted((first[0], last[0]))
    top, bottom = sorted((first[1], last[1]))
    size = bottom - top
    rounded = Box(**{side: round(value, 2) for side, value in square.model_dump().items()})
    baseline = bottom - 0.15 * size
    return Piece("[x]" if ticked else "[ ]", rounded, left, right, baseline, Look(size, turn), True, tick=True)
