"""Stopwatch: where the seconds of one reading go."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# In the order in which plots show them. "engine" is loading, and part of a cold start alone; "model" is the model's
# time where an engine does not tell prefill and decode apart; "rest" is what is left of the whole.
PARTS = ("start", "open", "engine", "read", "code", "prefill", "decode", "model", "rest")


class Stopwatch:
    """Seconds by part, and what a model was asked, of one reading or of several."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self.calls = 0
        self.prompt_tokens = 0
        self.answer_tokens = 0

    def add(self, part: str, seconds: float) -> None:
        """So many more seconds for this part."""
        self.parts[part] = self.parts.get(part, 0.0) + max(0.0, seconds)

    @contextmanager
    def time(self, part: str) -> Iterator[None]:
        """What is done within belongs to this part."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add(part, time.perf_counter() - started)

    def called(self, seconds: float, prefill: float, decode: float, prompt_tokens: int, answer_tokens: int) -> None:
        """A model was asked; where the engine tells nothing of its seconds, all of them are the model's.

        Prompts that run side by side share the engine: their own seconds add up to more than the whole, and are scaled.
        """
        self.calls += 1
        self.prompt_tokens += prompt_tokens
        self.answer_tokens += answer_tokens
        told = prefill + decode
        if told <= 0:
            self.add("model", seconds)
            return
        scale = min(1.0, seconds / told)
        self.add("prefill", prefill * scale)
        self.add("decode", decode * scale)
        self.add("rest", seconds - told * scale)

    def close(self, seconds: float, remainder: str) -> None:
        """The whole took so many seconds: what no part has is `remainder`'s."""
        self.add(remainder, seconds - sum(self.parts.values()))
