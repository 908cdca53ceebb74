"""Trimming: the words of a line that an engine found as a whole, each cut to its ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipelines.readers.ocr.engine import Glimpse, Grey
from pipelines.readers.ocr.sizes import hanging_of, size_of

_REACH = 0.8  # of the line's height: how far from where the engine saw it a blank may be
_DRIFT = 0.5  # of its distance from there is taken off a blank's width
_ROW_GAP = 0.22  # of the line's height: the dot of an i belongs to its foot, the line above does not
_ONE_WORD = 0.2  # of the type size: words closer together are one
_BLUR = 1  # pixels by which ink comes out larger than the letter on each side
_TYPE = 0.75  # of a line's box: its type size, where the ink tells nothing
_FOOT = 0.24  # of a line's box: how far above its foot the type stands

Marks = NDArray[np.bool_]  # where there is ink
Span = tuple[str, float, float, float]  # a word, where it begins and ends along the line, its confidence


@dataclass(frozen=True)
class _Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    confidence: float


def trimmed(ink: Grey, box: tuple[int, int, int, int], spans: Sequence[Span]) -> Iterator[Glimpse]:
    """The words of a line in the box (left, top, right, bottom in pixels) of the page whose `ink` is not 0.

    Where an engine says a word ends is a guess of some pixels; how far words are apart tells columns from blanks.
    """
    left, top, right, bottom = box
    line = ink[max(0, top) : max(1, bottom), max(0, left) : max(1, right)] > 0
    high = max(1, bottom - top)
    rows = _main_rows(line.sum(axis=1), max(2, round(_ROW_GAP * high)))
    inside = [(begin - left, end - left) for _, begin, end, _ in spans]
    cuts = _cuts(np.asarray(line[rows[0] : rows[1]].any(axis=0), dtype=np.bool_), inside, high) if rows else None
    words = [_cut(line, span, cuts[at : at + 2] if cuts else None, box) for at, span in enumerate(spans)]
    sizes = [size_of(word.text, word.right - word.left, word.bottom - word.top) for word in words]
    known = [size for size in sizes if size]
    usual = float(median(known)) if known else _TYPE * high
    sized = [min(max(size or usual, 0.7 * usual), 1.4 * usual) for size in sizes]
    feet = [
        word.bottom - hanging_of(word.text) * size
        for word, size in zip(words, sized, strict=True)
        if any(c.isalnum() for c in word.text)
    ]
    baseline = float(median(feet)) if feet else bottom - _FOOT * high
    last: Glimpse | None = None
    for word, size in zip(words, sized, strict=True):
        if last and word.left - last.right <= _ONE_WORD * size:
            sure = min(last.confidence, word.confidence)
            last = Glimpse(
                last.text + word.text, last.left, min(last.top, word.top), word.right, max(last.bottom, word.bottom),
                baseline, max(last.size, size), sure,
            )  # fmt: skip
            continue
        if last:
            yield last
        last = Glimpse(word.text, word.left, word.top, word.right, word.bottom, baseline, size, word.confidence)
    if last:
        yield last


def _cuts(columns: Marks, spans: Sequence[tuple[float, float]], high: int) -> list[float]:
    """Where to cut the line: before its first word, in the widest blank near each end of a word, after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[1], columns.astype(np.int8), [1]])))
    blanks = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    cuts = [0.0]
    for (_, end), (start, _) in pairwise(spans):
        middle = (end + start) / 2
        near = [(a, b) for a, b in blanks if abs((a + b) / 2 - middle) <= max(_REACH * high, (start - end) / 2)]
        best = max(near, key=lambda blank: blank[1] - blank[0] - _DRIFT * abs(sum(blank) / 2 - middle), default=None)
        cuts.append(max(cuts[-1], (best[0] + best[1]) / 2 if best else middle))
    return [*cuts, float(len(columns))]


def _cut(line: Marks, span: Span, cuts: Sequence[float] | None, box: tuple[int, int, int, int]) -> _Word:
    """A word cut to its ink; where there is none, as the engine saw it."""
    text, begin, end, sure = span
    left, top, _, bottom = box
    if cuts:
        first, last = int(cuts[0]), max(int(cuts[0]) + 1, round(cuts[1]))
        part = line[:, first:last]
        rows = _main_rows(part.sum(axis=1), max(2, round(_ROW_GAP * (bottom - top))))
        columns = list(np.flatnonzero(part[rows[0] : rows[1]].any(axis=0))) if rows else []
        if rows and columns:
            return _Word(
                text,
                max(0, left) + first + int(columns[0]) + _BLUR,
                max(0, left) + first + int(columns[-1]) + 1 - _BLUR,
                max(0, top) + rows[0] + _BLUR,
                max(0, top) + rows[1] - _BLUR,
                sure,
            )
    return _Word(text, begin, end, top, bottom, sure)


def _main_rows(rows: NDArray[np.int_], gap: int) -> tuple[int, int] | None:
    """From which row to which the most ink goes on; smaller ones above and below are of other lines."""
    inked = np.flatnonzero(rows)
    if not len(inked):
        return None
    groups = np.split(inked, np.flatnonzero(np.diff(inked) > gap) + 1)
    group = max(groups, key=lambda group: rows[group].sum())
    return int(group[0]), int(group[-1]) + 1
