"""PDFs that the readers' tests make as they need them."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from pipelines.claim import Document, Layer
from pipelines.readers import ReadLimits, ReadResult, read


def read_bytes(data: bytes, limits: ReadLimits | None = None) -> ReadResult:
    """Read with ids that count up."""
    numbers = itertools.count(1)
    return read(data, lambda: f"document-{next(numbers)}", limits)


def drawn(draw: Callable[[Canvas], None], pagesize: tuple[float, float] = letter) -> bytes:
    """A PDF of what `draw` draws."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=pagesize)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def lines(*texts: str, size: float = 11) -> bytes:
    """A one-page PDF of these lines."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        for number, text in enumerate(texts):
            canvas.drawString(72, 720 - 20 * number, text)

    return drawn(draw)


def encrypted(data: bytes, user_password: str) -> bytes:
    """The same PDF, locked."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=user_password, owner_password="owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first one being the catalogue."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def assert_whole(document: Document) -> None:
    """Every promise about offsets that a document makes."""
    assert document.text.count("\f") >= len(document.pages) - 1
    for page in document.pages:
        assert "\f" not in document.text[page.start : page.end]
        for word in page.words:
            if word.layer is Layer.HIDDEN:
                assert (word.start, word.end) == (-1, -1)
            else:
                assert page.start <= word.start < word.end <= page.end
                assert document.text[word.start : word.end] == word.text
    for before, page in itertools.pairwise(document.pages):
        assert document.text[before.end : page.start] == "\f"
    for field in document.form:
        if field.start >= 0 and field.kind == "text":
            assert document.text[field.start : field.end] == field.value
