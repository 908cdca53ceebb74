"""Tallies: what a document itself says of a list's rows: how many there are, and what their amounts add up to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipelines.claim import Document, Tally, Value
from pipelines.claim_types.schema import RecordSpec
from pipelines.extracting.cells import Cell, Line
from pipelines.grounding import span_at

_LEAST_NUMBERED = 3  # rows
_ANY_ROWS = ("rows", "lines", "records", "entries", "items", "line items")  # what rows of every list are called
_PITCHES = 9  # distances between rows that the usual one is taken from
_FIGURES = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d,]*\.\d|[\d/%-]|,\d)"


@dataclass
class RowMarks:
    """The offset at which each row begins, and the rows with which tables, pages and parts between totals begin."""

    starts: list[int] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    pitch: float | None = None  # points between two rows of one line each
    _page: int = -1
    _pitches: list[float] = field(default_factory=list)

    def start_table(self) -> None:
        """A head comes: the next row is the first under it."""
        self.tables.append(len(self.starts))

    def add(self, start: int, page: int) -> int:
        """A row that begins at this offset; its number."""
        if page != self._page:
            self.pages.append(len(self.starts))
            self._page = page
        self.starts.append(start)
        return len(self.starts) - 1

    def learn_pitch(self, distance: float) -> None:
        """So far apart two rows stood."""
        if len(self._pitches) < _PITCHES:
            self._pitches.append(distance)
            self.pitch = median(self._pitches)

    def stretches(self, end: int, words: str) -> tuple[tuple[int, int], ...]:
        """The rows that a total after row `end` may sum up, likeliest first by the words beside it."""
        words = words.casefold()
        page = [mark for mark in self.pages if mark < end][-1:]
        part = [mark for mark in self.totals if mark < end][-1:]
        first = page if "page" in words else part if "sub" in words else [0]
        begins = [*first, 0, *reversed([*self.pages, *self.totals, *self.tables])]
        return tuple((begin, end) for begin in dict.fromkeys(begins) if begin < end)


def sums_on(
    document: Document, line: Line, amounts: Sequence[tuple[str, Value | None, Cell]], record: str, marks: RowMarks
) -> Iterator[Tally]:
    """The totals on a line below rows: (column, amount, cell) for each."""
    end = len(marks.starts)
    stretches = marks.stretches(end, document.text[line.start : line.end])
    for column, amount, cell in amounts:
        if amount is not None and stretches:
            span = span_at(document, cell.start, cell.end)
            yield Tally(
                kind="sum", record=record, column=column, stated=str(amount), stretches=stretches, spans=(span,)
            )
    marks.totals.append(end)


@dataclass
class Numbering:
    """Running numbers before the rows of a list ("No. 1, 2, 3 …")."""

    numbers: list[tuple[Cell, int]] = field(default_factory=list)  # the cell, and the row it stands before

    def add(self, cell: Cell, row: int) -> None:
        """A cell before a row."""
        if cell.text.rstrip(".)").isdigit():
            self.numbers.append((cell, row))

    def gaps(self, document: Document, record: str, rows: int) -> Iterator[Tally]:
        """A tally for each place where the numbers leave some out; nothing where they do not run."""
        values = [int(cell.text.rstrip(".)")) for cell, _ in self.numbers]
        steps = [after - before for before, after in pairwise(values)]
        runs = sum(step == 1 for step in steps)
        if len(values) < _LEAST_NUMBERED or runs * 2 < len(steps) or len(values) * 2 < rows:
            return
        for step, (before, after) in zip(steps, pairwise(self.numbers), strict=True):
            if step > 1 and after[1] - before[1] < step:
                yield Tally(
                    kind="count",
                    record=record,
                    stated=str(step + 1),
                    stretches=((before[1], after[1] + 1),),
                    spans=tuple(span_at(document, cell.start, cell.end) for cell, _ in (before, after)),
                )


def counts_stated(document: Document, records: Sequence[RecordSpec], marks: Mapping[str, RowMarks]) -> Iterator[Tally]:
    """The numbers of rows that a document states ("Number of claims: 500", "Lines 1-6 of 6")."""
    filled = [record for record in records if marks.get(record.name) and marks[record.name].starts]
    for record in records:
        general = _ANY_ROWS if filled == [record] else ()
        nouns = tuple(dict.fromkeys((*record.counted, *general)))
        if nouns and (record in filled or record.counted):
            yield from _counts(document, record, nouns, marks.get(record.name) or RowMarks())


def _counts(document: Document, record: RecordSpec, nouns: Sequence[str], marks: RowMarks) -> Iterator[Tally]:
    found = sorted({match.span("number") for pattern in _patterns(nouns) for match in pattern.finditer(document.text)})
    places = [bisect_left(marks.starts, start) for start, _ in found]
    rows = len(marks.starts)
    for position, (start, end) in enumerate(found):
        here = places[position]
        before = max((place for place in places[:position] if place < here), default=0)
        after = min((place for place in places[position + 1 :] if place > here), default=rows)
        stretches = [(0, rows), (before, here), (here, after)]
        stated = document.text[start:end].replace(",", "")
        yield Tally(
            kind="count",
            record=record.name,
            stated=stated,
            stretches=tuple(dict.fromkeys(stretches)),
            spans=(span_at(document, start, end),),
        )


def _patterns(nouns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """How documents say how many there are; a page's own count is none of the list's."""
    noun = "|".join(sorted((re.escape(noun).replace(r"\ ", r"\s+") for noun in nouns), key=len, reverse=True))
    here = r"(?!\s*(?:on|per|this)\s+(?:this\s+)?page)"
    ways = (
        rf"\b(?:total\s+)?(?:number|no\.?|nr\.?|count)\s+of\s+(?:all\s+|reported\s+)?(?:{noun})\b{here}"
        rf"(?:\s+(?:reported|listed|shown|in\s+total))?[ \t]*[:=.]*[ \t]*{_FIGURES}",
        rf"\b(?:total|{noun})\s+(?:{noun}|count|total|listed|reported|shown)\b{here}[ \t]*[:=.]*[ \t]*{_FIGURES}",
        rf"(?:^|[ \t]{{2}}|\|)[ \t]*(?:{noun})[ \t]*[:=][ \t]*{_FIGURES}[ \t]*(?=$|[ \t]{{2}}|\||\n|\f)",
        rf"(?<![\w.,$€£-]){_FIGURES}[ \t]+(?:{noun})\s+(?:in\s+total|in\s+all|listed|reported|shown|found)\b",
        rf"\b(?:{noun}|showing)\s+\d[\d,]*\s*(?:-|–|to|through)\s*\d[\d,]*\s+of\s+{_FIGURES}",
    )
    return tuple(re.compile(way, re.IGNORECASE | re.MULTILINE) for way in ways)
