"""Read tables: rows under a line of column heads become records, complete and in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec, RecordSpec
from pipelines.extracting.cells import Cell, Line
from pipelines.extracting.hits import SHAPED, hits_in
from pipelines.extracting.material import Material
from pipelines.extracting.vocabulary import Section, Vocabulary
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_RULED = re.compile(r"[|\t│]")  # such marks part columns, whatever the widths
_END_WORDS = {"total", "subtotal", "sum", "grand", "balance"}
_MOST_WORDS_AFTER = 3  # words that may follow a column's label in its head ("CPT/HCPCS | MODIFIER")
_MOST_HEAD_LINES = 2  # below its first: "DATE(S) OF SERVICE" over "FROM"
_BLANK_LINES_INSIDE = 1  # that many blank lines may stand between two rows


@dataclass
class Tables:
    """What tables gave: readings in row order, and the lines that belong to a table."""

    readings: list[Reading] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The line that names a table's columns."""

    record: RecordSpec
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Column:
    """One column: the field it holds, and where its head stands, in characters from the line's start."""

    spec: FieldSpec
    left: int
    right: int


def head_of(line: Line, text: str, vocabulary: Vocabulary, section: Section, least: int = 2) -> Head | None:
    """The head that a line is, if it names so many columns of a list, and the list better than the claim itself."""
    if len(line.cells) < least:
        return None
    columns: dict[str, list[Column]] = {}
    scalars = 0
    for cell in line.cells:
        hits = hits_in(cell, text, vocabulary, leftover=_MOST_WORDS_AFTER)
        if not hits or hits[0].marked or not hits[0].leading:
            continue
        slot = vocabulary.resolve(hits[0].matches, section)
        scalars += slot is not None and slot.record is None
        for match in hits[0].matches:
            record = match.slot.record
            if record and match.slot.spec not in [column.spec for column in columns.get(record.name, [])]:
                column = Column(match.slot.spec, cell.column, cell.column + len(cell.text))
                columns.setdefault(record.name, []).append(column)
    if not columns:
        return None
    name = section.record if section.record in columns else max(columns, key=lambda record: len(columns[record]))
    named = len({column.left for column in columns[name]})
    sparse = named * 2 < len(line.cells) and least > 1
    if named < least or sparse or (name != section.record and named <= scalars):
        return None
    record = next(slot.record for slot in vocabulary.slots if slot.record and slot.record.name == name)
    return Head(record, tuple(columns[name]))


def read_table(document: Document, head: Head, lines: Sequence[Line], material: Material, tables: Tables) -> None:
    """Add the rows under a head to `tables`; `lines` are those after it."""
    _TableReader(document, head, material, tables).read(lines)


class _TableReader:
    """Reads the rows under one head."""

    def __init__(self, document: Document, head: Head, material: Material, tables: Tables) -> None:
        self._document = document
        self._record = head.record
        self._columns = head.columns
        self._material = material
        self._tables = tables

    def read(self, lines: Sequence[Line]) -> None:
        """Take rows until something else begins; before the first row the head may run on over a line or two."""
        blank = 0
        head_lines = _MOST_HEAD_LINES
        for position, line in enumerate(lines):
            if not line.cells:
                blank += 1
                if blank > _BLANK_LINES_INSIDE:
                    return
                continue
            row = self._row(line) or self._bare_row(line, lines[position + 1 : position + 3])
            if row is None and head_lines:
                head_lines -= 1
                continue
            if row is None or set(words_of(line.cells[0].text)) & _END_WORDS:
                return
            blank = head_lines = 0
            self._tables.lines.add(line.number)
            number = self._tables.rows.get(self._record.name, 0)
            self._tables.rows[self._record.name] = number + 1
            self._tables.readings += [self._reading(number, spec, cell) for spec, cell in row]

    def _row(self, line: Line) -> list[tuple[FieldSpec, Cell]] | None:
        """The line's cells by column; None where they do not fit under the head."""
        row: list[tuple[FieldSpec, Cell]] = []
        ruled = bool(_RULED.search(self._document.text, line.start, line.end))
        by_order = ruled and len(line.cells) == len(self._columns)
        for position, cell in enumerate(line.cells):
            column = self._columns[position] if by_order else self._column_of(cell)
            if column and column.spec not in [spec for spec, _ in row]:
                row.append((column.spec, cell))
        shaped = [(spec, cell) for spec, cell in row if spec.kind in SHAPED]
        fitting = [cell for spec, cell in shaped if self._parse(spec, cell.text) is not None]
        wants_shape = any(column.spec.kind in SHAPED for column in self._columns)
        if not row or len(row) * 2 < len(line.cells) or (wants_shape and not fitting):
            return None
        if len(row) == 1 and len(self._columns) > 2:
            return None
        return row

    def _bare_row(self, line: Line, following: Sequence[Line]) -> list[tuple[FieldSpec, Cell]] | None:
        """A row that lacks its numbers: its words stand right under a head, and the table goes on below it."""
        under = [
            (column.spec, cell)
            for cell in line.cells
            for column in self._columns
            if abs(cell.column - column.left) <= 1
        ]
        goes_on = any(self._row(other) for other in following if other.cells)
        begun = self._record.name in self._tables.rows and not any(self._is_caption(cell) for cell in line.cells)
        return under if begun and goes_on and len(under) == len(line.cells) else None

    def _is_caption(self, cell: Cell) -> bool:
        vocabulary = self._material.vocabulary
        is_heading = vocabulary.heading(words_of(cell.text), Section()) is not None
        return is_heading or bool(hits_in(cell, self._document.text, vocabulary))

    def _column_of(self, cell: Cell) -> Column | None:
        """The column that the cell stands under: by overlap, else the nearest head within a few characters."""
        left, right = cell.column, cell.column + len(cell.text)

        def distance(column: Column) -> int:
            return max(0, column.left - right, left - column.right)

        nearest = min(self._columns, key=lambda column: (distance(column), abs(column.left - left)))
        return nearest if distance(nearest) <= 6 else None

    def _parse(self, spec: FieldSpec, verbatim: str) -> object:
        return KINDS[spec.kind].parse(re.sub(r"^[-–—]$", "", verbatim), self._material.hints(spec))

    def _reading(self, row: int, spec: FieldSpec, cell: Cell) -> Reading:
        return Reading(
            path=f"{self._record.name}[{row}].{spec.name}",
            verbatim=cell.text,
            value=KINDS[spec.kind].parse(cell.text, self._material.hints(spec)),
            source=ReadingSource.LABEL,
            spans=(span_at(self._document, cell.start, cell.end),),
        )
