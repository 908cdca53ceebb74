"""Decide: accept, review or quarantine, from findings and evidence alone. No word of a document decides."""

from __future__ import annotations

from pipelines.claim import Claim, Decision, Finding, Outcome, Reason, Severity
from pipelines.claim_types.schema import ClaimType
from pipelines.rules.rule import sentence_case, spoken

LEAST_SCORE = 0.9  # a critical field read with less would not have been accepted
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_NO_CERTIFICATE = Reason(
    code="certificate.none",
    message="No certificate covers this pipeline yet: every claim is put before a handler (rule certificate.none).",
)


def decide(claim: Claim, claim_type: ClaimType | None) -> Decision:
    """Review, with the reasons, most severe first; what would have been accepted is said and never routes.

    Without a certificate nothing is accepted unseen. Sources that cannot be read never come here: they are quarantined.
    """
    against = sorted((f for f in claim.findings if f.severity is not Severity.NOTE), key=lambda f: _ORDER[f.severity])
    reasons = [Reason(code=finding.rule, message=finding.message) for finding in against]
    told = {reason.code for reason in reasons}
    reasons += [doubt for doubt in _doubts(claim, claim_type) if doubt.code not in told]
    return Decision(
        outcome=Outcome.REVIEW,
        reasons=(*reasons, _NO_CERTIFICATE),
        would_accept=not reasons,
    )


def quarantine(finding: Finding) -> Decision:
    """The decision on a source that cannot be worked on."""
    return Decision(outcome=Outcome.QUARANTINE, reasons=(Reason(code=finding.rule, message=finding.message),))


def _doubts(claim: Claim, claim_type: ClaimType | None) -> list[Reason]:
    """Critical fields that were read, but not surely enough."""
    if claim_type is None:
        return [Reason(code="classification.unknown", message="The kind of claim is not known.")]
    doubts = []
    for field in claim.fields:
        spec = claim_type.spec(field.path)
        if spec and spec.critical and field.score < LEAST_SCORE:
            doubts.append(
                Reason(
                    code="score.low",
                    message=f"{sentence_case(spoken(field.path))} was read with a score of {field.score:.2f}, "
                    f"below {LEAST_SCORE:.2f} (rule score.low).",
                )
            )
    return doubts
