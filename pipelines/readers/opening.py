"""Opening a PDF, and telling why one cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipelines.errors import UnreadableError


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """A pypdfium2 document, closed at the end. A password that is empty opens it; any other is "encrypted"."""
    # Not pypdfium2's own way of opening: where a file has no pages it reports the last error of some other file.
    raw = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not raw:
        raise _refusal(pdfium.FPDF_GetLastError())
    document = pypdfium2.PdfDocument(raw)
    try:
        yield document
    finally:
        document.close()


def _refusal(code: int) -> UnreadableError:
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return UnreadableError("encrypted", "The PDF is locked with a password. Ask the sender for a copy without one.")
    return UnreadableError("damaged", "The PDF is damaged and cannot be opened. Ask the sender to send it again.")
