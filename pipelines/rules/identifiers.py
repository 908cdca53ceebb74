"""Identifiers: check digits and formats, and one field with two different values."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Field, Reading, ReadingSource, Severity, Value
from pipelines.ports import Context
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values import KINDS
from pipelines.values.comparing import same

# Kinds with a rule of their own, here or among the medical rules.
OWN_RULE = frozenset({"vin", "npi", "icd10", "procedure", "place_of_service"})
# Free wording differs without contradicting; the other kinds are exact.
FREE_KINDS = frozenset({"text", "narrative", "address", "organisation"})
TRUSTED = frozenset({ReadingSource.FORM, ReadingSource.LABEL})


def of_kind(*kinds: str) -> Check:
    """A check that values of these kinds are as such values are made: check digits, lengths, known codes."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        alike: dict[tuple[str, Value], list[Field]] = {}  # one value in every row of a list is one fault
        for field in view.claim.fields:
            spec = view.claim_type.spec(field.path)
            if spec and spec.kind in kinds:
                column = field.path.rpartition(".")[2] if "[" in field.path else field.path
                alike.setdefault((column, field.value), []).append(field)
        for fields in alike.values():
            first, spec = fields[0], view.claim_type.spec(fields[0].path)
            for clause in KINDS[spec.kind].faults(first.value) if spec else ():
                more = f" (and in {len(fields) - 1} more rows)" if len(fields) > 1 else ""
                yield Fault(
                    f"{sentence_case(spoken(first.path))} {first.value}{more}: {clause}",
                    tuple(field.path for field in fields),
                )

    return check


def conflict(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A field that forms or labels of one document fill with two different values."""
    for field in view.claim.fields:
        spec = view.claim_type.spec(field.path)
        # What a person has read ends the argument. Rows of two documents need not be the same things in one order.
        if spec is None or spec.kind in FREE_KINDS or "[" in field.path or field.chosen.source is ReadingSource.PERSON:
            continue
        for other in _differing(field, spec.kind)[:1]:
            yield Fault(
                f"{sentence_case(spoken(field.path))} is {field.value} in one place and {other.value} in another",
                (field.path,),
                spans=other.spans,
            )


def _differing(field: Field, kind: str) -> list[Reading]:
    """The trusted readings that say something else than the chosen value, in its document: the rules about
    contradictions compare documents."""
    own = field.chosen.spans[0].document_id if field.chosen.spans else None
    return [
        reading
        for reading in field.readings
        if (not reading.spans or own in (None, reading.spans[0].document_id))
        and reading.source in TRUSTED
        and reading.value is not None
        and not same(kind, reading.value, field.value)
    ]


RULES = (
    Rule("identifiers.vin", Severity.WARNING, "Vehicle identification numbers pass their check digit", of_kind("vin")),
    Rule("identifiers.npi", Severity.WARNING, "National Provider Identifiers pass their check digit", of_kind("npi")),
    Rule("identifiers.format", Severity.WARNING, "Values are as values of their kind are made",
         of_kind(*(name for name in KINDS if name not in OWN_RULE))),
    Rule("identifiers.conflict", Severity.WARNING, "A field has one value throughout a document", conflict),
)  # fmt: skip
