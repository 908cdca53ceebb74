"""Photographs, really drawn and really altered: the same one is met again, another is not."""

from __future__ import annotations

import io
from itertools import combinations
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from pipelines.readers.image import open_picture, page_of
from pipelines.readers.pictures import fingerprint_of
from pipelines.rules.matching import LEAST_PHOTO, photo_marks

_SIZE = (800, 600)
_PIXELS = 10_000_000
_TURNED = 0x0112


def drawn(number: int) -> Image.Image:
    """A photograph of nothing real: light that falls off, shapes, noise."""
    rng = Random(f"photo {number}")
    rough = Image.new("L", (8, 6))
    rough.putdata([rng.randint(0, 255) for _ in range(48)])
    light = rough.resize(_SIZE, Image.Resampling.BICUBIC)
    sides = [Image.new("RGB", _SIZE, tuple(rng.randint(30, 230) for _ in range(3))) for _ in range(2)]
    picture = Image.composite(*sides, light)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(6, 12)):
        x, y = rng.randint(-100, 750), rng.randint(-100, 550)
        draw = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        draw((x, y, x + rng.randint(60, 400), y + rng.randint(40, 300)), fill=tuple(rng.choices(range(256), k=3)))
    return picture.filter(ImageFilter.GaussianBlur(1))


def saved(picture: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **how)
    return data.getvalue()


def with_strip(picture: Image.Image) -> Image.Image:
    longer = Image.new("RGB", (picture.width, picture.height + 45), "white")
    longer.paste(picture)
    ImageDraw.Draw(longer).text((10, picture.height + 10), "Front left, as found", fill="black", font_size=22)
    return longer


def turned_by_the_camera(picture: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[_TURNED] = 6
    return saved(picture.transpose(Image.Transpose.ROTATE_90), exif=exif)


ALTERED = {
    "quality 40": lambda one: saved(one, quality=40),
    "half the size": lambda one: saved(one.resize((400, 300))),
    "edges cropped": lambda one: saved(one.crop((24, 18, 776, 582))),
    "corner cropped": lambda one: saved(one.crop((24, 18, 800, 600))),
    "brighter": lambda one: saved(ImageEnhance.Brightness(one).enhance(1.15)),
    "darker": lambda one: saved(ImageEnhance.Brightness(one).enhance(0.85)),
    "turned by the camera": turned_by_the_camera,
    "PNG": lambda one: saved(one, "PNG"),
    "tilted": lambda one: saved(one.rotate(1, resample=Image.Resampling.BICUBIC)),
    "a strip below": lambda one: saved(with_strip(one)),
}


def marks(data: bytes) -> tuple[tuple[str, ...], ...]:
    with open_picture(data, _PIXELS) as picture:
        return photo_marks(fingerprint_of(page_of(picture, 0, _PIXELS)))


def most_alike(a: tuple[tuple[str, ...], ...], b: tuple[tuple[str, ...], ...]) -> int:
    return max(len(set(one) & set(other)) for one in a for other in b)


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_copy_is_met_again(how: str) -> None:
    for number in range(4):
        picture = drawn(number)
        assert most_alike(marks(saved(picture)), marks(ALTERED[how](picture))) >= LEAST_PHOTO


def test_other_photographs_are_not_the_same() -> None:
    found = [marks(saved(drawn(number))) for number in range(16)]
    assert all(found)
    assert max(most_alike(a, b) for a, b in combinations(found, 2)) < LEAST_PHOTO
