"""Told: values with a shape in running text, and the words that people put before them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claim import Document
from pipelines.drafting.wording import Words
from pipelines.extracting.words import Token, tokens_of
from pipelines.values import KINDS

_KINDS = ("date", "money", "phone", "vin", "identifier")
_BEFORE = 5  # words before a value
_LEAST_WORD = 4  # letters of a word that says something
# Words that stand before any value.
_EMPTY = frozenset(
    "is was were are am be been has have had the a an my our your his her their its this that it i we you he she they "
    "on of at in to by for from with under as and or about around approximately roughly some than then there here so "
    "until till since dated which also not all just only please dear number".split()
)


@dataclass(frozen=True)
class Told:
    """The words before one value in running text: all that stand in its sentence, and from where they say something."""

    kind: str
    words: Words
    verbatim: str
    document: int

    @property
    def telling(self) -> Words:
        """The words that say what the value is."""
        return tuple(word for word in self.words if word not in _EMPTY and len(word) >= _LEAST_WORD)


def told_in(number: int, document: Document) -> Iterator[Told]:
    """Every value with a shape in a document's running text."""
    tokens = tokens_of(document.text)
    ends = [token.end for token in tokens]
    taken = bytearray(len(document.text))
    for kind in _KINDS:
        for found in KINDS[kind].find(document.text):
            if any(taken[found.start : found.end]):
                continue
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            last = bisect_right(ends, found.start)
            before = _before(document.text, tokens[max(0, last - _BEFORE) : last], found.start)
            if before:
                verbatim = document.text[before[0].start : before[-1].end]
                yield Told(kind, tuple(token.word for token in before), verbatim, number)


def _before(text: str, tokens: Sequence[Token], start: int) -> list[Token]:
    """Which of these words stand in the same sentence right before an offset; figures end them, for they belong to
    another value."""
    found: list[Token] = []
    end = start
    for token in reversed(tokens):
        gap = text[token.end : end]
        word = text[token.start : token.end]
        if re.search(r"[.!?;:,(](?:\s|$)|\n\s*\n", gap) or re.search(r"\d|@", word):
            break
        if word[0].isupper() and word.lower() not in _EMPTY:
            break  # it may be somebody's name
        found.insert(0, token)
        end = token.start
    return found


def tail(words: Sequence[str]) -> Words:
    """The last words of a sentence that say something, with the empty ones behind them: "cancel on"."""
    last = next((n for n in range(len(words) - 1, -1, -1) if _says(words[n])), None)
    return tuple(words[last:]) if last is not None else ()


def _says(word: str) -> bool:
    return word not in _EMPTY and len(word) >= _LEAST_WORD


def alike(one: str, other: str) -> bool:
    """Whether two words share their stem: "cancel" and "cancelled"."""
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (shared >= 5 and shared * 2 >= max(len(one), len(other)))
