"""Tallying: what of a claim is counted for the next report, in closed words only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agent.rows import Tally
from pipelines.claim import Claim, Document
from pipelines.claim_types.schema import ClaimType
from pipelines.privacy.bands import format_of, seconds_band
from pipelines.privacy.summary_words import Outcome, Verdict, line_of, topic_of


def tally_documents(documents: Iterable[Document]) -> tuple[Tally, ...]:
    """One per document, by format; what a model wrote down from a page is no further document."""
    papers = (document for document in documents if not document.transcribed_by)
    return tuple(Tally("document", format_of(document.media_type)) for document in papers)


def tally_claim(claim: Claim, claim_type: ClaimType | None, outcome: str, seconds: float) -> tuple[Tally, ...]:
    """A claim that came to its outcome, how long that took, and its findings."""
    return (
        Tally("processed", line_of(claim_type.line if claim_type else None), Outcome(outcome)),
        Tally("seconds", seconds_band(seconds)),
        *(Tally("finding", topic_of(finding.rule), finding.severity) for finding in claim.findings),
    )


def tally_quarantine() -> tuple[Tally, ...]:
    """A source, or a claim, that could not be worked on."""
    return (Tally("processed", line_of(None), Outcome.QUARANTINE),)


def tally_verdict(claim_type: str | None, verdict: str, claim_types: Mapping[str, ClaimType]) -> Tally:
    """A claim that a handler decided."""
    known = claim_types.get(claim_type or "")
    return Tally("settled", line_of(known.line if known else None), Verdict(verdict))
