"""Read entries: the values of structured documents (X12, FHIR), by the entry paths that a claim type names.

`ClaimType.edi` and `ClaimType.fhir` map a field's path to templates, most telling first; the first that gives a value
is the reading. Columns of lists are named `service_lines[].charge`. A template is one of

- an entry's path: `2300.CLM.02`, `Claim.total.value`. An index `[0]` may be left out, in the template and in the
  document: `Claim.item.net` is `Claim.item[0].net`. `[*]` stands for any index or qualifier, or none; the first in the
  document's order wins.
- parts in braces with text between, "{2010BA.NM1[IL].04} {2010BA.NM1[IL].03}": parts without a value fall away with the
  blanks and commas beside them; without any value it gives nothing. More than one value makes a reading derived by
  "compose".
- `sum(2400[*].SV1.02)`: the amounts at all entries that match, added ("sum", with the spans of all addends); where one
  of them is no amount, nothing. `sum(service_lines[].charge)` adds what was read for a column, if every row has it.
- `product(fhir.lines[<n>].unit_price, fhir.lines[<n>].quantity)`: the first times what there is of the others
  ("product"); without the first, nothing.

In columns of lists `<n>` is the row counted from 0 and `<n-1>` the row before, so that "2300.HI[ABK].02" (no row: the
first one) and "2300.HI[ABF][<n-1>].02" together give one list. A template that ends in ` each` holds for every row
though it names none. There are as many rows as the document has, whatever the list's `max_rows`.

After a path, alone or in braces, may stand
- a map of codes: `2000B.SBR.02(18=self, 19=child, *=other)`; `*` is any other code; what a map leaves out gives
  nothing; `(Y=true, N=false)` for a boolean;
- a function: `2300.DTP[434].03:first`, after the map where there is one. They stand in `templates.FUNCTIONS`.

At a template's end, after ` each`, may stand conditions, all of which must hold (`<n>` and `[*]` as in paths):
` if 2010AA.NM1[85].08=XX` (one of several values with commas; without "=" any value), ` unless 2010CA` (no entry's path
begins so).

The value is then read by the field's kind. Amounts with fractions of a cent, which programs may send, are rounded to
the cent, half a cent up ("round"). Readings have the source FORM; their spans are SegmentSpan where the entry
has a segment, else PathSpan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from itertools import pairwise
from math import prod

from pipelines.claim import Document, Entry, PathSpan, Reading, ReadingSource, SegmentSpan, Span, Value
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.material import Material
from pipelines.extracting.templates import FINAL, ROW, Template, template_of
from pipelines.values import KINDS

X12 = "application/edi-x12"
_NUMBERS = frozenset({"identifier", "policy_number", "claim_number"})
_AMOUNT = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,6})?|\.\d{1,6})")
_ZERO = re.compile(r"\[0\](?!\[)")
_NUMBER = re.compile(r"\[(\d+)\]")
_CENT, _LARGEST = Decimal("0.01"), Decimal(10) ** 12
_FACTOR = re.compile(r"-?\d{1,12}(?:\.\d{1,8})?")


class EntryReader:
    """Reads the entries of one document."""

    def __init__(self, document: Document, material: Material) -> None:
        self._document = document
        self._material = material
        self._type = material.claim_type
        self._written = self._type.edi if document.media_type == X12 else self._type.fhir
        self._by_path: dict[str, Entry] = {}
        for entry in document.entries:
            if entry.value.strip():
                self._by_path.setdefault(_plain(entry.path), entry)
        self._matches: dict[str, dict[int, list[Entry]]] = {}  # of paths with [*], by row
        self._beginnings: dict[str, bool] = {}

    def read(self) -> Iterator[Reading]:
        """A reading for each field, and for each column of each row, of which the document has a value."""
        for spec in self._type.fields:
            yield from self._first(spec.name, spec, self._templates(spec.name), 0)
        for record in self._type.records:
            yield from self._list(record.name)

    def _list(self, name: str) -> Iterator[Reading]:
        record = self._type.record(name)
        if record is not None:
            columns = [(spec, self._templates(f"{record.name}[].{spec.name}")) for spec in record.fields]
            rows = self._rows([template for _, templates in columns for template in templates])
            for row in range(rows):
                for spec, templates in columns:
                    fitting = [one for one in templates if one.has_row or one.each or one.is_sum or row == 0]
                    yield from self._first(f"{record.name}[{row}].{spec.name}", spec, fitting, row)

    def _templates(self, name: str) -> list[Template]:
        return [template_of(written) for written in self._written.get(name, ())]

    def _rows(self, templates: Sequence[Template]) -> int:
        """How many rows the document has for columns with these templates."""
        most = 1 if any(template.parts for template in templates) else 0
        for path in {part.path for template in templates for part in template.parts}:
            match = ROW.search(path)
            if match is None:
                continue
            behind = int(match[1] or 0)
            if "[*]" in path[: match.start()]:
                most = max([most, *(row + 1 for row in self._scan(path))])
            else:
                most = max(most, self._indices.get(path[: match.start() - 1], 0) + 1 + behind)
        return most

    @cached_property
    def _indices(self) -> dict[str, int]:
        """The highest number behind each beginning of a path: `Claim.item` of `Claim.item[3].net` has 3."""
        highest: dict[str, int] = {}
        for path in {entry.path.rpartition(".")[0] for entry in self._document.entries}:
            for match in _NUMBER.finditer(path):
                start = path[: match.start()]
                highest[start] = max(highest.get(start, 0), int(match[1]))
        return highest

    def _first(self, path: str, spec: FieldSpec, templates: Sequence[Template], row: int) -> Iterator[Reading]:
        for template in templates:
            if all(self._holds(kind, told, row) for kind, told in template.conditions):
                reading = self._read(path, spec, template, row)
                if reading is not None:
                    yield reading
                    return

    def _read(self, path: str, spec: FieldSpec, template: Template, row: int) -> Reading | None:
        if template.is_product:
            return self._product(path, template, row)
        if template.is_sum:
            first = template.parts[0].path
            return self._column_sum(path, first) if "[]." in first else self._sum(path, template, row)
        return self._apply(path, spec, template, row)

    def _holds(self, kind: str, told: str, row: int) -> bool:
        path, has_value, values = told.partition("=")
        if kind == "if":
            entry = self._entry(path, row)
            return entry is not None and (not has_value or entry.value.strip() in values.split(","))
        if path not in self._beginnings:
            self._beginnings[path] = any(known.startswith(path) for known in self._by_path)
        return not self._beginnings[path]

    def _apply(self, path: str, spec: FieldSpec, template: Template, row: int) -> Reading | None:
        found: list[tuple[int, str, Entry]] = []
        for number, part in enumerate(template.parts):
            entry = self._entry(part.path, row)
            text = part.text(entry.value.strip()) if entry else ""
            if entry and text:
                found.append((number, text, entry))
        if not found:
            return None
        composed = len(found) > 1
        text = _joined(template.texts, [(number, text) for number, text, _ in found])
        function = template.parts[found[0][0]].function
        value = text if function in FINAL else self._value(spec, text)
        derivation = "compose" if composed else function if function in FINAL else None
        if derivation is None and spec.kind == "money" and value is not None and _AMOUNT.fullmatch(text):
            derivation = "round" if Decimal(text) != Decimal(str(value)) else None
        return Reading(
            path=path,
            verbatim=text if composed else found[0][2].value,
            value=value,
            source=ReadingSource.FORM,
            spans=tuple(self._span(entry) for _, _, entry in found),
            derivation=derivation,
        )

    def _value(self, spec: FieldSpec, text: str) -> Value | None:
        """What a value means. Programs write numbers exactly: no figure of an identifier is a date or a telephone's."""
        if spec.kind in _NUMBERS and (" " not in text or any(map(str.isdigit, text))):
            return " ".join(text.upper().split())
        if spec.kind == "money" and _AMOUNT.fullmatch(text):
            return _to_the_cent(Decimal(text))
        return KINDS[spec.kind].parse(text, self._material.hints(spec))

    def _sum(self, path: str, template: Template, row: int) -> Reading | None:
        entries = self._entries(template.parts[0].path, row)
        if not entries or not all(_AMOUNT.fullmatch(entry.value.strip()) for entry in entries):
            return None
        total = _to_the_cent(sum((Decimal(entry.value.strip()) for entry in entries), Decimal(0)))
        if total is None:
            return None
        return Reading(
            path=path,
            verbatim=total,
            value=total,
            source=ReadingSource.FORM,
            spans=tuple(map(self._span, entries)),
            derivation="sum",
        )

    def _column_sum(self, path: str, column: str) -> Reading | None:
        record, _, name = column.partition("[].")
        rows = list(self._list(record))
        addends = [reading for reading in rows if reading.path.endswith(f"].{name}")]
        amounts = [reading.value for reading in addends if reading.value is not None]
        if not amounts or len(amounts) < len({reading.path.partition(".")[0] for reading in rows}):
            return None
        total = f"{sum((Decimal(str(amount)) for amount in amounts), Decimal(0)):.2f}"
        return Reading(
            path=path,
            verbatim=total,
            value=total,
            source=ReadingSource.FORM,
            spans=tuple(span for reading in addends for span in reading.spans),
            derivation="sum",
        )

    def _product(self, path: str, template: Template, row: int) -> Reading | None:
        entries = [self._entry(part.path, row) for part in template.parts]
        found = [entry for entry in entries if entry is not None]
        numbers = [Decimal(entry.value) for entry in found if _FACTOR.fullmatch(entry.value)]
        if entries[0] is None or len(numbers) < len(found):
            return None
        amount = _to_the_cent(prod(numbers, start=Decimal(1)))
        if amount is None:
            return None
        return Reading(
            path=path,
            verbatim=amount,
            value=amount,
            source=ReadingSource.FORM,
            spans=tuple(map(self._span, found)),
            derivation="product",
        )

    def _entry(self, path: str, row: int) -> Entry | None:
        if "[*]" not in path:
            placed = _at_row(path, row)
            return self._by_path.get(_plain(placed)) if placed else None
        return next(iter(self._entries(path, row)), None)

    def _entries(self, path: str, row: int) -> list[Entry]:
        if "[*]" not in path:
            entry = self._entry(path, row)
            return [entry] if entry else []
        return self._scan(path).get(row if ROW.search(path) else 0, [])

    def _scan(self, path: str) -> dict[int, list[Entry]]:
        """The entries that match a path with [*], by row."""
        if path not in self._matches:
            pattern, behind = _pattern(path)
            found: dict[int, list[Entry]] = {}
            for entry in self._document.entries:
                match = pattern.fullmatch(entry.path)
                if match and entry.value.strip():
                    row = int(match.groupdict().get("n") or 0) + behind
                    found.setdefault(row, []).append(entry)
            self._matches[path] = found
        return self._matches[path]

    def _span(self, entry: Entry) -> Span:
        if entry.segment:
            return SegmentSpan(
                document_id=self._document.id,
                text=entry.value,
                segment=entry.segment,
                element=entry.element,
                component=entry.component,
            )
        return PathSpan(document_id=self._document.id, text=entry.value, path=entry.place or entry.path)


