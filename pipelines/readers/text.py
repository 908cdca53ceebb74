"""Plain text, and tables of separated values: UTF-8, UTF-16, or Windows-1252, which old claim systems still write."""

from __future__ import annotations

import codecs

from pipelines.claim import Document
from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines, kept_lines
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.separated import set_separated

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text holds these and no other control characters: tab, line feed, form feed, carriage return, escape, end-of-file.
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
_SAMPLE_BYTES = 65_536
_LONGEST_CHARACTER = 4  # bytes
_FOREIGN_SHARE = 0.3  # of bytes above 127 that are not UTF-8: beyond it the bytes are hardly Western text


class TextReader:
    """Reads plain text into one document without pages."""

    name = "text"
    media_types = ("text/plain",)

    def recognises(self, data: bytes) -> bool:
        """Whether the beginning decodes and holds no control characters but those of text."""
        if any(data.startswith(mark) for mark, _ in _MARKS):
            return True
        sample = data[:_SAMPLE_BYTES]
        if not sample.strip() or not _CONTROLS.isdisjoint(sample):
            return False
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample)
        except UnicodeDecodeError:
            return sum(byte > 127 for byte in sample) < _FOREIGN_SHARE * len(sample)
        return True

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document; nothing but blanks is refused as "empty"."""
        task.check_length(len(data) // _LONGEST_CHARACTER)  # before a huge file is copied again and again
        text = decode(data)
        text = clean_lines(set_separated(kept_lines(text)) or text)
        if not text.strip():
            raise UnreadableError("empty", "The text file holds no words. Ask the sender to send it again.")
        task.check_length(len(text))
        document = Document(
            id=task.new_id(), ordinal=0, media_type=self.media_types[0], sha256=sha256_of(data), text=text
        )
        return ReadResult((document,))


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, else UTF-8, else Windows-1252; undefined bytes are U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
