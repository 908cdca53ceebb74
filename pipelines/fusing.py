"""Fuse: of all readings of a field choose one, say how sure it is, and make a finding of what stands nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.claim import (
    Document,
    Dropped,
    Field,
    Finding,
    Immutable,
    PageSpan,
    Reading,
    ReadingSource,
    Severity,
)
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.grounding import tier
from pipelines.numbering import held_rows, number_rows, renumbered, row_of
from pipelines.rules.rule import sentence_case, spoken
from pipelines.surety import surety
from pipelines.traits import Traits, Witness
from pipelines.values.comparing import same

_RANK = (ReadingSource.PERSON, ReadingSource.FORM, ReadingSource.LABEL, ReadingSource.MODEL, ReadingSource.CODE)
LEAST_MODEL_SCORE = 0.75  # below it a model's reading is a doubt, not a value
MOST_TRANSCRIBED = 0.7  # of a value that a vision model wrote down: below what is enough for a critical field
LEAST_SEEN = 0.6  # confidence of an OCR engine in a value's words: below it a person is told to compare
_LEAST = 0.0001  # of a score: nothing is impossible
_INDEX = re.compile(r"\[\d+\]")


class Fused(Immutable):
    """The claim's fields, in the order of its claim type, and what was dropped on the way."""

    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]
    dropped: tuple[Dropped, ...] = ()


def fuse(claim_type: ClaimType, readings: Sequence[Reading], documents: Sequence[Document] = ()) -> Fused:
    """The fields that the readings support. Only readings that stand in a document, and that mean something, count.

    The `documents` tell more of how sure a reading is; which one is chosen does not depend on them.
    """
    fields: list[Field] = []
    findings: list[Finding] = []
    dropped: list[Dropped] = []
    witness = Witness(claim_type, readings, documents)
    by_path: dict[str, list[Reading]] = {}
    for reading in readings:
        by_path.setdefault(reading.path, []).append(reading)
    for path, group in by_path.items():
        spec = claim_type.spec(path)
        if spec is None:
            continue
        findings += _ungrounded(path, group, spec)
        usable = [reading for reading in group if reading.spans and reading.value is not None]
        dropped += _nowhere(group, usable, spec, witness)
        if not usable:
            findings += _unreadable(path, group, spec)
            continue
        field, others = _choose(usable, group, spec, witness)
        dropped += others
        # An engine that tells no probabilities gives nothing to doubt by.
        told = field.chosen.source is ReadingSource.MODEL and field.chosen.logprob is not None
        if told and field.score < LEAST_MODEL_SCORE:
            findings.append(_unsure(path, field, spec))
            dropped.append(
                Dropped(path=path, reading=field.chosen, why="unsure", score=field.score, traits=field.traits)
            )
        else:
            fields.append(field)
            if seen_surely(field.chosen) < LEAST_SEEN:
                findings.append(_blurred(path, field, spec))
    numbers = number_rows(
        (field.path for field in fields), (one.path for one in dropped), held_rows(claim_type, readings)
    )
    fields = [field.model_copy(update={"path": renumbered(field.path, numbers)}) for field in fields]
    return Fused(
        fields=_in_order(claim_type, fields),
        findings=tuple(findings),
        dropped=tuple(one.model_copy(update={"path": renumbered(one.path, numbers)}) for one in dropped),
    )


def _in_order(claim_type: ClaimType, fields: list[Field]) -> tuple[Field, ...]:
    """In the order of the claim type; rows of lists after the single fields, row by row."""
    order = {name: position for position, (name, _) in enumerate(claim_type.specs())}
    by_row = sorted(fields, key=lambda field: (row_of(field.path), order[_INDEX.sub("[]", field.path)]))
    single_first = sorted(by_row, key=lambda field: order[field.path] if "[" not in field.path else len(order))
    return tuple(single_first)


def _choose(
    usable: list[Reading], group: list[Reading], spec: FieldSpec, witness: Witness
) -> tuple[Field, list[Dropped]]:
    """The field with the reading that is believed, and every other value that was read for it."""
    # Handwriting that an OCR engine only guessed at comes after what a vision model made of it.
    again = any(reading.transcribed for reading in usable)
    ranked = sorted(
        usable, key=lambda reading: (_RANK.index(reading.source), again and seen_surely(reading) < LEAST_SEEN)
    )
    first, *others = _alike(ranked, spec)
    chosen = first[0]
    grounding = tier(chosen)
    if grounding is None or chosen.value is None:
        raise AssertionError("only grounded readings are chosen")
    traits = _traits(first, ranked, spec, witness)
    field = Field(
        path=chosen.path,
        value=chosen.value,
        chosen=chosen,
        readings=tuple(group),
        grounding=grounding,
        score=_score(chosen, traits),
        traits=traits,
    )
    return field, [_outranked(alike, ranked, spec, witness) for alike in others]


def _alike(ranked: Sequence[Reading], spec: FieldSpec) -> list[list[Reading]]:
    """The readings by what they say, the most trusted first within each and among all."""
    groups: list[list[Reading]] = []
    for reading in ranked:
        if reading.value is None:
            continue
        for group in groups:
            if group[0].value is not None and same(spec.kind, group[0].value, reading.value):
                group.append(reading)
                break
        else:
            groups.append([reading])
    return groups


def _traits(alike: list[Reading], readings: Sequence[Reading], spec: FieldSpec, witness: Witness) -> Traits:
    mine = {id(reading) for reading in alike}
    return witness.traits(spec, alike, [reading for reading in readings if id(reading) not in mine])


def _outranked(alike: list[Reading], readings: Sequence[Reading], spec: FieldSpec, witness: Witness) -> Dropped:
    traits = {**_traits(alike, readings, spec, witness), "outranked": 1.0}
    return Dropped(path=alike[0].path, reading=alike[0], why="outranked", score=_score(alike[0], traits), traits=traits)


def _nowhere(group: list[Reading], usable: list[Reading], spec: FieldSpec, witness: Witness) -> list[Dropped]:
    """The values that no reading could point at, each once."""
    found = []
    absent = [reading for reading in group if not reading.spans]
    for alike in _alike([*usable, *absent], spec):
        if alike[0].spans:
            continue
        traits = _traits(alike, [*alike, *usable], spec, witness)
        score = _score(alike[0], traits)
        found.append(Dropped(path=alike[0].path, reading=alike[0], why="nowhere", score=score, traits=traits))
    return found


def _score(reading: Reading, traits: Traits) -> float:
    """How likely the reading is right: that its reader took the right value, and that the page says what was seen."""
    if reading.source is ReadingSource.PERSON:
        return 1.0
    score = surety(traits) * seen_surely(reading)
    score = min(score, MOST_TRANSCRIBED) if reading.transcribed else score
    return max(round(score, 4), _LEAST)


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
