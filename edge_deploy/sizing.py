"""How many claims a day a box does: from measured seconds and memory, with nothing rounded up in its favour."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.backends.catalogue import CATALOGUE
from pipelines.errors import UsageError

_MIB = 2**20
BOXES = {"4gb": 4096, "16gb": 16384}  # MiB
# A box shows less than it has: firmware and kernel keep their part.
_SHOWN = 0.85
SMALL, LARGE = "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"
LETTERS = "letters and e-mails"


@dataclass(frozen=True)
class Measure:
    """One measured kind of work: what the papers were, its seconds a claim, and where the figure comes from.

    `memory_mib` is the agent's peak; None where only the time was measured.
    """

    papers: str
    model: str | None
    seconds: float
    source: str
    memory_mib: int | None = None


_BOX_RUN = "python -m evals.box --files 6"
# All on two cores. A scan's seconds are those of one page; its words are then read as a form's are.
MEASURES = (
    Measure("forms, tables, EDI", None, 0.36, "lodge eval --seed 8101: 90 % of claims take less"),
    Measure("a scanned page, Tesseract", None, 1.73, "python -m evals.ocr --seed 7717: all of print, processor time"),
    Measure("a scanned page, RapidOCR", None, 8.83, "python -m evals.ocr --seed 7717: all of print, processor time"),
    Measure(LETTERS, SMALL, 11.72, f"{_BOX_RUN}: killed amid it, and started again", 615),
    Measure(LETTERS, LARGE, 13.4, "lodge eval --seed 5023: 90 % of claims take less"),
)
REVIEW_MIB = 66  # the review page's peak in that run of evals.box
READER_MIB = 763  # 800 MB, the most that RapidOCR held (docs/ocr.md): a scan may come while the model answers
SYSTEM_MIB = 1536  # K3s and the system: what the component box-4gb leaves to them


@dataclass(frozen=True)
class Work:
    """How much of a day a box gives to new claims; the rest is for peaks, handlers' pages and re-processing."""

    hours: float = 24.0
    share: float = 0.5
    retries: float = 0.1  # of the claims, done once more: a paper that came late, a power cut

    def __post_init__(self) -> None:
        for name, value, most in (("hours", self.hours, 24), ("share", self.share, 1)):
            if not 0 < value <= most:
                raise UsageError(f"{name} {value:g} is not right: it is above 0, and {most} at most.")
        if not 0 <= self.retries <= 10:
            raise UsageError(f"retries {self.retries:g} is not right: it is a share of the claims, like 0.1.")

    @property
    def seconds(self) -> float:
        """The seconds of a day that go into claims."""
        return self.hours * 3600 * self.share


@dataclass(frozen=True)
class Size:
    """One row of the table: what a box does in a day with one kind of papers."""

    papers: str
    model: str | None
    box: str
    seconds_a_claim: float
    claims_a_day: int
    memory_mib: int
    memory_is: str  # measured | computed
    source: str


def claims_a_day(seconds: float, work: Work) -> int:
    """The claims that fit into a day's work, each of `seconds`; UsageError where that is no time."""
    if not seconds > 0:
        raise UsageError(f"A claim of {seconds:g} seconds is not right. Measure it: python -m evals.box --json")
    return int(work.seconds / (seconds * (1 + work.retries)))


def busy_share(claims: int, seconds: float, work: Work) -> float:
    """Which part of the day's work so many claims take; above 1 they do not fit."""
    return claims * seconds * (1 + work.retries) / work.seconds


def memory_mib(measure: Measure, known: Measure) -> tuple[int, str]:
    """What a box needs in all, and whether the agent's part is measured, or computed from the peak of `known`."""
    beside = SYSTEM_MIB + REVIEW_MIB + READER_MIB
    if measure.memory_mib is not None:
        return beside + measure.memory_mib, "measured"
    own = (known.memory_mib or 0) - _weights_mib(known.model)
    return beside + own + _weights_mib(measure.model), "computed"


def smallest_box(needed_mib: int) -> str:
    """The smallest box that holds so much; UsageError where none does."""
    for name, size in BOXES.items():
        if needed_mib <= size * _SHOWN:
            return name
    raise UsageError(f"No box holds {needed_mib} MiB: the largest is {list(BOXES)[-1]}.")


def table(work: Work, measures: tuple[Measure, ...] = MEASURES) -> list[Size]:
    """One row for each kind of papers, in the smallest box that holds it."""
    known = next(each for each in measures if each.memory_mib is not None)
    rows = []
    for each in measures:
        needed, how = memory_mib(each, known)
        count = claims_a_day(each.seconds, work)
        box = smallest_box(needed)
        rows.append(Size(each.papers, each.model, box, each.seconds, count, needed, how, each.source))
    return rows


def read_measure(path: Path) -> Measure:
    """The measure in a file that `python -m evals.box --json` wrote; UsageError where it is none."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        seconds = float(found["seconds_a_claim"])
        peak = int(found["memory_peaks"]["lodge-0-agent"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(f"{path} is no measure. Make one: python -m evals.box --weights DIR --json > {path}") from None
    return Measure(LETTERS, SMALL, seconds, f"{path.name}, of python -m evals.box", -(-peak // _MIB))


def with_measure(measured: Measure) -> tuple[Measure, ...]:
    """The shipped measures, with the one of the same papers and model in its place."""
    same = (measured.papers, measured.model)
    return tuple(measured if (each.papers, each.model) == same else each for each in MEASURES)


def _weights_mib(model: str | None) -> int:
    return -(-CATALOGUE[model].size_bytes // _MIB) if model else 0
