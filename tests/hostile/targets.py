"""Targets of fuzzing: one for each reader, below the net that takes all its errors for damage, and what comes after.

A reader may raise UnreadableError and nothing else. What takes its documents on (classify, read what is exact, fuse,
check) may raise nothing at all.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from branch import notice

from hostile.case import HostileFile
from hostile.corpus import CORPUS
from hostile.mails import attached, mixed
from hostile.offices import cells, docx, paragraph, table, xlsx
from hostile.pdfs import form, paper
from hostile.pictures import drawn
from hostile.structured import batch, claim, many
from pipelines.checking import check
from pipelines.claim import Claim, Document
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import UNKNOWN, classify
from pipelines.errors import UnreadableError
from pipelines.extracting import Material, plan_questions, read_exact
from pipelines.fusing import fuse
from pipelines.ports import Answer, Context, Likeness, Policy, Prompt
from pipelines.readers import READERS, Reader, ReadLimits, ReadResult
from pipelines.readers.packets import split
from pipelines.readers.reader import ReadTask
from pipelines.readers.taming import tame
from pipelines.rules import RULES
from pipelines.triaging import triage

MAX_BYTES = 60_000
_MAX_HOSTILE_BYTES = 4_000
_SLOW = ("GB", "MB", "million", "billion", ",000", "bomb", "draw", "deep", "levels")  # in a name
_LIMITS = ReadLimits(max_unpacked=4 << 20, max_pixels=1_000_000, max_characters=100_000, ocr="none")
_NOW = datetime(2026, 4, 1, tzinfo=UTC)
_SAMPLES = Path(__file__).resolve().parents[2] / "sample_claims" / "documents"
_FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [9 9 99 99] >>"
_ROWS = b"Policy Number: AP-1\nDate of Loss: 2026-03-02\n"
_PACK = b"PK\x03\x04"


@dataclass(frozen=True)
class Target:
    """A reader, and how bytes that a fuzzer makes up become a file of its format."""

    reader: Reader
    good: Callable[[], Sequence[bytes]]  # seeds beside those of the corpus and the samples
    wrap: Callable[[bytes], bytes] = bytes

    def seeds(self) -> list[bytes]:
        """Files that this reader takes, none large: made here, of the samples, and of the hostile corpus."""
        samples = [path.read_bytes() for path in sorted(_SAMPLES.glob("*.*"))[::12] if path.stat().st_size <= MAX_BYTES]
        others = [*samples, *(data for file in CORPUS if (data := _small(file)))]
        return [*self.good(), *(data for data in others if data and takes(data) is self.reader)]

    def read(self, data: bytes) -> tuple[Document, ...]:
        """What the reader makes of the bytes, as every other reader would have to stand it; UnreadableError."""
        data = self.wrap(data)
        if not self.reader.recognises(data):
            raise UnreadableError("not_ours", "Another reader takes these bytes.")
        ids = count()
        task = ReadTask(lambda: str(next(ids)), _LIMITS, _without_net, count(1), has_time=lambda: False)
        return _papers(self.reader.read(data, task), task)


def go_on(documents: Sequence[Document]) -> None:
    """Take documents through every step that needs no model."""
    for ordinal in sorted({document.claim for document in documents})[:2]:
        _go_through(tuple(document for document in documents if document.claim == ordinal), ordinal)
    for document in documents:
        document.model_dump_json()


def _go_through(documents: tuple[Document, ...], ordinal: int) -> None:
    classification = classify(documents, CLAIM_TYPES)
    if classification.claim_type == UNKNOWN:
        return
    claim_type = CLAIM_TYPES[classification.claim_type]
    material = Material(documents, claim_type, _NOW.date())
    exact = read_exact(material)
    plan_questions(material, exact, Silent())
    fused = fuse(claim_type, exact.readings)
    claim = Claim(
        id="claim",
        source_id="source",
        ordinal=ordinal,
        claim_type=claim_type.name,
        documents=documents,
        fields=fused.fields,
        findings=(*classification.findings, *fused.findings),
        tallies=exact.tallies,
    )
    findings = check(claim, claim_type, RULES, _CONTEXT)
    triage(claim, claim_type, (*claim.findings, *findings))


def takes(data: bytes) -> Reader | None:
    """The reader that takes these bytes."""
    return next((reader for reader in READERS if reader.recognises(data)), None)


def _without_net(data: bytes, task: ReadTask) -> ReadResult:
    reader = takes(data)
    if reader is None:
        raise UnreadableError("unknown_format", "No reader takes these bytes.")
    result = reader.read(data, task)
    return ReadResult(_papers(result, task), result.contents)


def _papers(result: ReadResult, task: ReadTask) -> tuple[Document, ...]:
    documents = [tame(document) for document in result.documents]
    return tuple(paper for one in documents for paper in (split(one, task) if one.role == "file" else (one,)))


class Nothing:
    """A register without policies, and a site without past claims."""

    def find(self, policy_number: str) -> Policy | None:
        """None."""
        return None

    def is_empty(self) -> bool:
        """Yes."""
        return True

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """None."""
        return ()

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """None."""
        return ()

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """None."""
        return ()

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """None."""
        return ()


class Silent:
    """A model that is planned for and never asked."""

    name = "none"
    sha256 = ""
    context_tokens = 8192

    def count_tokens(self, text: str) -> int:
        """About a quarter of the characters."""
        return len(text) // 4

    def answer(self, prompt: Prompt) -> Answer:
        """Never asked."""
        raise NotImplementedError

    def close(self) -> None:
        """There is nothing to give back."""


_CONTEXT = Context(
    received_at=_NOW, time_zone=ZoneInfo("UTC"), policies=Nothing(), past_claims=Nothing(), new_id=lambda: "id"
)


def _small(file: HostileFile) -> bytes:
    """The file, if a fuzzer can try many like it: bombs, and what is slow by design, are of no use to it."""
    if not file.small or file.kind == "archive" or any(size in file.name for size in _SLOW):
        return b""
    data = file.make()
    return data if len(data) <= _MAX_HOSTILE_BYTES and b"FlateDecode" not in data else b""


def _mails() -> list[bytes]:
    plain = b"Content-Type: text/plain\n\n" + _ROWS
    return [mixed([plain, attached(paper()), attached(_ROWS, kind=b"text/plain")]), mixed([plain, attached(claim())])]


def _unpacked(data: bytes, name: str) -> bytes:
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as packed:
        return packed.read(name)


def _in_docx(data: bytes) -> bytes:
    """The bytes as a file of Word, or as the text part of one: a packed file that is changed only breaks."""
    return data if data.startswith(_PACK) else _repacked(docx(paragraph(b"x")), "word/document.xml", data)


def _in_xlsx(data: bytes) -> bytes:
    return data if data.startswith(_PACK) else _repacked(xlsx(cells(1, 1)), "xl/worksheets/sheet1.xml", data)


def _in_zip(data: bytes) -> bytes:
    return data if data[:2] == _PACK[:2] else _zipped({"a": data})


def _repacked(good: bytes, name: str, data: bytes) -> bytes:
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(good)) as packed:
        return _zipped({**{entry: packed.read(entry) for entry in packed.namelist()}, name: data})


def _zipped(entries: dict[str, bytes]) -> bytes:
    from io import BytesIO

    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return file.getvalue()


def _words() -> list[bytes]:
    file = docx(paragraph(b"Policy Number: AP-1") * 3 + table(paragraph(b"Date of Loss")))
    return [_unpacked(file, "word/document.xml"), file]


def _sheets() -> list[bytes]:
    file = xlsx(cells(3, 3))
    return [_unpacked(file, "xl/worksheets/sheet1.xml"), file]


def _pictures() -> list[bytes]:
    return [drawn(kind, (120, 60)) for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")]


def _pages() -> list[bytes]:
    return [b"<html><body><h1>NOTICE</h1><table><tr><td>Policy Number<td>AP-1</table></body></html>"]


def _rich() -> list[bytes]:
    return [b"{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0\\b Policy Number:\\b0  AP-1\\par Date of Loss: 2026-03-02\\par}"]


_GOOD: dict[str, tuple[Callable[[], Sequence[bytes]], Callable[[bytes], bytes]]] = {
    "PdfReader": (lambda: [paper(), form(b"6 0 R", [_FIELD], b"/Annots [6 0 R]")], bytes),
    "EmailReader": (_mails, bytes),
    "X12Reader": (lambda: [batch(3)], bytes),
    "FhirReader": (lambda: [claim(), many(2), claim() + b"\n" + claim() + b"\n"], bytes),
    "WordReader": (_words, _in_docx),
    "SheetReader": (_sheets, _in_xlsx),
    "ArchiveReader": (lambda: [_ROWS, paper(), claim(), _zipped({"a": _ROWS, "b": paper()})], _in_zip),
    "HtmlReader": (_pages, bytes),
    "RtfReader": (_rich, bytes),
    "TextReader": (lambda: [notice(1)], bytes),
    "ImageReader": (_pictures, bytes),
}
# A reader without a line above is still a target, with the seeds that it takes.
TARGETS: dict[str, Target] = {
    type(reader).__name__.removesuffix("Reader").lower(): Target(
        reader, *_GOOD.get(type(reader).__name__, (tuple, bytes))
    )
    for reader in READERS
}
