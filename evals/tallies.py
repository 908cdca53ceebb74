"""Tallies: what was counted, as shares with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import computed_field

from evals.intervals import wilson
from evals.scoring import Mark, ValueMark
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


def tally(marks: Iterable[ValueMark]) -> Tally:
    """Count marks."""
    found = [mark.mark for mark in marks]
    return Tally(
        right=found.count(Mark.RIGHT),
        wrong=found.count(Mark.WRONG),
        missing=found.count(Mark.MISSING),
        invented=found.count(Mark.INVENTED),
    )


def share_of(hits: Iterable[bool]) -> Share:
    """How many of these are true."""
    found = list(hits)
    return Share(hits=sum(found), total=len(found))
