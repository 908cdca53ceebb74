"""Run: take cases through the corridor in memory, one after the other, and score what comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evals.bench import Bench, Seen, Tried
from evals.evidence import stands
from evals.results import CaseResult, Progress, ReadValue
from evals.scoring import CaseScore, score
from pipelines.claim import Claim, Field, Outcome, Severity
from pipelines.claim_types import ClaimType
from pipelines.classifying import UNKNOWN
from pipelines.ports import Likeness
from pipelines.values.comparing import same
from sample_claims import Case


def run_cases(bench: Bench, cases: Sequence[Case], progress: Progress | None) -> Iterator[CaseResult]:
    """Each case's result, in order; those that `progress` holds are not run again.

    One after the other: a duplicate is known by what came before it.
    """
    seen = Seen()
    for case in cases:
        result = progress.results.get(case.name) if progress else None
        if result is None:
            result = result_of(case.name, bench.take(case.path.read_bytes(), case.truth.received_at, seen))
            if progress:
                progress.add(result)
        seen.remember(case.name, result.keys, [Likeness(*one) for one in result.likenesses])
        yield result


def result_of(name: str, tried: Tried) -> CaseResult:
    """What came out of one source: its first claim, with those after it as `further`."""
    first, *others = (_of_claim(name, claim, tried) for claim in tried.claims)
    return first.model_copy(
        update={
            "further": tuple(others),
            "keys": tried.keys,
            "likenesses": tuple((one.kind, one.marks) for one in tried.likenesses),
        }
    )


def _of_claim(name: str, claim: Claim, tried: Tried) -> CaseResult:
    worst: dict[str, Severity] = {}
    for finding in claim.findings:
        if worst.get(finding.rule) in (None, Severity.NOTE):
            worst[finding.rule] = finding.severity
    return CaseResult(
        case=name,
        claim_type=claim.claim_type or UNKNOWN,
        outcome=claim.decision.outcome if claim.decision else Outcome.REVIEW,
        would_accept=bool(claim.decision and claim.decision.would_accept),
        claims=len(tried.claims),
        fields=tuple(_reported(field, claim) for field in claim.fields),
        dropped=tuple(
            ReadValue(
                path=one.path,
                value=one.reading.value,
                source=one.reading.source,
                score=one.score,
                stands=stands(one.reading, claim.documents),
                traits=one.traits,
            )
            for one in claim.dropped
            if one.reading.value is not None
        ),
        fired=tuple(rule for rule, severity in worst.items() if severity is not Severity.NOTE),
        noted=tuple(rule for rule, severity in worst.items() if severity is Severity.NOTE),
        seconds=round(tried.seconds / len(tried.claims), 3),
    )


def _reported(field: Field, claim: Claim) -> ReadValue:
    return ReadValue(
        path=field.path,
        value=field.value,
        source=field.chosen.source,
        score=field.score,
        stands=stands(field.chosen, claim.documents),
        traits=field.traits,
    )


def score_cases(
    cases: Sequence[Case], results: Sequence[CaseResult], claim_types: Mapping[str, ClaimType]
) -> list[CaseScore]:
    """Every claim of every case that was run, scored; those after a case's first are called "name claim 2"."""
    found = {result.case: result for result in results}
    return [one for case in cases if case.name in found for one in _scores(case, found[case.name], claim_types)]


def _scores(case: Case, result: CaseResult, claim_types: Mapping[str, ClaimType]) -> Iterator[CaseScore]:
    """A score for each claim that the truth has: the claim of the same place, or one of which nothing was read."""
    read = (result, *result.further)
    for place, truth in enumerate(case.truth.claims):
        one = read[place] if place < len(read) else _not_read(result)
        name = case.name if not place else f"{case.name} claim {place + 1}"
        yield score(name, truth, one, claim_types.get(truth.claim_type), same)


def _not_read(result: CaseResult) -> CaseResult:
    return CaseResult(case=result.case, claim_type=UNKNOWN, outcome=Outcome.REVIEW, claims=result.claims, seconds=0)
