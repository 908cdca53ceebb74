"""Reader: the contract of one document format, and what readers take and give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipelines.claim import Document
from pipelines.errors import UnreadableError


@dataclass(frozen=True)
class ReadLimits:
    """How much one source may hold; beyond that it is refused rather than read in part."""

    max_pages: int = 300  # of one document
    max_attachments: int = 50  # of one source, all levels together
    max_depth: int = 4  # attachments within attachments
    max_characters: int = 600_000  # of one document's text: 200 pages without a gap
    max_fields: int = 5_000  # fillable ones, of one document
    max_claim_characters: int = 1_500_000  # of all documents of one claim that are read as text
    max_claims: int = 2_000  # of one source
    max_segments: int = 300_000  # of one EDI file
    max_unpacked: int = 256 << 20  # bytes that all archives of a source may unpack to
    max_pixels: int = 60_000_000  # of one picture
    ocr: str = "auto"  # the engine that reads pictures: "auto" takes what is installed, "none" reads none


@dataclass(frozen=True)
class ReadResult:
    """The documents of a source in reading order; `contents` holds the bytes of those that are not the file itself."""

    documents: tuple[Document, ...]
    contents: dict[str, bytes] = field(default_factory=dict)  # by SHA-256


@dataclass
class Unpacked:
    """How many bytes the archives of a source have unpacked to so far."""

    total: int = 0


@dataclass(frozen=True)
class ReadTask:
    """What a reader is given beside the bytes. `depth` is 0 for the file itself, 1 for its attachments, and so on.

    `attachments` numbers the attachments of the whole source, so that all levels share one limit.
    `has_time` says whether there is time left for slow work such as reading a picture; what is then left unread is a
    problem of the document ("page_not_read"), never silence.
    """

    new_id: Callable[[], str]
    limits: ReadLimits
    read_inner: Callable[[bytes, ReadTask], ReadResult]  # reads an attachment with whichever reader knows it
    attachments: Iterator[int]
    depth: int = 0
    has_time: Callable[[], bool] = lambda: True
    unpacked: Unpacked = field(default_factory=Unpacked)  # one for all levels of a source

    def deeper(self) -> ReadTask:
        """The same task for what is attached."""
        return replace(self, depth=self.depth + 1)

    def count_unpacked(self, size: int) -> None:
        """Count `size` more bytes that came out of an archive: UnreadableError "unpacks_too_large" beyond the limit."""
        self.unpacked.total += size
        if self.unpacked.total > self.limits.max_unpacked:
            raise self.unpacks_too_large()

    def unpacks_too_large(self) -> UnreadableError:
        """The refusal of an archive that unpacks to more than a source may hold."""
        return UnreadableError(
            "unpacks_too_large",
            f"The file unpacks to far more than it should (at most {self.limits.max_unpacked >> 20} MB are read). "
            "Ask for the claim's papers alone.",
        )

    def check_length(self, characters: int) -> None:
        """Refuse a text beyond the limit: UnreadableError "too_long"."""
        if characters > self.limits.max_characters:
            raise UnreadableError(
                "too_long",
                f"The text is longer than {self.limits.max_characters} characters. Ask for the claim's papers alone.",
            )


class Reader(Protocol):
    """One document format. `recognises` looks at the bytes alone: a file's name may say anything."""

    @property
    def name(self) -> str:
        """The format's short name."""
        ...

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types that its documents carry."""
        ...

    def recognises(self, data: bytes) -> bool:
        """Whether these bytes look like this format; cheap, and never raises."""
        ...

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """Read the bytes into documents, or raise UnreadableError."""
        ...


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()
