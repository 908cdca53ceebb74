"""Ticks: which of several options with a box before each is ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extracting.cells import Cell

_BOX = re.compile(r"(?P<on>\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\)|[☒☑✓✔■])|(?P<off>\[\s{0,2}\]|\(\s{1,2}\)|[☐□])")

_BOX_REACH = 8  # columns between a box and the words it belongs to


def ticked(text: str) -> list[tuple[int, int]] | None:
    """Where the words of the ticked options stand in `text`; None where it has no boxes, [] where none is ticked.

    A box belongs to the words after it, as on most forms; where none follow, to the words before it.
    """
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return None
    chosen = []
    for position, box in enumerate(boxes):
        if not box["on"]:
            continue
        after_end = boxes[position + 1].start() if position + 1 < len(boxes) else len(text)
        before_start = boxes[position - 1].end() if position else 0
        leads = bool(text[box.end() : after_end].strip()) and not text[: boxes[0].start()].strip(" :")
        start, end = (
            (box.end(), after_end)
            if leads or not text[before_start : box.start()].strip()
            else (before_start, box.start())
        )
        body = text[start:end].strip()
        if body:
            at = start + text[start:end].index(body)
            chosen.append((at, at + len(body.split("   ")[0].rstrip())))
    return chosen


def ticked_cells(cells: Sequence[Cell]) -> set[Cell]:
    """The cells of a line that are options with a box before them, and so no labels."""
    return {
        cell
        for before, cell in zip([None, *cells], cells, strict=False)
        if _BOX.match(cell.text) or (before is not None and _BOX.fullmatch(before.text))
    }


def box_column(cells: Sequence[Cell], left: int) -> int:
    """Where the options below a label begin: at `left`, or at a box a little before it whose words begin there."""
    for before, cell in zip(cells, cells[1:], strict=False):
        if _BOX.fullmatch(before.text) and before.column < left <= cell.column and left - before.column <= _BOX_REACH:
            return before.column
    return max(0, left)
