"""Hit: a label found in a cell, and what stands after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.extracting.cells import Cell
from pipelines.extracting.vocabulary import Match, Vocabulary
from pipelines.extracting.words import Token, tokens_of

# Kinds whose values have a shape of their own, so that one can be told from other words beside it.
SHAPED = frozenset(
    "date time money integer year vin npi icd10 procedure place_of_service state zip phone email policy_number "
    "claim_number identifier plate tax_id".split()
)
# "(MM/DD/YYYY)", "(First, Middle, Last)": a caption's aside; then a colon, dots, a dash or a question mark.
_AFTER_LABEL = re.compile(
    r"\)?(?:\.(?=[:=]))?(?:\s*\([^)\n]{0,60}\))*"
    r"(?P<mark>(?:\s*(?:->|=>|[:?=→»]|\.{3,}|[‐‑–—-]{1,2}(?=\s)))+[\s.:_]*|)"
)
TRIMMED = " \t_.,;|·•"  # blanks, leaders and marks around a value
# What ends a value, or is one: only then does another label begin inside a cell.
_VALUE_BEFORE = re.compile(r"[.;),?!]$|^\d(?=.{0,30}$)")
_NUMBERING = re.compile(r"\d{1,2}[a-z]?|[a-z]|[ivx]{1,4}")


@dataclass(frozen=True)
class Hit:
    """A label in a cell: `value` is what stands after it in the same cell, [value_start, value_end) of the text."""

    cell: Cell
    matches: tuple[Match, ...]
    start: int  # of the label
    value_start: int
    value_end: int
    marked: bool  # a colon or the like parts label and value
    leading: bool  # the label is the first thing in its cell

    @property
    def inline(self) -> bool:
        """Whether something stands after the label in its own cell."""
        return self.value_end > self.value_start


def hits_in(cell: Cell, text: str, vocabulary: Vocabulary, leftover: int = 0) -> list[Hit]:
    """The labels of one cell. Inside a cell, after its beginning, a label counts only with a colon behind it.

    `leftover` is how many further words an unmarked label may have behind it and still be the cell's label.
    """
    tokens = tokens_of(cell.text, cell.start)
    first = first_word(tokens)
    found: list[Hit] = []
    position = 0
    while position < len(tokens):
        length, matches = vocabulary.match(tokens, position)
        if not length:
            position += 1
            continue
        label_end = tokens[position + length - 1].end
        after = _AFTER_LABEL.match(text, label_end, cell.end)
        end = after.end() if after else label_end
        marked = bool(after and after["mark"].strip())
        leading = position <= first
        # In the middle of a sentence a label is a part of it: "Keystone Insurance Company:" names no company's label.
        before = text[cell.start : tokens[position].start].rstrip()
        marked = marked and (leading or any(hit.marked for hit in found) or bool(_VALUE_BEFORE.search(before)))
        ends_here = len(text[end : cell.end].split()) <= leftover
        if marked or (leading and (ends_here or not found)):
            start = tokens[position].start
            found.append(Hit(cell, tuple(matches), start, end, cell.end, marked, leading))
            position += length
        else:
            position += 1
    return _cut_at_next(found, text)


def first_word(tokens: Sequence[Token]) -> int:
    """The position of the first word that is no box number ("24. A.", "1a.", "(iii)")."""
    position = 0
    while position < min(2, len(tokens)) and _NUMBERING.fullmatch(tokens[position].word):
        position += 1
    return position


def _cut_at_next(hits: list[Hit], text: str) -> list[Hit]:
    """Each hit's value ends where the next label begins; blanks and leaders around it are cut."""
    cut = []
    for hit, following in zip_longest(hits, hits[1:]):
        end = following.start if following else hit.cell.end
        raw = text[hit.value_start : end]
        body = raw.strip(TRIMMED)
        start = hit.value_start + raw.index(body) if body else hit.value_start
        cut.append(Hit(hit.cell, hit.matches, hit.start, start, start + len(body), hit.marked, hit.leading))
    return cut
