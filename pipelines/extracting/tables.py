"""Read tables: rows under a line of column heads become records, complete and in order, over any number of pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.claim import Document, Reading, ReadingSource, Tally
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.cells import Cell, Line, finer
from pipelines.extracting.grid import Column, Ruler, by_place
from pipelines.extracting.heads import Head
from pipelines.extracting.hits import SHAPED, hits_in
from pipelines.extracting.material import Material
from pipelines.extracting.rows import LEAST_STRONG, Fitter, Row, is_key
from pipelines.extracting.tallies import Numbering, RowMarks, sums_on
from pipelines.extracting.vocabulary import Section
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_TOTAL = re.compile(
    r"(?:(?:page|sub|grand|policy|period|report|overall|line|column|coverage|year|carrier)[ -]?)*(?:sub-?)?totals?\b"
    r"|sum\b|balance\b|(?:carried|brought|balance|amounts?) (?:carried |brought )?(?:forward|over)\b|[a-z]+ total\b",
    re.IGNORECASE,
)
_MOST_HEAD_LINES = 2  # below its first: "DATE(S) OF SERVICE" over "FROM"
_BLANK_LINES_INSIDE = 1  # that many blank lines may stand between two rows
_AHEAD = 16  # lines with words on them that may stand between two rows: a page's foot, the next one's head
_SMOOTH = 1.0  # points that lines of one row may be nearer or further apart
_LONG = frozenset(("text", "narrative", "address", "organisation"))  # kinds whose values run over several lines
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


@dataclass
class Tables:
    """What tables gave: readings in row order, the lines that belong to a table, and what these state themselves."""

    readings: list[Reading] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    marks: dict[str, RowMarks] = field(default_factory=dict)  # by list
    tallies: list[Tally] = field(default_factory=list)
    numbering: dict[str, Numbering] = field(default_factory=dict)

    def of(self, record: str) -> RowMarks:
        """Where the rows of a list begin."""
        return self.marks.setdefault(record, RowMarks())


@dataclass(frozen=True)
class Surroundings:
    """The document around a table: which lines name something of the claim itself, and which are heads."""

    document: Document
    lines: Sequence[Line]
    ruler: Ruler
    is_labelled: Callable[[Line, str], bool]
    is_head: Callable[[Line], bool]


def read_table(head: Head, around: Surroundings, material: Material, tables: Tables) -> None:
    """Add the rows under a head to `tables`."""
    if head.fine:
        around = replace(around, lines=[finer(line) for line in around.lines])
    TableReader(head, around, material, tables).read()


class TableReader:
    """Reads the rows under one head."""

    def __init__(self, head: Head, around: Surroundings, material: Material, tables: Tables) -> None:
        self._around = around
        self._document = around.document
        self._text = around.document.text
        self._record = head.record
        self._head = head
        self._fitter = Fitter(head, around.ruler, material)
        self._keyed = any(column.spec and is_key(column.spec) for column in self._fitter.named)
        self._material = material
        self._tables = tables
        self._marks = tables.of(head.record.name)
        self._row: dict[str, tuple[FieldSpec, list[Cell]]] = {}
        self._row_line: Line | None = None  # the last line of the row that is being read
        self._row_top: Line | None = None
        self._above: list[Row] = []  # parts of the next row that stand above its own line
        self._pages = [match.end() for match in re.finditer("\f", self._text)]
        self._begun = False  # whether there was a row under this head

    def read(self) -> None:
        """Take rows until something else begins; before the first row the head may run on over a line or two."""
        self._marks.start_table()
        lines = self._around.lines
        position, blank, head_lines, only_strong = self._head.last.number + 1, 0, _MOST_HEAD_LINES, False
        while position < len(lines):
            line = lines[position]
            if not line.cells or not _LETTER_OR_DIGIT.search(self._text, line.start, line.end):
                blank += not line.cells
                position += 1
                if blank <= _BLANK_LINES_INSIDE:
                    continue
                blank = 0
                resumed = self._resumption(position)
                if resumed is None:
                    break
                position, only_strong = resumed, True
                continue
            blank = 0
            row = None if self._is_foreign(line) else self._row_on(line, lines[position + 1 : position + 3])
            if row and (not only_strong or self._fitter.is_strong(line, row)) and not self._is_total(line, row):
                self._take(line, row)
                head_lines = 0
            elif self._is_total(line, row) and not self._around.is_labelled(line, self._record.name):
                self._total(line)
                only_strong = True
                if not self._keyed:
                    break
            elif part := self._part(line):
                self._add_part(line, part)
            elif head_lines and not self._begun and not self._around.is_labelled(line, self._record.name):
                head_lines -= 1
            else:
                resumed = self._resumption(position)
                if resumed is None:
                    break
                self._skip(lines[position:resumed])
                position, only_strong = resumed, False
                continue
            position += 1
        self._finish_row()

    def _is_foreign(self, line: Line) -> bool:
        """Whether a line speaks of the claim itself; a row may hold such words, but not with a colon behind them."""
        if not self._around.is_labelled(line, self._record.name):
            return False
        row = self._fitter.place(line)
        return not (
            self._keyed and row and self._fitter.is_strong(line, row) and ":" not in self._text[line.start : line.end]
        )

    def _resumption(self, start: int) -> int | None:
        """The number of the line on which the rows go on after something else; None where they do not."""
        if not (self._keyed and self._begun):
            return None
        seen = 0
        for line in self._around.lines[start:]:
            if not line.cells:
                continue
            row = None if self._is_foreign(line) else self._fitter.place(line)
            if row and self._fitter.is_strong(line, row) and not self._is_total(line, row):
                return line.number
            if self._is_total(line, row) and row and len(row) > 1:
                return line.number
            seen += 1
            if seen > _AHEAD or self._around.is_head(line):
                return None
        return None

    def _skip(self, lines: Sequence[Line]) -> None:
        """Lines between two rows that are none themselves; one that looks like a row is told of."""
        for line in lines:
            values = sum(_NUMBER.fullmatch(cell.text) is not None for cell in line.cells)
            enough = max(LEAST_STRONG, len(self._fitter.columns) // 2)
            if values >= 2 and len(line.cells) >= enough and not self._around.is_labelled(line, self._record.name):
                span = span_at(self._document, line.cells[0].start, line.cells[-1].end)
                self._tables.tallies.append(Tally(kind="left_out", record=self._record.name, stated="1", spans=(span,)))

    def _row_on(self, line: Line, following: Sequence[Line]) -> Row | None:
        return self._fitter.place(line) or self._bare_row(line, following)

    def _bare_row(self, line: Line, following: Sequence[Line]) -> Row | None:
        """A row that lacks its numbers: its words stand right under a head, and the table goes on below it."""
        under = [
            (column, cell)
            for cell in line.cells
            for column in self._fitter.named
            if not self._head.in_points and abs(cell.column - column.head[0]) <= 1
        ]
        if self._head.in_points:
            extents, in_points = self._around.ruler.extents(line)
            under = [
                (column, cell)
                for cell, extent in zip(line.cells, extents, strict=True)
                for column in self._fitter.named
                if in_points and abs(extent[0] - column.head[0]) <= 3
            ]
        goes_on = any(self._fitter.place(other) for other in following if other.cells)
        if not self._begun or not goes_on or len(under) != len(line.cells):
            return None
        return None if any(self._is_caption(cell) for cell in line.cells) or self._part(line) else under

    def _is_caption(self, cell: Cell) -> bool:
        return self._opens_section(cell) or bool(hits_in(cell, self._text, self._material.vocabulary))

    def _opens_section(self, cell: Cell) -> bool:
        return self._material.vocabulary.heading(words_of(cell.text), Section()) is not None

    def _part(self, line: Line) -> Row | None:
        """The cells of a line that goes on with a row's words: under columns of words alone, and too long for above."""
        if self._is_total(line, None):
            return None
        if any(self._opens_section(cell) for cell in line.cells):
            return None
        extents, in_points = self._around.ruler.extents(line)
        if in_points != self._head.in_points:
            return None
        row = self._fitter.row_from(line, by_place(extents, self._fitter.columns, in_points))
        if len(row) != len(line.cells) or any(column.spec and column.spec.kind in SHAPED for column, _ in row):
            return None
        if self._around.is_labelled(line, self._record.name) and not self._keyed:
            return None
        if any(hit.marked for cell in line.cells for hit in hits_in(cell, self._text, self._material.vocabulary)):
            return None
        if self._belongs_below(line):
            return row
        if self._row_line is None or line.number - self._row_line.number > 1:
            return None
        wrapped = all(self._wraps(column, cell) for column, cell in row)
        return row if row and (wrapped or self._is_close(line)) else None

    def _wraps(self, column: Column, cell: Cell) -> bool:
        """Whether the first word of a cell had no room left on the line above it."""
        if column.spec is None:
            return True
        above = self._row.get(column.spec.name, (column.spec, []))[1]
        if not above:
            return False
        reached = self._around.ruler.extents(Line(0, above[-1].start, above[-1].end, (above[-1],)))[0][0][1]
        needed = reached + self._around.ruler.width(cell)
        after = self._fitter.columns[self._fitter.columns.index(column) + 1 :][:1]
        room = [min(place[0] for place in (other.head, other.body) if place) for other in after]
        if room and needed > room[0] - _SMOOTH:
            return True
        enough = len(self._marks.starts) >= LEAST_STRONG and column.spec.kind in _LONG
        return enough and bool(column.right) and needed > column.right + _SMOOTH

    def _is_close(self, line: Line) -> bool:
        """Whether a line stands nearer to the row above it than two rows stand to each other."""
        bottom, above = (
            self._around.ruler.bottom(line),
            self._around.ruler.bottom(self._row_line) if self._row_line else None,
        )
        if bottom is None or above is None or self._marks.pitch is None:
            return False
        return 0 < bottom - above < self._marks.pitch - _SMOOTH

    def _add_part(self, line: Line, part: Row) -> None:
        self._tables.lines.add(line.number)
        if self._belongs_below(line):
            self._above.append(part)
            return
        for column, cell in part:
            if column.spec:
                self._row.setdefault(column.spec.name, (column.spec, []))[1].append(cell)
        self._row_line = line

    def _belongs_below(self, line: Line) -> bool:
        """Whether the row that a line is part of is the next one, whose numbers stand in the middle of its lines."""
        ruler, lines = self._around.ruler, self._around.lines
        below = lines[line.number + 1] if line.number + 1 < len(lines) else None
        here, after = ruler.bottom(line), ruler.bottom(below) if below else None
        if below is None or here is None or after is None or not self._fitter.place(below):
            return False
        # Two rows are never nearer to one another than their letters are high.
        if 0 < after - here < ruler.height(line):
            return True
        before = ruler.bottom(self._row_line) if self._row_line else None
        return before is not None and 0 < after - here < here - before - _SMOOTH

    def _take(self, line: Line, row: Row) -> None:
        self._finish_row()
        ruler = self._around.ruler
        top, before = ruler.bottom(line), ruler.bottom(self._row_top) if self._row_top else None
        if top is not None and before is not None and top > before:
            self._marks.learn_pitch(top - before)
        self._begun = True
        self._fitter.widest = max(self._fitter.widest, len(row))
        self._tables.lines.add(line.number)
        for part in (*self._above, row):
            for column, cell in part:
                if column.spec:
                    self._row.setdefault(column.spec.name, (column.spec, []))[1].append(cell)
        self._above = []
        self._row_line = self._row_top = line
        page = bisect_right(self._pages, line.start)
        number = self._marks.add(line.start, page)
        if row[0][0].spec is None and row[0][0] is self._fitter.columns[0]:
            self._tables.numbering.setdefault(self._record.name, Numbering()).add(row[0][1], number)

    def _finish_row(self) -> None:
        number = len(self._marks.starts) - 1
        for spec, cells in self._row.values():
            self._tables.readings.append(self._reading(number, spec, cells))
        self._row = {}

    def _is_total(self, line: Line, row: Row | None) -> bool:
        """Whether a line sums up the ones above; a row may begin with such a word, but has what opens a row as well."""
        if not any(_TOTAL.match(cell.text) for cell in line.cells[:3]) or not _FIGURE.search(line.cells[-1].text):
            return False
        keys = [(spec, cell) for column, cell in row or () if (spec := column.spec) and is_key(spec)]
        return not any(self._fitter.parse(spec, cell.text) is not None for spec, cell in keys)

    def _total(self, line: Line) -> None:
        self._finish_row()
        self._row_line = None
        if self._begun or self._marks.starts:
            row = self._fitter.place(line) or []
            amounts = [(spec, cell) for column, cell in row if (spec := column.spec) and spec.kind == "money"]
            values = [(spec.name, KINDS["money"].parse(cell.text), cell) for spec, cell in amounts]
            self._tables.tallies += sums_on(self._document, line, values, self._record.name, self._marks)
        self._tables.lines.add(line.number)

    def _reading(self, row: int, spec: FieldSpec, cells: Sequence[Cell]) -> Reading:
        verbatim = " ".join(cell.text for cell in cells)
        return Reading(
            path=f"{self._record.name}[{row}].{spec.name}",
            verbatim=verbatim,
            value=KINDS[spec.kind].parse(verbatim, self._material.hints(spec)),
            source=ReadingSource.LABEL,
            spans=tuple(span_at(self._document, cell.start, cell.end) for cell in cells),
        )


_NUMBER = re.compile(r"[$€£]? ?-?\(?\d[\d,./:-]*\)?")
_FIGURE = re.compile(r"\d")
