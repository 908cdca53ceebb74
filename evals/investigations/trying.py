"""Try: the first reading of a case once, then each order of looks from there, at the same budget."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from agent.assembling import State, assemble, looks_of, merged
from agent.graph import Corridor, walk
from agent.looking import SandboxCloser
from evals.bench import Bench, Seen
from evals.investigations.case import Doubt
from pipelines.claim import Claim, Severity, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.readers.reader import sha256_of
from pipelines.values.comparing import same

RECEIVED = datetime(2026, 6, 15, 14, tzinfo=UTC)
_FIRST = ("decision", "looks", "rounds")  # what is not of the first reading


@dataclass(frozen=True)
class Trial:
    """One case under one order. Fields are counted against the truth, beside the first reading of the same case."""

    case: str
    kind: str
    solvable: bool
    order: str
    sought: int  # fields that the case is about and the first reading had wrong, or not at all
    found: int  # of these, right now
    open: int  # fields of the whole truth that the first reading had wrong, or not at all
    mended: int  # of these, right now
    broken: int  # right, or rightly empty, before and no longer
    findings: int  # warnings and errors after the first reading
    resolved: int  # of these, gone
    actions: int
    seconds: float  # of the looks and what follows them, the first reading left out

    @property
    def is_solved(self) -> bool:
        """Whether what was in doubt is right, and nothing broken."""
        return self.sought > 0 and self.found == self.sought and not self.broken


def try_all(bench: Bench, cases: Sequence[Doubt], orders: Sequence[str], most: int, seed: int) -> Iterator[Trial]:
    """The trials of each case, as they are done. Orders take turns in being the first, for the engine keeps what it
    has read."""
    for number, case in enumerate(cases):
        corridor, state = _first(bench, case)
        claim_type = bench.site.claim_types.get(assemble(state).claim_type or "")
        turn = number % len(orders)
        for order in (*orders[turn:], *orders[:turn]):
            chosen = replace(corridor, most_looks=0 if order == "none" else most, order=order, seed=seed)
            started = time.monotonic()
            after = _walked(chosen, state)
            seconds = time.monotonic() - started
            yield _trial(case, order, assemble(state), after, claim_type, seconds)


def _first(bench: Bench, case: Doubt) -> tuple[Corridor, State]:
    """The corridor of a case, and its state when the rules have checked for the first time."""
    found = bench.site.sandbox.read(case.data)
    contents = {sha256_of(case.data): case.data, **found.contents}
    corridor = bench.site.corridor_for(RECEIVED)
    corridor = replace(
        corridor,
        closer=SandboxCloser(bench.site.sandbox.look, contents.__getitem__),
        context=replace(corridor.context, past_claims=Seen()),
    )
    documents = tuple(document for document in found.documents if document.claim == 0)
    start = State(claim_id=case.name, source_id=case.name, ordinal=0, documents=documents)
    whole = _walked(replace(corridor, most_looks=0), start)
    return corridor, State(**{key: value for key, value in whole.items() if key not in _FIRST})  # type: ignore[typeddict-item]


def _walked(corridor: Corridor, state: State) -> State:
    for values in walk(corridor, state):
        state = merged(state, values)
    return state


def _trial(case: Doubt, order: str, before: Claim, after: State, claim_type: ClaimType | None, seconds: float) -> Trial:
    claim = assemble(after)
    old, new = _values(before), _values(claim)
    wrong = {path for path in case.truth if not _is_right(case.truth, old, path, claim_type)}
    mended = {path for path in wrong if _is_right(case.truth, new, path, claim_type)}
    broken = {path for path in case.truth if path not in wrong and not _is_right(case.truth, new, path, claim_type)}
    broken |= {path for path in new if path not in case.truth and path not in old}
    told, left = _reasons(before), _reasons(claim)
    return Trial(
        case=case.name,
        kind=case.kind,
        solvable=case.solvable,
        order=order,
        sought=len(wrong.intersection(case.sought)),
        found=len(mended.intersection(case.sought)),
        open=len(wrong),
        mended=len(mended),
        broken=len(broken),
        findings=len(told),
        resolved=len(told - left),
        actions=len(looks_of(after)),
        seconds=round(seconds, 3),
    )


def _values(claim: Claim) -> dict[str, Value]:
    return {field.path: field.value for field in claim.fields}


def _is_right(truth: Mapping[str, Value], read: Mapping[str, Value], path: str, claim_type: ClaimType | None) -> bool:
    spec = claim_type.spec(path) if claim_type else None
    return path in read and same(spec.kind if spec else "text", truth[path], read[path])


def _reasons(claim: Claim) -> set[tuple[str, frozenset[str]]]:
    """The findings that a handler would have to look at."""
    return {
        (finding.rule, frozenset(finding.paths)) for finding in claim.findings if finding.severity is not Severity.NOTE
    }
