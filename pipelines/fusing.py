"""Fuse: of all readings of a field choose one, say how sure it is, and make a finding of what stands nowhere."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pipelines.claim import Field, Finding, Immutable, PageSpan, Reading, ReadingSource, Severity
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.grounding import tier
from pipelines.rules.rule import sentence_case, spoken
from pipelines.values.comparing import same

_TRUST = {
    ReadingSource.PERSON: 1.0,
    ReadingSource.FORM: 0.99,
    ReadingSource.LABEL: 0.95,
    ReadingSource.CODE: 0.8,
    ReadingSource.MODEL: 0.9,  # times the probability of its least likely token
}
_RANK = tuple(_TRUST)
LEAST_MODEL_SCORE = 0.57  # below it a model's lone reading is a doubt, not a value
MOST_TRANSCRIBED = 0.7  # of a value that a vision model wrote down: below what is enough for a critical field
LEAST_SEEN = 0.6  # confidence of an OCR engine in a value's words: below it a person is told to compare
_ROW = re.compile(r"^(?P<record>\w+)\[(?P<row>\d+)\]\.(?P<column>\w+)$")


class Fused(Immutable):
    """The claim's fields, in the order of its claim type, and what was dropped on the way."""

    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]


def fuse(claim_type: ClaimType, readings: Sequence[Reading]) -> Fused:
    """The fields that the readings support. Only readings that stand in a document, and that mean something, count."""
    fields: list[Field] = []
    findings: list[Finding] = []
    by_path: dict[str, list[Reading]] = {}
    for reading in readings:
        by_path.setdefault(reading.path, []).append(reading)
    for path, group in by_path.items():
        spec = claim_type.spec(path)
        if spec is None:
            continue
        findings += _ungrounded(path, group, spec)
        usable = [reading for reading in group if reading.spans and reading.value is not None]
        if not usable:
            findings += _unreadable(path, group, spec)
            continue
        field = _field(path, usable, group, spec)
        if field.chosen.source is ReadingSource.MODEL and field.score < LEAST_MODEL_SCORE:
            findings.append(_unsure(path, field, spec))
        else:
            fields.append(field)
            if seen_surely(field.chosen) < LEAST_SEEN:
                findings.append(_blurred(path, field, spec))
    order = {name: position for position, (name, _) in enumerate(claim_type.specs())}
    fields = _renumbered(fields, _held(claim_type, readings))
    fields.sort(key=lambda field: (_row_of(field.path), order[re.sub(r"\[\d+\]", "[]", field.path)]))
    fields.sort(key=lambda field: order[re.sub(r"\[\d+\]", "[]", field.path)] if "[" not in field.path else len(order))
    return Fused(fields=tuple(fields), findings=tuple(findings))


def _field(path: str, usable: list[Reading], group: list[Reading], spec: FieldSpec) -> Field:
    # Handwriting that an OCR engine only guessed at comes after what a vision model made of it.
    again = any(reading.transcribed for reading in usable)
    ranked = sorted(
        usable, key=lambda reading: (_RANK.index(reading.source), again and seen_surely(reading) < LEAST_SEEN)
    )
    chosen = ranked[0]
    grounding = tier(chosen)
    if grounding is None or chosen.value is None:
        raise AssertionError("only grounded readings are chosen")
    return Field(
        path=path,
        value=chosen.value,
        chosen=chosen,
        readings=tuple(group),
        grounding=grounding,
        score=round(_score(chosen, ranked, spec), 4),
    )


def _score(chosen: Reading, usable: list[Reading], spec: FieldSpec) -> float:
    """How likely the chosen reading is right: its source's trust, raised by a different source that agrees, cut by one
    that does not."""
    score = _TRUST[chosen.source] * seen_surely(chosen)
    if chosen.source is ReadingSource.MODEL and chosen.logprob is not None:
        score *= math.exp(chosen.logprob)
    for other in usable:
        if other.source is chosen.source or other.value is None or chosen.value is None:
            continue
        if same(spec.kind, other.value, chosen.value):
            score = max(score, 1 - (1 - score) * 0.4)
        else:
            score *= 0.85
    return min(score, MOST_TRANSCRIBED) if chosen.transcribed else score


