"""Read labels: values that stand beside, after or below the words that name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.claim import Document, Reading, ReadingSource, Tally
from pipelines.claim_types.schema import FieldSpec, RecordSpec
from pipelines.extracting.cells import Line
from pipelines.extracting.grid import Ruler
from pipelines.extracting.heads import Head, HeadFinder
from pipelines.extracting.hits import SHAPED, TRIMMED, Hit
from pipelines.extracting.material import Material
from pipelines.extracting.series import codes_in
from pipelines.extracting.shapes import FREE
from pipelines.extracting.sheet import Place, Sheet
from pipelines.extracting.tables import Surroundings, Tables, read_table
from pipelines.extracting.tallies import counts_stated
from pipelines.extracting.ticks import box_column, ticked
from pipelines.extracting.vocabulary import Section, Slot
from pipelines.extracting.words import tokens_of, words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

_NOTHING = re.compile(
    r"[\s_.\-–—/\[\]☐□]*|[a-z0-9]{1,2}\.|n\.?/?a\.?|none|nil|unknown|tbd|see above"
    r"|not (?:known|stated|given|provided|applicable|available)",
    re.IGNORECASE,
)
_KIN_LINES = 4  # a label this far above still says whose box it is
_LIST_LINES = 5  # below the label of a list of codes
_LEAST_PROSE = 40  # characters of a line of running text
_LINE_REST = re.compile(r"[ \t]*([a-z][^.;:,\n]{0,40})[.;]\s")
_PERIOD = re.compile(r"\s*(?:to|through|thru|until|till|[-–—/]|and ends on|bis)\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])")
# "Dana Cole, NPI …": a name ends where something else is told of it, a title aside.
_ASIDE_AFTER_NAME = re.compile(r"[,;.] +(?=(?:[a-z]|[A-Z][\w.]* ?(?:[A-Z]?\w+ )?#?\d|\d))")
_ASIDE = re.compile(r"\([^()\n]*\)")
_WRAPPING = {"narrative": 14, "address": 3, "text": 2}  # how many lines a value of this kind may run over
_REACH = 4  # characters between a label and its value in running text
_WORD = re.compile(r"[a-z]{3}")
_LONGEST_UNMARKED = 40  # characters after a label without a colon
_LONGEST_PROSE_VALUE = 90  # characters; a longer run after a label is a sentence, not a name


@dataclass
class Labelled:
    """What labels gave: the readings, the paths whose label stands in the document, filled in or left blank, and what
    the document says of its tables."""

    readings: list[Reading] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    tallies: list[Tally] = field(default_factory=list)


class LabelReader:
    """Reads one document by the labels of one claim type."""

    def __init__(self, document: Document, material: Material, boxed: bool = False) -> None:
        self._document = document
        self._text = document.text
        self._material = material
        self._boxed = boxed
        self._vocabulary = material.vocabulary
        self._sheet = Sheet(document, material)
        self._lines = self._sheet.lines
        self._hits = self._sheet.hits
        self._kin: dict[tuple[int, int], str] = {}  # by line and column: the first word of the field labelled there
        self._found = Labelled()

    def read(self) -> Labelled:
        """All labelled readings of the document."""
        section, tables = Section(), Tables()
        ruler = Ruler(self._document)
        heads = HeadFinder(self._lines, self._text, self._vocabulary, ruler)
        around = Surroundings(
            self._document, self._lines, ruler, self._names_others, lambda line: bool(heads.at(line.number, section))
        )
        for line in self._lines:
            if line.number in tables.lines:
                continue
            section = self._heading(line, section) or section
            head = heads.at(line.number, section)
            if head:
                head = self._whole_head(head, heads)
                tables.lines |= set(range(line.number, head.last.number + 1))
                read_table(head, around, self._material, tables)
                continue
            self._take_list(line)
            for hit in self._hits[line.number]:
                self._take(hit, line, section)
            if not self._hits[line.number]:
                self._take_loose_ticks(line)
        self._found.readings += tables.readings
        self._found.seen |= {reading.path for reading in tables.readings}
        self._found.tallies += tables.tallies
        self._found.tallies += counts_stated(self._document, self._material.claim_type.records, tables.marks)
        for record, numbering in tables.numbering.items():
            self._found.tallies += numbering.gaps(self._document, record, len(tables.of(record).starts))
        return self._found

    def _whole_head(self, head: Head, heads: HeadFinder) -> Head:
        """The head with the columns that a second line of it names."""
        following = self._sheet.below(head.last, reach=1)
        return heads.more(head, following) if following else head

    def _names_others(self, line: Line, record: str) -> bool:
        """Whether a line names a field of the claim itself, or of another list than this."""
        slots = [self._vocabulary.resolve(hit.matches, Section()) for hit in self._hits[line.number]]
        return any(slot and (slot.record is None or slot.record.name != record) for slot in slots)

    def _take_list(self, line: Line) -> None:
        """A list of one column of shaped values ("diagnosis codes"): all beside its label or below."""
        for record in self._material.claim_type.records:
            spec = record.fields[0]
            if len(record.fields) > 1 or spec.kind not in SHAPED or f"{record.name}[0].{spec.name}" in self._found.seen:
                continue
            label = self._vocabulary.list_label(record, tokens_of(self._text[line.start : line.end], line.start))
            if label is None:
                continue
            below = self._lines[line.number + 1 : line.number + 1 + _LIST_LINES]
            end = next(
                (other.start for other in below if self._is_labelled(other, record)),
                below[-1].end if below else line.end,
            )
            for row, found in enumerate(codes_in(self._text[label:end], spec, self._material)):
                path = f"{record.name}[{row}].{spec.name}"
                self._found.seen.add(path)
                self._add(path, spec, ((label + found.start, label + found.end),))

    def _take_loose_ticks(self, line: Line) -> None:
        """Options ticked on a line without a label, read by none above it, where only one field has such an option."""
        read = {getattr(span, "start", -1) for reading in self._found.readings for span in reading.spans}
        for start, end in ticked(self._text[line.start : line.end]) or ():
            place = ((line.start + start, line.start + end),)
            if line.start + start in read:
                continue
            specs = [
                spec
                for spec in self._material.claim_type.fields
                if spec.kind == "enum" and spec.name not in self._found.seen and self._sheet.fits(spec, place)
            ]
            if len(specs) == 1:
                self._found.seen.add(specs[0].name)
                self._add(specs[0].name, specs[0], place)

    def _is_labelled(self, line: Line, record: RecordSpec) -> bool:
        own = {
            match.slot.key for hit in self._hits[line.number] for match in hit.matches if match.slot.record == record
        }
        return bool(self._hits[line.number]) and not own

    def _heading(self, line: Line, section: Section) -> Section | None:
        if not 1 <= len(line.cells) <= 2:
            return None
        cell = line.cells[0]
        words = words_of(_ASIDE.sub("", cell.text).rstrip(":"))
        hits = self._hits[line.number]
        if len(words) > 6 or any(hit.inline and hit.marked for hit in hits):
            return None
        found = self._vocabulary.heading(words, section)
        opens_row = found is not None and bool(found.record) and words[-1].isdigit()  # "Vehicle 2"
        if hits and not opens_row and len(line.cells) == 1 and not self._next_line_is_labelled(line):
            return None
        return found if found and len(line.cells) == 1 else None

    def _next_line_is_labelled(self, line: Line) -> bool:
        following = self._sheet.below(line)
        return following is not None and bool(self._hits.get(following.number))

    def _take(self, hit: Hit, line: Line, section: Section) -> None:
        if self._ends_sentence(hit, line):
            return
        slot = self._vocabulary.resolve(hit.matches, section, self._kin_of(hit, line))
        if slot is None:
            self._take_both(hit, line)
            return
        if not slot.record:
            self._kin[(line.number, hit.cell.column)] = slot.spec.name.partition("_")[0]
        path = slot.path(section.row if section.record else 0)
        if slot.spec.kind in ("boolean", "enum") and self._take_tick(hit, line, slot.spec, path):
            return
        place = self._value_place(hit, line, slot)
        if place is None:
            if hit.marked or not hit.inline:
                self._found.seen.add(path)
            return
        self._found.seen.add(path)
        if not _NOTHING.fullmatch(self._sheet.words(place)):
            self._add(path, slot.spec, place)
            self._take_end(slot, place)

    def _ends_sentence(self, hit: Hit, line: Line) -> bool:
        """Whether an unmarked label is the end of a sentence that began on the line above ("3 / days per week.")."""
        above = self._lines[line.number - 1] if line.number else None
        if hit.marked or hit.inline or above is None or len(above.cells) != 1 or len(line.cells) != 1:
            return False
        before = above.cells[0].text
        return hit.cell.text.endswith(".") and len(before) >= _LEAST_PROSE and before[-1].isalnum()

    def _take_end(self, slot: Slot, place: Place) -> None:
        """The second day of a period, where its first was read: "policy period: 01/01/2026 to 01/01/2027"."""
        if slot.record or slot.spec.kind != "date" or not slot.spec.name.endswith("effective_date"):
            return
        name = slot.spec.name.replace("effective", "expiration")
        spec = self._material.claim_type.spec(name)
        end = place[-1][1]
        line_end = self._text.find("\n", end)
        days = self._found_in(place[0][0], line_end if line_end >= 0 else len(self._text), slot.spec)
        if spec is None or name in self._found.seen or len(days) < 2:
            return
        first, second = ((place[0][0] + one.start, place[0][0] + one.end) for one in days[:2])
        if _PERIOD.fullmatch(self._text, first[1], second[0]):
            self._found.seen.add(name)
            self._add(name, spec, (second,))

    def _take_both(self, hit: Hit, line: Line) -> None:
        """The day and the time of day that stand behind one label ("date and time of loss")."""
        slots = [match.slot for match in hit.matches if not match.generic and not match.slot.record]
        if sorted(slot.spec.kind for slot in slots) != ["date", "time"]:
            return
        place = ((hit.value_start, hit.value_end),) if hit.inline else self._value_place(hit, line, slots[0])
        for slot in slots if place else ():
            self._found.seen.add(slot.path())
            found = [
                (start + one.start, start + one.end)
                for start, end in place or ()
                for one in self._found_in(start, end, slot.spec)
            ]
            if len(found) == 1:
                self._add(slot.path(), slot.spec, (found[0],))

    def _kin_of(self, hit: Hit, line: Line) -> str:
        """Whose box the label stands under, or else beside: on paper forms "CITY" belongs to the address above it."""
        column = hit.cell.column
        above = [place for place in self._kin if place[0] < line.number and abs(place[1] - column) <= 3]
        nearest = max(above, default=(-_KIN_LINES - 1, 0))
        if line.number - nearest[0] <= _KIN_LINES:
            return self._kin[nearest]
        left = [place for place in self._kin if place[0] == line.number and place[1] < column]
        return self._kin[max(left)] if left else ""

    def _take_tick(self, hit: Hit, line: Line, spec: FieldSpec, path: str) -> bool:
        """Read ticked options beside the label, or below it; False where there are no boxes to tick."""
        following = [other.start for other in self._hits[line.number] if other.start > hit.start]
        regions = [(hit.value_start, min([line.end, *following]))]
        left, right = self._sheet.columns(hit.cell, line)
        said = hit.inline and self._sheet.parse(spec, self._text[hit.value_start : hit.value_end]) is not None
        for below in self._sheet.under(line) if not hit.inline or (spec.kind == "enum" and not said) else ():
            first = box_column(below.cells, left - 3)
            regions.append((min(below.end, below.start + first), min(below.end, below.start + right - 1)))
        for start, stop in regions:
            choice = ticked(self._text[start:stop])
            if choice is None:
                continue
            self._found.seen.add(path)
            for option_start, option_end in choice:
                self._add(path, spec, ((start + option_start, start + option_end),))
            return True
        return False

    def _value_place(self, hit: Hit, line: Line, slot: Slot) -> Place | None:
        if hit.inline:
            return self._inline(hit, line, slot)
        styles = self._sheet.styles or ("right", "below")
        asks = self._text[hit.start : hit.value_start].rstrip().endswith("?")  # a question's mark points nowhere
        if hit.marked and not (asks and self._sheet.styles):
            styles = ("right", "below")
        elif slot.spec.kind not in SHAPED and self._sheet.styles:
            styles = self._sheet.styles[:1]  # a box that is blank here is blank, whatever stands on its other side
        places = [place for style in styles if (place := self._sheet.at(style, hit, line))]
        fitting = next((place for place in places if self._sheet.fits(slot.spec, place)), None)
        chosen = fitting or (places[0] if places else None)
        return self._wrapped(chosen, slot.spec) if chosen else None

    def _inline(self, hit: Hit, line: Line, slot: Slot) -> Place | None:
        """What stands after the label in its cell: all of it, or in running text the first value of its kind."""
        start, end = hit.value_start, hit.value_end
        if slot.spec.kind in ("name", "organisation"):
            aside = _ASIDE_AFTER_NAME.search(self._text, start, end)
            end = aside.start() if aside else end
        if slot.spec.kind in SHAPED:
            return self._shaped(start, end, hit, slot.spec)
        if hit.marked and self._sheet.parse(slot.spec, self._text[start:end]) is not None:
            if slot.spec.kind != "narrative" and end - start > _LONGEST_PROSE_VALUE:
                return None
            place = ((start, end),)
            sentence = _SENTENCE.search(self._text, start, end)
            if sentence and slot.spec.kind in ("narrative", "text") and not self._sheet.styles:
                return ((start, sentence.start() + 1),)
            runs_on = not self._text[end : hit.cell.end].strip(TRIMMED)
            rest = self._rest_of_sentence(end) if runs_on and slot.spec.kind == "text" else None
            if rest and self._sheet.styles[:1] != ("below",):
                return ((start, end), rest)
            return self._wrapped(place, slot.spec) if runs_on else place
        if slot.spec.kind in FREE and hit.marked:
            name = FREE[slot.spec.kind].match(self._text, start, end)
            return (name.span(),) if name else None
        if self._boxed and hit.leading and self._text[start - 1].isspace() and end - start <= _LONGEST_UNMARKED:
            return ((start, end),)
        return None

    def _shaped(self, start: int, end: int, hit: Hit, spec: FieldSpec) -> Place | None:
        """A value with a shape: the one right behind the label if words follow it, else all that stands there."""
        near = [found for found in self._found_in(start, end, spec) if found.start <= _REACH]
        rest = self._text[start + near[0].end : end] if near else ""
        if near and spec.kind != "year" and _WORD.search(rest):  # behind a year, make and model may follow
            return ((start + near[0].start, start + near[0].end),)
        short = hit.marked or end - start <= _LONGEST_UNMARKED
        if short and self._sheet.parse(spec, self._text[start:end]) is not None:
            return ((start, end),)
        if near:
            return ((start + near[0].start, start + near[0].end),)
        return ((start, end),) if hit.marked and end - start < _LONGEST_PROSE_VALUE else None

    def _rest_of_sentence(self, end: int) -> tuple[int, int] | None:
        """What of a sentence stands on the next line: "… Body part: left / index finger. He went …"."""
        number = next(line.number for line in self._lines if line.start <= end <= line.end)
        if self._text[end : end + 1] != "\n" or end - self._lines[number].start < _LEAST_PROSE:
            return None
        rest = _LINE_REST.match(self._text, end + 1)
        return rest.span(1) if rest else None

    def _found_in(self, start: int, end: int, spec: FieldSpec) -> list[Candidate]:
        return KINDS[spec.kind].find(self._text[start:end], self._material.hints(spec))

    def _wrapped(self, place: Place, spec: FieldSpec) -> Place:
        """The value with the lines it runs on to, where its kind may wrap."""
        pieces = list(place)
        number = next(line.number for line in self._lines if line.start <= pieces[0][0] <= line.end)
        column = pieces[0][0] - self._lines[number].start
        for line in self._lines[number + 1 : number + _WRAPPING.get(spec.kind, 0)]:
            cell = next((cell for cell in line.cells if abs(cell.column - column) <= 3), None)
            labelled = line.number not in self._hits or self._hits[line.number]
            if cell is None or labelled or self._vocabulary.heading(words_of(cell.text), Section()):
                break
            pieces.append((cell.start, cell.end))
        return tuple(pieces)

    def _add(self, path: str, spec: FieldSpec, place: Place) -> None:
        verbatim = self._sheet.words(place)
        self._found.readings.append(
            Reading(
                path=path,
                verbatim=verbatim,
                value=self._sheet.parse(spec, verbatim),
                source=ReadingSource.LABEL,
                spans=tuple(span_at(self._document, start, end) for start, end in place),
            )
        )


def read_labels(document: Document, material: Material, boxed: bool = False) -> Labelled:
    """The labelled readings of one document; `boxed` where nothing but a form's boxes stands on it, and no sentence."""
    return LabelReader(document, material, boxed).read()
