"""Measures: what a set of scores comes to, as counts and shares with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import median

from evals.intervals import quantile
from evals.scoring import CaseScore, Mark, ValueMark
from evals.sureness import Sureness, sureness
from evals.tallies import Detection, Share, Tally, share_of, tally
from pipelines.claim import Immutable, ReadingSource

__all__ = ["Detection", "Measures", "Share", "Tally", "measure", "tally"]


class Rows(Immutable):
    """Rows of one list over all cases."""

    expected: int
    missing: int
    extra: int


class Money(Immutable):
    """Planted errors: how many were caught, and what they are worth together (a decimal)."""

    errors: Share
    planted: str
    caught: str


class Acceptance(Immutable):
    """Claims that would be accepted unseen, and how many of those have a wrong critical field."""

    would_accept: Share
    wrong: Share
    should_accept: int  # claims in which the truth gives no reason to look


class Evidence(Immutable):
    """Values reported with a place in the document, and those whose place does not hold what it should."""

    right: Share  # right, of those reported whose evidence stands in the document
    invented: int  # reported though their evidence stands nowhere in it


class Seconds(Immutable):
    """Seconds per claim."""

    median: float
    p90: float
    total: float


class Measures(Immutable):
    """All that `lodge eval` reports about a run; no value of a claim is in it."""

    cases: int
    values: dict[str, Tally]  # "all", "critical", "forms and layouts", "free text"
    by_type: dict[str, Tally]
    by_field: dict[str, dict[str, Tally]]  # claim type -> field
    by_source: dict[str, Share]  # who read it -> right of those reported
    by_kind: dict[str, Tally]  # kind of case
    by_field_kind: dict[str, Tally]  # kind of field: date, money, name…
    evidence: dict[str, Evidence]  # "all", "critical"
    sureness: dict[str, Sureness]  # how well scores tell right from wrong: "all", "free text", "read by a model"
    rows: dict[str, Rows]
    claim_types: dict[str, Detection]
    confusion: dict[str, dict[str, int]]  # claim type -> read as -> cases
    rules: dict[str, Detection]
    outcomes: Share
    money: Money
    acceptance: Acceptance
    seconds: Seconds


def measure(scores: Sequence[CaseScore]) -> Measures:
    """What the scores come to."""
    marks = [mark for score in scores for mark in score.marks]
    accepted = [score for score in scores if score.would_accept]
    return Measures(
        cases=len(scores),
        values={
            "all": tally(marks),
            "critical": tally(mark for mark in marks if mark.critical),
            "forms and layouts": tally(mark for score in scores if not score.free_text for mark in score.marks),
            "free text": tally(mark for score in scores if score.free_text for mark in score.marks),
        },
        by_type=_by(scores, lambda score: score.claim_type),
        by_field=_fields(scores),
        by_source=_sources(marks),
        by_kind=_by(scores, lambda score: score.kind),
        by_field_kind=_field_kinds(marks),
        evidence={"all": _evidence(marks), "critical": _evidence([mark for mark in marks if mark.critical])},
        sureness=_sureness(scores),
        rows=_rows(scores),
        claim_types=_types(scores),
        confusion=_confusion(scores),
        rules=_rules(scores),
        outcomes=share_of(score.outcome.value == score.expected_outcome for score in scores),
        money=_money(scores),
        acceptance=Acceptance(
            would_accept=Share(hits=len(accepted), total=len(scores)),
            wrong=share_of(score.has_critical_error for score in accepted),
            should_accept=sum(score.should_accept for score in scores),
        ),
        seconds=_seconds(scores),
    )


def _by(scores: Sequence[CaseScore], name: Callable[[CaseScore], str]) -> dict[str, Tally]:
    names = sorted({name(score) for score in scores})
    return {key: tally(mark for score in scores if name(score) == key for mark in score.marks) for key in names}


def _fields(scores: Sequence[CaseScore]) -> dict[str, dict[str, Tally]]:
    found: dict[str, dict[str, list[ValueMark]]] = {}
    for score in scores:
        for mark in score.marks:
            found.setdefault(score.claim_type, {}).setdefault(mark.field, []).append(mark)
    return {
        claim_type: {field: tally(marks) for field, marks in sorted(fields.items())}
        for claim_type, fields in sorted(found.items())
    }


def _field_kinds(marks: Sequence[ValueMark]) -> dict[str, Tally]:
    return {kind: tally(mark for mark in marks if mark.kind == kind) for kind in sorted({mark.kind for mark in marks})}


def _evidence(marks: Sequence[ValueMark]) -> Evidence:
    reported = [mark for mark in marks if mark.source]
    return Evidence(
        right=share_of(mark.mark is Mark.RIGHT for mark in reported if mark.stands),
        invented=sum(not mark.stands for mark in reported),
    )


def _sureness(scores: Sequence[CaseScore]) -> dict[str, Sureness]:
    """Over every value that was proposed, by document; what a model proposed is also told alone."""
    free = [score for score in scores if score.free_text]
    by_model = [[one for one in score.proposals if one.source is ReadingSource.MODEL] for score in scores]
    return {
        "all": sureness([score.proposals for score in scores]),
        "free text": sureness([score.proposals for score in free]),
        "read by a model": sureness(by_model),
    }


def _sources(marks: Sequence[ValueMark]) -> dict[str, Share]:
    read = [(mark.source.value, mark.mark is Mark.RIGHT) for mark in marks if mark.source]
    names = sorted({source for source, _ in read})
    return {name: share_of(right for source, right in read if source == name) for name in names}


def _rows(scores: Sequence[CaseScore]) -> dict[str, Rows]:
    counts = [row for score in scores for row in score.rows]
    return {
        record: Rows(
            expected=sum(row.expected for row in counts if row.record == record),
            missing=sum(row.missing for row in counts if row.record == record),
            extra=sum(row.extra for row in counts if row.record == record),
        )
        for record in sorted({row.record for row in counts})
    }


def _detection(pairs: Sequence[tuple[bool, bool]]) -> Detection:
    """From pairs of (must speak, spoke)."""
    return Detection(
        hits=sum(must and spoke for must, spoke in pairs),
        false=sum(spoke and not must for must, spoke in pairs),
        missed=sum(must and not spoke for must, spoke in pairs),
    )


def _rules(scores: Sequence[CaseScore]) -> dict[str, Detection]:
    names = sorted({rule for score in scores for rule in score.expected_rules | score.fired_rules})
    return {
        name: _detection([(name in score.expected_rules, name in score.fired_rules) for score in scores])
        for name in names
    }


def _types(scores: Sequence[CaseScore]) -> dict[str, Detection]:
    names = sorted({score.claim_type for score in scores} | {score.read_as for score in scores})
    return {name: _detection([(score.claim_type == name, score.read_as == name) for score in scores]) for name in names}


def _confusion(scores: Sequence[CaseScore]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for score in scores:
        row = found.setdefault(score.claim_type, {})
        row[score.read_as] = row.get(score.read_as, 0) + 1
    return found


def _money(scores: Sequence[CaseScore]) -> Money:
    planted = [plant for score in scores for plant in score.planted]
    return Money(
        errors=share_of(caught for _, caught in planted),
        planted=f"{sum((amount for amount, _ in planted), Decimal(0)):.2f}",
        caught=f"{sum((amount for amount, caught in planted if caught), Decimal(0)):.2f}",
    )


def _seconds(scores: Sequence[CaseScore]) -> Seconds:
    values = [score.seconds for score in scores]
    return Seconds(
        median=round(median(values), 2) if values else 0.0,
        p90=round(quantile(values, 0.9), 2),
        total=round(sum(values), 2),
    )
