"""Which of the pipelines' patterns take more than their share of time on text that was made to make them try.

`python -m hostile.patterns` tells every pattern whose time grows much faster than the text. It is a tool and no test:
a test that asserts times fails on a busy machine.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from types import FrameType, ModuleType
from typing import Any

import pipelines
from hostile.texts import RUNS

_SIZE = 2000  # characters of the shorter text; the longer one has four times as many
_STEEP = 8.0  # times as long for four times as much: more than linear, with room for a busy machine
_LEAST_SECONDS = 0.005
_LONGEST_SECONDS = 0.5


class _TooLongError(Exception):
    pass


def modules() -> Iterator[ModuleType]:
    """Every module of the pipelines."""
    for found in pkgutil.walk_packages(pipelines.__path__, "pipelines."):
        yield importlib.import_module(found.name)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern for text that a module holds, alone or within tuples, dicts and objects; each once."""
    seen: set[str] = set()
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _within(value, 4):
                if isinstance(pattern.pattern, str) and pattern.pattern not in seen:
                    seen.add(pattern.pattern)
                    yield f"{module.__name__}.{name}", pattern


def _within(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _within(one, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _within(one, depth - 1)
    elif depth and type(value).__module__.startswith("pipelines") and hasattr(value, "__dict__"):
        yield from _within(dict(vars(value)), depth - 1)


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """How long it takes to find every match, and to ask whether the whole is one; at most a few seconds."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, _LONGEST_SECONDS)
    started = time.process_time()
    try:
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
    except _TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def steep() -> Iterator[tuple[str, str, float, str]]:
    """Patterns and the runs on which they are slow: (where it stands, the run, seconds, the pattern)."""
    for name, pattern in patterns():
        slow = False
        for run, piece in RUNS.items():
            if slow:
                break
            long = (piece.decode() * _SIZE)[: 4 * _SIZE] + "!"
            late = seconds(pattern, long)
            if late < _LEAST_SECONDS:
                continue
            early = seconds(pattern, long[:_SIZE] + "!")
            if late > _STEEP * early or late >= _LONGEST_SECONDS / 2:
                slow = late >= _LONGEST_SECONDS / 2
                yield name, run, late, pattern.pattern


def main() -> None:
    """Print what is steep, the slowest of each pattern's runs alone."""
    worst: dict[str, tuple[float, str, str]] = {}
    for name, run, late, pattern in steep():
        if late > worst.get(pattern, (0.0, "", ""))[0]:
            worst[pattern] = (late, name, run)
    for pattern, (late, name, run) in sorted(worst.items(), key=lambda one: -one[1][0]):
        print(f"{late:7.3f} s  {name}  on {run}\n           {pattern[:160]!r}")
    print(f"{sum(1 for _ in patterns())} patterns, {len(worst)} of them steep")


if __name__ == "__main__":
    main()
