"""Picture files: formats, pages, sizes, cameras that lie on their side, photos, and files that are no good."""

from __future__ import annotations

import io

import numpy as np
import pytest
from made_pdfs import assert_whole, read_bytes
from made_scans import SIZE, picture, saved, word
from PIL import Image, ImageOps

from pipelines.claim import Genre
from pipelines.errors import UnreadableError
from pipelines.readers import ReadLimits
from pipelines.readers.ocr import engine_named
from pipelines.readers.rendering import render

needs_ocr = pytest.mark.skipif(engine_named("auto") is None, reason="no OCR engine is installed")
QUIET = ReadLimits(ocr="none")
ORIENTATION = 0x0112


def scene(seed: int = 1) -> Image.Image:
    """A picture of blurred patches, without writing."""
    patches = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(patches).resize((640, 480), Image.Resampling.BICUBIC)


def bits_apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_formats(kind: str) -> None:
    document = read_bytes(saved(picture(), kind)).documents[0]
    assert document.media_type == f"image/{kind.lower()}"
    assert "Abernathy" in document.text


@needs_ocr
def test_pages_of_a_tiff() -> None:
    data = saved(picture(), "TIFF", save_all=True, append_images=[picture().rotate(180)], dpi=(200, 200))
    document = read_bytes(data).documents[0]
    assert_whole(document)
    assert [page.number for page in document.pages] == [1, 2]
    assert [document.text[page.start : page.end].count("Abernathy") for page in document.pages] == [1, 1]
    assert Image.open(io.BytesIO(render(data, 2, 1.0))).size == (400, 260)
    with pytest.raises(UnreadableError, match="no page 3"):
        render(data, 3, 1.0)


@needs_ocr
def test_a_camera_on_its_side() -> None:
    turned = picture().rotate(90, expand=True)
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn it by a quarter with the clock to see it
    data = saved(turned, "JPEG", exif=exif, dpi=(200, 200))
    document = read_bytes(data).documents[0]
    page = document.pages[0]
    assert (page.width, page.height) == pytest.approx(SIZE, abs=1)
    shown = Image.open(io.BytesIO(render(data, 1, 1.0)))
    assert shown.size == pytest.approx(SIZE, abs=1)
    box = word(document, "Abernathy").box
    assert (box.x0, box.bottom) == pytest.approx((130, 122), abs=4)


def test_pixels_of_a_fax_are_not_square() -> None:
    data = saved(picture().convert("1").resize((1133, 354)), "TIFF", compression="group3", dpi=(204, 98))
    page = read_bytes(data, QUIET).documents[0].pages[0]
    assert (page.width, page.height) == pytest.approx(SIZE, abs=1)
    shown = Image.open(io.BytesIO(render(data, 1, 2.0)))
    assert shown.size == pytest.approx((800, 520), abs=2)


def test_a_picture_that_does_not_say_its_size_is_shown_as_a_page() -> None:
    page = read_bytes(saved(picture()), QUIET).documents[0].pages[0]
    assert max(page.width, page.height) == pytest.approx(792, abs=1)


@needs_ocr
def test_a_photo_is_no_paper() -> None:
    document = read_bytes(saved(scene(), "JPEG")).documents[0]
    assert document.genre is Genre.PHOTO
    assert document.problems == ()


def test_fingerprints_know_a_photo_again() -> None:
    def of(image: Image.Image, kind: str = "PNG") -> str:
        return read_bytes(saved(image, kind), QUIET).documents[0].fingerprint.split()[0]

    first = of(scene())
    assert len(first) == 16
    assert bits_apart(first, of(scene().resize((300, 225)), "JPEG")) <= 4
    assert bits_apart(first, of(ImageOps.autocontrast(scene()))) <= 6
    assert bits_apart(first, of(scene(2))) > 12


def test_transparent_pictures_stand_on_white_paper() -> None:
    image = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    shown = Image.open(io.BytesIO(render(saved(image), 1, 1.0)))
    assert shown.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (saved(scene())[:3000], QUIET, "damaged"),
        (b"\x89PNG\r\n\x1a\n\0", QUIET, "damaged"),
        (saved(scene()), ReadLimits(max_pixels=1000), "too_large"),
        (saved(scene(), "TIFF", save_all=True, append_images=[scene()] * 3), ReadLimits(max_pages=3), "too_many_pages"),
    ],
)
def test_what_cannot_be_read(data: bytes, limits: ReadLimits, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_bytes(data, limits)
    assert error.value.code == code
