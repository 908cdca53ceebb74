"""One claim as the page shows it: documents with highlights, fields in groups, findings where they belong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from agent.review.evidence import Exhibit, exhibit
from agent.review.long_lists import LongList, take_long_lists
from agent.review.verdicts import shown
from pipelines.claim import Claim, Document, Field, Finding, Genre, ReadingSource, Severity, Span
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.placing import name_of
from pipelines.rules.rule import sentence_case, spoken

_ROW = re.compile(r"(\w+)\[(\d+)\]\.(\w+)")
_SOURCES = {
    ReadingSource.FORM: "form field",
    ReadingSource.LABEL: "label",
    ReadingSource.MODEL: "model",
    ReadingSource.CODE: "computed",
    ReadingSource.PERSON: "person",
}
_FORMATS = {
    "application/pdf": "PDF",
    "text/plain": "text",
    "text/html": "web page",
    "message/rfc822": "e-mail",
    "application/rtf": "RTF",
    "application/edi-x12": "X12",
    "application/fhir+json": "FHIR",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "image/png": "picture",
    "image/jpeg": "picture",
    "image/tiff": "scan",
}
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Row:
    """One field on the page. `key` ties it to its highlights; `value` is what its input holds at first."""

    key: str
    path: str
    label: str
    spec: FieldSpec | None
    field: Field | None
    value: str
    typed: str
    findings: tuple[Finding, ...]
    fault: str | None
    confirmed: bool

    @property
    def critical(self) -> bool:
        """Whether a wrong value here makes the whole reading wrong."""
        return self.spec is not None and self.spec.critical

    @property
    def telling(self) -> tuple[Finding, ...]:
        """What to say beside the field: where it was not found, not also what could not be checked without it."""
        return tuple(one for one in self.findings if self.field or one.outcome != "missing")

    @property
    def is_long(self) -> bool:
        """Whether the value needs more than one line."""
        return (self.spec is not None and self.spec.kind in ("narrative", "address")) or len(self.value) > 48

    @property
    def how(self) -> str:
        """How the value was read, in a word or two: "form field + label"."""
        if self.field is None:
            return ""
        readings = {reading.source for reading in self.field.readings if reading.value == self.field.value}
        readings.add(self.field.chosen.source)
        return " + ".join(_SOURCES[source] for source in ReadingSource if source in readings)

    @property
    def verbatim(self) -> str:
        """What stands in the document, where that is not what the value says; else ""."""
        if self.field is None:
            return ""
        verbatim = " ".join(self.field.chosen.verbatim.split())
        return "" if verbatim.casefold() == " ".join(self.value.split()).casefold() else verbatim


@dataclass(frozen=True)
class Group:
    """Fields that are read together: what was found, and what was not."""

    title: str
    rows: tuple[Row, ...]
    absent: tuple[Row, ...]


@dataclass(frozen=True)
class ClaimView:
    """All that the claim page shows."""

    claim: Claim
    title: str
    exhibits: tuple[Exhibit, ...]
    groups: tuple[Group, ...]
    lists: tuple[LongList, ...]
    findings: tuple[tuple[str, Finding], ...]  # (key, finding), most severe first
    critical: int
    faults: int


@dataclass(frozen=True)
class Draft:
    """What a handler had typed and ticked when the form came back with faults."""

    typed: Mapping[str, str]
    confirmed: Iterable[str]
    faults: Mapping[str, str]


NO_DRAFT = Draft({}, (), {})


def view(
    claim: Claim, claim_type: ClaimType | None, draft: Draft = NO_DRAFT, opened: Collection[str] = ()
) -> ClaimView:
    """Lay a claim out; `draft` keeps what was typed, and `opened` names rows of long lists to be changed."""
    every = _rows(claim, claim_type, draft)
    rows, lists = take_long_lists(every, opened)
    findings = tuple(
        (f"n{number}", finding)
        for number, finding in enumerate(sorted(claim.findings, key=lambda finding: _WEIGHT[finding.severity]))
    )
    evidence: dict[str, tuple[Span, ...]] = {row.key: row.field.chosen.spans for row in every if row.field}
    evidence |= {key: finding.spans for key, finding in findings if finding.spans}
    return ClaimView(
        claim=claim,
        title=claim_type.title if claim_type else "Claim of unknown type",
        exhibits=tuple(exhibit(one, _title(one, claim.documents), evidence) for one in claim.documents),
        groups=tuple(_groups(rows)),
        lists=lists,
        findings=findings,
        critical=sum(row.critical for row in rows),
        faults=len(draft.faults),
    )


def label(name: str) -> str:
    """A field's name as words: "vehicle_vin" is "Vehicle VIN"."""
    return sentence_case(spoken(name))


def _rows(claim: Claim, claim_type: ClaimType | None, draft: Draft) -> list[Row]:
    """A row per field that was read, and per field of the type that was not; records by row number."""
    paths = [spec.name for spec in claim_type.fields] if claim_type else []
    own = set(paths)
    paths += [field.path for field in claim.fields if field.path not in own]
    confirmed = set(draft.confirmed)
    read = {field.path: field for field in claim.fields}
    told: dict[str, list[Finding]] = {}
    for finding in claim.findings:
        for path in dict.fromkeys(finding.paths):
            told.setdefault(path, []).append(finding)
    rows = []
    for number, path in enumerate(paths):
        field = read.get(path)
        value = shown(field.value if field else None)
        rows.append(
            Row(
                key=f"f{number}",
                path=path,
                label=label(path.rpartition(".")[2]),
                spec=claim_type.spec(path) if claim_type else None,
                field=field,
                value=value,
                typed=draft.typed.get(path, value),
                findings=tuple(told.get(path, ())),
                fault=draft.faults.get(path),
                confirmed=path in confirmed,
            )
        )
    return rows


def _groups(rows: list[Row]) -> Iterable[Group]:
    """Groups in the type's order, then each record by its number."""
    by_title: dict[str, list[Row]] = {}
    for row in rows:
        by_title.setdefault(_group_title(row), []).append(row)
    for title, members in by_title.items():
        # What the rules miss is shown among the rest: a gap is a reason to look.
        present = [row for row in members if row.field or _is_missed(row)]
        yield Group(title, tuple(present), tuple(row for row in members if row not in present))


def _group_title(row: Row) -> str:
    record = _ROW.fullmatch(row.path)
    if record:
        return f"{label(record[1])} {int(record[2]) + 1}"
    return label(row.spec.group) if row.spec else "Other"


def _is_missed(row: Row) -> bool:
    return row.critical or row.fault is not None or bool(row.typed) or (row.spec is not None and row.spec.required)


def _title(document: Document, documents: tuple[Document, ...]) -> str:
    """What a document is, without its file name."""
    place = f"Document {documents.index(document) + 1} of {len(documents)}"
    name = "" if document.genre is Genre.UNKNOWN else name_of(document, documents)
    if document.transcribed_by:
        written = f"page {document.pages[0].number}, transcribed by {document.transcribed_by}"
        return " · ".join(part for part in (place, name, written) if part)
    role = {"file": "", "body": "e-mail body", "attachment": "attachment"}[document.role]
    numbers = [page.number for page in document.pages]
    pages = f"{len(numbers)} pages" if len(numbers) > 1 else ""
    if numbers and numbers[0] > 1:
        pages = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {numbers[0]} to {numbers[-1]}"
    parts = (place, name, role, _FORMATS.get(document.media_type, document.media_type), pages)
    return " · ".join(part for part in parts if part)