def seen_surely(reading: Reading) -> float:
    """How sure the OCR engine is of the least sure word that the reading stands on; 1 where no engine read it."""
    return min((span.confidence for span in reading.spans if isinstance(span, PageSpan)), default=1.0)


def _ungrounded(path: str, group: list[Reading], spec: FieldSpec) -> list[Finding]:
    if all(reading.spans for reading in group):
        return []
    told = any(reading.spans and reading.value is not None for reading in group)
    return [
        Finding(
            rule="grounding.not_in_document",
            severity=Severity.NOTE if told or not spec.critical else Severity.WARNING,
            message=f"A value proposed for {spoken(path)} stands nowhere in the document and was dropped "
            "(rule grounding.not_in_document).",
            paths=(path,),
        )
    ]


def _unreadable(path: str, group: list[Reading], spec: FieldSpec) -> list[Finding]:
    standing = [reading for reading in group if reading.spans]
    if not standing:
        return []
    return [
        Finding(
            rule="extraction.unreadable_value",
            severity=Severity.WARNING if spec.critical or spec.required else Severity.NOTE,
            message=f"{sentence_case(spoken(path))}: “{_short(standing[0].verbatim)}” "
            f"is no {spec.kind.replace('_', ' ')} (rule extraction.unreadable_value).",
            paths=(path,),
            spans=standing[0].spans,
        )
    ]


def _unsure(path: str, field: Field, spec: FieldSpec) -> Finding:
    return Finding(
        rule="extraction.unsure",
        severity=Severity.WARNING if spec.critical else Severity.NOTE,
        message=f"{sentence_case(spoken(path))} may be “{_short(field.chosen.verbatim)}”, "
        "but the reading is too unsure to be taken (rule extraction.unsure).",
        paths=(path,),
        spans=field.chosen.spans,
    )


def _blurred(path: str, field: Field, spec: FieldSpec) -> Finding:
    return Finding(
        rule="extraction.hard_to_read",
        severity=Severity.WARNING if spec.critical else Severity.NOTE,
        message=f"{sentence_case(spoken(path))} was read as “{_short(field.chosen.verbatim)}” from a place that is "
        "hard to read; compare it with the page (rule extraction.hard_to_read).",
        paths=(path,),
        spans=field.chosen.spans,
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}…"


def _row_of(path: str) -> tuple[str, int]:
    match = _ROW.match(path)
    return (match["record"], int(match["row"])) if match else ("", 0)


def _held(claim_type: ClaimType, readings: Sequence[Reading]) -> dict[str, set[int]]:
    """Rows that stand in a document and keep their number though nothing of them could be read, by record."""
    by_place = {record.name for record in claim_type.records if record.by_place}
    held: dict[str, set[int]] = {}
    for one in claim_type.records:
        rows = [row for name, row in (_row_of(reading.path) for reading in readings) if name == one.name]
        if one.columns and rows:  # an empty column A does not make B the first
            held[one.name] = set(range(min(max(rows) + 1, len(one.columns))))
    for reading in readings:
        record, row = _row_of(reading.path)
        if record in by_place and reading.spans:
            held.setdefault(record, set()).add(row)
    return held


def _renumbered(fields: list[Field], held: dict[str, set[int]]) -> list[Field]:
    """Rows counted from 0 without gaps: a row of which nothing is left is no row, unless it is among those `held`."""
    rows = {record: set(numbers) for record, numbers in held.items()}
    for field in fields:
        record, row = _row_of(field.path)
        if record:
            rows.setdefault(record, set()).add(row)
    numbers = {record: {row: number for number, row in enumerate(sorted(found))} for record, found in rows.items()}
    renamed = []
    for field in fields:
        match = _ROW.match(field.path)
        if match:
            row = numbers[match["record"]][int(match["row"])]
            path = f"{match['record']}[{row}].{match['column']}"
            renamed.append(field.model_copy(update={"path": path}))
        else:
            renamed.append(field)
    return renamed
