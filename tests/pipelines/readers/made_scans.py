"""Scans that the readers' tests make as they need them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import numpy as np
from made_pdfs import drawn
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, Word
from sample_claims.degrading import rendered

SIZE = (400.0, 260.0)  # points
LINES = (
    "Notice of loss for the insurance company",
    "Policy number: KR 4471-0932",
    "Date of loss: 05/17/2026",
    "Insured: Wilhelmina Abernathy",
    "The parked car was hit while nobody was near.",
)


def form(canvas: Canvas) -> None:
    """Five lines, and a question whose second box is crossed."""
    canvas.setFont("Helvetica", 11)
    for number, text in enumerate(LINES):
        canvas.drawString(30, 225 - 28 * number, text)
    canvas.drawString(30, 75, "Was anybody hurt?")
    for left, option in ((150, "Yes"), (210, "No")):
        canvas.rect(left, 73, 10, 10)
        canvas.drawString(left + 15, 75, option)
    canvas.line(210, 73, 220, 83)
    canvas.line(210, 83, 220, 73)


def form_pdf() -> bytes:
    """The form as a PDF with text."""
    return drawn(form, SIZE)


def picture(draw: Callable[[Canvas], None] = form, dots_per_inch: int = 200) -> Image.Image:
    """What `draw` draws as it comes from a scanner."""
    return Image.fromarray(rendered(drawn(draw, SIZE), dots_per_inch)[0])


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def scanned_pdf(image: Image.Image, draw: Callable[[Canvas], None] | None = None) -> bytes:
    """A PDF whose page is a picture, with what `draw` draws over it."""

    def page(canvas: Canvas) -> None:
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(image), 0, 0, *SIZE)
        if draw:
            draw(canvas)

    return drawn(page, SIZE)


def unseen(texts: Sequence[str]) -> Callable[[Canvas], None]:
    """Draws lines as a scanner's text layer: in place, and invisible."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            line = canvas.beginText(30, 225 - 28 * number)
            line.setFont("Helvetica", 11)
            line.setTextRenderMode(3)
            line.textLine(text)
            canvas.drawText(line)

    return draw


def word(document: Document, text: str) -> Word:
    """The one word that reads so."""
    found = [word for page in document.pages for word in page.words if word.text == text]
    assert len(found) == 1, (text, document.text)
    return found[0]


def ink_under(image: Image.Image, found: Word, scale: float) -> float:
    """The share of dark pixels in the word's box on the page as it is shown."""
    box = found.box
    part = image.convert("L").crop(
        (int(box.x0 * scale), int(box.top * scale), int(box.x1 * scale) + 1, int(box.bottom * scale) + 1)
    )
    return float((np.asarray(part) < 128).mean())
