"""Head: the lines that name a table's columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines.claim_types.schema import FieldSpec, RecordSpec
from pipelines.extracting.cells import Cell, Line, finer
from pipelines.extracting.grid import Column, Extent, Ruler
from pipelines.extracting.hits import first_word, hits_in
from pipelines.extracting.vocabulary import Match, Section, Vocabulary
from pipelines.extracting.words import tokens_of

_MOST_WORDS_AFTER = 3  # words that may follow a column's label in its head ("CPT/HCPCS | MODIFIER")
_MOST_STACKED = 4  # lines that a head's words may be stacked on
_LEAST_STACKED = 3  # columns that a stacked head names
_VALUE = re.compile(r"[$€£]? ?-?\(?\d[\d,.]*\.\d\d\)?|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")


@dataclass(frozen=True)
class Head:
    """Which list's columns the lines up to `last` name, and where; `in_points` says what places are measured in."""

    record: RecordSpec
    columns: tuple[Column, ...]
    last: Line
    in_points: bool
    ruled: bool  # tabs or rules part the columns
    fine: bool = False  # gaps of two blanks part them

    @property
    def named(self) -> int:
        """How many of the columns hold a field."""
        return sum(column.spec is not None for column in self.columns)


class HeadFinder:
    """Finds the heads of tables among the lines of one document."""

    def __init__(self, lines: Sequence[Line], text: str, vocabulary: Vocabulary, ruler: Ruler) -> None:
        self._lines = lines
        self._text = text
        self._vocabulary = vocabulary
        self._ruler = ruler

    def at(self, number: int, section: Section) -> Head | None:
        """The head that begins on a line: on this line alone, its labels maybe stacked over the lines below."""
        head = self._at(number, section)
        line = self._lines[number]
        if any("  " in cell.text for cell in line.cells):
            fine = self._on_line(finer(line), section)
            if fine and fine.named > (head.named if head else 0):
                return replace(fine, last=line, fine=True)
        return head

    def _at(self, number: int, section: Section) -> Head | None:
        line = self._lines[number]
        alone = self._on_line(line, section)
        if any(_VALUE.fullmatch(cell.text) for cell in line.cells):
            return alone
        stacked = self._stacked(number, section)
        if stacked is None or (alone is not None and stacked.named <= alone.named):
            return alone
        below = self._lines[stacked.last.number]
        later = (self._on_line(below, section), self._stacked(number + 1, section))
        if any(other is not None and other.named >= stacked.named for other in later):
            return alone
        return stacked

    def more(self, head: Head, line: Line) -> Head:
        """The head with the columns that a further line names."""
        named = self._named(line, Section(record=head.record.name), least=1)
        is_row = any(_VALUE.fullmatch(cell.text) for cell in line.cells)
        if named is None or named[0] != head.record or is_row:
            return head
        known = [column.spec for column in head.columns]
        extents, in_points = self._ruler.extents(line)
        under = [column for column in head.columns if column.spec and _overlap(column.head, extents[0])]
        if len(line.cells) == 1 and under and in_points == head.in_points:
            return head  # the words of a row's first line, which stand above its numbers
        added = [
            Column(spec, extents[place], line.cells[place].slot)
            for place, spec in enumerate(named[1])
            if spec is not None and spec not in known
        ]
        if in_points != head.in_points:
            return Head(head.record, head.columns, line, head.in_points, head.ruled)
        unnamed_above = [
            column
            for column in head.columns
            if column.spec is not None or not any(_overlap(column.head, other.head) for other in added)
        ]
        columns = sorted((*unnamed_above, *added), key=lambda column: column.head[0])
        return Head(head.record, tuple(columns), line, head.in_points, head.ruled)

    def _on_line(self, line: Line, section: Section) -> Head | None:
        """The head that a line is; where narrow gaps let labels run together, with each label a cell of its own."""
        head = self._on_cells(line, section)
        parted = tuple(part for cell in line.cells for part in self._labels_of(cell))
        if len(parted) > len(line.cells) >= _LEAST_STACKED:
            apart = self._on_cells(Line(line.number, line.start, line.end, parted), section)
            if apart and apart.named > (head.named if head else 0):
                return replace(apart, last=line)
        return head

    def _labels_of(self, cell: Cell) -> list[Cell]:
        """A cell parted into labels of one list, if it is nothing but such labels."""
        tokens = tokens_of(cell.text, cell.start)
        position, starts = 0, []
        while position < len(tokens):
            length, matches = self._vocabulary.match(tokens, position)
            if not any(match.slot.record for match in matches):
                return [cell]
            starts.append(tokens[position].start)
            position += length
        bounds = [cell.start, *starts[1:], cell.end]
        parts = []
        for start, end in pairwise(bounds):
            text = cell.text[start - cell.start : end - cell.start].rstrip()
            parts.append(Cell(text, start, start + len(text), cell.column + start - cell.start, cell.line, cell.slot))
        return parts

    def _on_cells(self, line: Line, section: Section) -> Head | None:
        named = self._named(line, section, least=2)
        if named is None:
            return None
        extents, in_points = self._ruler.extents(line)
        columns = tuple(
            Column(spec, extent, cell.slot) for spec, extent, cell in zip(named[1], extents, line.cells, strict=True)
        )
        return Head(named[0], columns, line, in_points, len({cell.slot for cell in line.cells}) == len(line.cells))

    def _named(self, line: Line, section: Section, least: int) -> tuple[RecordSpec, list[FieldSpec | None]] | None:
        """The list that a line names so many columns of, and the column in each cell; None where it names the claim's
        own fields as well as that."""
        if len(line.cells) < least:
            return None
        matches: list[Sequence[Match]] = []
        scalars = 0
        for cell in line.cells:
            hits = hits_in(cell, self._text, self._vocabulary, leftover=_MOST_WORDS_AFTER)
            if not hits or hits[0].marked or not hits[0].leading:
                matches.append(())
                continue
            slot = self._vocabulary.resolve(hits[0].matches, section)
            scalars += slot is not None and slot.record is None
            matches.append(hits[0].matches)
        return _best(matches, scalars, section, least, len(line.cells))

    def _stacked(self, number: int, section: Section) -> Head | None:
        """The head whose labels stand on several lines, one word over the other."""
        best: Head | None = None
        block: list[Line] = []
        for line in self._lines[number : number + _MOST_STACKED]:
            if not line.cells or any(_VALUE.fullmatch(cell.text) for cell in line.cells):
                break
            block.append(line)
            if len(block) > 1:
                head = self._of_block(block, section)
                best = head if head and (best is None or head.named > best.named) else best
        return best

    def _of_block(self, block: Sequence[Line], section: Section) -> Head | None:
        measured = [self._ruler.extents(line) for line in block]
        if len({in_points for _, in_points in measured}) > 1 or len(block[-1].cells) < 2:
            return None
        rows = [list(zip(line.cells, extents, strict=True)) for line, (extents, _) in zip(block, measured, strict=True)]
        stacks = [_Stack([cell], extent) for cell, extent in rows[-1]]
        for row in reversed(rows[:-1]):
            for cell, extent in row:
                under = [stack for stack in stacks if _overlap(extent, stack.extent)]
                if len(under) == 1:
                    under[0].add(cell, extent)
                for stack in under if len(under) > 1 else ():
                    stack.over = f"{cell.text} {stack.over}"
                if not under:
                    stacks.append(_Stack([cell], extent))
        stacks.sort(key=lambda stack: stack.extent[0])
        matches = [self._matches(stack) for stack in stacks]
        slots = [self._vocabulary.resolve(match, section) if match else None for match in matches]
        scalars = sum(slot is not None and slot.record is None for slot in slots)
        best = _best(matches, scalars, section, _LEAST_STACKED, len(stacks))
        if best is None:
            return None
        columns = tuple(Column(spec, stack.extent) for spec, stack in zip(best[1], stacks, strict=True))
        return Head(best[0], columns, block[-1], measured[0][1], ruled=False)

    def _matches(self, stack: _Stack) -> Sequence[Match]:
        """What the words of a stack name, with what spans it and its neighbours, or without."""
        for words in (f"{stack.over} {stack.words}", stack.words):
            tokens = tokens_of(words)
            first = first_word(tokens)
            length, matches = self._vocabulary.match(tokens, first) if first < len(tokens) else (0, [])
            if length and len(tokens) - first - length <= (_MOST_WORDS_AFTER if words == stack.words else 0):
                return matches
        return ()


