"""Paper: one document of a bench, and its truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evals.cases import CaseSet
from pipelines.classifying import UNKNOWN
from pipelines.errors import UsageError
from sample_claims import DOCUMENTS, Case, Truth, load_cases

T = TypeVar("T")

WARM_UP = -1  # the number of the paper that every reader is given first
_FIRST = "auto-letter-013"  # of the sample claims


@dataclass(frozen=True)
class Paper:
    """A document by its place among the papers: its name may be raw data, and goes nowhere."""

    number: int
    path: Path
    truth: Truth

    def as_json(self) -> dict[str, object]:
        """What a reading process needs to know of it."""
        return {"number": self.number, "path": str(self.path), "truth": self.truth.model_dump(mode="json")}

    @classmethod
    def from_json(cls, given: dict[str, object]) -> Paper:
        """The paper that `as_json` told of."""
        return cls(int(str(given["number"])), Path(str(given["path"])), Truth.model_validate(given["truth"]))


def warm_up() -> Paper:
    """The invented letter on which every reader starts; its seconds count for cold starts alone."""
    first = next(case for case in load_cases(DOCUMENTS) if case.name == _FIRST)
    return Paper(WARM_UP, first.path, first.truth)


def papers_of(cases: CaseSet, *, layouts: bool, limit: int | None) -> list[Paper]:
    """The papers that can be measured: one claim of a known type each; free text alone, unless `layouts` may be too."""
    fit = [case for case in cases.cases if _fits(case) and (layouts or case.truth.free_text)]
    chosen = fit if limit is None else _spread(fit, limit)
    if len(chosen) < 2:
        raise UsageError("A bench needs at least two documents of free text with their truth (see docs/bench.md).")
    return [Paper(number, case.path, case.truth) for number, case in enumerate(chosen)]


def timed_of(papers: Sequence[Paper], most: int | None) -> list[Paper]:
    """The papers on which seconds are measured: all, or so many, evenly spread."""
    return list(papers) if most is None else _spread(papers, most)


def shuffled(papers: Sequence[Paper], seed: int, number: int) -> list[Paper]:
    """The papers in the order of one round."""
    found = list(papers)
    random.Random(f"{seed}.{number}").shuffle(found)
    return found


def _fits(case: Case) -> bool:
    truth = case.truth
    is_known = truth.claim_type != UNKNOWN and truth.outcome != "quarantine"
    return is_known and not truth.further and not truth.duplicate_of and case.name != _FIRST


def _spread(items: Sequence[T], most: int) -> list[T]:
    if most >= len(items):
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]
