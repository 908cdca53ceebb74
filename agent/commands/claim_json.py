"""A claim as JSON: what `lodge check --json` and `lodge show --json` print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.claim import Claim, Document, Field, Finding
from pipelines.placing import places_of


def document_json(document: Document) -> dict[str, Any]:
    """A document without its text: what it is and what was odd while reading it."""
    return {
        "id": document.id,
        "claim": document.claim,
        "role": document.role,
        "genre": document.genre.value,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "pages": len(document.pages),
        "page_numbers": [page.number for page in document.pages],
        "characters": len(document.text),
        "problems": list(document.problems),
        "transcribed_by": document.transcribed_by,
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim's fields by path, its findings, triage and decision."""
    return {
        "id": claim.id,
        "claim_type": claim.claim_type,
        "fields": {field.path: _field(field, claim.documents) for field in claim.fields},
        "findings": [_finding(finding) for finding in claim.findings],
        "triage": claim.triage.model_dump(mode="json") if claim.triage else None,
        "decision": claim.decision.model_dump(mode="json") if claim.decision else None,
    }


def _field(field: Field, documents: Sequence[Document]) -> dict[str, Any]:
    return {
        "value": field.value,
        "verbatim": field.chosen.verbatim,
        "places": list(places_of(field.chosen.spans, documents)),
        "evidence": [span.model_dump(mode="json") for span in field.chosen.spans],
        "read_by": field.chosen.source.value,
        "derivation": field.chosen.derivation,
        "grounding": field.grounding.value,
        "score": field.score,
        "readings": [
            {"read_by": reading.source.value, "value": reading.value, "verbatim": reading.verbatim}
            for reading in field.readings
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(mode="json")
