"""Turns: who speaks where in a transcript ("Agent: …", "Caller: …")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extracting.words import words_of

_SPEAKER = re.compile(
    r"^[ \t>*]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?(?P<who>[A-Za-z][\w .'’()]{0,30}?)\s*:(?=\s)", re.MULTILINE
)
_STAFF = frozenset("agent adjuster representative rep csr operator handler clerk staff desk us intake hotline".split())
_CALLERS = frozenset("caller customer client insured claimant policyholder member provider clinic me c".split())
_LEAST_TURNS = 3  # by each of two speakers: fewer is a list of labels, not a talk


@dataclass(frozen=True)
class Turn:
    """What one speaker says without a break: [start, end) of the text, the speaker's name left out."""

    who: tuple[str, ...]
    name_start: int
    start: int
    end: int


class Turns:
    """The turns of a document; none where it is no transcript."""

    def __init__(self, text: str) -> None:
        found = [(match, words_of(match["who"])) for match in _SPEAKER.finditer(text)]
        counts = Counter(who for _, who in found if who)
        talking = {who for who, count in counts.items() if count >= _LEAST_TURNS}
        spoken = [(match, who) for match, who in found if who in talking] if len(talking) > 1 else []
        ends = [*(match.start() for match, _ in spoken[1:]), len(text)][: len(spoken)]
        self._turns = [
            Turn(who, match.start("who"), _first_word(text, match.end()), len(text[:end].rstrip()))
            for (match, who), end in zip(spoken, ends, strict=True)
        ]
        self._starts = [turn.name_start for turn in self._turns]
        self._staff = self._staff_among(talking)

    def _staff_among(self, talking: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """Who speaks for the insurer: by title, or whoever is not called a caller."""
        titled = {who for who in talking if set(who) & _STAFF}
        callers = {who for who in talking if set(who) & _CALLERS}
        return titled or (talking - callers if callers else set())

    def begins(self, offset: int) -> bool:
        """Whether a speaker's name stands at this offset."""
        return offset in self._starts

    def hold(self, offset: int) -> bool:
        """Whether the offset lies inside the talk."""
        return bool(self._starts) and offset >= self._starts[0]

    def staff_at(self, offset: int) -> bool:
        """Whether the insurer's side is speaking at this offset."""
        position = bisect_right(self._starts, offset) - 1
        return position >= 0 and self._turns[position].who in self._staff

    def exchanges(self) -> Iterator[tuple[Turn, Turn]]:
        """Each turn of the insurer's side with the caller's that follows it."""
        for first, second in pairwise(self._turns):
            if first.who in self._staff and second.who not in self._staff:
                yield first, second


def _first_word(text: str, offset: int) -> int:
    return offset + len(text[offset:]) - len(text[offset:].lstrip())
