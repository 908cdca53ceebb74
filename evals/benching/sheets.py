"""Sheets: a bench's figures as tables of words, for the terminal, the page and docs/ alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.benching.bootstrap import Interval
from evals.benching.figures import Entry, Figures, Speed
from evals.benching.stopwatch import PARTS
from evals.tallies import Share, Tally

NOTHING = "–"


@dataclass(frozen=True)
class Sheet:
    """A table: the first column names a line, the others are figures."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets(found: Figures) -> list[Sheet]:
    """All tables that have any line."""
    every = (
        whole(found.entries),
        beside(found.entries),
        backlog(found.entries),
        ablations(found),
        parts(found.entries),
        cold(found.entries),
        memory(found.entries),
        _kinds("By kind of field", "Right, of the values in the documents.", found.entries, "by_field_kind"),
        _kinds("By kind of document", "Right, of the values in the documents.", found.entries, "by_paper_kind"),
    )
    return [sheet for sheet in every if sheet.rows]


def whole(entries: Iterable[Entry]) -> Sheet:
    """Everything at a glance."""
    head = ("", "right", "precision", "invented", "one claim", "backlog", "an hour", "cold start", "memory")
    return Sheet(
        "All together",
        "Right: of all values in the documents. Precision: right of those reported. Invented: reported, though the "
        "truth has no such value. One claim: the median over documents of the median over rounds. Backlog: all "
        "documents at once, seconds by claims; an hour: claims of it in one hour.",
        head,
        tuple(
            (
                entry.name,
                percent(entry.values.recall),
                percent(entry.values.precision),
                str(entry.values.invented),
                _speed(entry.single),
                _speed(entry.backlog),
                NOTHING if entry.claims_per_hour is None else f"{entry.claims_per_hour:.0f}",
                NOTHING if entry.cold is None else f"{entry.cold.seconds:.1f} s",
                _megabytes(sum(entry.memory.values())),
            )
            for entry in entries
        ),
    )


def beside(entries: Iterable[Entry]) -> Sheet:
    """Each contender beside the baseline of the same model."""
    return Sheet(
        "Beside the baseline",
        "With the same model. Points of right values more (or fewer) and one claim's seconds as a part of the "
        "baseline's, with 95 % bootstrap intervals over documents; a backlog's with its lowest and highest round.",
        ("", "points right", "one claim", "backlog", "cold start"),
        tuple(
            (
                entry.name,
                _points(entry.against.right),
                _ratio(entry.against.single),
                _ratio(entry.against.backlog),
                NOTHING if entry.against.cold is None else f"{entry.against.cold:.2f}",
            )
            for entry in entries
            if entry.against
        ),
    )


def backlog(entries: Iterable[Entry]) -> Sheet:
    """What comes of documents that wait together; a reader may take them otherwise than one alone."""
    return Sheet(
        "In a backlog",
        "All documents that seconds are measured on, at once.",
        ("", "right", "precision", "invented", "seconds a claim", "of each round", "claims an hour"),
        tuple(
            (
                entry.name,
                percent(entry.backlog_values.recall),
                percent(entry.backlog_values.precision),
                str(entry.backlog_values.invented),
                f"{entry.backlog.seconds:.2f}",
                ", ".join(f"{seconds:.2f}" for seconds in entry.backlog.rounds),
                f"{entry.claims_per_hour or 0:.0f}",
            )
            for entry in entries
            if entry.backlog and entry.backlog_values
        ),
    )


def ablations(found: Figures) -> Sheet:
    """Each Lodge without one part beside the whole one."""
    rows = []
    for entry in found.entries:
        name, _, part = entry.contender.partition("-")
        full = found.entry(name, entry.model)
        if not part or full is None:
            continue
        rows.append(
            (
                f"{full.name} without {part.replace('_', ' ')}",
                percent(entry.values.recall),
                f"{100 * ((entry.values.recall.share or 0) - (full.values.recall.share or 0)):+.1f}",
                f"{100 * ((entry.values.precision.share or 0) - (full.values.precision.share or 0)):+.1f}",
                _speed(entry.single),
                _times(entry.single, full.single),
            )
        )
    return Sheet(
        "Without one part",
        "Lodge with one part of its reading strategy switched off, beside the whole.",
        ("", "right", "points", "points of precision", "one claim", "times the whole's"),
        tuple(rows),
    )


