"""Sureness: how well the scores of proposed values tell right from wrong, and whether they mean what they say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

from evals.intervals import quantile
from evals.scoring import Proposal
from evals.tallies import Share, share_of
from pipelines.claim import Immutable

_BINS = 10
_POINTS = 100  # of the risk-coverage curve
_DRAWS = 1000
_SEED = 20  # the same draws every time: the same results give the same interval
_COVERED = 0.8
Judged = tuple[float, bool]  # score, whether the value is right


class Point(Immutable):
    """Of the surest values, this share (`coverage`) is kept, and this share of them is wrong (`risk`)."""

    coverage: float
    risk: float


class Band(Immutable):
    """The values whose score lies from `low` to below `high`: their mean score, and how many are right."""

    low: float
    high: float
    score: float | None  # mean; None where there is no such value
    right: Share


class Sureness(Immutable):
    """What the scores of all proposed values come to, before any is dropped."""

    proposed: int
    wrong: int
    auroc: float | None  # how often a right value has a higher score than a wrong one; None without both
    auroc_interval: tuple[float, float] | None  # 95 %, documents drawn anew
    aurc: float | None  # area under the risk-coverage curve: the mean risk over all coverages
    curve: tuple[Point, ...]
    right_at_80: Share  # right, of the surest 80 %
    brier: float | None  # mean squared distance of score and outcome
    calibration_error: float | None  # mean distance of score and share of right values over the bands
    bands: tuple[Band, ...]


def sureness(by_document: Sequence[Sequence[Proposal]]) -> Sureness:
    """The measures over the proposals of each document; draws for intervals take or leave whole documents."""
    judged = [[(one.score, one.right) for one in proposals] for proposals in by_document]
    values = sorted(value for document in judged for value in document)
    risks = _risks(values)
    bands = _bands(values)
    return Sureness(
        proposed=len(values),
        wrong=sum(not right for _, right in values),
        auroc=_rounded(auroc(values)),
        auroc_interval=_interval(judged),
        aurc=_rounded(_mean(risks)),
        curve=tuple(_curve(risks)),
        right_at_80=_right_at(values, _COVERED),
        brier=_rounded(_mean([(score - right) ** 2 for score, right in values])),
        calibration_error=_rounded(_calibration_error(bands)),
        bands=bands,
    )


def auroc(values: Sequence[Judged]) -> float | None:
    """The share of pairs, one right and one wrong, in which the right one has the higher score; ties count half."""
    return _auroc([(score, right, 1) for score, right in sorted(values)])


def _auroc(ranked: Sequence[tuple[float, bool, int]]) -> float | None:
    """The same over values in rising order, each taken so many times."""
    below = above = pairs = 0
    won = 0.0
    for _, tied in groupby(ranked, key=lambda value: value[0]):
        right = wrong = 0
        for _, is_right, times in tied:
            right, wrong = (right + times, wrong) if is_right else (right, wrong + times)
        won += right * (below + wrong / 2)
        below, above = below + wrong, above + right
    pairs = below * above
    return won / pairs if pairs else None


def _interval(judged: Sequence[Sequence[Judged]]) -> tuple[float, float] | None:
    """The bootstrap interval: values of one document go together, so documents are drawn and not values."""
    ranked = sorted((score, right, place) for place, document in enumerate(judged) for score, right in document)
    random = Random(_SEED)
    found = []
    for _ in range(_DRAWS):
        times = [0] * len(judged)
        for place in random.choices(range(len(judged)), k=len(judged)) if judged else ():
            times[place] += 1
        drawn = _auroc([(score, right, times[place]) for score, right, place in ranked if times[place]])
        if drawn is not None:
            found.append(drawn)
    return (round(quantile(found, 0.025), 4), round(quantile(found, 0.975), 4)) if len(found) > _DRAWS / 2 else None


def _wrong_by_rank(values: Sequence[Judged]) -> list[float]:
    """For each rank, the surest first, how likely a wrong value stands there; values of one score share their ranks."""
    found: list[float] = []
    for _, tied in groupby(sorted(values, reverse=True), key=lambda value: value[0]):
        marks = [right for _, right in tied]
        found += [1 - sum(marks) / len(marks)] * len(marks)
    return found


def _risks(values: Sequence[Judged]) -> list[float]:
    """The share of wrong values among the surest 1, 2, 3… of them."""
    risks, wrong = [], 0.0
    for number, share in enumerate(_wrong_by_rank(values), start=1):
        wrong += share
        risks.append(wrong / number)
    return risks


def _curve(risks: Sequence[float]) -> Iterator[Point]:
    for step in range(1, _POINTS + 1) if risks else ():
        number = math.ceil(step / _POINTS * len(risks))
        yield Point(coverage=step / _POINTS, risk=round(risks[number - 1], 4))


def _right_at(values: Sequence[Judged], coverage: float) -> Share:
    kept = _wrong_by_rank(values)[: math.ceil(coverage * len(values))]
    return Share(hits=round(len(kept) - sum(kept)), total=len(kept))


def _bands(values: Sequence[Judged]) -> tuple[Band, ...]:
    found = []
    for number in range(_BINS):
        inside = [(score, right) for score, right in values if min(int(score * _BINS), _BINS - 1) == number]
        found.append(
            Band(
                low=number / _BINS,
                high=(number + 1) / _BINS,
                score=_rounded(_mean([score for score, _ in inside])),
                right=share_of(right for _, right in inside),
            )
        )
    return tuple(found)


def _calibration_error(bands: Sequence[Band]) -> float | None:
    total = sum(band.right.total for band in bands)
    apart = [
        abs(band.score - band.right.hits / band.right.total) * band.right.total
        for band in bands
        if band.score is not None
    ]
    return sum(apart) / total if total else None


def _mean(values: Sequence[float]) -> float | None:
    # Exact, so that the order of the values does not show in the last figure.
    return math.fsum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
