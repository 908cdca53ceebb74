"""Regions: a part of a page, drawn larger than the page was and read again by itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pipelines.claim import Box, Page
from pipelines.errors import UnreadableError
from pipelines.readers.image import is_picture, open_picture, page_of
from pipelines.readers.layout import lines_of, set_out
from pipelines.readers.opening import open_pdf
from pipelines.readers.pictures import page_size

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipelines.readers.ocr import Scan

_DOTS = 500.0  # per inch: half as much again as pages are drawn at when they are read whole
_MOST_ENLARGED = 2.5  # times the pixels that a picture has: beyond it only its blur grows
_MAX_PIXELS = 8_000_000  # of a region
_MAX_SOURCE_PIXELS = 60_000_000
_POINTS_PER_INCH = 72.0
_SURE = 0.94  # confidence: with less, the other engine reads the region too


def read_region(data: bytes, page: int, box: Box) -> tuple[str, Page]:
    """What stands in `box` on page `page` of a PDF or a picture, and the page with its words; boxes lie on the page.

    Raises UnreadableError: "no_page", "no_engine", or what a broken file is refused with.
    """
    picture, size = _picture_part(data, page, box) if is_picture(data) else _pdf_part(data, page, box)
    found = _read(picture, (box.x1 - box.x0, box.bottom - box.top))
    text, placed = set_out(lines_of(found.pieces), found.rulings, 0)
    words = tuple(word.model_copy(update={"box": _moved(word.box, box)}) for word, _ in placed)
    return text, Page(number=page, width=size[0], height=size[1], start=0, end=len(text), words=words)


def _moved(inner: Box, outer: Box) -> Box:
    return Box(
        x0=round(inner.x0 + outer.x0, 2),
        top=round(inner.top + outer.top, 2),
        x1=round(inner.x1 + outer.x0, 2),
        bottom=round(inner.bottom + outer.top, 2),
    )


def _read(picture: Image, points: tuple[float, float]) -> Scan:
    """The engine's reading; where it is not sure, the other engine's, doubted where the two differ."""
    import numpy as np

    from pipelines.readers.ocr import doubt_what_differs, engine_named, scan, second_engine

    engine = engine_named("auto")
    if engine is None:
        raise UnreadableError("no_engine", "No engine for scans is installed.")
    grey = np.asarray(picture)
    found = scan(grey, points, engine)
    if found.confidence >= _SURE:
        return found
    other = second_engine()
    again = scan(grey, points, other) if other else None
    if again is None or again.worth < found.worth:
        return found
    doubt_what_differs(again.pieces, found.pieces)
    return again


def _pdf_part(data: bytes, page: int, box: Box) -> tuple[Image, tuple[float, float]]:
    with open_pdf(data) as document:
        if not 1 <= page <= len(document):
            raise UnreadableError("no_page", f"The document has no page {page}.")
        sheet: Any = document[page - 1]
        wide, high = sheet.get_size()
        scale = _scale(box)
        cut = (max(0.0, box.x0), max(0.0, high - box.bottom), max(0.0, wide - box.x1), max(0.0, box.top))
        bitmap = sheet.render(scale=scale, crop=cut, grayscale=True)
        return bitmap.to_pil().convert("L"), (wide, high)


def _picture_part(data: bytes, page: int, box: Box) -> tuple[Image, tuple[float, float]]:
    from PIL import Image

    with open_picture(data, _MAX_SOURCE_PIXELS) as picture:
        if not 1 <= page <= getattr(picture, "n_frames", 1):
            raise UnreadableError("no_page", f"The document has no page {page}.")
        whole = page_of(picture, page - 1, _MAX_SOURCE_PIXELS).convert("L")
        size = page_size(picture, whole)
    across, down = whole.width / size[0], whole.height / size[1]
    part = whole.crop(
        (int(box.x0 * across), int(box.top * down), math.ceil(box.x1 * across), math.ceil(box.bottom * down))
    )
    scale = min(_scale(box), _MOST_ENLARGED * max(across, down))
    wanted = (max(1, round((box.x1 - box.x0) * scale)), max(1, round((box.bottom - box.top) * scale)))
    return part.resize(wanted, Image.Resampling.LANCZOS), size


def _scale(box: Box) -> float:
    """Pixels per point, fewer where the region is large."""
    area = max(1.0, (box.x1 - box.x0) * (box.bottom - box.top))
    return min(_DOTS / _POINTS_PER_INCH, math.sqrt(_MAX_PIXELS / area))
