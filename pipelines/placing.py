"""Placing: where a value stands, in words that a handler can follow: "police report, page 7"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Document, Genre, PageSpan, PathSpan, SegmentSpan, Span, TextSpan

NAMES = {
    Genre.UNKNOWN: "document",
    Genre.NOTICE: "notice",
    Genre.POLICE_REPORT: "police report",
    Genre.ESTIMATE: "estimate",
    Genre.INVOICE: "invoice",
    Genre.RECEIPT: "receipt",
    Genre.MEDICAL_RECORD: "medical record",
    Genre.STATEMENT: "statement",
    Genre.LETTER: "letter",
    Genre.EMAIL: "e-mail",
    Genre.LOSS_RUN: "loss run",
    Genre.PHOTO: "photo",
}


def name_of(document: Document, documents: Sequence[Document]) -> str:
    """What a document is called among those of its claim: its genre, numbered where several are of it.

    A transcript has the name of what it was written down from.
    """
    document = _original(document, documents)
    name = NAMES[document.genre]
    alike = [other.id for other in documents if other.genre is document.genre and not other.transcribed_by]
    return f"{name} {alike.index(document.id) + 1}" if len(alike) > 1 and document.id in alike else name


def place_of(span: Span, documents: Sequence[Document]) -> str:
    """The document of a span, and the page, line, segment or path in it."""
    document = next((one for one in documents if one.id == span.document_id), None)
    name = name_of(document, documents) if document else "document"
    if isinstance(span, PageSpan):
        by = f", transcribed by {document.transcribed_by}" if document and document.transcribed_by else ""
        return f"{name}, page {span.page}{by}"
    if isinstance(span, SegmentSpan):
        component = f"-{span.component}" if span.component else ""
        element = f", element {span.element}{component}" if span.element else ""
        return f"{name}, segment {span.segment}{element}"
    if isinstance(span, PathSpan):
        return f"{name}, {span.path}"
    return f"{name}, line {_line(span, document)}" if document else name


def places_of(spans: Sequence[Span], documents: Sequence[Document]) -> tuple[str, ...]:
    """The places of several spans, each once."""
    return tuple(dict.fromkeys(place_of(span, documents) for span in spans))


def _original(document: Document, documents: Sequence[Document]) -> Document:
    """The paper that a transcript was written down from; any other document is its own."""
    if not document.transcribed_by:
        return document
    numbers = {page.number for page in document.pages}
    papers = (one for one in documents if one.sha256 == document.sha256 and not one.transcribed_by)
    return next((one for one in papers if numbers & {page.number for page in one.pages}), document)


def _line(span: TextSpan, document: Document) -> int:
    return document.text.count("\n", 0, max(span.start, 0)) + 1
