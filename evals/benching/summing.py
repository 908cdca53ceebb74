"""Sum up: from the records of a bench to its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median

from evals.benching.bootstrap import Interval, bootstrap
from evals.benching.contenders import BASELINE
from evals.benching.figures import About, Against, Cold, Entry, Figures, Speed
from evals.benching.papers import Paper
from evals.benching.stopwatch import PARTS
from evals.benching.takes import BACKLOG, COLD, ONCE, SINGLE, Marked, Record
from evals.scoring import Mark
from evals.tallies import Tally

_PRESENT = (Mark.RIGHT, Mark.WRONG, Mark.MISSING)


def figures(about: About, records: Sequence[Record], papers: Sequence[Paper]) -> Figures:
    """All figures; contenders and models in the order in which they were measured."""
    runs: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        runs.setdefault((record.contender, record.model), []).append(record)
    kinds = {paper.number: paper.truth.kind for paper in papers}
    entries = []
    for (contender, model), own in runs.items():
        entry = _entry(contender, model, own, kinds)
        base = runs.get((BASELINE, model))
        if base and contender != BASELINE:
            entry = entry.model_copy(update={"against": _against(own, base)})
        entries.append(entry)
    return Figures(about=about, entries=tuple(entries))


def tally(marks: Iterable[Marked]) -> Tally:
    """Count marks."""
    found = [mark.mark for mark in marks]
    return Tally(**{mark.value: found.count(mark) for mark in Mark})


def _entry(contender: str, model: str, records: Sequence[Record], kinds: Mapping[int, str]) -> Entry:
    first = _first_takes(records)
    marks = [mark for one in first.values() for mark in one.take.marks]
    single = [record.take for record in records if record.run == SINGLE]
    waiting = [record for record in records if record.run == BACKLOG and record.round == 0]
    return Entry(
        contender=contender,
        model=model,
        values=tally(marks),
        by_field_kind=_by(marks, lambda mark: mark.kind),
        by_paper_kind={
            kind: tally(mark for number, one in first.items() if kinds[number] == kind for mark in one.take.marks)
            for kind in sorted({kinds[number] for number in first})
        },
        failed=sum(one.take.failed for one in first.values()),
        unsteady=_unsteady(records),
        single=_speed(records, SINGLE),
        backlog=_backlog(records),
        backlog_values=tally(mark for one in waiting for mark in one.take.marks) if waiting else None,
        cold=_cold(records),
        parts={part: _mean(take.parts.get(part, 0.0) for take in single) for part in PARTS},
        calls=_mean(take.calls for take in single),
        prompt_tokens=_mean(take.prompt_tokens for take in single),
        answer_tokens=_mean(take.answer_tokens for take in single),
        memory=_memory(records),
    )


def _first_takes(records: Iterable[Record]) -> dict[int, Record]:
    """Of each paper the first time it was read alone."""
    found: dict[int, Record] = {}
    for record in records:
        if record.run in (SINGLE, ONCE):
            found.setdefault(record.paper, record)
    return dict(sorted(found.items()))


def _by(marks: Sequence[Marked], name: Callable[[Marked], str]) -> dict[str, Tally]:
    return {key: tally(mark for mark in marks if name(mark) == key) for key in sorted({name(mark) for mark in marks})}


def _unsteady(records: Iterable[Record]) -> int:
    seen: dict[int, set[tuple[Marked, ...]]] = {}
    for record in records:
        if record.run == SINGLE:
            seen.setdefault(record.paper, set()).add(record.take.marks)
    return sum(len(ways) > 1 for ways in seen.values())


def _seconds(records: Iterable[Record]) -> dict[int, float]:
    """Of each paper the median over the rounds of its seconds when it was read alone."""
    found: dict[int, list[float]] = {}
    for record in records:
        if record.run == SINGLE:
            found.setdefault(record.paper, []).append(record.take.seconds)
    return {paper: median(seconds) for paper, seconds in found.items()}


def _speed(records: Sequence[Record], run: str) -> Speed | None:
    rounds = sorted({record.round for record in records if record.run == run})
    if not rounds:
        return None
    each = [median(one.take.seconds for one in records if (one.run, one.round) == (run, number)) for number in rounds]
    return Speed(seconds=median(_seconds(records).values()), rounds=tuple(each))


def _backlog(records: Iterable[Record]) -> Speed | None:
    each = [seconds for _, seconds in sorted(_backlog_rounds(records).items())]
    return Speed(seconds=median(each), rounds=tuple(each)) if each else None


def _backlog_rounds(records: Iterable[Record]) -> dict[int, float]:
    """Seconds a claim of each round's backlog."""
    found: dict[int, list[float]] = {}
    for record in records:
        if record.run == BACKLOG:
            found.setdefault(record.round, []).append(record.take.seconds)
    return {number: fmean(seconds) for number, seconds in found.items()}


def _cold(records: Iterable[Record]) -> Cold | None:
    starts = [record.take for record in records if record.run == COLD]
    if not starts:
        return None
    parts = {part: median(take.parts.get(part, 0.0) for take in starts) for part in PARTS}
    return Cold(seconds=median(take.seconds for take in starts), starts=len(starts), parts=parts)


def _memory(records: Iterable[Record]) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in records:
        for name, size in (record.memory or {}).items():
            found[name] = max(size, found.get(name, 0))
    return found


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return fmean(found) if found else 0.0


def _against(own: Sequence[Record], base: Sequence[Record]) -> Against:
    mine, theirs = _first_takes(own), _first_takes(base)
    both = [(_counted(mine[paper]), _counted(theirs[paper])) for paper in mine if paper in theirs]
    seconds, others = _seconds(own), _seconds(base)
    pairs = [(seconds[paper], others[paper]) for paper in seconds if paper in others]
    cold, base_cold = _cold(own), _cold(base)
    return Against(
        right=bootstrap(both, _difference),
        single=bootstrap(pairs, lambda some: median(one for one, _ in some) / median(other for _, other in some)),
        backlog=_backlog_ratio(_backlog_rounds(own), _backlog_rounds(base)),
        cold=cold.seconds / base_cold.seconds if cold and base_cold else None,
    )


def _counted(record: Record) -> tuple[int, int]:
    """Values right, and values in the truth."""
    marks = [mark.mark for mark in record.take.marks]
    return marks.count(Mark.RIGHT), sum(mark in _PRESENT for mark in marks)


def _difference(pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> float:
    """Points by which the share right is above the other's."""
    shares = [sum(pair[side][0] for pair in pairs) / max(1, sum(pair[side][1] for pair in pairs)) for side in (0, 1)]
    return 100 * (shares[0] - shares[1])


def _backlog_ratio(own: Mapping[int, float], base: Mapping[int, float]) -> Interval | None:
    ratios = [own[number] / base[number] for number in own if number in base]
    if not ratios:
        return None
    whole = median(own.values()) / median(base.values())
    return Interval(value=whole, low=min(ratios), high=max(ratios))
