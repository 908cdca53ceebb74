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
from pipelines.extracting.vocabulary import Vocabulary
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_END_WORDS = {"total", "subtotal", "sum", "grand", "balance"}
_BLANK_LINES_INSIDE = 1  # that many blank lines may stand between two rows


@dataclass
class Tables:
    """What tables gave: readings in row order, and the lines that belong to a table."""

    readings: list[Reading] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Column:
    spec: FieldSpec
    left: int
    right: int


def read_tables(document: Document, lines: Sequence[Line], material: Material) -> Tables:
    """The records of every table in a document."""
    tables = Tables()
    for line in lines:
        if line.number in tables.lines:
            continue
        head = _head(line, document.text, material.vocabulary)
        if head:
            record, columns = head
            tables.lines.add(line.number)
            _TableReader(document, record, columns, material, tables).read(lines[line.number + 1 :])
    return tables


def _head(line: Line, text: str, vocabulary: Vocabulary) -> tuple[RecordSpec, list[_Column]] | None:
    """The record whose columns this line names, and where each column stands; None where it is no table's head."""
    if len(line.cells) < 2:
        return None
    named: dict[str, list[tuple[FieldSpec, Cell]]] = {}
    records: dict[str, RecordSpec] = {}
    for cell in line.cells:
        hits = hits_in(cell, text, vocabulary)
        if len(hits) != 1 or hits[0].inline or hits[0].marked:
            continue
        for slot in (match.slot for match in hits[0].matches):
            if slot.record and slot.spec not in [spec for spec, _ in named.get(slot.record.name, [])]:
                records[slot.record.name] = slot.record
                named.setdefault(slot.record.name, []).append((slot.spec, cell))
    if not named:
        return None
    name, found = max(named.items(), key=lambda item: len(item[1]))
    cells = {cell for _, cell in found}
    if len(cells) < 2 or len(cells) * 2 < len(line.cells):
        return None
    columns = [_Column(spec, cell.column, cell.column + len(cell.text)) for spec, cell in found]
    return records[name], columns


class _TableReader:
    """Reads the rows under one head."""

    def __init__(
        self,
        document: Document,
        record: RecordSpec,
        columns: list[_Column],
        material: Material,
        tables: Tables,
    ) -> None:
        self._document = document
        self._record = record
        self._columns = columns
        self._material = material
        self._tables = tables

    def read(self, lines: Sequence[Line]) -> None:
        blank = 0
        for line in lines:
            if not line.cells:
                blank += 1
                if blank > _BLANK_LINES_INSIDE:
                    return
                continue
            row = self._row(line)
            if row is None or set(words_of(line.cells[0].text)) & _END_WORDS:
                return
            blank = 0
            self._tables.lines.add(line.number)
            number = self._tables.rows.get(self._record.name, 0)
            self._tables.rows[self._record.name] = number + 1
            self._tables.readings += [self._reading(number, spec, cell) for spec, cell in row]

    def _row(self, line: Line) -> list[tuple[FieldSpec, Cell]] | None:
        """The line's cells by column; None where they do not fit under the head."""
        row: list[tuple[FieldSpec, Cell]] = []
        for cell in line.cells:
            column = self._column_of(cell)
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

    def _column_of(self, cell: Cell) -> _Column | None:
        """The column that the cell stands under: by overlap, else the nearest head within a few characters."""
        left, right = cell.column, cell.column + len(cell.text)

        def distance(column: _Column) -> int:
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
