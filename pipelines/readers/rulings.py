"""Ruling: a line drawn down a page, which parts the columns of a form or a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.readers.glyphs import PageFrame
from pipelines.readers.paths import Path
from pipelines.readers.tickboxes import is_square

_SHORTEST = 5.0  # points: shorter strokes are dashes, ticks and bits of letters
_SLANT = 0.5  # points


@dataclass(frozen=True)
class Ruling:
    """A stroke across the lines of text: how far along them it stands, and from where to where it goes down them."""

    at: float
    first: float
    last: float


def rulings_of(paths: Sequence[Path], frame: PageFrame, turn: int) -> list[Ruling]:
    """The rulings among the paths of a page, in the direction of reading that `turn` names; tick boxes part nothing."""
    rulings: list[Ruling] = []
    for path in paths:
        if is_square(path):
            continue
        for start, end in path.strokes:
            (x0, y0), (x1, y1) = frame.along(*start, turn), frame.along(*end, turn)
            if abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORTEST:
                rulings.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return rulings
