"""Ground: find where a value stands in its document. What stands nowhere is not a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Box, Document, Grounding, PageSpan, Reading, Span, TextSpan

# Runs of anything that is neither letter nor digit may differ between a quote and the document.
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_QUOTE = 2000


def span_at(document: Document, start: int, end: int) -> Span:
    """The evidence for the characters [start, end): boxes on its page where the document has pages."""
    text = document.text[start:end]
    page = next((page for page in document.pages if page.start <= start < page.end or page.start == start), None)
    if page is None:
        return TextSpan(document_id=document.id, text=text, start=start, end=end)
    if document.transcribed_by:
        boxes = (Box(x0=0, top=0, x1=page.width, bottom=page.height),)
        return PageSpan(
            document_id=document.id,
            text=text,
            page=page.number,
            boxes=boxes,
            start=start,
            end=end,
            transcribed=True,
        )
    words = [word for word in page.words if word.start >= 0 and word.start < end and word.end > start]
    return PageSpan(
        document_id=document.id,
        text=text,
        page=page.number,
        boxes=tuple(_line_boxes([word.box for word in words])),
        start=start,
        end=end,
        confidence=min((word.confidence for word in words), default=1.0),
    )


def _line_boxes(boxes: list[Box]) -> Iterator[Box]:
    """Boxes of words merged into one per line, so that a highlight reads as a stroke."""
    line: Box | None = None
    for box in boxes:
        if line is not None and abs(box.top - line.top) < 3 and 0 <= box.x0 - line.x1 < 25:
            line = Box(x0=line.x0, top=min(line.top, box.top), x1=box.x1, bottom=max(line.bottom, box.bottom))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def occurrences(quote: str, text: str) -> list[tuple[int, int]]:
    """Where the words of `quote` stand in `text` in a row, whatever case, white space and marks stand between them."""
    words = _WORDS.findall(quote[:_LONGEST_QUOTE])
    if not words:
        return []
    pattern = r"(?<![^\W_])" + r"[\W_]{1,40}?".join(re.escape(word) for word in words) + r"(?![^\W_])"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def ground(verbatim: str, document: Document) -> Span | None:
    """Find where `verbatim` stands in `document`; None means the model may have invented it."""
    quote = verbatim.strip()
    if not quote:
        return None
    exact = [match.span() for match in re.finditer(re.escape(quote), document.text)]
    whole = [span for span in exact if _stands_alone(document.text, *span)]
    places = whole or occurrences(quote, document.text)
    return span_at(document, *places[0]) if places else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches [start, end): "12" does not stand in "2012"."""
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return before and after


def tier(reading: Reading) -> Grounding | None:
    """How a reading stands in its document; None: nowhere."""
    if not reading.spans:
        return None
    if reading.derivation:
        return Grounding.DERIVED
    return Grounding.VERBATIM if str(reading.value) == reading.verbatim.strip() else Grounding.NORMALISED
