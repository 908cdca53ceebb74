"""Read forms: the values of fillable fields, by the names that a claim type knows them under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document, FormField, PageSpan, Reading, ReadingSource, Span, Value
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.material import Material
from pipelines.extracting.vocabulary import Section, Slot
from pipelines.extracting.words import tokens_of, words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_PART = re.compile(r"\{([^{}]+)\}")
_ROW = re.compile(r"^(?P<record>[a-z_]+?)[._\[ ]+(?P<row>\d{1,2})[\]._ ]+(?P<column>[a-z_]+)$", re.IGNORECASE)
_YES = {"yes", "y", "true", "on"}
_NO = {"no", "n", "false", "number"}  # the words of labels spell "no" as "number"


class FormReader:
    """Reads the fillable fields of one document."""

    def __init__(self, document: Document, material: Material) -> None:
        self._document = document
        self._material = material
        self._type = material.claim_type
        self._vocabulary = material.vocabulary
        self._by_name = {field.name.casefold(): field for field in document.form}
        self._used: set[str] = set()

    def read(self) -> tuple[list[Reading], set[str]]:
        """The readings, and the paths whose fillable field is there, filled in or not."""
        readings: list[Reading] = []
        seen: set[str] = set()
        for path, template, spec in self._templates():
            parts = self._parts(template)
            if parts is None:
                continue
            seen.add(path)
            self._used |= {part.name for part in parts}
            reading = self._compose(path, template, spec, parts)
            if reading:
                readings.append(reading)
        for field in self._document.form:
            if field.name not in self._used:
                found = self._by_own_name(field)
                if found:
                    seen.add(found[0])
                    readings += [found[1]] if found[1] else []
        return readings, seen

    def _templates(self) -> Iterator[tuple[str, str, FieldSpec]]:
        for spec in self._type.fields:
            for template in spec.form:
                yield spec.name, template, spec
        for record in self._type.records:
            for row in range(record.max_rows):
                for spec in record.fields:
                    for template in spec.form:
                        if row and "<n>" not in template:
                            continue  # a name without a row number belongs to the first row
                        path = f"{record.name}[{row}].{spec.name}"
                        yield path, template.replace("<n>", str(row + 1)), spec

    def _parts(self, template: str) -> list[FormField] | None:
        """The fields that a template names; None where the form has not all of them."""
        names = _PART.findall(template) or [template]
        parts = [self._by_name.get(name.casefold()) for name in names]
        return None if None in parts else [part for part in parts if part]

    def _compose(self, path: str, template: str, spec: FieldSpec, parts: list[FormField]) -> Reading | None:
        if not any(part.value.strip() for part in parts):
            return None
        if len(parts) == 1 and not _PART.search(template):
            return self._reading(path, spec, parts[0])
        values = iter(part.value.strip() for part in parts)
        text = _PART.sub(lambda _: next(values), template)
        spans = tuple(self._span(part) for part in parts if part.value.strip())
        value = KINDS[spec.kind].parse(text, self._material.hints(spec))
        return Reading(
            path=path, verbatim=text, value=value, source=ReadingSource.FORM, spans=spans, derivation="compose"
        )

    def _reading(self, path: str, spec: FieldSpec, field: FormField) -> Reading | None:
        if not field.value.strip() or (field.kind == "tick" and field.value == "false"):
            return None
        value: Value | None
        if field.kind == "tick" and field.value == "true":
            value = True if spec.kind == "boolean" else None
        else:
            value = KINDS[spec.kind].parse(field.value, self._material.hints(spec))
        return Reading(
            path=path, verbatim=field.value, value=value, source=ReadingSource.FORM, spans=(self._span(field),)
        )

    def _span(self, field: FormField) -> Span:
        if field.start >= 0:
            return span_at(self._document, field.start, field.end)
        boxes = (field.box,) if field.box else ()
        return PageSpan(document_id=self._document.id, text=field.value, page=field.page, boxes=boxes)

    def _by_own_name(self, field: FormField) -> tuple[str, Reading | None] | None:
        """A field that the claim type does not list, by its own name: a path, a label, or an option."""
        for name in (field.name, field.label):
            slot_path = self._path_named(name)
            if slot_path:
                slot, path = slot_path
                return path, self._reading(path, slot.spec, field)
        return self._option(field) if field.kind == "tick" else None

    def _path_named(self, name: str) -> tuple[Slot, str] | None:
        row = _ROW.match(name)
        if row:
            key = (row["record"].casefold(), row["column"].casefold())
            column = next((slot for slot in self._vocabulary.slots if slot.key == key), None)
            if column:
                return column, column.path(self._row_number(key[0], int(row["row"])))
        tokens = tokens_of(name.replace("_", " ").replace(".", " "))
        length, matches = self._vocabulary.match(tokens, 0)
        if not length or length != len(tokens):
            return None
        slot = self._vocabulary.resolve(matches, Section())
        return (slot, slot.path()) if slot and not slot.record else None

    def _row_number(self, record: str, written: int) -> int:
        """The row counted from 0: a form that has a row 0 counts so, others count from 1."""
        from_zero = any(name.startswith(record) and re.search(r"\D0\D", name) for name in self._by_name)
        return written if from_zero else max(0, written - 1)

    def _option(self, field: FormField) -> tuple[str, Reading | None] | None:
        """A tick box named after a field and one of its options ("cause_of_loss_fire", "injuries_reported_yes")."""
        words = words_of(field.name.replace("_", " ").replace(".", " "))
        for spec in self._type.fields:
            own = words_of(spec.name.replace("_", " "))
            if words[: len(own)] != own or len(words) == len(own):
                continue
            rest = " ".join(words[len(own) :])
            value: Value | None = None
            if spec.kind == "boolean" and rest in _YES | _NO:
                value = rest in _YES
            elif spec.kind == "enum":
                value = KINDS["enum"].parse(rest, self._material.hints(spec))
            if value is None:
                continue
            if field.value != "true":
                return spec.name, None
            return spec.name, Reading(
                path=spec.name,
                verbatim=field.label or field.name,
                value=value,
                source=ReadingSource.FORM,
                spans=(self._span(field),),
                derivation="tick",
            )
        return None


def read_forms(document: Document, material: Material) -> tuple[list[Reading], set[str]]:
    """Exact readings of one document's fillable fields, and the paths that the form has a field for."""
    if not document.form:
        return [], set()
    return FormReader(document, material).read()
