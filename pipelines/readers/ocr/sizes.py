"""Sizes: how large the type is that words are set in, told from the height of their letters and made even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.readers.ocr.engine import Glimpse

_ALIKE = 0.12  # sizes that differ by a smaller share may be one size, seen with other letters
_ROUNDS = 4
_HANGING = frozenset("gjpqy()[]{}|@")
_HANGING_A_LITTLE = frozenset(",;Q$/ç")
_TALL = frozenset("bdfhijklt!?/()[]{}|\"'$#&@%§")
_WIDE_FROM = 4  # letters: in shorter words the width of the letters says little
_EVERY_LETTER_WIDE = 0.89  # of a tall letter's height: what a letter of a typewriter takes, in small letters and digits


@dataclass(frozen=True)
class _Type:
    """How far letters reach above and below the line, as shares of the type size."""

    tall: float
    small: float
    hanging: float
    hanging_a_little: float


_PRINTED = _Type(tall=0.72, small=0.53, hanging=0.21, hanging_a_little=0.13)
_TYPEWRITTEN = _Type(tall=0.61, small=0.44, hanging=0.17, hanging_a_little=0.12)


def size_of(text: str, wide: float, high: float) -> float | None:
    """The type size, in the unit of the sides, of a word whose ink is so wide and high; None where no letter tells."""
    if not any(c.isalnum() for c in text):
        return None
    printed = _share(text, _PRINTED)
    narrow = any(c.islower() or c.isdigit() for c in text) and len(text) >= _WIDE_FROM
    if narrow and wide / len(text) >= _EVERY_LETTER_WIDE * _PRINTED.tall * high / printed:
        return high / _share(text, _TYPEWRITTEN)
    return high / printed


def _share(text: str, kind: _Type) -> float:
    """The height of a word's ink as a share of the type size."""
    tall = any(c.isupper() or c.isdigit() or c in _TALL for c in text)
    above = kind.tall if tall else kind.small
    if any(c in _HANGING for c in text):
        return above + kind.hanging
    return above + (kind.hanging_a_little if any(c in _HANGING_A_LITTLE for c in text) else 0.0)


def hanging_of(text: str) -> float:
    """How far a word's ink hangs below the line, as a share of the type size."""
    if any(c in _HANGING for c in text):
        return _PRINTED.hanging
    return _PRINTED.hanging_a_little if any(c in _HANGING_A_LITTLE for c in text) else 0.0


def evenly_sized(words: Sequence[Glimpse]) -> list[Glimpse]:
    """The words with the size that most of the letters about as large have: a font has one size wherever it is set,
    and lines and columns are told by it."""
    if not words:
        return []
    seen = np.log([max(1.0, word.size) for word in words])
    weights = np.array([len(word.text) * max(0.05, word.confidence) for word in words])
    sizes = seen.copy()
    for _ in range(_ROUNDS):
        shares = (np.abs(sizes[:, None] - seen[None, :]) <= _ALIKE) * weights[None, :]
        sizes = (shares * seen[None, :]).sum(axis=1) / np.maximum(shares.sum(axis=1), 1e-9)
    return [replace(word, size=float(size)) for word, size in zip(words, np.exp(sizes), strict=True)]
