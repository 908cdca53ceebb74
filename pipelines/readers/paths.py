"""Path: what is drawn on a PDF page beside text: lines and shapes, in points as displayed, and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.claim import Box
from pipelines.readers.glyphs import PageFrame

_MAX_STROKES = 20_000  # of one page: maps and drawings have more, and neither columns nor tick boxes
_MAX_NESTING = 4
_PICTURE_SHARE = 0.3  # of the page's area

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNCHANGED: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Path:
    """One drawn path: the box around it, its straight strokes, and whether it is outlined and has curves."""

    box: Box
    strokes: tuple[tuple[Point, Point], ...]
    outlined: bool
    curved: bool


def paths_of(page: Any, frame: PageFrame) -> list[Path]:
    """The paths of a page in the order of drawing; none where it holds a drawing rather than a form."""
    paths: list[Path] = []
    strokes = 0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        for path in _paths_in(pdfium.FPDFPage_GetObject(page, index), _UNCHANGED, frame, 0):
            strokes += len(path.strokes)
            if strokes > _MAX_STROKES:
                return []
            paths.append(path)
    return paths


def has_picture(page: Any, frame: PageFrame) -> bool:
    """Whether a picture covers a good part of the page, as a scan does."""
    wide, high = frame.size
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = _matrix(thing)  # which makes the unit square the picture's place
            if abs(a * d - b * c) >= _PICTURE_SHARE * wide * high:
                return True
    return False


def _paths_in(thing: Any, outer: Matrix, frame: PageFrame, nesting: int) -> Iterator[Path]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and nesting < _MAX_NESTING:
        inner = _times(_matrix(thing), outer)
        for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _paths_in(pdfium.FPDFFormObj_GetObject(thing, index), inner, frame, nesting + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        path = _path(thing, _times(_matrix(thing), outer), frame)
        if path:
            yield path


def _path(thing: Any, matrix: Matrix, frame: PageFrame) -> Path | None:
    points: list[Point] = []
    strokes: list[tuple[Point, Point]] = []
    curved = False
    begin = 0
    for index in range(min(pdfium.FPDFPath_CountSegments(thing), _MAX_STROKES + 1)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        points.append(frame.point(*_moved((x.value, y.value), matrix)))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = index
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            strokes.append((points[-2], points[-1]))
        else:
            curved = True
        if pdfium.FPDFPathSegment_GetClose(segment) and points[-1] != points[begin]:
            strokes.append((points[-1], points[begin]))
    if len(points) < 2:
        return None
    fill, outline = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, outline)
    across, down = [x for x, _ in points], [y for _, y in points]
    box = Box(x0=min(across), top=min(down), x1=max(across), bottom=max(down))
    return Path(box, tuple(strokes), bool(outline.value), curved)


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
