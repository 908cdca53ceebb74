"""Sum: what each order comes to over all cases, those that can be settled and the others apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.intervals import wilson
from evals.investigations.trying import Trial


@dataclass(frozen=True)
class Sum:
    """One order, over the cases that a look can settle (`solvable`) or over those that none can."""

    order: str
    solvable: bool
    cases: int
    doubtful: int  # of the cases, those whose first reading had what they are about wrong, or not at all
    solved: int  # of these, right afterwards, and nothing broken
    open: int
    mended: int
    broken: int
    findings: int
    resolved: int
    actions: int
    seconds: float

    @property
    def seconds_a_claim(self) -> float:
        """Seconds that the looks add to a claim."""
        return round(self.seconds / self.cases, 2) if self.cases else 0.0


def sums(trials: Sequence[Trial]) -> list[Sum]:
    """A sum for each order, in the order in which they were asked for, first over what can be settled."""
    orders = sorted({trial.order for trial in trials}, key=("none", "fixed", "random", "model").index)
    return [
        _sum(order, solvable, [one for one in trials if one.order == order and one.solvable == solvable])
        for solvable in (True, False)
        for order in orders
    ]


def _sum(order: str, solvable: bool, trials: Sequence[Trial]) -> Sum:
    def total(name: str) -> int:
        return sum(int(getattr(trial, name)) for trial in trials)

    return Sum(
        order=order,
        solvable=solvable,
        cases=len(trials),
        doubtful=sum(trial.sought > 0 for trial in trials),
        solved=sum(trial.is_solved for trial in trials),
        open=total("open"),
        mended=total("mended"),
        broken=total("broken"),
        findings=total("findings"),
        resolved=total("resolved"),
        actions=total("actions"),
        seconds=round(sum(trial.seconds for trial in trials), 2),
    )


def as_json(trials: Sequence[Trial]) -> dict[str, Any]:
    """The sums, with 95 % intervals of what was solved, and every trial."""
    found = []
    for one in sums(trials):
        low, high = wilson(one.solved, one.doubtful) if one.doubtful else (0.0, 1.0)
        told = {**asdict(one), "seconds_a_claim": one.seconds_a_claim}
        found.append({**told, "solved_low": round(low, 3), "solved_high": round(high, 3)})
    return {"orders": found, "trials": [asdict(trial) for trial in trials]}
