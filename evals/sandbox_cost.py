"""What the sandbox costs: each document read in a limited process and in this one, by turns, in the same run.

`python -m evals.sandbox_cost [FILE ...]`; without files the sample documents are read.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

import sample_claims
from agent.sandbox import ENVIRONMENT, Sandbox
from pipelines.errors import UnreadableError
from pipelines.readers import read

_SAMPLES = Path(sample_claims.__file__).parent / "documents"
_ENDINGS = (".pdf", ".eml", ".txt")


@dataclass(frozen=True)
class Cost:
    """Medians over documents of each document's median over rounds; seconds of wall time."""

    documents: int
    rounds: int
    in_process_seconds: float
    sandbox_seconds: float
    overhead_seconds: float  # the median of the differences, each of one document
    overhead_share: float  # of the time in process, over all documents together
    start_seconds: float  # to start a process, which then reads many


def measure(contents: Sequence[bytes], rounds: int) -> Cost:
    """Read each document `rounds` times in both ways, the order turned about each time."""
    ids = count()

    def here(data: bytes) -> object:
        return read(data, lambda: str(next(ids)))

    started = time.perf_counter()
    with Sandbox() as sandbox:
        sandbox.active_guards()
        start = time.perf_counter() - started
        for data in contents:  # what is imported when first needed is not the sandbox's cost
            _seconds(here, data)
            _seconds(sandbox.read, data)
        pairs = []
        for data in contents:
            inside: list[float] = []
            outside: list[float] = []
            for number in range(rounds):
                for way, times in ((here, inside), (sandbox.read, outside))[:: 1 if number % 2 else -1]:
                    times.append(_seconds(way, data))
            pairs.append((statistics.median(inside), statistics.median(outside)))
    total = sum(inside for inside, _ in pairs)
    return Cost(
        documents=len(pairs),
        rounds=rounds,
        in_process_seconds=statistics.median(inside for inside, _ in pairs),
        sandbox_seconds=statistics.median(outside for _, outside in pairs),
        overhead_seconds=statistics.median(outside - inside for inside, outside in pairs),
        overhead_share=sum(outside - inside for inside, outside in pairs) / total,
        start_seconds=start,
    )


def _seconds(way: Callable[[bytes], object], data: bytes) -> float:
    started = time.perf_counter()
    with suppress(UnreadableError):
        way(data)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="evals.sandbox_cost", description="Measure what the sandbox costs.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=int, default=30, help="of the sample documents (default: %(default)s)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with suppress(OSError):
        os.setsid()  # Linux shares a busy machine out by session, and every reading process has one of its own
    os.environ.update(ENVIRONMENT)  # as many threads here as there; the libraries look when they are first needed
    samples = sorted(path for path in _SAMPLES.iterdir() if path.suffix in _ENDINGS)
    files = given.files or samples[:: max(1, len(samples) // given.most)][: given.most]
    cost = measure([path.read_bytes() for path in files], given.rounds)
    if given.json:
        sys.stdout.write(json.dumps(asdict(cost), indent=2) + "\n")
        return
    sys.stdout.write(
        f"{cost.documents} documents, {cost.rounds} rounds each, medians:\n"
        f"in this process {1000 * cost.in_process_seconds:8.1f} ms\n"
        f"in the sandbox  {1000 * cost.sandbox_seconds:8.1f} ms\n"
        f"the difference  {1000 * cost.overhead_seconds:8.1f} ms a document, "
        f"{cost.overhead_share:.0%} of all the time in this process\n"
        f"a process starts in {cost.start_seconds:.2f} s, and then reads many documents\n"
    )


if __name__ == "__main__":
    main()
