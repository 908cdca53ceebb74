"""Rendering: a page as a picture, for the handler who looks at it."""

from __future__ import annotations

import io
import math
import struct
import zlib

import pypdfium2.raw as pdfium

from pipelines.errors import UnreadableError
from pipelines.readers.image import is_picture, open_picture, page_of
from pipelines.readers.opening import open_pdf
from pipelines.readers.pictures import page_size

MAX_PIXELS = 12_000_000  # 24 times a letter page at 72 dpi; beyond it the picture is made smaller
_MAX_SOURCE_PIXELS = 60_000_000  # of a picture that is shown
_COMPRESSION = 3  # of 9: pages are mostly white, and a handler waits for the picture
_BYTES_PER_PIXEL = 3


def render(data: bytes, page: int, scale: float) -> bytes:
    """Page `page` of a PDF or a picture file, counted from 1, as a PNG of `scale` pixels per point, at most MAX_PIXELS.

    Raises UnreadableError: "no_page" where there is no such page, "damaged" or "encrypted" where there is no picture.
    """
    if is_picture(data):
        return _render_picture(data, page, scale)
    with open_pdf(data) as document:
        if not 1 <= page <= len(document):
            raise UnreadableError("no_page", f"The document has no page {page}.")
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
        sheet = document[page - 1]
        wide, high = sheet.get_size()
        fitting = min(scale, math.sqrt(MAX_PIXELS / max(wide * high, 1.0)))
        bitmap = sheet.render(scale=fitting, force_bitmap_format=pdfium.FPDFBitmap_BGR, rev_byteorder=True)
        return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def _render_picture(data: bytes, page: int, scale: float) -> bytes:
    """A page of a picture file, turned as its camera says: where boxes on the page lie is told of this picture."""
    from PIL import Image

    with open_picture(data, _MAX_SOURCE_PIXELS) as picture:
        if not 1 <= page <= getattr(picture, "n_frames", 1):
            raise UnreadableError("no_page", f"The document has no page {page}.")
        shown = page_of(picture, page - 1, _MAX_SOURCE_PIXELS)
        wide, high = page_size(picture, shown)
    fitting = min(scale, math.sqrt(MAX_PIXELS / max(wide * high, 1.0)))
    size = (max(1, round(wide * fitting)), max(1, round(high * fitting)))
    file = io.BytesIO()
    shown.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0).save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """A PNG file of RGB pixels; written here because a picture library is much to carry for one format."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * _BYTES_PER_PIXEL] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, _COMPRESSION)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
