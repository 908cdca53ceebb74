"""Pictures as pages: turned upright, their size in points, their fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72.0
_DOTS = (90.0, 1300.0)  # per inch: what scanners and faxes write; cameras write 72, which means nothing
_PAGE = (612.0, 792.0)  # points: a picture that does not say its size is shown as large as a letter page
_CENTIMETRES = 3  # TIFF's unit of resolution
_RESOLUTION_UNIT = 296
_HASH_SIDE = 8
_MOST_DOTS = 512  # on the longer side of what fingerprints are made of
# Left, top, right, bottom of what a fingerprint is made of: the picture, and the picture without an edge, a corner or
# all four edges, so that a copy that was cropped, or to which a strip was added, is known again.
_VIEWS = (
    (0.0, 0.0, 1.0, 1.0),
    (0.03, 0.03, 0.97, 0.97),
    (0.03, 0.03, 1.0, 1.0),
    (0.0, 0.03, 0.97, 1.0),
    (0.03, 0.0, 1.0, 0.97),
    (0.0, 0.0, 0.97, 0.97),
    (0.0, 0.0, 1.0, 0.93),
    (0.0, 0.07, 1.0, 1.0),
)


def upright(picture: Image) -> Image:
    """The picture decoded, turned as its camera says, on white paper where it is transparent, in grey or RGB."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        layered = turned.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if turned.mode in ("1", "L"):
        return turned.convert("L")
    if turned.mode.startswith(("I", "F")):
        low, high = turned.convert("F").getextrema()
        unit = 255 / ((float(high) - float(low)) or 1.0)  # type: ignore[arg-type]
        return turned.convert("F").point(lambda value: (value - float(low)) * unit).convert("L")  # type: ignore[arg-type]
    return turned.convert("RGB")


def page_size(picture: Image, page: Image) -> tuple[float, float]:
    """Width and height in points of `page`, which came out of `picture`; pixels of a fax are not square."""
    across, down = _dots(picture)
    if page.size != picture.size and page.size == picture.size[::-1]:
        across, down = down, across  # the camera lay on its side
    if _DOTS[0] <= across <= _DOTS[1] and _DOTS[0] <= down <= _DOTS[1]:
        return round(page.width * _POINTS_PER_INCH / across, 2), round(page.height * _POINTS_PER_INCH / down, 2)
    short, long = _PAGE
    fit = min(short / min(page.size), long / max(page.size))
    return round(page.width * fit, 2), round(page.height * fit, 2)


def _dots(picture: Image) -> tuple[float, float]:
    """Dots per inch, across and down; 0 where the picture does not say."""
    try:
        across, down = (float(value) for value in picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return across, down


def fingerprint_of(page: Image) -> str:
    """Groups of 16 hex digits, one of which is alike for pictures that look alike; the first is of the whole."""
    from PIL import Image

    grey = page.convert("L")
    grey.thumbnail((_MOST_DOTS, _MOST_DOTS), Image.Resampling.BOX)
    return " ".join(_fingerprint(grey, view) for view in _VIEWS)


def _fingerprint(grey: Image, view: tuple[float, float, float, float]) -> str:
    """Which of neighbouring patches of a part of the picture are brighter."""
    from PIL import Image

    box = (view[0] * grey.width, view[1] * grey.height, view[2] * grey.width, view[3] * grey.height)
    small = grey.resize((_HASH_SIDE + 1, _HASH_SIDE), Image.Resampling.BOX, box=box).tobytes()
    bits = 0
    for row in range(_HASH_SIDE):
        for column in range(_HASH_SIDE):
            at = row * (_HASH_SIDE + 1) + column
            bits = bits << 1 | (small[at] > small[at + 1])
    return f"{bits:016x}"
