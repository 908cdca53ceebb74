"""Surety: how likely a proposed value is right, from its traits: a sum of weights, turned into a probability.

The weights are data (`surety.json`), fitted by `python -m evals.fit` on documents whose truth is known. Where a trait
can only speak one way its weight keeps that sign: a likelier token never makes a value less sure.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from pipelines.claim import Field, Finding, Immutable, Severity

BASE = "base"  # what every value begins with
_AGAINST = "rule_"
# Topics of rules that hold values against each other, the calendar, a register or a check digit. What is missing, how
# a document is made and who sent it says nothing of how a value was read.
RULES = ("dates", "money", "identifiers", "medical", "vehicle", "policy", "contradictions", "tables", "liability")
# Traits of which more can only make a value surer (FOR) or less sure (AGAINST); the others may weigh either way.
FOR = frozenset({"agreeing", "labelled", "spoken_of", "checked"})
AGAINST = frozenset(
    {"unlikely_token", "no_probability", "contradicted", "wavering", "outranked", "nowhere", "derived", "faulty",
     "odd_shape", "shared", "labelled_otherwise", "rivals", "runs_on", *(f"{_AGAINST}{topic}" for topic in RULES)}
)  # fmt: skip


class Weights(Immutable):
    """What each trait adds to a value's log-odds, and what they were fitted on, in words."""

    fitted_on: str
    weights: dict[str, float]


@cache
def weights() -> Weights:
    """The weights that this pipeline judges by."""
    return Weights.model_validate(json.loads(files("pipelines").joinpath("surety.json").read_text(encoding="utf-8")))


def surety(traits: Mapping[str, float], by: Mapping[str, float] | None = None) -> float:
    """The probability, 0 to 1, that a value with these traits is right; `by` other weights than the pipeline's."""
    used = weights().weights if by is None else by
    return logistic(used.get(BASE, 0.0) + sum(used.get(name, 0.0) * amount for name, amount in traits.items()))


def logistic(log_odds: float) -> float:
    """The probability of these log-odds."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))


def after_rules(fields: Sequence[Field], findings: Iterable[Finding]) -> tuple[Field, ...]:
    """The fields with what the rules found in their scores; the values stay, and a score never rises by it.

    A rule that names several fields speaks against each of them: it does not know which one was misread.
    """
    against: dict[str, set[str]] = {}
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.outcome == "failed" and finding.topic in RULES:
            for path in finding.paths:
                against.setdefault(path, set()).add(f"{_AGAINST}{finding.topic}")
    return tuple(_lowered(field, against[field.path]) if field.path in against else field for field in fields)


def _lowered(field: Field, rules: Iterable[str]) -> Field:
    """The field with these traits added. What caps its score for another reason, a blurred scan, caps it still."""
    if not field.traits:  # a person's own value, or one of an earlier version
        return field
    traits = {**field.traits, **dict.fromkeys(sorted(rules), 1.0)}
    share = surety(traits) / surety(field.traits)
    return field.model_copy(update={"traits": traits, "score": round(field.score * min(share, 1.0), 4)})
