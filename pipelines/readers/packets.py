"""Packets: a file that holds several papers becomes a document for each, told apart by their pages.

A page begins a paper where enough speaks for it: a heading of another kind at its top, in large type, under another
letterhead than the page before, a counter that starts again at "page 1", another size of paper. A counter that goes on
("page 2 of 3") speaks against it, and so do a running head and a heading that is set like the sections of the form
before it: a form must not be torn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.claim import Defect, Document, FormField, Genre, Layer, Page, PageSpan, Span, TextSpan
from pipelines.readers.genres import Heading, genre_of, heading_on, title_genre, written_lines
from pipelines.readers.reader import ReadTask

_ENOUGH = 3.0
_ONE_PRINT = 1.5  # what a counter through all pages of the file says against papers within it
_STAMP = re.compile(r"\bfax\b|\btel\b|\bfrom\b|\bto\b|\d\d?[:.]\d\d|\d/\d", re.IGNORECASE)
_COUNTER = re.compile(
    r"\b(?:page|pg\.?|p\.|sheet)\s*(?P<n>\d{1,3})(?:\s*(?:of|/)\s*(?P<of>\d{1,3}))?\b"
    r"|^\s*[-–(]?\s*(?P<m>\d{1,3})\s*(?:of|/)\s*(?P<mof>\d{1,3})\s*[-–)]?\s*$",
    re.IGNORECASE,
)
_EDGE_LINES = 4  # written lines at the top and the foot of a page where its counter stands
_TOP_LINES = 3  # on which a heading stands at the very top, a letterhead above it
_SAME_SIZE = 4.0  # points
_SAME_HEIGHT = 0.06  # of the height of a heading: those of one form's sections differ by less
_SECTION_WORDS = 5
_LABEL = re.compile(
    r"\b(?P<what>policy|pol|claim|report|receipt|invoice|estimate|case|order|ticket|transaction|check|bill|account|i\.?d"
    r"|loss)\b\.?\s*(?:no\b\.?|number|nr\b\.?|#|id\b|date|\#)|\bdate of (?P<day>loss|accident|incident|injury)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<gap>[\s:.#]*)(?P<number>(?=[\w/.,\-]*\d)[A-Z0-9][\w/.\-]*(?: \d{1,2}, \d{4})?)", re.IGNORECASE
)
_BELOW = 4  # characters that a value below its label may stand to its right
# Problems of single pages go with the paper that has such a page; all others are told of every paper.
_OF_UNREAD_PAGES = frozenset({"page_without_text", "no_text", "page_not_read"})
# Papers of which a claim has several, one after the other, under the same heading.
_MANY = frozenset({Genre.NOTICE, Genre.RECEIPT, Genre.INVOICE, Genre.ESTIMATE, Genre.STATEMENT, Genre.POLICE_REPORT})


@dataclass(frozen=True)
class _Front:
    """What a page shows of where a paper begins."""

    page: Page
    heading: Heading | None
    counter: tuple[int, int] | None  # (2, 3) of "page 2 of 3"; (2, 0) of "page 2"
    top: str  # the first written line
    numbers: dict[str, set[str]]  # the numbers that the page names, by what they number
    sections: tuple[float, ...]  # the heights of lines that look like headings
    blank: bool


def split(document: Document, task: ReadTask) -> tuple[Document, ...]:
    """The papers of a document in the order of their pages, each with its genre; the document itself where it is one.

    Places in a paper's text count from its own beginning; its pages keep their numbers.
    """
    if document.declares or document.entries:
        return (document,)
    if len(document.pages) < 2:
        return (document.model_copy(update={"genre": genre_of(document)}),)
    starts = _starts(document)
    if len(starts) == 1:
        return (document.model_copy(update={"genre": genre_of(document)}),)
    bounds = [*starts, len(document.pages)]
    return tuple(
        _paper(document, document.pages[first:last], document.id if number == 0 else task.new_id(), number == 0)
        for number, (first, last) in enumerate(pairwise(bounds))
    )


def _starts(document: Document) -> list[int]:
    """The places in `document.pages` at which papers begin; the first is 0."""
    fronts = [_front(document, page) for page in document.pages]
    against = 0.0
    if _counts_the_file(fronts):
        against = 0.0 if _is_stamped(document, fronts) else _ONE_PRINT
        fronts = [replace(front, counter=None) for front in fronts]
    starts = [0]
    for place in range(1, len(fronts)):
        if _weight(fronts[starts[-1] : place], fronts[place]) - against >= _ENOUGH:
            starts.append(place)
    return starts


def _front(document: Document, page: Page) -> _Front:
    text = document.text[page.start : page.end]
    lines = written_lines(text)
    edges = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
    counters = [found for line in reversed(edges) if (found := _counter(line))]
    return _Front(
        page,
        heading_on(document, page),
        counters[0] if counters else None,
        lines[0] if lines else "",
        _numbers(text),
        tuple(_section_heights(document, page)),
        not lines,
    )


def _numbers(text: str) -> dict[str, set[str]]:
    """The numbers and days of loss beside or below their labels."""
    lines = text.split("\n")
    found: dict[str, set[str]] = {}
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        for label in _LABEL.finditer(line):
            match = _NUMBER.match(line, label.end())
            if match is None:
                at = max(label.start() - 1, 0)
                match = _NUMBER.match(below, at)
                if match is None or len(match["gap"]) > _BELOW or (at and below[at - 1 : at + 1].isalnum()):
                    continue
            what = "loss" if label["day"] else label["what"].lower().replace(".", "")
            found.setdefault(what, set()).add(re.sub(r"\W", "", match["number"]).lower())
    return found


def _counter(line: str) -> tuple[int, int] | None:
    match = _COUNTER.search(line)
    if match is None:
        return None
    number, of = int(match["n"] or match["m"]), int(match["of"] or match["mof"] or 0)
    return (number, of) if number >= 1 and (of == 0 or number <= of) else None


def _section_heights(document: Document, page: Page) -> Iterator[float]:
    """How high the words of short lines without a value are."""
    by_line: dict[int, list[tuple[int, int, float]]] = {}
    for word in page.words:
        if word.start >= 0 and word.layer is not Layer.HIDDEN:
            line = document.text.rfind("\n", page.start, word.start)
            by_line.setdefault(line, []).append((word.start, word.end, word.box.bottom - word.box.top))
    for words in by_line.values():
        text = document.text[words[0][0] : words[-1][1]]
        if len(words) <= _SECTION_WORDS and not re.search(r"[:\d]", text) and title_genre(text) is None:
            yield max(height for _, _, height in words)


def _counts_the_file(fronts: Sequence[_Front]) -> bool:
    """Whether the pages are counted through, by a fax machine, a scanner or one print: such counters part no papers."""
    numbers = [front.counter[0] if front.counter else 0 for front in fronts]
    return numbers == list(range(1, len(fronts) + 1))


def _is_stamped(document: Document, fronts: Sequence[_Front]) -> bool:
    """Whether the counters stand in a line that a fax machine prints above each page."""
    lines = [written_lines(document.text[front.page.start : front.page.end])[:1] for front in fronts]
    return all(line and _counter(line[0]) and _STAMP.search(line[0]) for line in lines)


def _weight(paper: Sequence[_Front], front: _Front) -> float:
    """How much speaks for a new paper on this page after those of `paper`."""
    before = paper[-1]
    if front.blank:
        return 0.0  # the back of a sheet
    counted = _of_counters(before.counter, front.counter)
    weight = counted + _of_heading(paper, front)
    if not _same_size(before.page, front.page):
        weight += 1.5
    if _differ(paper, front):
        weight += 1.0
    is_running = len(front.top) > 3 and front.top == paper[0].top and not _differ(paper, front)
    if is_running and counted < _ENOUGH:
        weight -= 2.0  # a running head
    return weight


def _of_counters(before: tuple[int, int] | None, now: tuple[int, int] | None) -> float:
    if now is None:
        if before is None or before[1] == 0:
            return 0.0
        return 1.5 if before[0] == before[1] > 1 else -2.0 if before[0] < before[1] else 0.0
    if now[0] > 1:
        goes_on = before is not None and now == (before[0] + 1, before[1])
        return -6.0 if goes_on else -3.0
    if before is None:
        return 2.0 if now[1] != 1 else 1.0
    if before == (1, 1) and now == (1, 1):
        return 0.5  # a line of print may say so on every page
    return 3.0 if before[0] == before[1] or before[1] == 0 else 2.0


def _of_heading(paper: Sequence[_Front], front: _Front) -> float:
    heading, first = front.heading, paper[0].heading
    if heading is None:
        return 0.0
    if re.search(r"\bcont(?:inued|'?d|inuation)?\b", heading.text, re.IGNORECASE):
        return -2.0
    if first is not None and first.genre is heading.genre:
        titled_anew = first.text.casefold() != heading.text.casefold()
        other = titled_anew or _differ(paper, front) or _other_letterhead(paper, front)
        if heading.genre not in _MANY or not other:
            return 0.0
    weight = 2.0
    if heading.line < _TOP_LINES or heading.genre is Genre.LETTER:
        weight += 1.0
    if heading.large:
        weight += 1.0
    if heading.line > 0 and _other_letterhead(paper, front):
        weight += 0.5
    siblings = [height for page in (*paper, front) for height in page.sections]
    is_title = heading.genre is not Genre.LETTER  # a greeting is set like the text below it
    if (
        is_title
        and heading.height
        and any(abs(height - heading.height) <= _SAME_HEIGHT * heading.height for height in siblings)
    ):
        weight -= 1.5  # set like a section of the form before it
    return weight


def _other_letterhead(paper: Sequence[_Front], front: _Front) -> bool:
    return bool(front.top) and front.top != paper[0].top and front.top != paper[-1].top and ":" not in front.top


def _differ(paper: Sequence[_Front], front: _Front) -> bool:
    """Whether the page names another policy, claim, receipt or the like than the paper so far."""
    known: dict[str, set[str]] = {}
    for page in paper:
        known |= {what: found for what, found in page.numbers.items() if what not in known}
    apart = {what: known[what].isdisjoint(found) for what, found in front.numbers.items() if what in known}
    return any(apart.values()) and apart.get("claim", True)


def _same_size(one: Page, other: Page) -> bool:
    return abs(one.width - other.width) <= _SAME_SIZE and abs(one.height - other.height) <= _SAME_SIZE


def _paper(document: Document, pages: Sequence[Page], new_id: str, first: bool) -> Document:
    """The paper on these pages, with everything that stands on them."""
    start, end = pages[0].start, pages[-1].end
    numbers = {page.number for page in pages}
    paper = document.model_copy(
        update={
            "id": new_id,
            "text": document.text[start:end],
            "pages": tuple(_moved_page(page, start) for page in pages),
            "form": tuple(_moved_field(field, start) for field in document.form if field.page in numbers),
            "fingerprint": document.fingerprint if first else "",
            "problems": tuple(code for code in document.problems if _concerns(code, pages)),
            "defects": tuple(_defects(document, numbers, new_id, start, first)),
        }
    )
    return paper.model_copy(update={"genre": genre_of(paper)})


def _moved_page(page: Page, by: int) -> Page:
    words = tuple(
        word.model_copy(update={"start": word.start - by, "end": word.end - by}) if word.start >= 0 else word
        for word in page.words
    )
    return page.model_copy(update={"start": page.start - by, "end": page.end - by, "words": words})


def _moved_field(field: FormField, by: int) -> FormField:
    return field if field.start < 0 else field.model_copy(update={"start": field.start - by, "end": field.end - by})


def _concerns(code: str, pages: Sequence[Page]) -> bool:
    name = code.partition(":")[0]
    if name == "hidden_text":
        return any(word.layer is Layer.HIDDEN for page in pages for word in page.words)
    return name not in _OF_UNREAD_PAGES or any(page.start == page.end for page in pages)


def _defects(document: Document, numbers: set[int], new_id: str, start: int, first: bool) -> Iterator[Defect]:
    """The faults that stand on these pages; those that stand nowhere go with the first paper."""
    for defect in document.defects:
        spans = tuple(_moved_span(span, new_id, start) for span in defect.spans if _on(span, document, numbers))
        if spans or (first and not defect.spans):
            yield defect.model_copy(update={"spans": spans})


def _on(span: Span, document: Document, numbers: set[int]) -> bool:
    if isinstance(span, PageSpan):
        return span.page in numbers
    if isinstance(span, TextSpan):
        return any(page.number in numbers and page.start <= span.start <= page.end for page in document.pages)
    return False


def _moved_span(span: Span, new_id: str, by: int) -> Span:
    moved = {"document_id": new_id}
    if isinstance(span, PageSpan | TextSpan) and span.start >= 0:
        return span.model_copy(update={**moved, "start": span.start - by, "end": span.end - by})
    return span.model_copy(update=moved)
