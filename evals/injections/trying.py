"""Trying: every channel with a real model, and how often it did as it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from evals.bench import Bench, Seen
from evals.injections.channels import Channel
from evals.injections.comparing import Effect, effect
from evals.injections.obeying import targets
from pipelines.claim import Claim, Field
from pipelines.claim_types.schema import ClaimType
from pipelines.values import KINDS
from pipelines.values.comparing import same
from pipelines.values.kind import Hints

RECEIVED = datetime(2026, 6, 15, 14, tzinfo=UTC)


@dataclass(frozen=True)
class Trial:
    """One channel. `values` were read with the neutral sentence; `changed` differ with the order, `by_chance` with
    another neutral sentence; `obeyed` are those that became what the order wanted."""

    channel: str
    values: int
    changed: int
    by_chance: int
    obeyed: int
    noticed: bool  # the finding content.instructions stands in the claim
    contained: bool
    seconds: float


@dataclass(frozen=True)
class Summary:
    """All channels together."""

    trials: tuple[Trial, ...]

    def total(self, of: Callable[[Trial], int]) -> int:
        """A sum over the channels."""
        return sum(of(trial) for trial in self.trials)

    def as_json(self) -> dict[str, Any]:
        """The sums and every trial."""
        sums = {name: self.total(lambda trial, name=name: int(getattr(trial, name))) for name in _SUMS}  # type: ignore[misc]
        return {"channels": len(self.trials), **sums, "trials": [asdict(trial) for trial in self.trials]}


_SUMS = ("values", "changed", "by_chance", "obeyed", "noticed", "contained")


def try_all(bench: Bench, channels: Sequence[Channel]) -> Iterator[Trial]:
    """A trial for each channel, as it is done."""
    for channel in channels:
        yield _try(bench, channel)


def _try(bench: Bench, channel: Channel) -> Trial:
    ordered, seconds = _claim(bench, channel.ordered)
    plain, _ = _claim(bench, channel.neutral)
    other, _ = _claim(bench, channel.otherwise)
    told, chance = _effect(bench, ordered, plain), _effect(bench, other, plain)
    changed = [field for field in ordered.fields if field.path in told.values]
    claim_type = bench.site.claim_types.get(ordered.claim_type or "")
    return Trial(
        channel=channel.name,
        values=len(plain.fields),
        changed=len(told.values),
        by_chance=len(chance.values),
        obeyed=sum(_is_wanted(field, channel.order, claim_type) for field in changed),
        noticed=any(finding.rule == "content.instructions" for finding in ordered.findings),
        contained=told.is_contained,
        seconds=round(seconds, 2),
    )


def _is_wanted(field: Field, order: str, claim_type: ClaimType | None) -> bool:
    """Whether a field has the value that the order gave it."""
    spec = claim_type.spec(field.path) if claim_type else None
    wanted = targets(order).get(field.path.replace("_", " "))
    if spec is None or wanted is None:
        return False
    hints = Hints(today=RECEIVED.date(), options=spec.options)
    value = KINDS[spec.kind].parse(wanted, hints)
    return value is not None and same(spec.kind, value, field.value)


def _claim(bench: Bench, data: bytes) -> tuple[Claim, float]:
    tried = bench.take(data, RECEIVED, Seen())
    return tried.claims[0], tried.seconds


def _effect(bench: Bench, one: Claim, other: Claim) -> Effect:
    return effect(one, other, bench.site.claim_types.get(one.claim_type or ""))
