"""Expected: what the rules say of a document's confirmed values."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.checking import check
from pipelines.claim import Claim, Field, Grounding, Reading, ReadingSource, Severity
from pipelines.claim_types import ClaimType
from pipelines.ports import Context
from pipelines.rules.rule import Rule
from sample_claims.case import Truth


def expected_findings(
    truth: Truth, claim: Claim, claim_type: ClaimType, rules: Iterable[Rule], context: Context
) -> tuple[str, ...]:
    """The rules that have a reason to speak where every value is read right, so that a run is measured against them."""
    fields = []
    for path, value in truth.fields.items():
        reading = Reading(path=path, verbatim=str(value), value=value, source=ReadingSource.PERSON)
        fields.append(
            Field(path=path, value=value, chosen=reading, readings=(reading,), grounding=Grounding.VERBATIM, score=1.0)
        )
    true_claim = claim.model_copy(update={"fields": tuple(fields), "findings": ()})
    found = check(true_claim, claim_type, rules, context)
    return tuple(dict.fromkeys(one.rule for one in found if one.severity is not Severity.NOTE))