def parts(entries: Iterable[Entry]) -> Sheet:
    """Where the seconds go."""
    shown = [part for part in PARTS if any(entry.parts.get(part, 0.0) >= 0.005 for entry in entries)]
    return Sheet(
        "Where the seconds go",
        "Means of a claim read alone. Model: engines that do not tell prefill and decode apart.",
        ("", *shown, "calls", "tokens in", "tokens out"),
        tuple(
            (
                entry.name,
                *(f"{entry.parts.get(part, 0.0):.2f}" for part in shown),
                f"{entry.calls:.1f}",
                f"{entry.prompt_tokens:.0f}",
                f"{entry.answer_tokens:.0f}",
            )
            for entry in entries
            if entry.single
        ),
    )


def cold(entries: Iterable[Entry]) -> Sheet:
    """Cold starts by their parts."""
    some = [entry for entry in entries if entry.cold]
    shown = [part for part in PARTS if any(one.cold and one.cold.parts.get(part, 0.0) >= 0.005 for one in some)]
    return Sheet(
        "Cold start",
        "From the start of the process to the first claim: medians over all starts, the weights in the system's cache.",
        ("", *shown, "together", "starts"),
        tuple(
            (
                entry.name,
                *(f"{entry.cold.parts.get(part, 0.0):.2f}" for part in shown),
                f"{entry.cold.seconds:.2f}",
                str(entry.cold.starts),
            )
            for entry in some
            if entry.cold
        ),
    )


def memory(entries: Sequence[Entry]) -> Sheet:
    """The most memory of each process."""
    names = list(dict.fromkeys(name for entry in entries for name in entry.memory))
    return Sheet(
        "Memory",
        "The most that each has held at a time (VmHWM), the weights' pages counted.",
        ("", *names),
        tuple(
            (entry.name, *(_megabytes(entry.memory.get(name, 0)) for name in names))
            for entry in entries
            if entry.memory
        ),
    )


def facts(found: Figures) -> list[tuple[str, str]]:
    """What was measured, in words."""
    about = found.about
    machine = about.machine
    return [
        ("Documents", f"{about.papers} with {about.values} values; seconds on {about.timed}, {about.rounds} rounds"),
        ("Machine", f"{machine.processor}, {machine.cores} cores, {machine.memory_bytes / 2**30:.0f} GiB"),
        ("Lodge", f"{about.version}, code {about.code[:12]}"),
        *((f"Weights of {model}", sha256) for model, sha256 in about.weights.items()),
        ("Documents' digest", about.papers_sha256),
        ("Baseline's digest", about.baseline),
        *(
            (entry.name, f"{entry.unsteady} documents did not come out the same in each round")
            for entry in found.entries
            if entry.unsteady
        ),
        *((entry.name, f"made nothing of {entry.failed} documents") for entry in found.entries if entry.failed),
    ]


def percent(share: Share) -> str:
    """A share with its 95 % Wilson interval."""
    if share.share is None:
        return NOTHING
    low, high = share.interval
    return f"{100 * share.share:.1f} % ({100 * low:.1f}–{100 * high:.1f})"


def _kinds(title: str, note: str, entries: Sequence[Entry], attribute: str) -> Sheet:
    tallies: list[Mapping[str, Tally]] = [getattr(entry, attribute) for entry in entries]
    names = sorted({name for one in tallies for name, tally in one.items() if tally.recall.total})
    rows = []
    for name in names:
        counts = [one[name].recall if name in one else Share(hits=0, total=0) for one in tallies]
        shown = (NOTHING if count.share is None else f"{100 * count.share:.0f} %" for count in counts)
        rows.append((name, str(max(count.total for count in counts)), *shown))
    return Sheet(title, note, ("", "values", *(entry.name for entry in entries)), tuple(rows))


def _speed(speed: Speed | None) -> str:
    return NOTHING if speed is None else f"{speed.seconds:.2f} s"


def _times(one: Speed | None, other: Speed | None) -> str:
    return NOTHING if one is None or other is None or not other.seconds else f"{one.seconds / other.seconds:.2f}"


def _points(found: Interval | None) -> str:
    return NOTHING if found is None else f"{found.value:+.1f} ({found.low:+.1f} to {found.high:+.1f})"


def _ratio(found: Interval | None) -> str:
    return NOTHING if found is None else f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MiB" if size else NOTHING
