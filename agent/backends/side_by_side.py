"""Answers to several questions at once: each is a row that goes on from what they share, and leaves when it is whole.

The schema is held by trying tokens in the order in which the model likes them until one may come. What is bound to
come, such as keys and the rest of a value that only one choice allows, is read in one go and never generated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from agent.backends.byte_pairs import BytePairs
from agent.backends.grammar import Grammar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits = NDArray[np.float32]

_LIKELY = 32  # tokens that are tried before all that might come are looked through


class Reader(Protocol):
    """A model that reads pieces of several branches in one pass (openvino_session)."""

    def begin(self, trunk: Sequence[int], pieces: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[Logits]:
        """Read `trunk` and one branch for each piece; what may follow the last `wanted` tokens of each."""
        ...

    def feed(self, branches: Sequence[int], pieces: Sequence[Sequence[int]], wanted: Sequence[int]) -> list[Logits]:
        """Read on in some of the branches."""
        ...


@dataclass
class Row:
    """One answer on its way: `tokens` and the log-probability of each, `waiting` of them not yet read by the model."""

    grammar: Grammar
    most: int
    tokens: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)
    waiting: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether it is longer than it may be."""
        return len(self.tokens) > self.most

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.grammar.is_done and not self.waiting


class Chooser:
    """Picks each row's next token."""

    def __init__(self, pairs: BytePairs) -> None:
        """Order the vocabulary by first byte, for the rare case that nothing likely may come."""
        self._pairs = pairs
        self._beginning: dict[int, list[int]] = {}
        for token, spelled in enumerate(pairs.spelled):
            if spelled:
                self._beginning.setdefault(spelled[0], []).append(token)

    def force(self, row: Row) -> None:
        """Put what is bound to come behind the row."""
        data, row.grammar = row.grammar.forced()
        tokens = self._pairs.encode(data.decode()) if data else []
        row.tokens += tokens
        row.waiting += len(tokens)

    def take(self, row: Row, logits: Logits) -> None:
        """Score the tokens that were waiting; where the answer goes on, choose the next one and what it brings."""
        first = len(row.tokens) - row.waiting
        norms = _norms(logits)
        behind = len(row.logprobs) - first  # the chosen token, waiting to be read, has its score already
        for place in range(behind, row.waiting):
            at = place - behind
            row.logprobs.append(float(logits[at, row.tokens[first + place]] - norms[at]))
        row.waiting = 0
        if row.grammar.is_done or row.is_cut:
            return
        token, row.grammar = self._choose(row.grammar, logits[-1])
        row.tokens.append(token)
        row.logprobs.append(float(logits[-1, token] - norms[-1]))
        row.waiting = 1
        self.force(row)
        if row.grammar.is_done:
            self._finish(row)

    def _choose(self, grammar: Grammar, logits: NDArray[np.float32]) -> tuple[int, Grammar]:
        import numpy as np

        best = int(logits.argmax())
        after = self._after(grammar, best)
        if after is not None:
            return best, after
        likely = np.argpartition(logits, -_LIKELY)[-_LIKELY:]
        for token in likely[np.argsort(-logits[likely])]:
            after = self._after(grammar, int(token))
            if after is not None:
                return int(token), after
        possible = np.array([token for byte in grammar.starts() for token in self._beginning[byte]])
        for token in possible[np.argsort(-logits[possible])]:
            after = self._after(grammar, int(token))
            if after is not None:
                return int(token), after
        raise AssertionError("Every byte is a token, so something may always come.")

    def _after(self, grammar: Grammar, token: int) -> Grammar | None:
        spelled = self._pairs.spelled[token]
        return grammar.after(spelled) if spelled else None

    def _finish(self, row: Row) -> None:
        """Spare the last reading where only closing marks are left: they are certain, whatever the model thinks."""
        scored = len(row.logprobs)
        rest = b"".join(self._pairs.spelled[token] for token in row.tokens[scored:])
        if not any(map(str.isalnum, rest.decode(errors="replace"))):
            row.logprobs += [0.0] * (len(row.tokens) - scored)
            row.waiting = 0


def go_on(
    reader: Reader, chooser: Chooser, trunk: Sequence[int], questions: Sequence[Sequence[int]], rows: Sequence[Row]
) -> None:
    """Take every row to its end; `questions` are the tokens of each behind what all share, at least one."""
    for row in rows:
        chooser.force(row)
    pieces = [[*question, *row.tokens] for question, row in zip(questions, rows, strict=True)]
    found = reader.begin(trunk, pieces, [len(row.tokens) + 1 for row in rows])
    live = list(range(len(rows)))
    while True:
        for place, logits in zip(live, found, strict=True):
            chooser.take(rows[place], logits)
        live = [place for place in live if not (rows[place].is_whole or rows[place].is_cut)]
        if not live:
            return
        unread = [rows[place].tokens[len(rows[place].tokens) - rows[place].waiting :] for place in live]
        found = reader.feed(live, unread, [len(tokens) for tokens in unread])


def _norms(logits: Logits) -> NDArray[np.float32]:
    import numpy as np

    top = logits.max(axis=1, keepdims=True)
    norms: NDArray[np.float32] = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    return norms
