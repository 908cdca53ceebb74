"""Agreeing: what one engine read, held against what another read in the same place; they err in different ways."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Box
from pipelines.readers.glyphs import Piece

ALONE = 0.9  # confidence at most of a word that the other engine read otherwise: low enough that a person looks
_SHARED = 0.4  # of the smaller box's sides


def doubt_what_differs(pieces: Sequence[Piece], others: Sequence[Piece]) -> None:
    """Lower the confidence of words which `others` spell otherwise; an engine that is sure of itself may be wrong."""
    words = [other for other in others if not other.tick]
    for piece in pieces:
        if piece.tick or not _letters(piece.text):
            continue
        there = sorted((word for word in words if _meet(piece.box, word.box)), key=lambda word: word.left)
        # The other engine may part words elsewhere: what is spelled counts.
        if _letters(piece.text) not in _letters("".join(word.text for word in there)):
            piece.confidence = min(piece.confidence, ALONE)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _meet(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide, high = min(one.x1 - one.x0, other.x1 - other.x0), min(one.bottom - one.top, other.bottom - other.top)
    return across >= _SHARED * wide and down >= _SHARED * high
