"""Parting: words that an engine ran together, told apart by the gap between their letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.readers.ocr.engine import Glimpse

_GAP = 0.24  # of the type size: letters of one word stand closer, but for those of a typewriter
_NARROW = frozenset("1Iijl")  # around these the gaps are wider
_TIMES = 2.0  # how much wider than the word's other gaps

Letter = tuple[str, float, float]  # the sign, where it begins and ends along the line, in pixels


def parted(word: Glimpse, letters: Sequence[Letter]) -> Iterator[Glimpse]:
    """The word, or the two that were run together ("bCITY"): parted at one gap between letters that is far wider than
    all others. Digits and signs leave wide gaps of their own."""
    gaps = [after[1] - before[2] for before, after in pairwise(letters)]
    if len(gaps) < 2 or "".join(letter[0] for letter in letters) != word.text:
        yield word
        return
    widest = max(range(len(gaps)), key=lambda number: gaps[number])
    second = max(gap for number, gap in enumerate(gaps) if number != widest)
    cut = sum(len(letter[0]) for letter in letters[: widest + 1])
    wide = gaps[widest] >= max(_GAP * word.size, _TIMES * max(second, 1.0))
    if not wide or not _are_words(word.text[:cut], word.text[cut:]):
        yield word
        return
    yield replace(word, text=word.text[:cut], right=letters[widest][2])
    yield replace(word, text=word.text[cut:], left=letters[widest + 1][1])


def _are_words(first: str, second: str) -> bool:
    """Whether both are letters where they meet, or a box's number and its label: other signs stand apart anyway."""
    if first.isdigit():
        return second.isalpha() and len(second) > 1
    beside = first[-1] + second[0]
    return beside.isalpha() and not set(beside) & _NARROW
