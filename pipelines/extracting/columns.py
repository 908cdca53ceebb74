"""Read columns: a form on which two parties fill in a column each becomes a row for each party."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.claim import Document, Reading
from pipelines.claim_types.schema import ClaimType, RecordSpec
from pipelines.extracting.cells import Cell, Line, lines_of
from pipelines.extracting.circumstances import Marked, options_of, read_marks
from pipelines.extracting.grid import Ruler
from pipelines.extracting.hits import hits_in
from pipelines.extracting.labels import read_labels
from pipelines.extracting.material import Material
from pipelines.extracting.vocabulary import Section, Vocabulary
from pipelines.extracting.words import tokens_of, words_of

_MOST_HEADING_WORDS = 6
_MARGIN = 0.5  # a cell may begin that much before its column


@dataclass
class Columns:
    """What the columns gave: readings and places by path, and the document without what stands in them."""

    rest: Document
    readings: list[Reading] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Side:
    """A heading of one column: which column, counted from 0, and where it stands."""

    column: int
    cell: Cell
    end: int  # of the heading's words; what stands behind them belongs to the column


@dataclass
class _Zone:
    """Lines that one statement's columns stand on: all beside each other, or one column alone."""

    sides: tuple[_Side, ...]
    first: int  # the first row of this statement
    lines: list[Line] = field(default_factory=list)


def read_columns(document: Document, material: Material) -> Columns:
    """The rows of a list that a form gives a column each; the document as it is where it has no such columns."""
    for record in material.claim_type.records:
        if record.columns:
            reader = _ColumnReader(document, material, record)
            if reader.zones:
                return reader.read()
    return Columns(document)


