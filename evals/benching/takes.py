"""Take: what one reading of one paper came to, without any value of it; and Record, its place in the bench."""

from __future__ import annotations

from collections.abc import Mapping

from evals.benching.stopwatch import Stopwatch
from evals.results import CaseResult, ReadValue
from evals.scoring import Mark, mark_values
from pipelines.claim import Immutable, Outcome, ReadingSource, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.values.comparing import same
from sample_claims import Truth

SINGLE, BACKLOG, COLD, ONCE = "single", "backlog", "cold", "once"  # kinds of run


class Marked(Immutable):
    """How one value came out."""

    field: str  # its path, without a row's number
    kind: str  # of value
    mark: Mark


class Take(Immutable):
    """One reading. `marks` are empty where it `failed` before anything was read, but for what is missing."""

    seconds: float
    parts: dict[str, float]
    calls: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    failed: bool = False
    marks: tuple[Marked, ...] = ()


class Record(Immutable):
    """A take, and where in the bench it belongs; `memory` is that of the reader's processes at the end of a round."""

    model: str
    contender: str
    run: str
    round: int
    paper: int
    take: Take
    memory: dict[str, int] | None = None


def take_of(seconds: float, watch: Stopwatch, marks: tuple[Marked, ...] = (), failed: bool = False) -> Take:
    """What the stopwatch showed."""
    return Take(
        seconds=seconds,
        parts=watch.parts,
        calls=watch.calls,
        prompt_tokens=watch.prompt_tokens,
        answer_tokens=watch.answer_tokens,
        failed=failed,
        marks=marks,
    )


def marks_of(truth: Truth, values: Mapping[str, Value], claim_type: ClaimType) -> tuple[Marked, ...]:
    """A mark for every value of the truth, and for every value that was read."""
    fields = tuple(
        ReadValue(path=path, value=value, source=ReadingSource.MODEL, score=1.0) for path, value in values.items()
    )
    result = CaseResult(case="", claim_type=claim_type.name, outcome=Outcome.REVIEW, fields=fields, seconds=0.0)
    marks, _ = mark_values(truth, result, claim_type, same)
    specs = ((mark, claim_type.spec(mark.path)) for mark in marks)
    return tuple(
        Marked(field=mark.field, kind=spec.kind if spec else "no such field", mark=mark.mark) for mark, spec in specs
    )
