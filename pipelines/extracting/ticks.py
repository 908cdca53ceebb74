"""Ticks: which of several options with a box before each is ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.extracting.cells import Cell

_BOX = re.compile(r"(?P<on>\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\)|[☒☑✓✔■])|(?P<off>\[\s{0,2}\]|\(\s{1,2}\)|[☐□])")

_GAP = re.compile(r" {3,}|\n")
_BOX_REACH = 8  # columns between a box and the words it belongs to


def ticked(text: str) -> list[tuple[int, int]] | None:
    """Where the words of the ticked options stand in `text`; None where it has no boxes, [] where none is ticked.

    A box belongs to the words that stand closer to it; to those after it where both are as close.
    """
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return None
    bounds = [0, *(box.end() for box in boxes)], [*(box.start() for box in boxes), len(text)]
    chosen = []
    for position, box in enumerate(boxes):
        if box["on"]:
            before, after = (bounds[0][position], box.start()), (box.end(), bounds[1][position + 1])
            place = _nearer(text, before, after)
            chosen += [place] if place else []
    return chosen


def _nearer(text: str, before: tuple[int, int], after: tuple[int, int]) -> tuple[int, int] | None:
    """The words right before or right after a box, up to the next gap."""
    left, right = text[slice(*before)], text[slice(*after)]
    gap_left, gap_right = len(left) - len(left.rstrip()), len(right) - len(right.lstrip())
    if right.strip() and (gap_right <= gap_left or not left.strip()):
        words = _GAP.split(right.strip())[0]
        start = after[0] + right.index(words)
        return start, start + len(words)
    if not left.strip():
        return None
    words = _GAP.split(left.strip())[-1]
    start = before[0] + left.rindex(words)
    return start, start + len(words)


def ticked_cells(cells: Sequence[Cell]) -> set[Cell]:
    """The cells of a line that are options with a box before them, and so no labels."""
    return {
        cell
        for before, cell in zip([None, *cells], cells, strict=False)
        if _BOX.match(cell.text) or (before is not None and _BOX.fullmatch(before.text))
    }


def box_column(cells: Sequence[Cell], left: int) -> int:
    """Where the options below a label begin: at `left`, or at a box a little before it whose words begin there."""
    for before, cell in pairwise(cells):
        if _BOX.fullmatch(before.text) and before.column < left <= cell.column and left - before.column <= _BOX_REACH:
            return before.column
    return max(0, left)
