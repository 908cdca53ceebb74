"""Faults: what is wrong with a claim type as a whole, and keeps it from being used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.claim_types.schema import ClaimType, FieldSpec

NAME = re.compile(r"[a-z][a-z0-9_]*")


class FaultyTypeError(ValueError):
    """A claim type's faults, each with the path of the field or list it stands in ("" for the type itself)."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(sentence for _, sentence in faults))
        self.faults = faults


def faults_of(claim_type: ClaimType) -> Iterator[tuple[str, str]]:
    """Each fault with its path, as a clause without a full stop."""
    from pipelines.claim_types.schema import LINES_OF_BUSINESS

    if claim_type.line not in LINES_OF_BUSINESS:
        yield "", f"line is '{claim_type.line}'; it must be one of {', '.join(LINES_OF_BUSINESS)}"
    if not NAME.fullmatch(claim_type.name):
        yield "", f"name is '{claim_type.name}'; {_NAMING}"
    counts = Counter(path for path, _ in claim_type.specs())
    counts.update(record.name for record in claim_type.records)
    for path, count in counts.items():
        if count > 1:
            yield path, f"field '{path}' stands twice; give one of them another name"
    for path, spec in claim_type.specs():
        yield from ((path, fault) for fault in _of_field(path, spec))
    for record in claim_type.records:
        if not NAME.fullmatch(record.name):
            yield record.name, f"list '{record.name}': {_NAMING}"
        if not record.fields:
            yield record.name, f"list '{record.name}' has no fields; name its columns"
        if record.anchor and record.field(record.anchor) is None:
            yield record.name, f"list '{record.name}' has the anchor '{record.anchor}', which is none of its columns"
    for name in (*claim_type.edi, *claim_type.fhir):
        if name not in counts:
            yield "", f"edi or fhir names '{name}', which is no field of this type"


_NAMING = "a name is made of small letters, figures and underscores"


def _of_field(path: str, spec: FieldSpec) -> Iterator[str]:
    from pipelines.values import KINDS

    if not NAME.fullmatch(spec.name):
        yield f"field '{path}': {_NAMING}"
    if spec.kind not in KINDS:
        near = get_close_matches(spec.kind, KINDS, 1)
        known = f"did you mean '{near[0]}'?" if near else f"kinds are {', '.join(KINDS)}"
        yield f"field '{path}' has the kind '{spec.kind}'; {known}"
    if spec.kind == "enum" and not spec.options:
        yield f"field '{path}' is an enum and names no options; write each with the words that say it"