def _to_the_cent(amount: Decimal) -> str | None:
    """An amount with two places, half a cent counting as one; None beyond what any claim is about."""
    if abs(amount) >= _LARGEST:
        return None
    return f"{amount.quantize(_CENT, ROUND_HALF_UP) + 0:f}"


def read_entries(document: Document, material: Material) -> tuple[list[Reading], set[str]]:
    """Readings of one structured document, and the paths that it is not to be asked for again: all of its claim type.

    A document without entries gives nothing.
    """
    if not document.entries:
        return [], set()
    return list(EntryReader(document, material).read()), {name for name, _ in material.claim_type.specs()}


def _plain(path: str) -> str:
    """The path without the indices [0] that may be left out."""
    if "[0]" not in path:
        return path
    shorter = _ZERO.sub("", path)
    return shorter if shorter == path else _plain(shorter)


def _at_row(path: str, row: int) -> str | None:
    """The path with its row in place; None for a row that there is not."""
    match = ROW.search(path)
    if match is None:
        return path
    number = row - int(match[1] or 0)
    return ROW.sub(str(number), path) if number >= 0 else None


@cache
def _pattern(path: str) -> tuple[re.Pattern[str], int]:
    """What a path with [*] matches, and by how much its row lags behind."""
    row = ROW.search(path)
    pieces = re.split(r"(\[\*\]|\[<n(?:-\d)?>\]|\[0\])", path)
    meant = {"[*]": r"(?:\[[^\]]*\])?", "[0]": r"(?:\[0\])?"}
    pattern = "".join(
        meant.get(piece) or (r"(?:\[(?P<n>\d+)\])?" if piece.startswith("[<n") else re.escape(piece))
        for piece in pieces
    )
    return re.compile(pattern), int(row[1] or 0) if row else 0


def _joined(texts: Sequence[str], found: Sequence[tuple[int, str]]) -> str:
    """The values with the text between them; where a part is missing, the more telling of the texts around it."""
    first, last = found[0][0], found[-1][0]
    whole = (texts[0] if first == 0 else "") + found[0][1]
    for (before, _), (number, text) in pairwise(found):
        between = max(texts[before + 1 : number + 1], key=lambda piece: len(piece.strip()))
        whole += between + text
    return whole + (texts[-1] if last == len(texts) - 2 else "")
