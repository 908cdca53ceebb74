"""ClaimType: a claim type as data: its fields, its lists of records, and the words by which it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Attribute

from pipelines.claim import Immutable
from pipelines.claim_types.faults import FaultyTypeError, faults_of

_INDEX = re.compile(r"\[(\d+)\]")
LINES_OF_BUSINESS = ("auto", "property", "health", "liability", "workers_comp", "dental", "other")


def _split(words: object) -> object:
    """Take "loss date | date of loss" for the list of its parts."""
    return tuple(part.strip() for part in words.split("|") if part.strip()) if isinstance(words, str) else words


def _named(options: object) -> object:
    """Take the keys true and false, which YAML reads as truth values, for the names of options."""
    if not isinstance(options, Mapping):
        return options
    return {str(name).lower() if isinstance(name, bool) else name: words for name, words in options.items()}


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Options = Annotated[dict[str, Words], BeforeValidator(_named)]


class FieldSpec(Immutable):
    """One thing to read. Lists of words may be written "date of loss | loss date | DOL".

    `labels` are the words printed beside the value on forms or said before it in letters, most telling first.
    `section_labels` are words too general to stand alone ("name", "phone"): they mean this field only under one of
    the headings in `sections` ("driver information").
    `options` maps each value of an enum, or the "true" and "false" of a boolean, to the words that say so in documents.
    `form` names the fillable fields that carry it: a plain name, or a template such as
    "{birth_mm}/{birth_dd}/{birth_yy}"; in records `<n>` stands for the row, counted from 1, and a name without it
    belongs to the first row.
    `phrases` are turns of running text with "{}" where the value stands ("my name is {}"), and "…" where a few other
    words may stand.
    `questions` are what staff ask on the telephone to hear it ("what is your name").
    `beside` names fields in whose sentence this one may stand unnamed (the time beside the date).
    `endings` are the last words of its values where these give them away ("Police Department").
    `cues` are words without which a text says nothing about this field (else its labels): the model is then not asked
    for it. Critical and required fields are always asked for.
    """

    name: str
    kind: str  # a key of pipelines.values.KINDS
    description: str
    labels: Words = ()
    sections: Words = ()
    section_labels: Words = ()
    options: Options = Attribute(default_factory=dict)
    form: Words = ()
    phrases: Words = ()
    cues: Words = ()
    questions: Words = ()
    beside: Words = ()
    endings: Words = ()
    dateline: bool = False  # the date at the top of a letter or an e-mail is this field
    sole: bool = False  # the only value of its kind in a claim is this field
    anywhere: bool = False  # the words of its options say so wherever they stand, not only beside a label
    asked: bool = True  # False: small models give somebody else's where the text names none, so no model is asked
    critical: bool = False  # a wrong value here makes the whole reading wrong
    required: bool = False  # a claim without it goes to review
    group: str = "other"  # fields of a group are asked of the model together


class RecordSpec(Immutable):
    """A list of records (vehicles, service lines): read row by row, counted.

    `columns` names the columns of a form ("vehicle A/party A | vehicle B/party B", wordings parted by a slash) of which
    each is a row of this list, in this order.
    `counted` are the nouns beside which a document says how many rows there are ("claims" in "number of claims: 12").
    """

    name: str
    description: str
    fields: tuple[FieldSpec, ...]
    labels: Words = ()  # headings under which the rows stand
    cues: Words = ()  # further words without which a text has no such rows
    anchor: str = ""  # the column of which each value in running text opens a row
    columns: Words = ()
    counted: Words = ()
    by_place: bool = False  # others refer to a row by its place: the row after one that cannot be read keeps its own
    max_rows: int = 12  # more are odd: they are kept, and a finding says so

    def field(self, name: str) -> FieldSpec | None:
        """The column of this name, or None."""
        return next((spec for spec in self.fields if spec.name == name), None)


class ClaimType(Immutable):
    """A kind of claim. `cues` are words that tell its documents from others', with no weight of their own.

    `declared` are the structured documents that are of this type whatever they hold ("837P", "fhir:professional").
    `edi` and `fhir` name, by field path (`service_lines[].charge`), the entries of such documents that carry the field,
    most telling first; templates as in `FieldSpec.form`, `<n>` standing for the row, here counted from 0.
    `day_first`: documents of this type write 31/12/2026, where none of their dates shows otherwise.
    """

    name: str
    title: str
    line: str
    description: str
    cues: Words
    fields: tuple[FieldSpec, ...]
    records: tuple[RecordSpec, ...] = ()
    day_first: bool = False
    declared: Words = ()
    edi: dict[str, Words] = Attribute(default_factory=dict)
    fhir: dict[str, Words] = Attribute(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> ClaimType:
        faults = tuple(faults_of(self))
        if faults:
            raise FaultyTypeError(faults)
        return self

    def specs(self) -> Iterator[tuple[str, FieldSpec]]:
        """Every field with its path; columns of records as `service_lines[].charge`."""
        for spec in self.fields:
            yield spec.name, spec
        for record in self.records:
            for spec in record.fields:
                yield f"{record.name}[].{spec.name}", spec

    def spec(self, path: str) -> FieldSpec | None:
        """The specification behind a path, with or without row numbers ("vehicles[0].vin", "vehicles[].vin")."""
        return self._by_path.get(_INDEX.sub("[]", path))

    @cached_property
    def _by_path(self) -> dict[str, FieldSpec]:
        return dict(self.specs())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other attributes; what is derived of them is derived anew."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("_by_path", None)
        return copied

    def record(self, name: str) -> RecordSpec | None:
        """The list of records of this name, or None."""
        return next((record for record in self.records if record.name == name), None)

    def has(self, path: str) -> bool:
        """Whether this type knows the field or the list of records at `path`."""
        return self.spec(path) is not None or self.record(path) is not None


def field(name: str, kind: str, description: str, labels: str = "", **attributes: Any) -> FieldSpec:
    """A FieldSpec in one line; `attributes` are its other attributes, lists of words as in "name | full name"."""
    return FieldSpec.model_validate(
        {"name": name, "kind": kind, "description": description, "labels": labels, **attributes}
    )


def record(name: str, description: str, labels: str, fields: tuple[FieldSpec, ...], **attributes: Any) -> RecordSpec:
    """A RecordSpec in one line; `labels` are headings, as in "witnesses | witnesses or passengers"."""
    named = tuple(spec.model_copy(update={"group": name}) for spec in fields)
    return RecordSpec.model_validate(
        {"name": name, "description": description, "labels": labels, "fields": named, **attributes}
    )


def group(name: str, sections: str, *fields: FieldSpec) -> tuple[FieldSpec, ...]:
    """Fields that are asked of the model together; those with `section_labels` and no sections take these."""
    headings = _split(sections)
    return tuple(
        spec.model_copy(update={"group": name, "sections": spec.sections or (headings if spec.section_labels else ())})
        for spec in fields
    )
