"""Score: one case's result beside its truth, value by value and rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from evals.results import CaseResult
from evals.rows import RowCount, align, flat, row_of
from pipelines.claim import Outcome, ReadingSource, Value
from pipelines.claim_types import ClaimType
from sample_claims import Truth

Same = Callable[[str, Value, Value], bool]  # kind, expected, read
SameAt = Callable[[str, Value, Value], bool]  # path, expected, read


class Mark(StrEnum):
    """How one value came out: as it stands in the truth, otherwise, not at all, or though it is not there."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    INVENTED = "invented"


@dataclass(frozen=True)
class ValueMark:
    """One value's mark; rows are numbered as in the truth, invented ones after its last."""

    path: str
    mark: Mark
    critical: bool
    source: ReadingSource | None = None  # who read it; None where it is missing
    expected: Value | None = None
    read: Value | None = None
    kind: str = "text"  # of the field, as claim types name kinds
    stands: bool = True  # whether what was read stands in the document

    @property
    def field(self) -> str:
        """The path without a row's number."""
        return flat(self.path)


@dataclass(frozen=True)
class Proposal:
    """One value that was proposed, whether it was taken or dropped: how sure of it the reader was, and whether it is
    right. A value for a field that the truth does not have is not."""

    path: str
    right: bool
    taken: bool
    source: ReadingSource
    score: float
    traits: Mapping[str, float]


@dataclass(frozen=True)
class CaseScore:
    """All marks of one case. Amounts are those of planted errors, in the claim's currency."""

    case: str
    kind: str
    free_text: bool
    claim_type: str
    read_as: str
    claims: int
    expected_outcome: str
    outcome: Outcome
    marks: tuple[ValueMark, ...]
    proposals: tuple[Proposal, ...]
    rows: tuple[RowCount, ...]
    expected_rules: frozenset[str]
    fired_rules: frozenset[str]
    planted: tuple[tuple[Decimal, bool], ...]  # amount at stake, whether the rule that must find it spoke
    should_accept: bool
    would_accept: bool
    seconds: float

    @property
    def has_critical_error(self) -> bool:
        """Whether a critical field is anything but right: the reading is then wrong as a whole."""
        return any(mark.critical and mark.mark is not Mark.RIGHT for mark in self.marks)


def score(name: str, truth: Truth, result: CaseResult, claim_type: ClaimType | None, same: Same) -> CaseScore:
    """Compare a result with its truth; `claim_type` is the truth's, None where the truth is "unknown"."""
    marks, rows = mark_values(truth, result, claim_type, same)
    proposals = judge_proposals(truth, result, claim_type, same)
    expected = frozenset(truth.expected_findings)
    # A rule that only notes is no reason to look, and so no false alarm; where a note is expected, it counts.
    fired = frozenset(result.fired) | (frozenset(result.noted) & expected)
    return CaseScore(
        case=name,
        kind=truth.kind,
        free_text=truth.free_text,
        claim_type=truth.claim_type,
        read_as=result.claim_type,
        claims=result.claims,
        expected_outcome=truth.outcome,
        outcome=result.outcome,
        marks=marks,
        proposals=proposals,
        rows=rows,
        expected_rules=expected,
        fired_rules=fired,
        planted=tuple((Decimal(plant.amount or 0), plant.rule in fired) for plant in truth.planted),
        should_accept=truth.would_accept,
        would_accept=result.would_accept,
        seconds=result.seconds,
    )


def mark_values(
    truth: Truth, result: CaseResult, claim_type: ClaimType | None, same: Same
) -> tuple[tuple[ValueMark, ...], tuple[RowCount, ...]]:
    """A mark for every value that is in the truth or was read; lists are compared row by row, best partner first."""

    is_same = _comparer(claim_type, same)
    places, rows = align(truth.fields, {field.path: field.value for field in result.fields}, is_same)
    read = {places[field.path]: field for field in result.fields}
    marks = []
    for path in [*truth.fields, *(path for path in read if path not in truth.fields)]:
        spec = claim_type.spec(path) if claim_type else None
        if spec and spec.kind in truth.unscored_kinds:
            continue
        expected, found = truth.fields.get(path), read.get(path)
        if found is None:
            mark = Mark.MISSING
        elif expected is None:
            mark = Mark.INVENTED
        else:
            mark = Mark.RIGHT if is_same(path, expected, found.value) else Mark.WRONG
        marks.append(
            ValueMark(
                path=path,
                mark=mark,
                critical=bool(spec and spec.critical),
                source=found.source if found else None,
                expected=expected,
                read=found.value if found else None,
                kind=spec.kind if spec else "text",
                stands=found.stands if found else True,
            )
        )
    return tuple(marks), tuple(rows)


def judge_proposals(truth: Truth, result: CaseResult, claim_type: ClaimType | None, same: Same) -> tuple[Proposal, ...]:
    """Every value that was proposed, reported or dropped, held against the truth."""
    is_same = _comparer(claim_type, same)
    places = _places(truth, result, is_same)
    found = []
    for read, taken in [*((one, True) for one in result.fields), *((one, False) for one in result.dropped)]:
        spec = claim_type.spec(read.path) if claim_type else None
        if spec and spec.kind in truth.unscored_kinds:
            continue
        expected = truth.fields.get(places.get(read.path, ""))
        right = expected is not None and is_same(read.path, expected, read.value)
        found.append(Proposal(read.path, right, taken, read.source, read.score, read.traits))
    return tuple(found)


def _places(truth: Truth, result: CaseResult, is_same: SameAt) -> dict[str, str]:
    """For every path that was proposed its path in the truth's numbering; none for rows that the truth does not have.

    Rows that were reported are paired by what was reported alone; a row that was dropped as a whole may be one of those
    that are left.
    """
    reported = {field.path: field.value for field in result.fields}
    places, _ = align(truth.fields, reported, is_same)
    rows = {row_of(path): row_of(place) for path, place in places.items() if row_of(path)}
    left = {path: value for path, value in truth.fields.items() if row_of(path) not in rows.values()}
    lost: dict[str, Value] = {}
    for one in result.dropped:
        row = row_of(one.path)
        if row in rows:
            places[one.path] = f"{rows[row]}{one.path.removeprefix(row)}"
        elif one.path not in places:
            lost.setdefault(one.path, one.value)
    others, _ = align(left, lost, is_same)
    free = {row_of(path) for path in left}
    return {**{path: place for path, place in others.items() if row_of(place) in free}, **places}


def _comparer(claim_type: ClaimType | None, same: Same) -> SameAt:
    def is_same(path: str, expected: Value, read: Value) -> bool:
        spec = claim_type.spec(path) if claim_type else None
        return same(spec.kind if spec else "text", expected, read)

    return is_same
