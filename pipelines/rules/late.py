"""Late: what documents changed that came in after a claim was first worked on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.claim import Severity, Value
from pipelines.ports import Context
from pipelines.rules.matching import genre_of
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values.comparing import same

FREE_KINDS = frozenset({"text", "narrative", "address"})
_MOST_CHANGES = 3
_LONGEST = 40  # characters of a value in a sentence


def reopened(view: ClaimView, context: Context) -> Iterator[Fault]:
    """When documents were joined to the claim, and which values are others since."""
    late = context.late
    if late is None:
        return
    days = dict.fromkeys(one.joined_at.astimezone(context.time_zone).date().isoformat() for one in late.joined)
    ids = {document for one in late.joined for document in one.documents}
    papers = dict.fromkeys(
        genre_of(document).value.replace("_", " ") for document in view.claim.documents if document.id in ids
    )
    named = ", ".join("document" if paper == "unknown" else paper for paper in papers) or "document"
    if late.before is None:
        sentence = f"{sentence_case(named)} that came in before was joined on {', '.join(days)}"
        yield Fault(sentence, ())
        return
    changes = [change for change in _changes(view, late.before) if change[0] not in late.corrected]
    told = "; ".join(sentence for _, sentence in changes[:_MOST_CHANGES])
    if len(changes) > _MOST_CHANGES:
        told += f"; and {len(changes) - _MOST_CHANGES} more values"
    yield Fault(
        f"Reopened by a late document: {named}, joined on {', '.join(days)}. "
        + (sentence_case(told) if changes else "No value that was there before has changed"),
        tuple(path for path, _ in changes if view.has(path)),
    )


def _changes(view: ClaimView, old: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What is new, other or gone: (path, what happened to it)."""
    for field in view.claim.fields:
        spec = view.claim_type.spec(field.path)
        if spec is None or "[" in field.path or spec.kind in FREE_KINDS:
            continue
        if field.path not in old:
            yield field.path, f"{spoken(field.path)} is new, {shown(field.value)}"
        elif not same(spec.kind, old[field.path], field.value):
            yield field.path, f"{spoken(field.path)} is now {shown(field.value)}, was {shown(old[field.path])}"
    for path in old:
        if "[" not in path and view.claim_type.spec(path) and not view.has(path):
            yield path, f"{spoken(path)} is no longer found"


def corrected(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A value that a handler had typed, and that a late document gives otherwise."""
    late = context.late
    ids = {document for one in late.joined for document in one.documents} if late else set()
    for path, typed in (late.corrected if late else {}).items():
        field, spec = view.field(path), view.claim_type.spec(path)
        if field is None or spec is None or spec.kind in FREE_KINDS:
            continue
        for reading in field.readings:
            if reading.value is None or not any(span.document_id in ids for span in reading.spans):
                continue
            if typed is None or not same(spec.kind, typed, reading.value):
                was = "that there is none" if typed is None else shown(typed)
                yield Fault(
                    f"{sentence_case(spoken(path))}: a handler had said {was}; the late document says "
                    f"{shown(reading.value)}. What the handler said stays until it is corrected",
                    (path,),
                    spans=reading.spans,
                )
                break


def shown(value: Value) -> str:
    """A value in a sentence, cut short."""
    text = ("yes" if value else "no") if isinstance(value, bool) else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


RULES = (
    Rule("documents.late", Severity.WARNING, "All documents came in before the claim was worked on", reopened),
    Rule("contradictions.corrected", Severity.WARNING, "Late documents agree with what a handler has corrected",
         corrected),
)  # fmt: skip
