"""`lodge deploy size`: which box a branch needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from edge_deploy.commands.options import json_option, option, print_json, print_table
from edge_deploy.sizing import MEASURES, Size, Work, busy_share, claims_a_day, read_measure, table, with_measure
from pipelines.errors import UsageError


@click.command()
@option("--claims-a-day", type=click.IntRange(min=1), metavar="N", help="How many the branch gets: does a box do them?")
@option(
    "--seconds-a-claim",
    type=click.FloatRange(min=0, min_open=True),
    metavar="S",
    help="The branch's own figure, for every kind of papers.",
)
@option("--hours", type=float, default=24.0, show_default=True, help="Hours a day in which the box may work.")
@option("--share", type=float, default=0.5, show_default=True, help="Part of that time for new claims.")
@option("--retries", type=float, default=0.1, show_default=True, help="Part of the claims that is done once more.")
@option(
    "--measured",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `python -m evals.box --json` wrote on the branch's own kind of box.",
)
@json_option
def size(
    claims_a_day: int | None,
    seconds_a_claim: float | None,
    hours: float,
    share: float,
    retries: float,
    measured: Path | None,
    as_json: bool,
) -> None:
    """Say which box does how many claims a day, from measured seconds and memory.

    \b
    lodge deploy size                       the table
    lodge deploy size --claims-a-day 300    does a box do them, and how busy is it

    Letters ask the model, one after the other; forms do not. Where letters and forms are mixed, take the letters' row
    for the letters alone. Half a day is left for peaks, for handlers at their page, and for re-processing.

    Exit codes: 0 the claims fit everywhere (or none were asked about), 1 some do not.
    """
    work = Work(hours, share, retries)
    rows = _rows(work, seconds_a_claim, measured)
    busy = [busy_share(claims_a_day, row.seconds_a_claim, work) for row in rows] if claims_a_day else []
    if as_json:
        shares = [{"busy_share": round(part, 4)} for part in busy] or [{} for _ in rows]
        found = [asdict(row) | part for row, part in zip(rows, shares, strict=True)]
        print_json({"work": asdict(work), "sizes": found})
    else:
        print_table(_lines(rows, busy, claims_a_day))
        click.echo(
            f"\nA box works {hours:g} hours a day, {share:.0%} of that for new claims; {retries:.0%} are done twice."
        )
        click.echo("Seconds are of two cores. Memory is of the whole box, with K3s. Measured by:")
        for number, source in enumerate(_sources(rows), 1):
            click.echo(f"  {number}  {source}")
    raise SystemExit(1 if any(part > 1 for part in busy) else 0)


def _rows(work: Work, seconds: float | None, measured: Path | None) -> list[Size]:
    if seconds is not None and measured is not None:
        raise UsageError("--seconds-a-claim and --measured say the same thing: give one.")
    rows = table(work, with_measure(read_measure(measured)) if measured else MEASURES)
    if seconds is None:
        return rows
    count = claims_a_day(seconds, work)
    given = "--seconds-a-claim"
    return [Size(r.papers, r.model, r.box, seconds, count, r.memory_mib, r.memory_is, given) for r in rows]


def _sources(rows: list[Size]) -> list[str]:
    return list(dict.fromkeys(row.source for row in rows))


def _lines(rows: list[Size], busy: list[float], claims: int | None) -> Iterator[tuple[str, ...]]:
    yield ("papers", "model", "box", "memory", "s a claim", "claims a day", f"with {claims:,}" if claims else "")
    sources = _sources(rows)
    for number, row in enumerate(rows):
        memory = f"{row.memory_mib / 1024:.1f} GiB {row.memory_is}"
        seconds = f"{row.seconds_a_claim:g} ({sources.index(row.source) + 1})"
        verdict = _verdict(busy[number]) if busy else ""
        yield (row.papers, row.model or "none", row.box, memory, seconds, f"{row.claims_a_day:,}", verdict)


def _verdict(part: float) -> str:
    return f"too many: {part:.1f} boxes" if part > 1 else f"fits: {part:.0%} busy"
