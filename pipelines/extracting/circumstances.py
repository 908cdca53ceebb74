"""Marks between two columns: numbered statements with a tick box on either side, one for each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.claim import Box, Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec, RecordSpec
from pipelines.extracting.cells import Cell, Line
from pipelines.extracting.grid import Ruler
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at

_ON = r"\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\)|[☒☑✓✔■]|(?<![\w'’.])[xX](?![\w'’.])"
_OFF = r"\[[\s_]{0,3}\]|\([\s_]{1,3}\)|[☐□]"
_BOX = rf"(?:{_ON}|{_OFF})"
_STATEMENT = re.compile(
    rf"(?P<left>(?:(?:{_BOX})[ \t|]*){{0,2}})(?:(?P<number>\d{{1,2}})[.)]?[ \t|]+)?"
    r"(?P<text>[^\W\d_](?:[^\[\]☐☒☑□✓✔■|\t\n\f ]| {1,2}(?=[^\s\[☐☒☑□✓✔■|]))*)"
    rf"(?:[ \t|]+(?P=number)\b)?(?P<right>(?:[ \t|]+(?:{_BOX})){{0,2}})(?=$|[ \t|])",
)
_ONE = re.compile(rf"(?P<on>{_ON})|(?P<off>{_OFF})")
_COUNT = re.compile(
    r"(?:total |state the )?number of (?:the )?(?:marked |crossed |ticked )?(?:boxes|crosses|marks)|boxes marked"
    r"|anzahl der angekreuzten|nombre de cases",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.,/-])\[?\(?(?P<figure>\d{1,2})\)?\]?(?![\w.,/-])")
_LEAST_WORDS = 4  # letters of a statement
_CELL = re.compile(
    rf"^(?:{_BOX}\s*)*(?:(?P<number>\d{{1,2}})[.)]?\s+)?(?P<text>[^\W\d_][^\[\]☐☒☑□✓✔■]*[\w)*.,:/-])", re.MULTILINE
)
_NEAR_LINES = 2
Place = tuple[int, int]
_GAP = re.compile(r" {3,}|\t|\|")


@dataclass(frozen=True)
class Marked:
    """One numbered statement, or the line that counts the marks (`number` ""), with its boxes or figures.

    `left` and `right` hold for each box before and after the words whether it is ticked, and where it stands.
    """

    number: str
    places: tuple[tuple[int, int], ...]  # all that belongs to it
    words: tuple[int, int]
    left: tuple[tuple[str, tuple[int, int]], ...]
    right: tuple[tuple[str, tuple[int, int]], ...]

    def box(self, side: int | None) -> tuple[str, tuple[int, int]] | None:
        """The box of a column, 0 for the first of two; of a column that stands alone, the one there is."""
        boxes = (*self.left, *self.right)
        if side is None:
            return boxes[0] if boxes else None
        if len(boxes) > 1:
            return boxes[0] if side == 0 else boxes[-1]
        return next(iter(self.left if side == 0 else self.right), None)

    @staticmethod
    def readings(
        document: Document, marks: Sequence[Marked], record: RecordSpec, row: int, side: int | None
    ) -> Iterator[Reading]:
        """What is marked in one column, and how many marks it states."""
        spec = options_of(record)
        if spec is None:
            return
        chosen = [(mark, box) for mark in marks if mark.number and (box := mark.box(side)) and box[0] == "on"]
        chosen.sort(key=lambda pair: int(pair[0].number))
        if chosen:
            places = [sorted((mark.words, box[1])) for mark, box in chosen]
            yield Reading(
                path=f"{record.name}[{row}].{spec.name}",
                verbatim="; ".join(document.text[slice(*mark.words)] for mark, _ in chosen),
                value=", ".join(dict.fromkeys(mark.number for mark, _ in chosen)),
                source=ReadingSource.LABEL,
                spans=tuple(span_at(document, *place) for pair in places for place in pair),
                derivation="marked_boxes",
            )
        count = next((box for mark in marks if not mark.number and (box := mark.box(side))), None)
        if count and record.field(f"{spec.name}_count"):
            yield Reading(
                path=f"{record.name}[{row}].{spec.name}_count",
                verbatim=count[0],
                value=int(count[0]),
                source=ReadingSource.LABEL,
                spans=(span_at(document, *count[1]),),
            )


def options_of(record: RecordSpec) -> FieldSpec | None:
    """The column of a list that is told by marks beside numbered statements."""
    return next((spec for spec in record.fields if spec.kind == "text" and spec.options), None)


def read_marks(document: Document, lines: Sequence[Line], record: RecordSpec, ruler: Ruler) -> list[Marked]:
    """The statements on these lines, and the line that counts the marks."""
    spec = options_of(record)
    if spec is None:
        return []
    wordings = {words_of(words): number for number, options in spec.options.items() for words in options}
    if document.pages:
        return [*_on_pages(document, lines, spec, wordings, ruler), *_counts(document.text, lines)]
    found: list[Marked] = []
    for line in lines:
        counted = _count(document.text, line, lines)
        if counted:
            found.append(counted)
            continue
        for match in _STATEMENT.finditer(document.text, line.start, line.end):
            mark = _marked(match, wordings, spec)
            found += [mark] if mark else []
    return found


def _counts(text: str, lines: Sequence[Line]) -> Iterator[Marked]:
    for line in lines:
        counted = _count(text, line, lines)
        if counted:
            yield counted


def _on_pages(
    document: Document,
    lines: Sequence[Line],
    spec: FieldSpec,
    wordings: Mapping[tuple[str, ...], str],
    ruler: Ruler,
) -> Iterator[Marked]:
    """The statements and, at the same height of the page, the nearest box on either side.

    Boxes are drawn a little higher or lower than the words, so that they may be lines of their own as text.
    """
    text, at = document.text, 0
    boxes: list[tuple[int, str, Place, Box]] = []  # by line, in order
    for at, line in enumerate(lines):
        for match in _ONE.finditer(text, line.start, line.end):
            place = ruler.box(*match.span())
            if place:
                boxes.append((at, "on" if match["on"] else "off", match.span(), place))
    for at, line in enumerate(lines):
        for number, cell in enumerate(line.cells):
            before = line.cells[number - 1].text if number else ""
            said = _said(cell, before, spec, wordings)
            here = ruler.box(*said[1]) if said else None
            if said is None or here is None:
                continue
            near = [box for box in boxes if abs(box[0] - at) <= _NEAR_LINES and _beside(box[3], here)]
            left = sorted((box for box in near if box[3].x0 < here.x0), key=lambda box: box[3].x0)[-1:]
            right = sorted((box for box in near if box[3].x0 > here.x1), key=lambda box: box[3].x0)[:1]
            if not (left and right) and not (said[2] and (left or right)):
                continue
            yield Marked(
                number=said[0],
                places=((cell.start, cell.end), *(box[2] for box in (*left, *right))),
                words=said[1],
                left=tuple((box[1], box[2]) for box in left),
                right=tuple((box[1], box[2]) for box in right),
            )


def _beside(box: Box, words: Box) -> bool:
    """Whether a box stands at the height of these words."""
    middle, height = (words.top + words.bottom) / 2, words.bottom - words.top
    return abs((box.top + box.bottom) / 2 - middle) <= 0.8 * height


def _said(
    cell: Cell, before: str, spec: FieldSpec, wordings: Mapping[tuple[str, ...], str]
) -> tuple[str, Place, bool] | None:
    """The number of the statement in a cell, where its words stand, and whether they are known."""
    match = _CELL.match(cell.text)
    if match is None or len(match["text"]) < _LEAST_WORDS:
        return None
    words = words_of(match["text"])
    known = next((number for phrase, number in wordings.items() if _holds(words, phrase)), "")
    number = match["number"] or before.rstrip(".)")
    number = number if number in spec.options else known
    start, end = match.span("text")
    return (number, (cell.start + start, cell.start + end), bool(known)) if number else None


def _marked(match: re.Match[str], wordings: dict[tuple[str, ...], str], spec: FieldSpec) -> Marked | None:
    text = _GAP.split(match["text"])[0].rstrip()
    if not (match["left"].strip() or match["right"].strip()) or len(text) < _LEAST_WORDS:
        return None
    if len(text) < len(match["text"]) and not match["left"].strip():
        return None  # the box belongs to what stands behind the gap
    words = words_of(text)
    said = next((number for phrase, number in wordings.items() if _holds(words, phrase)), "")
    number = match["number"] if match["number"] in spec.options else said
    if not number:
        return None
    start = match.start("text")
    right = match["right"] if len(text) == len(match["text"]) else ""
    end = match.end() if right else start + len(text)
    begin = match.start() if match["left"] or match["number"] else start
    return Marked(
        number=number,
        places=((begin, end),),
        words=(start, start + len(text)),
        left=_boxes(match["left"], match.start("left")),
        right=_boxes(right, match.start("right")),
    )


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))


def _boxes(text: str, offset: int) -> tuple[tuple[str, tuple[int, int]], ...]:
    return tuple(
        ("on" if box["on"] else "off", (offset + box.start(), offset + box.end())) for box in _ONE.finditer(text)
    )


def _count(text: str, line: Line, lines: Sequence[Line]) -> Marked | None:
    """The line that says how many statements are marked: figures before and after its words, or below them."""
    said = _COUNT.search(text, line.start, line.end)
    if said is None:
        return None
    places = [line, *[other for other in lines if 0 < other.number - line.number <= 2]]
    for place in places:
        figures = [
            (figure["figure"], figure.span("figure")) for figure in _FIGURE.finditer(text, place.start, place.end)
        ]
        left = [figure for figure in figures if figure[1][1] <= said.start()]
        right = [figure for figure in figures if figure[1][0] >= said.end()]
        if place is not line:
            middle = (said.start() + said.end()) / 2 - line.start
            left = [figure for figure in figures if figure[1][0] - place.start < middle]
            right = [figure for figure in figures if figure not in left]
        if left or right:
            # The figures next to the words: further away the columns begin.
            near = (*left[-1:], *right[:1]) if left and right else (*left[-2:], *right[:2])
            starts = [said.start(), *(span[0] for _, span in near)]
            ends = [said.end(), *(span[1] for _, span in near)]
            return Marked(
                number="",
                places=((min(starts), max(ends)),) if place is line else (said.span(), *(span for _, span in near)),
                words=said.span(),
                left=tuple(figure for figure in near if figure in left),
                right=tuple(figure for figure in near if figure in right),
            )
    return None
