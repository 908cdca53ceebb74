"""Blanks: which gaps between words of a typewriter's letters are one blank, which is as wide as a letter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.readers.glyphs import Piece

_ONE_LINE = 0.3  # of the type size
_USUAL = 0.5  # of the type size: a blank between printed words, as an engine sees it
_NEAR = 12.0  # type sizes: words so close to one another are set in one type
_LEAST_LETTERS = 3  # in shorter words the width of a letter cannot be told
_GAP_OFF = 0.3  # of a letter's width: how far the gap may be from one letter
_NARROW = frozenset("()[]1Iil!|.,:;'-/")  # signs whose ink leaves much of their width empty
_NARROW_OFF = 0.2  # of a letter's width: by how much more the gap beside one may be off
_WORD_OFF = 0.45  # of a letter's width: how far a word may be from whole letters


def mark_blanks(pieces: Sequence[Piece]) -> None:
    """Mark the blanks between words of even pitch: a gap that wide parts columns in other type."""
    lines: list[list[Piece]] = []
    for piece in sorted((piece for piece in pieces if not piece.tick), key=lambda piece: piece.baseline):
        if lines and piece.baseline - lines[-1][0].baseline <= _ONE_LINE * piece.look.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.left)
        for before, piece in pairwise(line):
            gap = piece.left - before.right
            pitch = _pitch_of_blank(before, piece, line)
            piece.blank_is_written = pitch > 0 or gap <= _USUAL * piece.look.size
            if 0 < pitch < gap:
                # What is missing are the empty sides of narrow signs such as brackets, which belong to the words.
                before.right += (gap - pitch) / 2
                piece.left -= (gap - pitch) / 2


def _pitch_of_blank(before: Piece, piece: Piece, line: Sequence[Piece]) -> float:
    """How wide the letters of the longest word near by are, where the gap is as wide and the two words are of such
    letters; else 0."""
    size = piece.look.size
    near = [
        other
        for other in line
        if abs(other.left - piece.left) <= _NEAR * size and abs(other.look.size - size) <= 0.15 * size
    ]
    longest = max(near, key=lambda other: len(other.text))
    if len(longest.text) < _LEAST_LETTERS:
        return 0.0
    pitch = (longest.right - longest.left) / len(longest.text)
    gap = (piece.left - before.right) / pitch - 1
    narrow = _NARROW_OFF * ((before.text[-1] in _NARROW) + (piece.text[0] in _NARROW))
    fits = -_GAP_OFF <= gap <= _GAP_OFF + narrow and all(_is_even(word, pitch) for word in (before, piece))
    return pitch if fits else 0.0


def _is_even(word: Piece, pitch: float) -> bool:
    """Whether the word is as wide as its letters are at this pitch."""
    narrow = _NARROW_OFF * ((word.text[0] in _NARROW) + (word.text[-1] in _NARROW))
    return abs((word.right - word.left) / pitch - len(word.text)) <= _WORD_OFF + narrow
