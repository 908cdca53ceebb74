"""Read labels: values that stand beside, after or below the words that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.claim import Document, Reading, ReadingSource, Value
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.cells import Cell, Line, lines_of
from pipelines.extracting.hits import SHAPED, Hit, hits_in
from pipelines.extracting.material import Material
from pipelines.extracting.tables import read_tables
from pipelines.extracting.ticks import ticked
from pipelines.extracting.vocabulary import Section, Slot
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_NOTHING = re.compile(
    r"[\s_.\-–—/\[\]☐□]*|n\.?/?a\.?|none|nil|unknown|tbd|see above"
    r"|not (?:known|stated|given|provided|applicable|available)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()\n]*\)")
_WRAPPING = {"narrative": 14, "address": 3, "text": 2}  # how many lines a value of this kind may run over
_LONGEST_PROSE_VALUE = 90  # characters; a longer run after a label is a sentence, not a name


@dataclass
class Labelled:
    """What labels gave: the readings, and the paths whose label stands in the document, filled in or left blank."""

    readings: list[Reading] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Place:
    """Where a value may stand, as pieces of the text (one per line)."""

    pieces: tuple[tuple[int, int], ...]


class LabelReader:
    """Reads one document by the labels of one claim type."""

    def __init__(self, document: Document, material: Material) -> None:
        self._document = document
        self._text = document.text
        self._material = material
        self._vocabulary = material.vocabulary
        self._lines = lines_of(document.text)
        self._hits: dict[int, list[Hit]] = {}
        self._found = Labelled()

    def read(self) -> Labelled:
        """All labelled readings of the document."""
        tables = read_tables(self._document, self._lines, self._material)
        self._found.readings += tables.readings
        self._found.seen |= {reading.path for reading in tables.readings}
        for line in self._lines:
            if line.number not in tables.lines:
                self._hits[line.number] = [
                    h for cell in line.cells for h in hits_in(cell, self._text, self._vocabulary)
                ]
        below = self._captions_stand_above()
        section = Section()
        for line in self._lines:
            if line.number in tables.lines:
                continue
            section = self._heading(line, section) or section
            for hit in self._hits[line.number]:
                self._take(hit, line, section, below)
        return self._found

    def _heading(self, line: Line, section: Section) -> Section | None:
        if not 1 <= len(line.cells) <= 2:
            return None
        cell = line.cells[0]
        words = words_of(_ASIDE.sub("", cell.text).rstrip(":"))
        hits = self._hits[line.number]
        if len(words) > 6 or any(hit.inline and hit.marked for hit in hits):
            return None
        found = self._vocabulary.heading(words, section)
        if found and hits and len(line.cells) == 1 and not self._next_line_is_labelled(line):
            return None
        return found if found and len(line.cells) == 1 else None

    def _next_line_is_labelled(self, line: Line) -> bool:
        following = self._below(line)
        return following is not None and bool(self._hits.get(following.number))

    def _below(self, line: Line, reach: int = 2) -> Line | None:
        """The next line with words on it, at most `reach` lines down."""
        for following in self._lines[line.number + 1 : line.number + 1 + reach]:
            if following.cells:
                return following
        return None

    def _captions_stand_above(self) -> bool:
        """Whether this document's captions stand over their values, as on boxed forms, rather than before them."""
        right = below = 0
        for number, hits in self._hits.items():
            line = self._lines[number]
            for hit in hits:
                if hit.inline or hit.matches[0].slot.spec.kind not in SHAPED:
                    continue
                right += self._fits(hit.matches[0].slot.spec, self._right_of(hit, line))
                below += self._fits(hit.matches[0].slot.spec, self._under(hit, line))
        return below > right

    def _fits(self, spec: FieldSpec, place: _Place | None) -> bool:
        return place is not None and self._parse(spec, self._words(place)) is not None

    def _parse(self, spec: FieldSpec, verbatim: str) -> Value | None:
        return KINDS[spec.kind].parse(verbatim, self._material.hints(spec))

    def _words(self, place: _Place) -> str:
        return " ".join(self._text[start:end] for start, end in place.pieces)

    def _right_of(self, hit: Hit, line: Line) -> _Place | None:
        """The next cell on the line, unless it is a label itself."""
        following = next((cell for cell in line.cells if cell.start >= hit.cell.end), None)
        if following is None or any(other.cell == following for other in self._hits[line.number]):
            return None
        return _Place(((following.start, following.end),))

    def _under(self, hit: Hit, line: Line) -> _Place | None:
        """The cell below, between this label's column and the next cell's, unless it is a label itself."""
        following = self._below(line)
        if following is None or following.number not in self._hits:
            return None
        left, right = self._columns(hit.cell, line)
        for cell in following.cells:
            if left - 3 <= cell.column < right - 1:
                taken = any(other.cell == cell for other in self._hits[following.number])
                return None if taken else _Place(((cell.start, cell.end),))
        return None

    @staticmethod
    def _columns(cell: Cell, line: Line) -> tuple[int, int]:
        following = next((other for other in line.cells if other.start >= cell.end), None)
        return cell.column, following.column if following else 10_000

    def _take(self, hit: Hit, line: Line, section: Section, below: bool) -> None:
        slot = self._vocabulary.resolve(hit.matches, section)
        if slot is None:
            return
        path = slot.path(section.row if section.record else 0)
        if slot.spec.kind in ("boolean", "enum") and self._take_tick(hit, line, slot.spec, path):
            return
        place = self._value_place(hit, line, slot, below)
        if place is None:
            if hit.marked or not hit.inline:
                self._found.seen.add(path)
            return
        self._found.seen.add(path)
        if not _NOTHING.fullmatch(self._words(place)):
            self._add(path, slot.spec, place)

    def _take_tick(self, hit: Hit, line: Line, spec: FieldSpec, path: str) -> bool:
        """Read ticked options beside the label, or below it; False where there are no boxes to tick."""
        following = [other.start for other in self._hits[line.number] if other.start > hit.start]
        end = min([line.end, *following])
        regions = [(hit.value_start, end)]
        under = self._under(hit, line)
        if under:
            regions.append(under.pieces[0])
        for start, stop in regions:
            choice = ticked(self._text[start:stop])
            if choice is None:
                continue
            self._found.seen.add(path)
            for option_start, option_end in choice:
                self._add(path, spec, _Place(((start + option_start, start + option_end),)))
            return True
        return False

    def _value_place(self, hit: Hit, line: Line, slot: Slot, below: bool) -> _Place | None:
        if hit.inline:
            return self._inline(hit, line, slot)
        right, under = self._right_of(hit, line), self._under(hit, line)
        first, second = (under, right) if below and not hit.marked else (right, under)
        if slot.spec.kind in SHAPED:
            return next((p for p in (first, second) if self._fits(slot.spec, p)), first)
        if first is None and below != (not hit.marked):
            first = second
        return self._wrapped(first, slot.spec) if first else None

    def _inline(self, hit: Hit, line: Line, slot: Slot) -> _Place | None:
        """What stands after the label in its cell: all of it, or in running text the first value of its kind."""
        start, end = hit.value_start, hit.value_end
        kind = KINDS[slot.spec.kind]
        if self._parse(slot.spec, self._text[start:end]) is not None and (hit.marked or slot.spec.kind in SHAPED):
            if slot.spec.kind not in SHAPED and slot.spec.kind != "narrative" and end - start > _LONGEST_PROSE_VALUE:
                return None
            place = _Place(((start, end),))
            return self._wrapped(place, slot.spec) if end == hit.cell.end else place
        if slot.spec.kind not in SHAPED:
            return None
        near = [
            found for found in kind.find(self._text[start:end], self._material.hints(slot.spec)) if found.start <= 4
        ]
        if near:
            return _Place(((start + near[0].start, start + near[0].end),))
        return _Place(((start, end),)) if hit.marked and end - start < _LONGEST_PROSE_VALUE else None

    def _wrapped(self, place: _Place, spec: FieldSpec) -> _Place:
        """The value with the lines it runs on to, where its kind may wrap."""
        pieces = list(place.pieces)
        number = next(line.number for line in self._lines if line.start <= pieces[0][0] <= line.end)
        column = pieces[0][0] - self._lines[number].start
        for line in self._lines[number + 1 : number + _WRAPPING.get(spec.kind, 0)]:
            cell = next((cell for cell in line.cells if abs(cell.column - column) <= 3), None)
            labelled = line.number not in self._hits or self._hits[line.number]
            if cell is None or labelled or self._vocabulary.heading(words_of(cell.text), Section()):
                break
            pieces.append((cell.start, cell.end))
        return _Place(tuple(pieces))

    def _add(self, path: str, spec: FieldSpec, place: _Place) -> None:
        verbatim = self._words(place)
        self._found.readings.append(
            Reading(
                path=path,
                verbatim=verbatim,
                value=self._parse(spec, verbatim),
                source=ReadingSource.LABEL,
                spans=tuple(span_at(self._document, start, end) for start, end in place.pieces),
            )
        )


def read_labels(document: Document, material: Material) -> Labelled:
    """The labelled readings of one document."""
    return LabelReader(document, material).read()
