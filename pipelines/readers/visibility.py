"""Visibility: which words of a page a person can see. A word is seen if the page looks different without it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.claim import Box
from pipelines.readers.glyphs import PageFrame, Piece

_SCALE = 1.5  # pixels per point: thin strokes of small type keep their contrast
_MAX_PIXELS = 4_000_000
_SMALLEST_TYPE = 2.0  # points; the smallest print on real papers is about 4
_LEAST_CONTRAST = 12  # of 255, in any colour
_BYTES_PER_PIXEL = 3


def seen(page: Any, pieces: Sequence[Piece], frame: PageFrame) -> list[bool]:
    """For each piece whether a person sees it.

    This one test finds what is drawn invisibly, in the paper's own colour, transparent, clipped away, or covered
    by a picture. White words across a black word count as seen: the page changes there.
    """
    readable = [piece.look.size >= _SMALLEST_TYPE and _on_page(piece.box, frame) for piece in pieces]
    if not any(readable):
        return readable
    scale = min(_SCALE, math.sqrt(_MAX_PIXELS / max(math.prod(frame.size), 1.0)))
    with_words, stride = _pixels(page, scale)
    objects = {address for piece in pieces for address in piece.objects if address}
    _set_active(objects, False)
    try:
        without, _ = _pixels(page, scale)
    finally:
        _set_active(objects, True)
    return [
        able and _differ(with_words, without, stride, _rows(piece.box, frame, scale))
        for able, piece in zip(readable, pieces, strict=True)
    ]


def _on_page(box: Box, frame: PageFrame) -> bool:
    wide, high = frame.size
    return box.x1 > 0 and box.x0 < wide and box.bottom > 0 and box.top < high


def _set_active(objects: Iterable[int], active: bool) -> None:
    for address in objects:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(address, pdfium.FPDF_PAGEOBJECT), active)


def _pixels(page: Any, scale: float) -> tuple[bytes, int]:
    bitmap = page.render(scale=scale, force_bitmap_format=pdfium.FPDFBitmap_BGR)
    try:
        return bytes(bitmap.buffer), bitmap.stride
    finally:
        bitmap.close()


def _rows(box: Box, frame: PageFrame, scale: float) -> tuple[range, int, int]:
    """The rows of pixels that a box covers, and from which byte to which byte of each."""
    wide, high = (math.ceil(side * scale) for side in frame.size)
    rows = range(max(0, math.floor(box.top * scale)), min(high, math.ceil(box.bottom * scale)))
    first, last = max(0, math.floor(box.x0 * scale)), min(wide, math.ceil(box.x1 * scale))
    return rows, first * _BYTES_PER_PIXEL, last * _BYTES_PER_PIXEL


def _differ(one: bytes, other: bytes, stride: int, area: tuple[range, int, int]) -> bool:
    rows, first, last = area
    for row in rows:
        start = row * stride
        mine, theirs = one[start + first : start + last], other[start + first : start + last]
        if mine != theirs and max(abs(a - b) for a, b in zip(mine, theirs, strict=True)) >= _LEAST_CONTRAST:
            return True
    return False
