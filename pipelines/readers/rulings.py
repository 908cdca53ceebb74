"""Ruling: a line drawn down a page, which parts the columns of a form or a table."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.readers.glyphs import PageFrame

_SHORTEST = 5.0  # points: shorter strokes are dashes, ticks and bits of letters
_SLANT = 0.5  # points
_MAX_STROKES = 20_000  # of one page: maps and drawings have more, and no columns
_MAX_NESTING = 4


@dataclass(frozen=True)
class Ruling:
    """A stroke across the lines of text: how far along them it stands, and from where to where it goes down them."""

    at: float
    first: float
    last: float


def rulings_of(page: Any, frame: PageFrame, turn: int) -> list[Ruling]:
    """The rulings of a page, in the direction of reading that `turn` names; none where it holds a drawing."""
    rulings: list[Ruling] = []
    for number, (start, end) in enumerate(_strokes(page)):
        if number >= _MAX_STROKES:
            return []
        (x0, y0), (x1, y1) = frame.along(*frame.point(*start), turn), frame.along(*frame.point(*end), turn)
        if abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORTEST:
            rulings.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return rulings


Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: Matrix = (1, 0, 0, 1, 0, 0)


def _strokes(page: Any) -> Iterator[tuple[Point, Point]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _strokes_of(pdfium.FPDFPage_GetObject(page, index), _UNCHANGED, 0)


def _strokes_of(thing: Any, outer: Matrix, nesting: int) -> Iterator[tuple[Point, Point]]:
    """The straight strokes of a page object in the page's own coordinates."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and nesting < _MAX_NESTING:
        inner = _times(_matrix(thing), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _strokes_of(pdfium.FPDFFormObj_GetObject(thing, index), inner, nesting + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        matrix = _times(_matrix(thing), outer)
        before: Point | None = None
        for index in range(pdfium.FPDFPath_CountSegments(thing)):
            segment = pdfium.FPDFPath_GetPathSegment(thing, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved((x.value, y.value), matrix)
            if before is not None and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                yield before, point
            before = point


def _matrix(thing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
