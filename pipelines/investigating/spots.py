"""Spots: where on a claim's pages a second look is worth while."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claim import Box, Document, Layer, Page, PageSpan, Reading
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.words import tokens_of
from pipelines.investigating.look import Action, Case

_ABOVE, _BELOW = 2.2, 1.4  # line heights around what is read again: its label may stand above it
_TABLE = 16.0  # line heights below the rows of a list: of a table of which only the beginning was read
_LEAST_HEIGHT = 9.0  # points: of a line whose words the first reading cut short
_UNSURE = 0.6  # confidence: what stands on a line with such a word may be anything, the label that is missed too
_MOST_ROWS = 24  # of a list that is read again at once


@dataclass(frozen=True)
class Place:
    """A part of a page, and what was read there before, by path."""

    document: Document
    page: Page
    box: Box
    before: dict[str, Reading]


def places(case: Case, action: Action) -> Iterator[Place]:
    """Where to look: at what was read, else beside the labels that name the field."""
    by_page: dict[tuple[str, int], list[tuple[str, Reading, Box]]] = {}
    for path in _with_rows(case, action.paths or (action.path,)):
        standing = case.standing(path)
        for document, page, box in spots(case, standing) if standing else ():
            by_page.setdefault((document.id, page.number), []).append((path, standing, box))  # type: ignore[arg-type]
    for (document_id, number), found in sorted(by_page.items(), key=lambda item: -len(item[1])):
        document = case.documents[document_id]
        page = next(page for page in document.pages if page.number == number)
        below = _TABLE if any("[" in path for path, _, _ in found) else _BELOW
        band = _band(page, [box for _, _, box in found], below)
        yield Place(document, page, band, {path: reading for path, reading, _ in found})
    spec = case.spec(action.path)
    if not by_page and spec is not None and "[" not in action.path:
        yield from _labels(case, spec)
        yield from _unsure_lines(case)


def _with_rows(case: Case, paths: Sequence[str]) -> list[str]:
    """The paths, and of a list of which they name a row all that was read of its rows: they stand in one table."""
    records = {path.partition("[")[0] for path in paths if "[" in path or case.material.claim_type.record(path)}
    rows = [field.path for field in case.claim.fields if field.path.partition("[")[0] in records]
    return list(dict.fromkeys((*paths, *rows)))[:_MOST_ROWS]


def is_scanned(case: Case, reading: Reading) -> bool:
    """Whether the reading stands on words that an OCR engine read."""
    return any(True for _ in spots(case, reading))


def spots(case: Case, reading: Reading) -> Iterator[tuple[Document, Page, Box]]:
    for span in reading.spans:
        document = case.documents.get(span.document_id)
        if not isinstance(span, PageSpan) or document is None or span.transcribed:
            continue
        page = next((page for page in document.pages if page.number == span.page), None)
        if page and any(_is_in(word.box, box) for box in span.boxes for word in page.words if word.layer is Layer.OCR):
            yield from ((document, page, box) for box in span.boxes)


def _labels(case: Case, spec: FieldSpec) -> Iterator[Place]:
    """The lines that a label of the field stands on, on pages that were read by OCR."""
    vocabulary = case.material.vocabulary
    for document in case.material.documents:
        tokens = tokens_of(document.text) if any(_is_ocr(page) for page in document.pages) else []
        for position, token in enumerate(tokens):
            length, matches = vocabulary.match(tokens, position)
            if not length or not any(match.slot.path() == spec.name for match in matches):
                continue
            end = tokens[position + length - 1].end
            for page in document.pages:
                words = [word for word in page.words if word.layer is Layer.OCR and token.start <= word.start < end]
                if words:
                    yield Place(document, page, _band(page, [word.box for word in words]), {})


def _unsure_lines(case: Case) -> Iterator[Place]:
    """Where the first reading was not sure of its words."""
    for document in case.material.documents:
        for page in document.pages:
            done = 0.0
            for word in sorted(page.words, key=lambda word: word.box.top):
                if word.layer is Layer.OCR and word.confidence < _UNSURE and word.box.top >= done:
                    done = word.box.bottom
                    yield Place(document, page, _band(page, [word.box]), {})


def _is_ocr(page: Page) -> bool:
    return any(word.layer is Layer.OCR for word in page.words)


def _band(page: Page, boxes: Sequence[Box], below: float = _BELOW) -> Box:
    """The lines of the page that hold the boxes, from edge to edge, with those just above and below."""
    height = max(_LEAST_HEIGHT, *(box.bottom - box.top for box in boxes))
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return Box(
        x0=0.0, top=max(0.0, top - _ABOVE * height), x1=page.width, bottom=min(page.height, bottom + below * height)
    )


def _is_in(inner: Box, outer: Box) -> bool:
    across, down = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 - 1 <= across <= outer.x1 + 1 and outer.top - 1 <= down <= outer.bottom + 1
