"""Notes typed onto a PDF page: how people fill in a form that has no fields."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.readers.characters import clean_lines
from pipelines.readers.widgets import Widget

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


def notes_on(page: Any, number: int) -> Iterator[Widget]:
    """The notes that show on the page itself, each with its text on one line; comments that open on a click do not."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            seen = not pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN
            if seen and pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FREETEXT:
                rect = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(note, rect)
                x0, x1 = sorted((rect.left, rect.right))
                y0, y1 = sorted((rect.bottom, rect.top))
                text = " ".join(clean_lines(_contents(note)).split())
                if text and x1 - x0 > 1 and y1 - y0 > 1:
                    yield Widget(number, (x0, y0, x1, y1), text)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _contents(note: Any) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)  # bytes of UTF-16 with a zero at the end
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
