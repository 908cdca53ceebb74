"""Readers turn the bytes of a source into documents. A new format is one file here and one line in READERS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from pipelines.errors import UnreadableError
from pipelines.readers.archive import ArchiveReader
from pipelines.readers.email import EmailReader
from pipelines.readers.fhir import FhirReader
from pipelines.readers.gathering import gather
from pipelines.readers.html import HtmlReader
from pipelines.readers.image import ImageReader
from pipelines.readers.office_sheet import SheetReader
from pipelines.readers.office_text import RtfReader
from pipelines.readers.office_word import WordReader
from pipelines.readers.packets import split
from pipelines.readers.pdf import PdfReader
from pipelines.readers.reader import Reader, ReadLimits, ReadResult, ReadTask
from pipelines.readers.taming import tame
from pipelines.readers.text import TextReader
from pipelines.readers.unknown import appearance
from pipelines.readers.x12 import X12Reader

# The first reader that recognises the bytes reads them, so plain text, which takes nearly anything, comes last.
# Office files are ZIPs, and a ZIP may hold a PDF near its beginning, so that they stand in this order.
READERS: tuple[Reader, ...] = (
    WordReader(),
    SheetReader(),
    ArchiveReader(),
    PdfReader(),
    ImageReader(),
    X12Reader(),
    FhirReader(),
    EmailReader(),
    RtfReader(),
    HtmlReader(),
    X12Reader(behind_words=True),
    TextReader(),
)

__all__ = ["READERS", "ReadLimits", "ReadResult", "Reader", "read"]


def read(
    data: bytes,
    new_id: Callable[[], str],
    limits: ReadLimits | None = None,
    readers: tuple[Reader, ...] = READERS,
    has_time: Callable[[], bool] = lambda: True,
) -> ReadResult:
    """The documents in `data`, numbered from 0; whatever is wrong with the bytes, UnreadableError is all it raises."""
    task = ReadTask(
        new_id,
        limits or ReadLimits(),
        lambda inner, deeper: _read_any(inner, deeper, readers),
        count(1),
        has_time=has_time,
    )
    result = _read_any(data, task, readers)
    _check_claims(result, task.limits)
    documents = (document.model_copy(update={"ordinal": n}) for n, document in enumerate(result.documents))
    return replace(result, documents=tuple(documents))


def _check_claims(result: ReadResult, limits: ReadLimits) -> None:
    """Refuse a claim that is a library: what reads its text afterwards takes time for every character."""
    characters = Counter[int]()
    for document in result.documents:
        characters[document.claim] += 0 if document.entries else len(document.text)
    if characters and max(characters.values()) > limits.max_claim_characters:
        raise UnreadableError(
            "too_long",
            f"The papers of one claim hold more than {limits.max_claim_characters} characters. Send them in parts.",
        )


def _read_any(data: bytes, task: ReadTask, readers: tuple[Reader, ...]) -> ReadResult:
    if not data.strip(b"\0 \t\r\n\f"):
        raise UnreadableError("empty", "The file is empty. Ask the sender to send it again.")
    reader = next((reader for reader in readers if reader.recognises(data)), None)
    if reader is None:
        raise UnreadableError("unknown_format", appearance(data))
    try:
        return _papers(reader.read(data, task), task)
    except UnreadableError:
        raise
    except Exception as error:
        # Hostile and broken files raise nearly anything from the parsing libraries: here, and only here, all of it
        # means the same thing. KeyboardInterrupt and SystemExit pass.
        raise UnreadableError(
            "damaged", f"The {reader.name} file is damaged and cannot be read. Ask the sender to send it again."
        ) from error


def _papers(result: ReadResult, task: ReadTask) -> ReadResult:
    """The result with every paper of the file itself as a document of its own."""
    papers = [
        paper
        for document in map(tame, result.documents)
        for paper in (split(document, task) if document.role == "file" else (document,))
    ]
    if task.depth == 0 and len(papers) > len(result.documents):
        return replace(result, documents=gather([papers], apart=True))
    return replace(result, documents=tuple(papers))
