"""Lost ligatures: "Informa.on" on paper reads "Information", because one glyph for "ti" was given a wrong sign.

Word processors that print to PDF make such text layers every day, and no label would be found in them. The glyph itself
is the witness: it is as wide as a "t" and an "i" of its font, and stands where English words have "ti".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from pipelines.readers.characters import clean_word
from pipelines.readers.glyphs import Piece

_LOST = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z][a-z]+([^\sa-z0-9'’,;:/-])"
    r"(?:on|ons|onal|oned|c|cs|cal|cally|fied|fication|mate|mated|mator|ng|ve|al|l|ll|lity)(?![A-Za-z0-9@.])"
)
_WITNESSES = 2  # words with one sign in one font
_TOLERANCE = 0.03  # of the width: the two letters stand a little closer in the ligature
_SAME_GLYPH = 0.01  # of the type size

Sign = tuple[int, str]  # a font and a character


def repair(pieces: Sequence[Piece]) -> bool:
    """Write "ti" where a ligature was lost, in place; whether there was any."""
    widths = {sign: width for sign, width in _suspects(pieces) if _is_ligature(width, sign[0], pieces)}
    for piece in pieces:
        for place in reversed(range(1, len(piece.chars))):
            width = widths.get((piece.look.font, piece.chars[place]))
            if (
                width is not None
                and abs(piece.advances[place] - width) <= _SAME_GLYPH
                and piece.chars[place - 1].isalpha()
            ):
                piece.chars = f"{piece.chars[:place]}ti{piece.chars[place + 1 :]}"
                piece.text = clean_word(piece.chars)
    return bool(widths)


def _suspects(pieces: Sequence[Piece]) -> Iterator[tuple[Sign, float]]:
    """Signs that stand in the place of "ti" in several words, each with its usual width."""
    seen: dict[Sign, list[float]] = {}
    for piece in pieces:
        for match in _LOST.finditer(piece.chars):
            sign = (piece.look.font, match[1])
            seen.setdefault(sign, []).append(piece.advances[match.start(1)])
    for sign, widths in seen.items():
        if len(widths) >= _WITNESSES and not _begins_words(sign, median(widths), pieces):
            yield sign, median(widths)


def _begins_words(sign: Sign, width: float, pieces: Sequence[Piece]) -> bool:
    """Whether this glyph stands first in words as well: then a capital letter in the middle of a name is just that."""
    font, char = sign
    return char.isalpha() and any(
        piece.look.font == font and piece.chars.startswith(char) and abs(piece.advances[0] - width) <= _SAME_GLYPH
        for piece in pieces
    )


def _is_ligature(width: float, font: int, pieces: Sequence[Piece]) -> bool:
    letters = []
    for letter in "ti":
        widths = [
            piece.advances[place]
            for piece in pieces
            if piece.look.font == font
            for place, char in enumerate(piece.chars)
            if char == letter
        ]
        if not widths:
            return False
        letters.append(median(widths))
    return abs(width - sum(letters)) <= _TOLERANCE * sum(letters)
