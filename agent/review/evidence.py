"""Where values stand, as the page draws it: rectangles over a page's image, marked pieces of a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from agent.review.places import Places
from pipelines.claim import Box, Document, Page, PageSpan, Span, TextSpan


@dataclass(frozen=True)
class Rectangle:
    """A highlight on a page, in points from its top left corner; `keys` name the rows it belongs to."""

    x: float
    y: float
    width: float
    height: float
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One page with its highlights."""

    number: int
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]


@dataclass(frozen=True)
class Piece:
    """A run of a document's text; `keys` is empty where nothing points at it."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Exhibit:
    """One document as it is shown: its pages as images, or, where it has none, its text in pieces."""

    document: Document
    title: str
    sheets: tuple[Sheet, ...]
    pieces: tuple[Piece, ...]


def exhibit(document: Document, title: str, evidence: Mapping[str, Iterable[Span]]) -> Exhibit:
    """A document with all highlights on it; `evidence` maps the key of a row to its spans."""
    own = [(key, span) for key, spans in evidence.items() for span in spans if span.document_id == document.id]
    has_images = document.media_type == "application/pdf" or document.media_type.startswith("image/")
    # The page that a transcript was written down from stands in the document above it.
    if document.pages and has_images and not document.transcribed_by:
        on: dict[int, list[tuple[str, Span]]] = {}
        for key, span in own:
            for number in [span.page] if isinstance(span, PageSpan) else [page.number for page in document.pages]:
                on.setdefault(number, []).append((key, span))
        return Exhibit(
            document, title, tuple(_sheet(document, page, on.get(page.number, [])) for page in document.pages), ()
        )
    return Exhibit(document, title, (), tuple(_pieces(document, own)))


def _sheet(document: Document, page: Page, own: Iterable[tuple[str, Span]]) -> Sheet:
    keys: dict[Box, list[str]] = {}
    for key, span in own:
        for box in _lines(_boxes(page, span)):
            keys.setdefault(box, []).append(key)
    rectangles = (
        Rectangle(box.x0 - 1, box.top - 1, box.x1 - box.x0 + 2, box.bottom - box.top + 2, tuple(dict.fromkeys(of)))
        for box, of in keys.items()
    )
    return Sheet(page.number, page.width, page.height, tuple(rectangles))


def _boxes(page: Page, span: Span) -> Iterable[Box]:
    """A span's boxes on a page; one that is told in characters has those of the words it touches."""
    if isinstance(span, PageSpan):
        return span.boxes if span.page == page.number else ()
    if isinstance(span, TextSpan):
        return [word.box for word in page.words if word.start < span.end and span.start < word.end]
    return ()


def _lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes of neighbouring words of a line as one, so that a value of many words is one highlight."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        height = box.bottom - box.top
        if last and abs(last.top - box.top) < height / 2 and 0 <= box.x0 - last.x1 < height:
            bottom = max(last.bottom, box.bottom)
            lines[-1] = Box(x0=last.x0, top=min(last.top, box.top), x1=box.x1, bottom=bottom)
        else:
            lines.append(box)
    return lines


def _pieces(document: Document, own: Iterable[tuple[str, Span]]) -> Iterable[Piece]:
    """The text cut wherever a highlight begins or ends, so that overlapping ones each keep their whole extent."""
    text, places = document.text, Places(document)
    runs: list[tuple[int, int, str]] = []
    for key, span in own:
        place = (span.start, span.end) if isinstance(span, PageSpan | TextSpan) else places.of(span)
        if place and 0 <= place[0] < place[1]:
            runs.append((place[0], min(place[1], len(text)), key))
    cuts = sorted({0, len(text), *(start for start, _, _ in runs), *(end for _, end, _ in runs)})
    waiting = sorted(range(len(runs)), key=lambda number: runs[number][0], reverse=True)
    touching: list[int] = []
    for start, end in pairwise(cuts):
        while waiting and runs[waiting[-1]][0] <= start:
            touching.append(waiting.pop())
        touching = sorted(number for number in touching if runs[number][1] >= end)
        yield Piece(text[start:end], tuple(dict.fromkeys(runs[number][2] for number in touching)))
