"""Degrading: pages as they reach a branch: scanned askew, faxed, photographed with a phone, stained."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]  # rows of RGB pixels

_POINTS_PER_INCH = 72


def rendered(data: bytes, dots_per_inch: int = 200) -> list[Pixels]:
    """The pages of a PDF with its fields filled in, as they come out of a printer."""
    document = pypdfium2.PdfDocument(data)
    try:
        if document.get_formtype():
            document.init_forms()
        scale = dots_per_inch / _POINTS_PER_INCH
        return [np.array(page.render(scale=scale).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def _turned(page: Pixels, degrees: float) -> Pixels:
    """A sheet that lay askew on a glass large enough for it: the scanner's lid is white."""
    high, wide = page.shape[:2]
    angle = np.radians(abs(degrees))
    across = round(wide * np.cos(angle) + high * np.sin(angle))
    down = round(wide * np.sin(angle) + high * np.cos(angle))
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    matrix[:, 2] += ((across - wide) / 2, (down - high) / 2)
    turned = cv2.warpAffine(page, matrix, (across, down), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(turned, dtype=np.uint8)


def _blotched(page: Pixels, rng: Random) -> Pixels:
    """Two rings and a puddle of coffee."""
    high, wide = page.shape[:2]
    stain = np.zeros((high, wide), np.float32)
    for _ in range(2):
        centre = (rng.randrange(wide // 5, 4 * wide // 5), rng.randrange(high // 5, 4 * high // 5))
        radius = rng.randrange(wide // 9, wide // 6)
        cv2.circle(stain, centre, radius, 0.25, -1)
        cv2.circle(stain, centre, radius, 0.55, max(4, wide // 110))
    puddle = (rng.randrange(wide // 4, 3 * wide // 4), rng.randrange(high // 4, 3 * high // 4))
    cv2.ellipse(stain, puddle, (wide // 7, high // 14), rng.randrange(180), 0, 360, 0.4, -1)
    soft = cv2.GaussianBlur(stain, (0, 0), wide / 300)[:, :, None]
    coffee = np.array([122, 84, 40], np.float32)
    page_float = page.astype(np.float32)
    return np.clip(page_float * (1 - soft) + page_float / 255 * coffee * soft, 0, 255).astype(np.uint8)


def _photographed(page: Pixels, rng: Random) -> Pixels:
    """On a dark table, from the side, in the shadow of whoever holds the phone."""
    high, wide = page.shape[:2]
    canvas = (round(wide * 1.25), round(high * 1.18))
    left, top = (canvas[0] - wide) / 2, (canvas[1] - high) / 2
    lean = wide * 0.06
    target = np.array(
        [
            [left + lean * rng.uniform(0.3, 1), top + lean * rng.uniform(0, 0.6)],
            [left + wide - lean * rng.uniform(0.3, 1), top + lean * rng.uniform(0, 0.6)],
            [left + wide + lean * rng.uniform(0, 0.6), top + high - lean * rng.uniform(0, 0.6)],
            [left - lean * rng.uniform(0, 0.6), top + high - lean * rng.uniform(0, 0.6)],
        ],
        dtype=np.float32,
    )
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    photo = cv2.warpPerspective(page, matrix, canvas, flags=cv2.INTER_CUBIC, borderValue=(70, 58, 48))
    across, down = np.meshgrid(np.linspace(0, 1, canvas[0]), np.linspace(0, 1, canvas[1]))
    edge = rng.uniform(0.35, 0.65)
    shadow = 1 / (1 + np.exp(-(across + 0.5 * down - edge - 0.25) * 14))
    light = (0.55 + 0.45 * shadow)[:, :, None] * np.array([1.0, 0.97, 0.9])
    soft = cv2.GaussianBlur(photo, (0, 0), 0.7).astype(np.float32) * light
    grain = _noise(rng).normal(0, 5, soft.shape)
    return np.asarray(np.clip(soft + grain, 0, 255), dtype=np.uint8)


def _dotted(page: Pixels, down: float, rng: Random) -> Image.Image:
    """One bit a pixel at a fax's resolution: 204 dots across an inch, fewer down."""
    grey = Image.fromarray(page).convert("L")
    small = grey.resize((round(grey.width * 204 / 200), round(grey.height * down / 200)), Image.Resampling.BOX)
    pixels = np.array(small)
    bits = np.where(pixels < 150, 0, 255).astype(np.uint8)
    specks = _noise(rng).random(bits.shape)
    bits[specks < 0.0006] = 0
    bits[specks > 0.9994] = 255
    return Image.fromarray(bits).convert("1", dither=Image.Dither.NONE)


def _png(page: Pixels, dots_per_inch: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(page).save(file, "PNG", dpi=(dots_per_inch, dots_per_inch), compress_level=1)
    return file.getvalue()


def _jpeg(page: Pixels, dots_per_inch: int, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(page).save(file, "JPEG", dpi=(dots_per_inch, dots_per_inch), quality=quality)
    return file.getvalue()


def _tiff(pages: list[Image.Image], dots: tuple[int, int], compression: str) -> bytes:
    file = io.BytesIO()
    first, *others = pages
    first.save(file, "TIFF", compression=compression, dpi=dots, save_all=True, append_images=others)
    return file.getvalue()


def _of_greys(pages: list[Pixels], dots_per_inch: int) -> bytes:
    """One picture, or a TIFF where there are several pages."""
    if len(pages) == 1:
        return _png(pages[0], dots_per_inch)
    return _tiff([Image.fromarray(page) for page in pages], (dots_per_inch, dots_per_inch), "tiff_lzw")


def _of_photos(pages: list[Pixels], quality: int) -> bytes:
    """JPEG's noise, kept in a TIFF where there are several pages."""
    if len(pages) == 1:
        return _jpeg(pages[0], 200, quality)
    again = [Image.open(io.BytesIO(_jpeg(page, 200, quality))).convert("RGB") for page in pages]
    return _tiff(again, (200, 200), "tiff_lzw")


def _jpeg_noise(data: bytes, rng: Random) -> bytes:
    grain = _noise(rng)
    pages = [
        np.clip(page.astype(np.float32) + grain.normal(0, 8, page.shape), 0, 255).astype(np.uint8)
        for page in rendered(data)
    ]
    return _of_photos(pages, 18)


def _phone(data: bytes, rng: Random) -> bytes:
    return _of_photos([_photographed(page, rng) for page in rendered(data, 220)], 80)


def _fax(down: int) -> Callable[[bytes, Random], bytes]:
    def faxed(data: bytes, rng: Random) -> bytes:
        pages = [_dotted(page, down, rng) for page in rendered(data)]
        return _tiff(pages, (204, down), "group3" if down < 100 else "group4")

    return faxed


# What happens to a page on its way, by name; each makes of a PDF one picture file.
DEGRADATIONS: dict[str, Callable[[bytes, Random], bytes]] = {
    "clean": lambda data, rng: _of_greys(rendered(data), 200),
    "turned": lambda data, rng: _of_greys(
        [np.ascontiguousarray(np.rot90(page, rng.choice((1, 3)))) for page in rendered(data)], 200
    ),
    "upside_down": lambda data, rng: _of_greys(
        [np.ascontiguousarray(np.rot90(page, 2)) for page in rendered(data)], 200
    ),
    "askew": lambda data, rng: _of_greys([_turned(page, rng.choice((-2.0, 2.0))) for page in rendered(data)], 200),
    "askew_10": lambda data, rng: _of_greys([_turned(page, rng.choice((-10.0, 10.0))) for page in rendered(data)], 200),
    "150_dpi": lambda data, rng: _of_greys(rendered(data, 150), 150),
    "jpeg_noise": _jpeg_noise,
    "fax": _fax(196),
    "fax_coarse": _fax(98),
    "phone": _phone,
    "coffee": lambda data, rng: _of_greys([_blotched(page, rng) for page in rendered(data)], 200),
}


def degrade(data: bytes, kind: str, seed: str = "") -> bytes:
    """The PDF's pages as a picture file, made worse in the way `kind` says; the same bytes for the same seed."""
    return DEGRADATIONS[kind](data, Random(f"{kind}:{seed}"))
