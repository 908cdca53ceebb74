"""Evidence: whether what a reading points at really stands in its document, looked up anew and not believed."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Document, PageSpan, PathSpan, Reading, ReadingSource, SegmentSpan, Span, TextSpan


def stands(reading: Reading, documents: Sequence[Document]) -> bool:
    """Whether every place that the reading points at holds the words that it says, and there is one at all.

    What a person typed needs none.
    """
    if reading.source is ReadingSource.PERSON:
        return True
    by_id = {document.id: document for document in documents}
    return bool(reading.spans) and all(_holds(by_id.get(span.document_id), span) for span in reading.spans)


def _holds(document: Document | None, span: Span) -> bool:
    if document is None or not span.text.strip():
        return False
    match span:
        case TextSpan():
            return document.text[span.start : span.end] == span.text
        case PageSpan() if span.start >= 0:
            return document.text[span.start : span.end] == span.text
        case PageSpan():  # a fillable field whose value is not printed on the page
            return any(field.page == span.page and field.value == span.text for field in document.form)
        case SegmentSpan():
            place = (span.segment, span.element, span.component)
            return any((e.segment, e.element, e.component) == place and e.value == span.text for e in document.entries)
        case PathSpan():
            return any(span.path in (e.place, e.path) and e.value == span.text for e in document.entries)
    return False
