"""HTML files: a web form's print, a portal's page, a message that was saved."""

from __future__ import annotations

import re

from pipelines.claim import Document
from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines
from pipelines.readers.gathering import gather, read_members
from pipelines.readers.hypertext import view
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.text import decode

_HEAD_BYTES = 2_048
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,1000}?-->\s*)*"
    r"(?:<!doctype\s+html|<html|<head|<body|<(?:table|div|p|h[1-6]|center|form|meta|style|span|font)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class HtmlReader:
    """Reads HTML into one document without pages; pictures that stand in the text itself are attachments.

    Its problems: hidden_text, attachment_unreadable.
    """

    name = "HTML"
    media_types = ("text/html",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as a page does."""
        return bool(_BEGINS.match(decode(data[:_HEAD_BYTES])))

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """What a browser would show; a page without words is refused as "empty"."""
        shown = view(_decoded(data))
        text = clean_lines(shown.text)
        task.check_length(len(text))
        inner = read_members(shown.pictures, task)
        if not text.strip() and not inner.read:
            raise UnreadableError("empty", "The web page shows no words. Ask the sender for a PDF.")
        document = Document(
            id=task.new_id(),
            ordinal=0,
            media_type=self.media_types[0],
            sha256=sha256_of(data),
            text=text,
            problems=(*(("hidden_text",) if shown.hidden else ()), *inner.problems),
        )
        return ReadResult(gather([(document,), *inner.read]), inner.contents)


def _decoded(data: bytes) -> str:
    """The text by its byte order mark, by what the page says of itself, or by its bytes."""
    named = _CHARSET.search(data[:_HEAD_BYTES])
    if named and not data.startswith(_MARKS):
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)
