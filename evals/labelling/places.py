"""Places: the line of a document on which a value stands, for a person who compares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.claim import Claim, Document, Value
from pipelines.claim_types import ClaimType, FieldSpec
from pipelines.extracting.material import Material
from pipelines.grounding import occurrences
from pipelines.values import KINDS
from pipelines.values.comparing import same
from pipelines.values.kind import Hints

_LONGEST = 110  # characters of a line that is shown
_NO_WORDS = ("boolean", "enum")  # their values are no words of the document


def evidence(claim: Claim, claim_type: ClaimType, path: str, value: Value, received_on: date) -> str:
    """The line from which a value was read, or on which it stands; "" where none is found."""
    field = claim.field(path)
    if field and field.value == value:
        for span in field.chosen.spans:
            document = next((one for one in claim.documents if one.id == span.document_id), None)
            start = getattr(span, "start", -1)
            if document and start >= 0:
                return line_at(document, start)
            return span.text[:_LONGEST]
    spec = claim_type.spec(path)
    place = place_of(claim.documents, spec, value, hints_for(claim, claim_type, spec, received_on)) if spec else None
    return line_at(*place) if place else ""


def stands(claim: Claim, claim_type: ClaimType, path: str, value: Value, received_on: date) -> bool:
    """Whether a value that a person typed can be pointed at; a choice cannot, and is taken as it is."""
    spec = claim_type.spec(path)
    if spec is None or spec.kind in _NO_WORDS:
        return True
    return place_of(claim.documents, spec, value, hints_for(claim, claim_type, spec, received_on)) is not None


def hints_for(claim: Claim, claim_type: ClaimType, spec: FieldSpec, received_on: date) -> Hints:
    """What values of this field need besides their own words."""
    return Material(claim.documents, claim_type, received_on).hints(spec)


def place_of(documents: Sequence[Document], spec: FieldSpec, value: Value, hints: Hints) -> tuple[Document, int] | None:
    """The first document and offset at which something stands that means this value."""
    for document in documents:
        for found in KINDS[spec.kind].find(document.text, hints):
            if same(spec.kind, found.value, value):
                return document, found.start
    for document in documents:
        for start, _ in occurrences(str(value), document.text):
            return document, start
    return None


def line_at(document: Document, start: int) -> str:
    """The line on which an offset lies, its gaps closed, cut around the offset where it is long."""
    begin = max(document.text.rfind("\n", 0, start), document.text.rfind("\f", 0, start)) + 1
    end = next((n for n in range(start, len(document.text)) if document.text[n] in "\n\f"), len(document.text))
    if end - begin > _LONGEST:
        first = max(begin, start - _LONGEST // 3)
        before, after = "…" if first > begin else "", "…" if first + _LONGEST < end else ""
        return f"{before}{' '.join(document.text[first : first + _LONGEST].split())}{after}"
    return "  ".join(document.text[begin:end].split("  ")).strip()
