"""The reading process of one contender: JSON lines in, JSON lines out. `children` starts it.

It scores what it reads and tells marks: no value of a claim leaves it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

from evals.benching.papers import Paper
from evals.benching.reader import Reader, Values
from evals.benching.stopwatch import Stopwatch
from pipelines.errors import LodgeError


def main() -> None:
    """Open the reader that the first argument tells of, then answer line by line."""
    spec = json.loads(sys.argv[1])
    out = _own_output()
    try:
        opened = imported(spec)
        # The clock is the machine's: what the parent saw is comparable.
        start = time.monotonic() - float(spec["started"])
        began = time.perf_counter()
        reader = opened()
        _say(out, {"start": start, "open": time.perf_counter() - began})
        _serve(reader, out)
    except LodgeError as error:
        _say(out, {"error": str(error)})


def imported(spec: dict[str, Any]) -> Callable[[], Reader]:
    """What opens the contender's reader; only what it needs is imported, and all of that."""
    name, url, tag = spec["contender"], spec["url"], spec["tag"]
    if name == "labels":
        from evals.benching.others import LabelsReader

        return LabelsReader
    if name == "baseline":
        from evals.benching.others import OllamaReader

        return lambda: OllamaReader(url, tag)
    if name == "langextract":
        from evals.benching.others import LangExtractReader

        return lambda: LangExtractReader(url, tag)
    from evals.benching.lodge import LodgeReader

    return lambda: LodgeReader(spec["without"], url)


def _serve(reader: Reader, out: TextIO) -> None:
    try:
        for line in sys.stdin:
            asked = json.loads(line)
            papers = [Paper.from_json(given) for given in asked["papers"]]
            _say(out, _read_all(reader, papers) if asked["together"] else _read(reader, papers[0]))
    finally:
        reader.close()


def _read(reader: Reader, paper: Paper) -> dict[str, Any]:
    watch = Stopwatch()
    started = time.perf_counter()
    values = reader.read(paper, watch)
    seconds, finished = time.perf_counter() - started, time.monotonic()
    watch.close(seconds, reader.remainder)
    return {**_told(reader, [paper], [values], seconds, watch), "finished": finished}


def _read_all(reader: Reader, papers: list[Paper]) -> dict[str, Any]:
    watch = Stopwatch()
    started = time.perf_counter()
    found = reader.read_all(papers, watch)
    seconds = time.perf_counter() - started
    watch.close(seconds, reader.remainder)
    return _told(reader, papers, found, seconds, watch)


def _told(
    reader: Reader, papers: list[Paper], found: list[Values | None], seconds: float, watch: Stopwatch
) -> dict[str, Any]:
    from evals.benching.takes import marks_of, take_of  # here: a cold start does not pay for the scorer

    takes = []
    for paper, values in zip(papers, found, strict=True):
        marks = marks_of(paper.truth, values or {}, reader.claim_type(paper))
        one = take_of(seconds / len(papers), Stopwatch() if len(papers) > 1 else watch, marks, values is None)
        takes.append(one.model_dump(mode="json"))
    return {"takes": takes, "whole": take_of(seconds, watch).model_dump(mode="json")}


def _own_output() -> TextIO:
    """Where answers go; whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return out


def _say(out: TextIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


if __name__ == "__main__":
    main()
