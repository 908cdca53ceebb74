"""Written: what a word processor wrote, its text and its pictures, as documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.claim import Document
from pipelines.errors import UnreadableError
from pipelines.readers.gathering import gather, read_members
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of


def with_pictures(
    data: bytes, media_type: str, text: str, pictures: Iterable[bytes], problems: Sequence[str], task: ReadTask
) -> ReadResult:
    """The document that holds `text`, and those of its pictures; "empty" where there are neither words nor pictures.

    `problems` are those of the text; what could not be read of the pictures comes after them.
    """
    task.check_length(len(text))
    inner = read_members(pictures, task)
    if not text.strip() and not inner.read:
        raise UnreadableError("empty", "The document holds no words. Ask the sender for a PDF.")
    document = Document(
        id=task.new_id(),
        ordinal=0,
        media_type=media_type,
        sha256=sha256_of(data),
        text=text,
        problems=(*problems, *inner.problems),
    )
    return ReadResult(gather([(document,), *inner.read]), inner.contents)
