"""Advice: what in a claim type works, and is probably not what its author meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim_types import CLAIM_TYPES
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.extracting.words import words_of
from pipelines.rules import RULES

_MOST_FIELDS = 60
# Options that these words stand for are told from everything else in a sentence; shorter ones are not.
_LEAST_WORD = 2


def advice(claim_type: ClaimType) -> Iterator[str]:
    """One sentence for each thing that its author should look at."""
    if claim_type.name in CLAIM_TYPES:
        yield f"'{claim_type.name}' takes the place of the type of that name that comes with Lodge."
    specs = list(claim_type.specs())
    if not any(spec.critical for _, spec in specs):
        yield "No field is critical, so any reading counts as right: mark those that matter with 'critical: true'."
    if not any(spec.required for _, spec in specs):
        yield "No field is required, so a paper with nothing in it passes: mark one with 'required: true'."
    if len(claim_type.fields) > _MOST_FIELDS:
        yield f"{len(claim_type.fields)} fields are many for a small model; throw out what nobody needs."
    if not claim_type.cues:
        yield "There are no cues, so documents are told by their title and labels alone: name words that they share."
    yield from _shared_labels(claim_type)
    for path, spec in specs:
        yield from (f"Field '{path}': {sentence}" for sentence in _of_field(claim_type, path, spec))


def _shared_labels(claim_type: ClaimType) -> Iterator[str]:
    """Labels that two fields have: they then mean neither."""
    owners: dict[tuple[str, ...], list[str]] = {}
    for spec in claim_type.fields:
        for words in {words_of(label) for label in spec.labels} - {()}:
            owners.setdefault(words, []).append(spec.name)
    for words, names in owners.items():
        kinds = sorted(one.kind for one in claim_type.fields if one.name in names)
        if len(names) > 1 and kinds != ["date", "time"]:  # "date and time of loss" means both
            yield (
                f"The label “{' '.join(words)}” is of {' and '.join(names)}, so it means neither: put it under"
                " 'section_labels' of each, with 'sections'."
            )


def _of_field(claim_type: ClaimType, path: str, spec: FieldSpec) -> Iterator[str]:
    told = (spec.labels, spec.section_labels, spec.form, spec.phrases, spec.options, spec.sole, spec.dateline)
    if not any(told) and path not in claim_type.edi and path not in claim_type.fhir:
        yield "nothing says where it stands, so only the model can find it: give it labels."
    if spec.section_labels and not spec.sections:
        yield "its section_labels mean it under no heading: name the headings in 'sections'."
    if spec.options and spec.kind not in ("enum", "boolean"):
        yield f"options count for an enum or a boolean alone, and its kind is '{spec.kind}'."
    for option, words in spec.options.items():
        if not any(len(word) >= _LEAST_WORD for word in words) and len(option) < _LEAST_WORD:
            yield f"nothing says its option '{option}': write the words that documents use for it."
    said = [words_of(word) for words in spec.options.values() for word in words]
    for words in dict.fromkeys(words for words in said if said.count(words) > 1):
        yield f"“{' '.join(words)}” says two of its options, and so neither: leave it to one."
    for other in spec.beside:
        if claim_type.spec(other) is None:
            yield f"it stands beside '{other}', which is no field of this type."
    if spec.critical and spec.kind == "narrative":
        yield "no two people cut the same passage: a narrative should not be critical."


def rules_for(claim_type: ClaimType) -> tuple[str, ...]:
    """The rules that will speak about claims of this type because it has the fields that they need.

    Rules that need no field speak about every claim, and are not among them.
    """
    return tuple(rule.id for rule in RULES if rule.needs and rule.applies_to(claim_type))
