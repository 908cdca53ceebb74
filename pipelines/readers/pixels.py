"""Pixels: pages of a PDF whose text layer is missing, garbled or covers little of a scan, read from what they show."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.claim import Box
from pipelines.readers.characters import is_garbled
from pipelines.readers.glyphs import PageFrame, Piece
from pipelines.readers.rulings import Ruling
from pipelines.readers.scanned import Scanner

_DOTS = (200.0, 300.0)  # per inch: what pages are drawn at, as near as may be to the scan inside them
_MAX_PIXELS = 16_000_000
_POINTS_PER_INCH = 72.0
_LARGE = 0.3  # of the page: a picture so large may be a scan
_FEW_WORDS = 80  # on a page with a large picture: with more, the picture is a background
_READ_WELL = 0.6  # confidence: below it a garbled layer is no worse than what was read
_SURE = 0.5  # confidence: what is read in a picture beside text, where photos show letters that are none
_SAME_SHARE = 0.7  # of the hidden words that must stand on the page for the layer to be a scanner's own
_STRANGE_RUN = 6  # hidden words in a row that do not: somebody put them there
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True)
class Found:
    """What a page shows: its pieces, its rulings where no text layer is left to be set out, and how its layer lies."""

    pieces: list[Piece]
    rulings: list[Ruling] | None = None
    garbled: bool = False
    hidden_agrees: bool = False


def read_pixels(
    page: Any, frame: PageFrame, visible: list[Piece], hidden: Sequence[Piece], scanner: Scanner, number: int
) -> Found | None:
    """What the page shows beyond its text layer; None where the layer is enough or nothing can be read."""
    garbled = bool(visible) and is_garbled(" ".join(piece.text for piece in visible))
    pictures = list(_pictures(page, frame)) if visible and len(visible) < _FEW_WORDS and not garbled else []
    if visible and not garbled and not pictures:
        return None
    found = scanner.look(_drawn(page, frame, visible if pictures else ()), frame.size, number)
    if found is None:
        return None
    if not visible:
        agrees = bool(hidden) and _agrees(hidden, found.pieces)
        return Found(found.pieces, found.rulings, hidden_agrees=agrees)
    if garbled:
        return Found(found.pieces, found.rulings, True) if found.confidence >= _READ_WELL else None
    inside = [piece for piece in found.pieces if piece.confidence >= _SURE and _is_in(piece.box, pictures)]
    return Found([*visible, *inside]) if inside else None


def _pictures(page: Any, frame: PageFrame) -> Iterator[Box]:
    """The places of the large pictures on a page; a scan that comes in strips is one picture."""
    boxes = [box for box, _ in _images(page, frame)]
    area = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in boxes)
    if boxes and area >= _LARGE * frame.size[0] * frame.size[1]:
        yield from boxes


def _images(page: Any, frame: PageFrame) -> Iterator[tuple[Box, float]]:
    """Every picture's place and how many pixels it has per point."""
    corners = [ctypes.c_float() for _ in range(4)]
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        pdfium.FPDFPageObj_GetBounds(thing, *corners)
        box = frame.box(*(corner.value for corner in corners))
        pdfium.FPDFImageObj_GetImagePixelSize(thing, wide, high)
        longest = max(box.x1 - box.x0, box.bottom - box.top)
        yield box, max(wide.value, high.value) / longest if longest > 0 else 0.0


def _drawn(page: Any, frame: PageFrame, known: Sequence[Piece]) -> Any:
    """The page as a grey Pillow picture, the words that are known already painted over."""
    from PIL import Image, ImageDraw

    dots = max((density for _, density in _images(page, frame)), default=0.0) * _POINTS_PER_INCH
    scale = min(max(dots, _DOTS[0]), _DOTS[1]) / _POINTS_PER_INCH
    scale = min(scale, (_MAX_PIXELS / max(1.0, frame.size[0] * frame.size[1])) ** 0.5)
    bitmap = page.render(scale=scale, force_bitmap_format=pdfium.FPDFBitmap_Gray)
    size = (bitmap.width, bitmap.height)
    picture = Image.frombuffer("L", size, bytes(bitmap.buffer), "raw", "L", bitmap.stride, 1).copy()
    bitmap.close()
    pen = ImageDraw.Draw(picture)
    for piece in known:
        box = piece.box
        pen.rectangle([box.x0 * scale - 1, box.top * scale - 1, box.x1 * scale + 1, box.bottom * scale + 1], fill=255)
    return picture


def _is_in(box: Box, pictures: Sequence[Box]) -> bool:
    across, down = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(p.x0 <= across <= p.x1 and p.top <= down <= p.bottom for p in pictures)


def _agrees(hidden: Sequence[Piece], shown: Sequence[Piece]) -> bool:
    """Whether hidden words are what a scanner read on this page itself: nearly all of them stand on it, and no run of
    them does not. Both readings make mistakes, so that a word counts as standing there if most of its letters do."""
    there = Counter(_WORD.findall(" ".join(piece.text for piece in shown).casefold()))
    known = sorted(there)
    met, total, strange = 0, 0, 0
    for piece in hidden:
        for word in _WORD.findall(piece.text.casefold()):
            total += 1
            if word in there or _is_like_any(word, known):
                met, strange = met + 1, 0
            else:
                strange += 1
                if strange >= _STRANGE_RUN:
                    return False
    return total == 0 or met >= _SAME_SHARE * total


def _is_like_any(word: str, known: Sequence[str]) -> bool:
    """Whether a word of the same length, or nearly, differs in few letters."""
    most = len(word) // 4
    return most > 0 and any(
        abs(len(other) - len(word)) <= 1
        and sum((Counter(word) - Counter(other)).values()) <= most
        and sum((Counter(other) - Counter(word)).values()) <= most
        for other in known
    )