class _ColumnReader:
    def __init__(self, document: Document, material: Material, record: RecordSpec) -> None:
        self._document = document
        self._text = document.text
        self._material = material
        self._record = record
        self._names = [[words_of(name) for name in column.split("/")] for column in record.columns]
        kind = material.claim_type
        self._type = ClaimType(
            name=kind.name, title=kind.title, line=kind.line, description=kind.description, cues=(),
            fields=record.fields, day_first=material.day_first,
        )  # fmt: skip
        self._vocabulary = Vocabulary(self._type)
        self._scalars = Vocabulary(kind.model_copy(update={"records": ()}))
        self._ruler = Ruler(document)
        self.zones = self._find_zones()

    def read(self) -> Columns:
        """The readings of each column, read as a document of its own."""
        marks = read_marks(
            self._document, [line for zone in self.zones for line in zone.lines], self._record, self._ruler
        )
        parts: dict[int, list[tuple[int, int]]] = {}
        covered = [place for mark in marks for place in mark.places]
        taken = [*covered, *((side.cell.start, side.end) for zone in self.zones for side in zone.sides)]
        for zone in self.zones:
            zone_marks = [mark for mark in marks if zone.lines[0].start <= mark.words[0] < zone.lines[-1].end + 1]
            for row, place in self._places(zone, zone_marks):
                parts.setdefault(row, []).append(place)
                taken.append(place)
        readings: list[Reading] = []
        seen: set[str] = set()
        for row, places in parts.items():
            prefix = f"{self._record.name}[{row}]."
            own = self._only(places, covered)
            labelled = read_labels(own, Material((own,), self._type, self._material.received_on), boxed=True)
            readings += [r.model_copy(update={"path": prefix + r.path}) for r in labelled.readings]
            seen |= {prefix + path for path in labelled.seen}
        marked = list(self._marked(marks))
        given = {reading.path for reading in marked}
        readings = [reading for reading in readings if reading.path not in given] + marked
        return Columns(self._without(taken), self._once(readings), seen | given)

    def _once(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with a party that fills in two statements told once; each statement marks its own facts."""
        plates: dict[object, str] = {}
        again: dict[str, str] = {}
        for reading in readings:
            row, _, name = reading.path.partition(".")
            if name == "plate" and reading.value is not None:
                first = plates.setdefault(reading.value, row)
                distance = abs(_number(first) - _number(row))
                if first != row and distance >= len(self._names):
                    again[row] = first
        spec = options_of(self._record)
        own = (spec.name, f"{spec.name}_count") if spec else ()
        kept = []
        for reading in readings:
            row, _, name = reading.path.partition(".")
            if row not in again:
                kept.append(reading)
            elif name not in own:
                kept.append(reading.model_copy(update={"path": f"{again[row]}.{name}"}))
        return kept

    def _marked(self, marks: Sequence[Marked]) -> Iterator[Reading]:
        for zone in self.zones:
            if not zone.lines:
                continue
            own = [mark for mark in marks if zone.lines[0].start <= mark.words[0] <= zone.lines[-1].end]
            for side in zone.sides:
                beside = len(zone.sides) > 1
                row = zone.first + side.column
                yield from Marked.readings(self._document, own, self._record, row, side.column if beside else None)

    def _find_zones(self) -> list[_Zone]:
        """The stretches of lines that belong to columns, by their headings."""
        zones: list[_Zone] = []
        current: _Zone | None = None
        first, used = 0, set[int]()
        for line in lines_of(self._text):
            sides = self._sides(line)
            if sides:
                columns = {side.column for side in sides}
                if len(sides) > 1 and current and len(current.sides) > 1 and self._is_repeated(current, line):
                    continue  # the head of the form's next page
                if columns & used:
                    first, used = first + len(self._names), set()
                used |= columns
                current = _Zone(tuple(sides), first, [line])
                zones.append(current)
            elif current is not None:
                if len(current.sides) == 1 and self._is_other(line):
                    current = None
                else:
                    current.lines.append(line)
        return zones

    def _is_repeated(self, zone: _Zone, line: Line) -> bool:
        """Whether a line with the same headings only says them again: on the next line, or above the marks."""
        return sum(bool(other.cells) for other in zone.lines) < 2

    def _sides(self, line: Line) -> list[_Side]:
        found: list[_Side] = []
        for cell in line.cells:
            words = words_of(cell.text)
            for column, names in enumerate(self._names):
                name = next((name for name in names if _leads(words, name)), None)
                if name is None or column in [side.column for side in found]:
                    continue
                end = _end_of(cell, len(name), words)
                behind = self._text[end : cell.end].lstrip()
                if len(words) <= _MOST_HEADING_WORDS or behind[:1] in (":", "-", "–", "("):
                    found.append(_Side(column, cell, end))
        return found

    def _is_other(self, line: Line) -> bool:
        """Whether a line speaks of the accident as a whole."""
        if len(line.cells) == 1 and self._scalars.heading(words_of(line.cells[0].text), Section()):
            return self._vocabulary.heading(words_of(line.cells[0].text), Section()) is None
        for cell in line.cells:
            hits = hits_in(cell, self._text, self._scalars)
            own = hits_in(cell, self._text, self._vocabulary)
            if hits and hits[0].marked and not own:
                return True
        return False

    def _places(self, zone: _Zone, marks: Sequence[Marked]) -> Iterator[tuple[int, tuple[int, int]]]:
        """What of a zone's lines belongs to which row."""
        if len(zone.sides) == 1:
            side = zone.sides[0]
            for line in zone.lines:
                start = side.end if line is zone.lines[0] else line.start
                yield zone.first + side.column, (start, line.end)
            return
        edges, middle = self._edges(zone, marks)
        for line in zone.lines[1:]:
            extents, _ = self._ruler.extents(line)
            for cell, extent in zip(line.cells, extents, strict=True):
                if middle is not None and middle - _MARGIN <= extent[0] < edges[-1] - _MARGIN:
                    continue
                number = max(0, bisect_right(edges, extent[0] + _MARGIN) - 1)
                yield zone.first + zone.sides[number].column, (cell.start, cell.end)

    def _edges(self, zone: _Zone, marks: Sequence[Marked]) -> tuple[list[float], float | None]:
        """Where each column begins, and where what stands between the columns does; the same labels tell."""
        starts = [[self._extent(zone.lines[0], side.cell)] for side in zone.sides]
        middles: list[float] = []
        spans = [place for mark in marks for place in mark.places]
        for line in zone.lines[1:]:
            extents, _ = self._ruler.extents(line)
            said: dict[tuple[str, ...], list[float]] = {}
            for cell, extent in zip(line.cells, extents, strict=True):
                hits = hits_in(cell, self._text, self._vocabulary)
                if any(start <= cell.start < end for start, end in spans):
                    if line.cells[0].start < cell.start:
                        middles.append(extent[0])
                elif hits:
                    label = words_of(self._text[hits[0].start : hits[0].value_start])
                    said.setdefault(label, []).append(extent[0])
            for places in said.values():
                if len(places) == len(zone.sides):
                    for side, place in zip(starts, places, strict=True):
                        side.append(place)
        edges = [min(side) for side in starts]
        between = [middle for middle in middles if edges[0] < middle < edges[-1]]
        return edges, min(between, default=None)

    def _extent(self, line: Line, cell: Cell) -> float:
        extents, _ = self._ruler.extents(line)
        return extents[line.cells.index(cell)][0]

    def _only(self, places: Sequence[tuple[int, int]], without: Sequence[tuple[int, int]]) -> Document:
        """The document with nothing but these places; every offset stays."""
        text = ["\n" if mark == "\n" else "\f" if mark == "\f" else " " for mark in self._text]
        for start, end in places:
            text[start:end] = self._text[start:end]
        return self._document.model_copy(update={"text": _blanked("".join(text), without), "form": ()})

    def _without(self, places: Sequence[tuple[int, int]]) -> Document:
        return self._document.model_copy(update={"text": _blanked(self._text, places)})


def _blanked(text: str, places: Sequence[tuple[int, int]]) -> str:
    marks = list(text)
    for start, end in places:
        marks[start:end] = [mark if mark in "\n\f" else " " for mark in marks[start:end]]
    return "".join(marks)


def _number(row: str) -> int:
    return int(row.partition("[")[2].rstrip("]"))


def _leads(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and words[: len(name)] == name


def _end_of(cell: Cell, count: int, words: tuple[str, ...]) -> int:
    """Where the first `count` words of a cell end in the text."""
    return tokens_of(cell.text, cell.start)[count - 1].end
