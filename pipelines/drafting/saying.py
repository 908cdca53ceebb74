"""Said: a label as one document has it: its words, its heading, and what stands there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claim import Document
from pipelines.drafting.listing import Table, tables_in
from pipelines.drafting.wording import Words, bare, is_label
from pipelines.extracting.cells import Cell, Line, lines_of
from pipelines.extracting.turns import Turns
from pipelines.extracting.words import words_of

_BOX = r"\[\s?[xX✓✔]?\s{0,2}\]|\(\s?[xX]?\s{0,2}\)|[☐□☒☑✓✔■]"
_MARKED = re.compile(
    rf"(?P<label>[^:?=\n]{{1,60}}?)\s*(?P<mark>[:=?]+|\.{{3,}}|_{{3,}})(?=\s|$|{_BOX})[\s._:]*(?P<rest>.*)"
)
_OPTION = re.compile(rf"(?P<before>{_BOX})\s*(?P<words>[^\[\](){{}}☐□☒☑✓✔■]*)")
_PROSE = 60  # characters of a line of running text
_MOST_PROSE = 0.3  # of a form's lines
_ONE_MAKE = 0.5  # of the labels are the same on papers of one make
_MOST_OF_MAKE = 0.66  # of the papers of one make have what is printed there
_TITLES = frozenset("claim form notice report statement application request".split())
_BESIDE = 3  # characters between the edges of a caption and of what stands below it
_UNDER = 2  # lines below a label on which its value may stand


@dataclass(frozen=True)
class Said:
    """One label in one document. `value` is "" where nothing stands there; `options` stand beside boxes to tick.

    `marked` tells that a colon or the like follows, so that a label without a value is still one.
    """

    words: Words
    wording: str
    section: Words
    value: str
    document: int
    marked: bool
    options: tuple[str, ...] = ()
    form: str = ""


@dataclass
class Paper:
    """What one document says: its labels, its tables, and its title; `prose` where most of it is running text."""

    said: list[Said]
    tables: list[Table]
    title: Words
    prose: bool


def papers_in(documents: Sequence[Document], least: int) -> list[Paper]:
    """Each document scanned; a label without a mark counts where `least` documents have it."""
    texts = [_body(document) for document in documents]
    recurring = _recurring(texts, max(2, least))
    return [
        _Scanner(number, document, text, recurring).scan()
        for number, (document, text) in enumerate(zip(documents, texts, strict=True))
    ]


def is_running_text(text: str) -> bool:
    """Whether most of a document is told in sentences, as letters, e-mails and calls are, and not filled in."""
    lines = [line for line in lines_of(text) if line.cells]
    long = sum(len(line.cells) == 1 and len(line.cells[0].text) > _PROSE for line in lines)
    return long > _MOST_PROSE * len(lines)


def _body(document: Document) -> str:
    """The document's text; of an e-mail what follows its head."""
    if document.media_type != "message/rfc822":
        return document.text
    head, _, _ = document.text.partition("\n\n")
    return " " * len(head) + document.text[len(head) :]


def _recurring(texts: Sequence[str], least: int) -> frozenset[Words]:
    """The cells that are printed on papers of one make: most of those that share a layout have them.

    What only some of these have may be a value that two claims share.
    """
    counts: Counter[Words] = Counter()
    having = [
        {words_of(bare(cell.text)) for line in lines_of(text) for cell in line.cells if is_label(cell.text)}
        for text in texts
    ]
    for cells in having:
        counts.update(cells)
    shared = [frozenset(words for words in cells if counts[words] >= least) for cells in having]
    found: set[Words] = set()
    for own in shared:
        make = [other for other in shared if len(own & other) > _ONE_MAKE * min(len(own), len(other))]
        found |= {words for words in own if sum(words in other for other in make) >= _MOST_OF_MAKE * len(make)}
    return frozenset(found - {()})


def _without_bullets(line: Line) -> Line:
    """The line without cells that say nothing: bullets, rules and leaders; boxes to tick say something."""
    kept = tuple(cell for cell in line.cells if any(map(str.isalnum, cell.text)) or re.search(_BOX, cell.text))
    return Line(line.number, line.start, line.end, kept)


