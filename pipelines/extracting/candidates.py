"""Reading of a candidate: what stands at a place of a document, read as a field."""

from __future__ import annotations

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.grounding import span_at
from pipelines.values.kind import Candidate


def reading_of(document: Document, path: str, found: Candidate, source: ReadingSource = ReadingSource.LABEL) -> Reading:
    """The reading of a value found at its place in the document's text."""
    return Reading(
        path=path,
        verbatim=document.text[found.start : found.end],
        value=found.value,
        source=source,
        spans=(span_at(document, found.start, found.end),),
    )
