"""Measures: what a set of scores comes to, as counts and shares with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from statistics import median

from pydantic import computed_field

from evals.intervals import quantile, wilson
from evals.scoring import CaseScore, Mark, ValueMark
from pipelines.claim import Immutable


class Share(Immutable):
    """So many of so many, and where the true share lies in 95 of 100 such counts."""

    hits: int
    total: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None where nothing was counted."""
        return round(self.hits / self.total, 4) if self.total else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval."""
        low, high = wilson(self.hits, self.total)
        return round(low, 4), round(high, 4)


class Tally(Immutable):
    """Values by their mark."""

    right: int
    wrong: int
    missing: int
    invented: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def exact(self) -> Share:
        """Right of all values, whether present or invented."""
        return Share(hits=self.right, total=self.right + self.wrong + self.missing + self.invented)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> Share:
        """Right of those reported."""
        return Share(hits=self.right, total=self.right + self.wrong + self.invented)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> Share:
        """Reported and right, of those present."""
        return Share(hits=self.right, total=self.right + self.wrong + self.missing)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def reported(self) -> Share:
        """Reported, right or wrong, of those present."""
        return Share(hits=self.right + self.wrong, total=self.right + self.wrong + self.missing)


class Detection(Immutable):
    """Precision and recall of something that is there or not: a rule that must speak, a claim type."""

    hits: int
    false: int
    missed: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> Share:
        """Right of those that spoke."""
        return Share(hits=self.hits, total=self.hits + self.false)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> Share:
        """Those that spoke, of those that had to."""
        return Share(hits=self.hits, total=self.hits + self.missed)


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
    rows: dict[str, Rows]
    claim_types: dict[str, Detection]
    confusion: dict[str, dict[str, int]]  # claim type -> read as -> cases
    rules: dict[str, Detection]
    outcomes: Share
    money: Money
    acceptance: Acceptance
    seconds: Seconds


def tally(marks: Iterable[ValueMark]) -> Tally:
    """Count marks."""
    found = [mark.mark for mark in marks]
    return Tally(
        right=found.count(Mark.RIGHT),
        wrong=found.count(Mark.WRONG),
        missing=found.count(Mark.MISSING),
        invented=found.count(Mark.INVENTED),
    )


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
        rows=_rows(scores),
        claim_types=_types(scores),
        confusion=_confusion(scores),
        rules=_rules(scores),
        outcomes=_count(score.outcome.value == score.expected_outcome for score in scores),
        money=_money(scores),
        acceptance=Acceptance(
            would_accept=Share(hits=len(accepted), total=len(scores)),
            wrong=_count(score.has_critical_error for score in accepted),
            should_accept=sum(score.should_accept for score in scores),
        ),
        seconds=_seconds(scores),
    )


def _count(hits: Iterable[bool]) -> Share:
    found = list(hits)
    return Share(hits=sum(found), total=len(found))


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


def _sources(marks: Sequence[ValueMark]) -> dict[str, Share]:
    read = [(mark.source.value, mark.mark is Mark.RIGHT) for mark in marks if mark.source]
    names = sorted({source for source, _ in read})
    return {name: _count(right for source, right in read if source == name) for name in names}


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
        errors=_count(caught for _, caught in planted),
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