class _Scanner:
    def __init__(self, number: int, document: Document, text: str, recurring: frozenset[Words]) -> None:
        self._number = number
        self._document = document
        self._recurring = recurring
        self._lines = [line for line in map(_without_bullets, lines_of(text)) if line.cells]
        self._turns = Turns(text)
        self._paper = Paper([], [], (), is_running_text(text))

    def scan(self) -> Paper:
        """Everything that the document says."""
        if not self._paper.prose:
            self._paper.tables, covered = tables_in(self._lines, self._is_known)
        else:
            covered = set()
        section: Words = ()
        heads = {table.at: table for table in self._paper.tables}
        for place, line in enumerate(self._lines):
            if place in heads:
                heads[place].heading = section
            if place in covered or self._turns.hold(line.start):
                continue
            if self._is_heading(place):
                section = words_of(bare(line.cells[0].text))
                if not place:
                    self._paper.title = section
                    section = () if set(section) & _TITLES else section
                continue
            self._paper.said += self._labels(place, section)
        self._paper.said += self._filled()
        return self._paper

    def _is_known(self, cell: Cell) -> bool:
        return is_label(cell.text) and words_of(bare(cell.text)) in self._recurring

    def _is_heading(self, place: int) -> bool:
        line = self._lines[place]
        cell = line.cells[0]
        match = self._marked(cell)
        if len(line.cells) > 1 or place + 1 >= len(self._lines) or (match and match["rest"]):
            return False
        following = self._lines[place + 1]
        if match and any(map(self._marked, following.cells)):
            return True  # "Policy information:", and labels below it
        if not self._is_known(cell):
            return False
        if re.match(_BOX, following.cells[0].text):
            return False  # options stand below their label
        if not place and not any(self._marked(other) for other in following.cells):
            return True  # what stands on top of a paper is its title
        return any(self._marked(other) or self._is_known(other) for other in following.cells)

    def _labels(self, place: int, section: Words) -> Iterator[Said]:
        line = self._lines[place]
        for position, cell in enumerate(line.cells):
            match = self._marked(cell)
            if match is not None:
                options = self._options(match["rest"], line.cells[position + 1 :]) or self._boxes_below(place, match)
                value = "" if options else match["rest"] or self._value(place, position)
                yield self._said(match["label"], section, value, True, options)
            elif not self._paper.prose and self._is_known(cell) and not self._is_filled_in(place, cell):
                options = self._options("", line.cells[position + 1 :])
                value = "" if options else self._value(place, position)
                if value or options:
                    yield self._said(cell.text, section, value, False, options)

    def _said(self, wording: str, section: Words, value: str, marked: bool, options: tuple[str, ...]) -> Said:
        return Said(words_of(bare(wording)), bare(wording), section, value.strip(), self._number, marked, options)

    @staticmethod
    def _marked(cell: Cell) -> re.Match[str] | None:
        match = _MARKED.match(cell.text)
        return match if match and is_label(match["label"]) else None

    @staticmethod
    def _options(rest: str, following: Sequence[Cell]) -> tuple[str, ...]:
        """The words beside the boxes that follow a label on its line."""
        text = rest
        for cell in following:
            if not re.match(_BOX, cell.text):
                break
            text += f"   {cell.text}"
        found = [match["words"].strip(" .,;/") for match in _OPTION.finditer(text)]
        return tuple(words for words in found if words) if re.match(_BOX, text.strip()) else ()

    def _boxes_below(self, place: int, match: re.Match[str]) -> tuple[str, ...]:
        """The words beside boxes that stand on lines of their own below a label."""
        found: list[str] = []
        for line in self._lines[place + 1 :] if not match["rest"] else ():
            options = self._options("", line.cells)
            if not options:
                break
            found += options
        return tuple(found)

    def _is_filled_in(self, place: int, cell: Cell) -> bool:
        """Whether a cell stands below a caption, on a form that has its captions side by side."""
        above = self._lines[place - 1] if place else None
        if above is None or len(above.cells) < 2:
            return False
        if sum(map(self._is_known, above.cells)) * 2 < len(above.cells):
            return False
        return any(abs(other.column - cell.column) <= _BESIDE for other in above.cells)

    def _value(self, place: int, position: int) -> str:
        """What stands right of a label, or else below it; in running text nothing but what follows at once."""
        line = self._lines[place]
        if self._paper.prose:
            return ""
        cell = line.cells[position]
        if position + 1 < len(line.cells):
            beside = line.cells[position + 1]
            if not self._marked(beside) and not self._is_known(beside):
                return beside.text
        return self._below(line, cell, self._lines[place + 1 : place + 1 + _UNDER])

    def _below(self, line: Line, cell: Cell, under: Sequence[Line]) -> str:
        right = next((other.column for other in line.cells if other.column > cell.column), 10_000)
        for other in under:
            if other.number - line.number > _UNDER:
                break
            for below in other.cells:
                if cell.column - _BESIDE <= below.column < right - 1:
                    return "" if self._marked(below) or self._is_known(below) else below.text
        return ""

    def _filled(self) -> Iterator[Said]:
        """Fillable fields, under their own labels or names."""
        for field in self._document.form:
            wording = field.label or re.sub(r"(?<=[a-z])(?=[A-Z])|[_.\[\]]+", " ", field.name)
            if is_label(wording):
                value = "yes" if field.kind == "tick" else field.value
                yield Said(words_of(wording), wording, (), value, self._number, True, (), field.name)
