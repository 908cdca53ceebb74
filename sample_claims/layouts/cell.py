"""Cell: a box of the CMS-1500 page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A box: where it begins and ends (points from the form's left edge), its caption, and what stands in it."""

    start: float
    end: float
    caption: str
    text: str = ""
    ticks: tuple[tuple[str, bool], ...] = ()