@dataclass
class _Stack:
    """Cells over one another, the lowest first; `over` are the words above that span several stacks."""

    cells: list[Cell]
    extent: Extent
    over: str = ""

    def add(self, cell: Cell, extent: Extent) -> None:
        self.cells.append(cell)
        self.extent = (min(self.extent[0], extent[0]), max(self.extent[1], extent[1]))

    @property
    def words(self) -> str:
        return " ".join(cell.text for cell in reversed(self.cells))


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _best(
    matches: Sequence[Sequence[Match]], scalars: int, section: Section, least: int, cells: int
) -> tuple[RecordSpec, list[FieldSpec | None]] | None:
    """The list with the most columns among what the cells of a head may mean, and the column of each cell."""
    found: dict[str, list[FieldSpec | None]] = {}
    records: dict[str, RecordSpec] = {}
    for place, choices in enumerate(matches):
        for match in choices:
            record = match.slot.record
            if record is None:
                continue
            records[record.name] = record
            columns = found.setdefault(record.name, [None] * len(matches))
            if columns[place] is None and match.slot.spec not in columns:
                columns[place] = match.slot.spec
    if not found:
        return None

    def count(name: str) -> int:
        return sum(spec is not None for spec in found[name])

    name = section.record if section.record in found else max(found, key=count)
    named = count(name)
    sparse = named * 2 < cells and least > 1
    if named < least or sparse or (name != section.record and named <= scalars):
        return None
    return records[name], found[name]
