"""Figures: what a bench comes to. No value of a claim, and no name of a document, is in them."""

from __future__ import annotations

import json
from typing import Any

from evals.benching.bootstrap import Interval
from evals.tallies import Tally
from pipelines.claim import Immutable


class Machine(Immutable):
    """What it was measured on."""

    processor: str
    cores: int
    memory_bytes: int
    system: str


class About(Immutable):
    """What was measured."""

    version: str
    code: str  # digest of Lodge's own source: takes of changed code are never mixed
    baseline: str  # digest of the baseline's prompt and settings
    papers: int
    papers_sha256: str
    values: int  # in the truth, of kinds that are scored
    timed: int
    rounds: int
    seed: int
    weights: dict[str, str]  # model -> SHA-256
    machine: Machine


class Speed(Immutable):
    """Seconds a claim: the median over the rounds, and each round's."""

    seconds: float
    rounds: tuple[float, ...]


class Cold(Immutable):
    """Seconds from the start of the process to the first claim: the median over all starts, and of each part."""

    seconds: float
    starts: int
    parts: dict[str, float]


class Against(Immutable):
    """A contender beside the baseline of the same model. Ratios below 1 are faster."""

    right: Interval | None  # difference of the shares right, in points, over documents
    single: Interval | None  # ratio of the medians of one claim's seconds, over documents
    backlog: Interval | None  # ratio of a backlog's seconds; lowest and highest of the rounds
    cold: float | None


class Entry(Immutable):
    """One contender with one model."""

    contender: str
    model: str
    values: Tally
    by_field_kind: dict[str, Tally]
    by_paper_kind: dict[str, Tally]
    failed: int  # papers of which nothing could be made
    unsteady: int  # papers that did not come out the same in every round
    single: Speed | None = None
    backlog: Speed | None = None
    backlog_values: Tally | None = None
    cold: Cold | None = None
    parts: dict[str, float]  # mean seconds a claim, single
    calls: float  # of the model, a claim
    prompt_tokens: float
    answer_tokens: float
    memory: dict[str, int]  # bytes at most, by process
    against: Against | None = None

    @property
    def name(self) -> str:
        """Contender and model, for a line of a table or a plot."""
        return self.contender if self.model == "none" else f"{self.contender} {self.model.rpartition('-')[2]}"

    @property
    def is_whole(self) -> bool:
        """Whether no part of its reading strategy is off."""
        return "-" not in self.contender

    @property
    def claims_per_hour(self) -> float | None:
        """Of a backlog."""
        return 3600 / self.backlog.seconds if self.backlog and self.backlog.seconds else None


class Figures(Immutable):
    """The whole result of a bench."""

    about: About
    entries: tuple[Entry, ...]

    @classmethod
    def from_text(cls, text: str) -> Figures:
        """The figures that were written as JSON; ValueError where they are none."""
        return cls.model_validate(_given(json.loads(text)))

    def entry(self, contender: str, model: str) -> Entry | None:
        """The entry of a contender with a model."""
        return next((one for one in self.entries if (one.contender, one.model) == (contender, model)), None)


def _given(value: Any) -> Any:
    """JSON without the shares in it that are computed from its counts."""
    if isinstance(value, list):
        return [_given(one) for one in value]
    if not isinstance(value, dict):
        return value
    computed = Tally.model_computed_fields if Tally.model_fields.keys() <= value.keys() else ()
    return {name: _given(one) for name, one in value.items() if name not in computed}
