"""Bootstrap: how far a figure may lie from what other documents of the same sort would show."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from evals.intervals import quantile
from pipelines.claim import Immutable

T = TypeVar("T")
_TIMES = 2000
_SEED = 20260101


class Interval(Immutable):
    """A figure, and between what its 95 % bootstrap interval lies."""

    value: float
    low: float
    high: float


def bootstrap(items: Sequence[T], figure: Callable[[Sequence[T]], float], times: int = _TIMES) -> Interval | None:
    """`figure` of the items, its interval by drawing whole items again with replacement; None of fewer than two."""
    if len(items) < 2:
        return None
    chance = random.Random(_SEED)
    drawn = [figure(chance.choices(items, k=len(items))) for _ in range(times)]
    return Interval(value=figure(items), low=quantile(drawn, 0.025), high=quantile(drawn, 0.975))
