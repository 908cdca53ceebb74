"""Kind: what a kind of value can do: find itself in text, turn what people write into one form, and check it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from pipelines.claim import Value


@dataclass(frozen=True)
class Hints:
    """What a value may need besides its own words. `today` is the day received (for years left out, two-digit years);
    `day_first` is whether this document writes 31/12/2026; `options` are an enum's values with the words that say so;
    `birth` says that a date lies in the past by decades."""

    today: date | None = None
    day_first: bool = False
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    birth: bool = False


@dataclass(frozen=True)
class Candidate:
    """A value found in running text: `text[start:end]` is what stands there, `value` what it means."""

    start: int
    end: int
    value: Value


class Kind(Protocol):
    """One kind of value."""

    name: str

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The normalised value that `verbatim` (the value alone, give or take white space) stands for, or None."""
        ...

    def find(self, text: str, hints: Hints = Hints()) -> list[Candidate]:
        """All values of this kind in `text`, in order, not overlapping; [] for kinds without a shape of their own."""
        ...

    def faults(self, value: Value) -> list[str]:
        """What is odd about a normalised value, in short clauses ("check digit is 3, expected X"); [] for nothing."""
        ...
