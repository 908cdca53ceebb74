"""Shape: what kinds of value have in common: parse strictly, else take the only value that stands in a short phrase."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from pipelines.claim import Value
from pipelines.values.kind import Candidate, Hints
from pipelines.values.text import Place, bare, plain

_LONGEST_PHRASE = 160  # characters; a longer quote is a passage, not a value
# "after May 3" or "not $500" hold a value, but do not say that this is it.
_NOT_ITSELF = re.compile(
    r"\b(?:not|never|no|without|before|after|until|till|since|between|either|or|versus|vs|than|per|within)\b",
    re.IGNORECASE,
)


def _start(candidate: Candidate) -> int:
    return candidate.start


class Shape:
    """A kind with a shape of its own: it says how to `read` a bare text, and which `places` of a text to try."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, text: str, hints: Hints) -> Value | None:
        """The value that the whole of `text` stands for; `text` is bare: see `pipelines.values.text.bare`."""
        return text or None

    def places(self, text: str, hints: Hints) -> Iterable[Place]:
        """Where in a plain `text` a value may stand, best first where they overlap."""
        return ()

    def meaning(self, written: str, hints: Hints) -> Value | None:
        """The value of what is `written` at one of the `places`."""
        return self.read(bare(written), hints)

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The normalised value of `verbatim`, or None; see `Kind.parse`."""
        if len(verbatim) > _LONGEST_PHRASE:
            return None
        text = bare(verbatim)
        value = self.read(text, hints) if text else None
        return value if value is not None else self._only(text, hints)

    def find(self, text: str, hints: Hints = Hints()) -> list[Candidate]:
        """All values of this kind in `text`; see `Kind.find`."""
        smooth = plain(text)
        found: list[Candidate] = []  # kept in order, so that a neighbour is found by binary search
        for start, end in self.places(smooth, hints):
            at = bisect_left(found, start, key=_start)
            if (at and found[at - 1].end > start) or (at < len(found) and found[at].start < end):
                continue
            value = self.meaning(text[start:end], hints)
            if value is not None:
                found.insert(at, Candidate(start, end, value))
        return found

    def faults(self, value: Value) -> list[str]:
        """What is odd about a normalised value; see `Kind.faults`."""
        return []

    def _only(self, text: str, hints: Hints) -> Value | None:
        if not text or _NOT_ITSELF.search(text):
            return None
        values = {candidate.value for candidate in self.find(text, hints)}
        return values.pop() if len(values) == 1 else None
