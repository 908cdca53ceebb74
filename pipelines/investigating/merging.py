"""Merging: what was read again joins what was read first, and no finding goes without new evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.claim import Document, Field, Finding, PageSpan, Reading, ReadingSource, Severity
from pipelines.claim_types.schema import ClaimType
from pipelines.fusing import Fused, fuse
from pipelines.investigating.look import Look, Outcome, Tool
from pipelines.placing import place_of
from pipelines.rules.rule import spoken
from pipelines.values.comparing import same

RULE = "extraction.looked_again"
_RANK = tuple(ReadingSource)
_RIVALS = 0.85  # the score of a value that another reading, trusted more at first, speaks against
_HOW = {
    Tool.ASK_AGAIN: "asked again",
    Tool.LOOK_CLOSER: "read from a larger picture",
    Tool.OTHER_DOCUMENT: "looked for in the other documents",
    Tool.LOOK_UP_POLICY: "held against the policy register",
}
_CAME = {
    Outcome.NOTHING: "nothing else stands there",
    Outcome.NOT_TAKEN: "what was found does not settle it and was not taken",
    Outcome.NO_ANSWER: "without an answer",
}
_SHORT = 60  # characters of a value in a sentence
_RECORD = re.compile(r"^(\w+)\[")


def fuse_again(
    claim_type: ClaimType, readings: Sequence[Reading], looks: Sequence[Look], documents: Sequence[Document] = ()
) -> Fused:
    """The fields after these looks: what was taken last counts, readings of the same places are left out.

    Readings that say something else stay with their field, where rules about contradictions find them.
    """
    withdrawn = {reading for look in looks for reading in look.withdrawn}
    taken: dict[str, Reading] = {}
    for look in looks:
        taken |= {reading.path: reading for reading in look.readings}
        withdrawn |= {reading for reading in look.readings if taken[reading.path] is not reading}
    rest = [reading for reading in readings if reading not in withdrawn]
    rivals = [reading for reading in rest if _is_rival(reading, taken.get(reading.path), claim_type)]
    fused = fuse(claim_type, [*taken.values(), *(reading for reading in rest if reading not in rivals)], documents)
    fields = tuple(_with_rivals(field, taken, rivals) for field in fused.fields)
    return fused.model_copy(update={"fields": fields})


def _is_rival(reading: Reading, ours: Reading | None, claim_type: ClaimType) -> bool:
    """Whether a reading would count before the one that was taken, or says something else than it."""
    if ours is None or not reading.spans or reading.value is None:
        return False
    spec = claim_type.spec(reading.path)
    agrees = spec is not None and ours.value is not None and same(spec.kind, reading.value, ours.value)
    return not agrees or _RANK.index(reading.source) < _RANK.index(ours.source)


def _with_rivals(field: Field, taken: dict[str, Reading], rivals: Sequence[Reading]) -> Field:
    own = [reading for reading in rivals if reading.path == field.chosen.path]
    if not own or taken.get(field.chosen.path) != field.chosen:
        return field
    score = round(field.score * _RIVALS, 4) if any(reading.value != field.value for reading in own) else field.score
    return field.model_copy(update={"readings": (*field.readings, *own), "score": score})


def with_seen(documents: Sequence[Document], looks: Sequence[Look]) -> tuple[Document, ...]:
    """The documents, each with what was read again of its pages behind its text: there stands what was taken of it."""
    texts = {document.id: [document.text] for document in documents}
    for seen in (seen for look in looks if look.readings for seen in look.seen):
        texts.get(seen.document_id, []).append(seen.text)
    return tuple(
        document.model_copy(update={"text": "\f".join(texts[document.id])}) if len(texts[document.id]) > 1 else document
        for document in documents
    )


def retain(before: Iterable[Finding], after: Sequence[Finding], look: Look | None) -> tuple[Finding, ...]:
    """The findings after a look, with those that went though nothing new was read of what they speak of."""
    there = {key_of(finding) for finding in after}
    kept = [
        finding for finding in before if key_of(finding) not in there and not (look and may_go(finding, look.changed))
    ]
    return (*after, *kept)


def key_of(finding: Finding) -> tuple[str, str, frozenset[str]]:
    """What makes two findings of two rounds the same one."""
    return finding.rule, finding.outcome, frozenset(finding.paths)


def may_go(finding: Finding, changed: Iterable[str]) -> bool:
    """Whether what was read again is what the finding speaks of; one that speaks of no field lacked a value."""
    paths = set(changed)
    if not finding.paths:
        return finding.outcome == "missing" and bool(paths)
    records = {match[1] for path in paths if (match := _RECORD.match(path))}
    return bool(paths.intersection(finding.paths)) or bool(records.intersection(finding.paths))


def told(look: Look, documents: Sequence[Document]) -> Finding:
    """One line for the handler: what was looked for, how, and what came of it. It is a note and weighs nothing."""
    came = _CAME.get(look.outcome, "")
    if look.readings:
        more = f" (and {len(look.readings) - 1} more)" if len(look.readings) > 1 else ""
        reading = look.readings[0]
        instead = f", before as “{_short(look.withdrawn[0].verbatim)}”" if _is_other(look) else ""
        where = f", {place_of(reading.spans[0], documents)}" if reading.spans else ""
        came = f"read as “{_short(reading.verbatim)}”{more}{where}{instead}"
    note = f"; {look.note}" if look.note else ""
    return Finding(
        rule=RULE,
        severity=Severity.NOTE,
        message=f"Looked again for {look.rule}: {spoken(look.path)} {_HOW[look.tool]}: {came}{note} (rule {RULE}).",
        paths=tuple(dict.fromkeys(reading.path for reading in look.readings)) or (look.path,),
        spans=tuple(span for reading in look.readings for span in reading.spans if isinstance(span, PageSpan)),
    )


def _is_other(look: Look) -> bool:
    return bool(look.withdrawn) and look.withdrawn[0].verbatim.strip() != look.readings[0].verbatim.strip()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 3]}…"
