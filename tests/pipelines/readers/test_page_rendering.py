"""Rendering: a page as a PNG whose pixels are the page's."""

from __future__ import annotations

import io

import pytest
from made_pdfs import drawn, encrypted, lines, raw_pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.errors import UnreadableError
from pipelines.readers.rendering import MAX_PIXELS, render


def picture(data: bytes, page: int = 1, scale: float = 1.0) -> Image.Image:
    image = Image.open(io.BytesIO(render(data, page, scale)))
    image.load()
    return image


def _page(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 692, 100, 100, stroke=0, fill=1)
    canvas.showPage()
    canvas.setFillColorRGB(0, 0, 1)
    canvas.rect(0, 692, 100, 100, stroke=0, fill=1)


def test_pixels_are_the_page_s() -> None:
    first, second = picture(drawn(_page)), picture(drawn(_page), page=2, scale=2.0)
    assert (first.size, second.size) == ((612, 792), (1224, 1584))
    assert first.getpixel((50, 50)) == (255, 0, 0)
    assert first.getpixel((150, 50)) == (255, 255, 255)
    assert second.getpixel((100, 100)) == (0, 0, 255)


def test_an_odd_width_is_not_sheared() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(4)
        canvas.line(50, 0, 50, 200)

    image = picture(drawn(draw, pagesize=(101, 200)))
    assert {image.getpixel((50, row)) for row in range(10, 190)} == {(0, 0, 0)}


def test_filled_fields_show() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "Form")
        canvas.acroForm.textfield(name="field", value="WWWWWW", x=72, y=700, width=200, height=30, fontSize=20)

    dark = [pixel for pixel in picture(drawn(draw)).crop((74, 65, 270, 90)).convert("L").tobytes() if pixel < 90]
    assert len(dark) > 100


def test_a_huge_page_comes_smaller() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 7200] >>"
    data = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page)
    image = picture(data, scale=3.0)
    assert image.width * image.height <= MAX_PIXELS * 1.01
    assert image.width == pytest.approx(2 * image.height, rel=0.01)


@pytest.mark.parametrize(
    ("data", "page", "code"),
    [
        (lines("x"), 0, "no_page"),
        (lines("x"), 2, "no_page"),
        (b"note", 1, "damaged"),
        (encrypted(lines("x"), "secret"), 1, "encrypted"),
    ],
)
def test_what_cannot_be_shown(data: bytes, page: int, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        render(data, page, 1.0)
    assert error.value.code == code
