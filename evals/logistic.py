"""Logistic: weights of a small logistic model with signs that some of them must keep, fitted by Newton's method."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipelines.surety import BASE, logistic

_ROUNDS = 100
_STILL = 1e-7  # a step that mends the loss by less is the last
_HALVINGS = 30
_LIGHT = 0.02  # of the penalty, on what every value begins with
Features = Mapping[str, float]


class Example(NamedTuple):
    """One value: its traits, whether it is right, and how many values it counts as."""

    traits: Features
    right: bool
    times: float = 1.0


class Signs(NamedTuple):
    """Traits whose weights may not be negative, and those whose weights may not be positive."""

    up: Collection[str] = ()
    down: Collection[str] = ()

    def kept(self, name: str, weight: float) -> float:
        """The weight, or 0 where it has the wrong sign."""
        if name in self.up:
            return max(weight, 0.0)
        return min(weight, 0.0) if name in self.down else weight


def fit(examples: Iterable[Example], signs: Signs, penalty: float) -> dict[str, float]:
    """The weights under which the examples are likeliest, less `penalty` times half their squares."""
    rows = _merged(examples)
    names = [BASE, *sorted({name for row in rows for name in row.traits})]
    weights = dict.fromkeys(names, 0.0)
    rows = [Example({BASE: 1.0, **row.traits}, row.right, row.times) for row in rows]
    loss = _loss(rows, weights, penalty)
    for _ in range(_ROUNDS):
        step = _step(rows, weights, signs, penalty)
        weights, better = _shortened(rows, weights, step, signs, penalty, loss)
        if loss - better < _STILL:
            return weights
        loss = better
    return weights


def log_loss(examples: Iterable[Example], weights: Features) -> float:
    """The sum of what the outcomes cost under these weights, in nats."""
    return sum(one.times * _cost(_odds({BASE: 1.0, **one.traits}, weights), one.right) for one in _merged(examples))


def _merged(examples: Iterable[Example]) -> list[Example]:
    """Examples that are alike as one: most values of forms are."""
    counts: dict[tuple[tuple[tuple[str, float], ...], bool], float] = {}
    for one in examples:
        key = tuple(sorted(one.traits.items())), one.right
        counts[key] = counts.get(key, 0.0) + one.times
    return [Example(dict(traits), right, times) for (traits, right), times in sorted(counts.items())]


def _odds(traits: Features, weights: Features) -> float:
    return sum(weights.get(name, 0.0) * amount for name, amount in traits.items())


def _cost(odds: float, right: bool) -> float:
    odds = odds if right else -odds
    return math.log1p(math.exp(-odds)) if odds > 0 else math.log1p(math.exp(odds)) - odds


def _weight_of(name: str, penalty: float) -> float:
    return penalty * (_LIGHT if name == BASE else 1.0)


def _loss(rows: Sequence[Example], weights: Features, penalty: float) -> float:
    fitted = sum(row.times * _cost(_odds(row.traits, weights), row.right) for row in rows)
    return fitted + sum(_weight_of(name, penalty) * weight**2 for name, weight in weights.items()) / 2


def _step(rows: Sequence[Example], weights: Features, signs: Signs, penalty: float) -> dict[str, float]:
    """Newton's step in the weights that are free to move: not those at 0 that would go where they must not."""
    slope = {name: _weight_of(name, penalty) * weight for name, weight in weights.items()}
    bend = {(name, name): _weight_of(name, penalty) for name in weights}
    for row in rows:
        share = logistic(_odds(row.traits, weights))
        for name, amount in row.traits.items():
            slope[name] += row.times * (share - row.right) * amount
            for other, by in row.traits.items():
                bend[name, other] = bend.get((name, other), 0.0) + row.times * share * (1 - share) * amount * by
    free = [name for name in weights if weights[name] or signs.kept(name, -slope[name])]
    matrix = [[bend.get((name, other), 0.0) for other in free] for name in free]
    return dict(zip(free, _solved(matrix, [-slope[name] for name in free]), strict=True))


def _shortened(
    rows: Sequence[Example], weights: dict[str, float], step: Features, signs: Signs, penalty: float, loss: float
) -> tuple[dict[str, float], float]:
    """The weights after as much of the step as makes them better, and their loss."""
    for halving in range(_HALVINGS):
        length = 0.5**halving
        tried = {name: signs.kept(name, weight + length * step.get(name, 0.0)) for name, weight in weights.items()}
        found = _loss(rows, tried, penalty)
        if found < loss:
            return tried, found
    return weights, loss


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a system of equations, by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            share = rows[row][column] / rows[column][column]
            if share:
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[column], strict=True)]
    found = [0.0] * size
    for row in reversed(range(size)):
        rest = sum(rows[row][column] * found[column] for column in range(row + 1, size))
        found[row] = (rows[row][size] - rest) / rows[row][row]
    return found
