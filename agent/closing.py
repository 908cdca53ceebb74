"""Closing: how a claim that came to its decision ends its run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agent.late import keys_of_papers
from agent.past_claims import likenesses, match_keys
from agent.rows import Closing
from agent.tallying import tally_claim
from pipelines.claim import Claim, Outcome
from pipelines.claim_types.schema import ClaimType


def closing_of(claim: Claim, claim_types: Mapping[str, ClaimType], received_on: date, seconds: float) -> Closing:
    """What is stored with the claim's decision; `seconds` is how long its run took."""
    decision = claim.decision
    if decision is None:
        raise AssertionError("the corridor ends with a decision")
    claim_type = claim_types.get(claim.claim_type or "")
    # Nothing is accepted unseen: whatever else is decided, a handler looks.
    outcome = decision.outcome if decision.outcome is Outcome.QUARANTINE else Outcome.REVIEW
    keys = match_keys(claim, claim_type)
    if claim_type is None:
        keys = (*keys, *keys_of_papers(claim, claim_types, received_on))
    return Closing(
        status=outcome.value,
        outcome=outcome.value,
        claim_type=claim.claim_type,
        tier=claim.triage.tier if claim.triage else None,
        # Why a claim is back comes before what was known of it.
        reasons=tuple(
            (reason.code, reason.message)
            for reason in sorted(decision.reasons, key=lambda reason: reason.code != "documents.late")
        ),
        match_keys=keys,
        likenesses=likenesses(claim, claim_type),
        tallies=tally_claim(claim, claim_type, outcome, seconds),
    )
