"""Pictures: scans, faxes and photos as PNG, JPEG, TIFF of many pages, WebP, BMP, GIF; their words are read by OCR."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines.claim import Document, Genre
from pipelines.errors import UnreadableError
from pipelines.readers.pictures import fingerprint_of, page_size, upright
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.scanned import Scanner

if TYPE_CHECKING:
    from PIL.Image import Image

_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "GIF": "image/gif",
}
_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_BMP_HEADS = frozenset((12, 40, 52, 56, 64, 108, 124))  # lengths of the header that follows a BMP file's mark
_STILL = frozenset(("GIF", "WEBP", "PNG"))  # further frames are a moving picture, not pages


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a picture does that can be read."""
    if data.startswith(_MARKS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return True
    return data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADS


class ImageReader:
    """Reads a picture into one document, a page for each of its pages.

    Its problems: no_text, page_without_text, page_not_read, hard_to_read, handwriting.
    """

    name = "picture"
    media_types = tuple(_MEDIA_TYPES.values())

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as a picture does."""
        return is_picture(data)

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document; a picture with hardly any writing has the genre PHOTO."""
        scanner = Scanner(task)
        with open_picture(data, task.limits.max_pixels) as picture:
            count = 1 if picture.format in _STILL else _page_count(picture)
            if count > task.limits.max_pages:
                raise UnreadableError(
                    "too_many_pages",
                    f"The picture has {count} pages; {task.limits.max_pages} are the limit. "
                    "Ask for the claim's papers alone.",
                )
            media_type = _MEDIA_TYPES[str(picture.format)]
            fingerprint = ""
            for page in pages_of(picture, count, task.limits.max_pixels):
                fingerprint = fingerprint or fingerprint_of(page)
                scanner.add(page.convert("L"), page_size(picture, page))
                task.check_length(len(scanner.text))
        document = Document(
            id=task.new_id(),
            ordinal=0,
            media_type=media_type,
            sha256=sha256_of(data),
            text=scanner.text,
            pages=tuple(scanner.pages),
            genre=Genre.PHOTO if scanner.is_photo else Genre.UNKNOWN,
            fingerprint=fingerprint,
            problems=tuple(scanner.problems()),
        )
        return ReadResult((document,))


@contextmanager
def open_picture(data: bytes, max_pixels: int) -> Iterator[Image]:
    """A Pillow picture of `data`, not yet decoded. UnreadableError: "too_large" or "damaged"."""
    from PIL import Image

    try:
        picture = Image.open(io.BytesIO(data), formats=list(_MEDIA_TYPES))
    except Image.DecompressionBombError:
        raise _too_large(max_pixels) from None
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises nearly anything at a broken picture, here and at each page
        raise _damaged() from error
    with picture:
        yield picture


def pages_of(picture: Image, count: int, max_pixels: int) -> Iterator[Image]:
    """The first `count` pages, decoded one at a time, turned as the camera says."""
    for number in range(count):
        yield page_of(picture, number, max_pixels)


def page_of(picture: Image, number: int, max_pixels: int) -> Image:
    """Page `number`, counted from 0, turned as the camera says."""
    try:
        picture.seek(number)
        if picture.width * picture.height > max_pixels:
            raise _too_large(max_pixels)
        return upright(picture)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        raise _damaged() from error


def _page_count(picture: Image) -> int:
    try:
        return int(getattr(picture, "n_frames", 1))
    except Exception as error:
        raise _damaged() from error


def _damaged() -> UnreadableError:
    return UnreadableError("damaged", "The picture is damaged. Ask the sender to send it again.")


def _too_large(max_pixels: int) -> UnreadableError:
    return UnreadableError(
        "too_large", f"The picture has more than {max_pixels // 1_000_000} million pixels. Ask for a smaller copy."
    )
