"""`lodge reprocess`: read the backlog again with another model or pipeline, look at the differences, and decide."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agent.commands.logs import LOGGER
from agent.commands.options import home_option, home_settings, json_option, option, reads_documents
from agent.commands.output import print_json
from agent.commands.reprocessed import adopt, discard, list_reprocessings, show_reprocessing
from agent.commands.run import stopping
from agent.repeating import repeating
from agent.reprocess.plan import (
    STATUSES,
    name_for,
    parse_shard,
    prepare,
    require_name,
    select,
    split_words,
    trial_pipeline,
    types_of_line,
)
from agent.reprocess.reader import Reader
from agent.reprocess.summing import progress_json
from agent.rows import Pipeline
from agent.site import Site, open_site
from agent.store import Store
from agent.trial_rows import ReprocessingRow, Selection, Shard
from pipelines.errors import UsageError

_LOOK_SECONDS = 0.5
Asked = dict[str, Any]


@click.group(invoke_without_command=True)
@option("--since", help="Files that came in on this day or later: 2026-11-01. In the site's time zone.")
@option("--until", help="Files that came in up to the end of this day (default: up to now).")
@option("--status", help=f"Only claims in these states, parted by commas: {', '.join(STATUSES)} (default: all).")
@option("--type", "types", help="Only claims of these types, parted by commas: auto,dental.")
@option("--line", "lines", help="Only claims of these lines of business, parted by commas: auto,health.")
@option("--model", help="A name from `lodge models list`, or a GGUF file (default: as set for the site).")
@option("--backend", help="The engine: auto, ollama, llamacpp, openvino, openai or scripted (default: as set).")
@option(
    "--pipeline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file with settings that change results: model, context_tokens, currency, claim_types (a folder) …",
)
@option("--shard", help="I/N: only this part of the files, counted from 0: 0/4 to 3/4.")
@option("--limit", type=click.IntRange(1), help="At most so many files, the oldest.")
@option("--name", help="What to call it (default: made of the day and the pipeline, the same for every shard).")
@option("--retry", is_flag=True, help="Try files again that failed or were skipped.")
@option("--dry-run", is_flag=True, help="Only tell what would be read; nothing is written.")
@json_option
@home_option
@click.pass_context
@reads_documents
def reprocess(context: click.Context, /, **options: Any) -> None:
    """Read what came in once more, with another model or pipeline, beside what counts.

    \b
    lodge reprocess --since 2026-11-01 --model qwen2.5-coder-1.5b
    lodge reprocess --since 2026-11-01 --pipeline trial.toml --shard 0/4
    lodge reprocess show NAME
    lodge reprocess adopt NAME

    Claims, queue, reports and certificates stay as they are until `adopt`. A call that was cut off goes on where it
    was; several may share the work, each with its --shard. It logs ids and milliseconds only.

    Exit codes: 0 done, 1 some files failed or are left, 2 wrong usage, 3 something of this site is not as it must be,
    5 the model cannot be used.
    """
    if context.invoked_subcommand is None:
        _begin(**options)


def _begin(
    since: str | None, pipeline: Path | None, shard: str | None, name: str | None, retry: bool, dry_run: bool,
    as_json: bool, model: str | None, backend: str | None, **asked: Any,
) -> None:  # fmt: skip
    if not since:
        raise UsageError("Say from which day on: lodge reprocess --since 2026-11-01. To see earlier ones: list")
    part = parse_shard(shard)
    live = home_settings()
    trial = trial_pipeline(live, pipeline, model=model, backend=backend)
    with open_site(trial.settings) as site:
        selection, words = _selection(site, live.zone, since, asked)
        pinned = prepare(site, trial)
        called = require_name(name) if name else name_for(words, pinned)
        if dry_run:
            _tell_plan(site, called, pinned, selection, as_json)
            return
        row = _row(site.store, called, pinned, selection, words)
        if retry:
            site.store.offer_failed(row.id, part)
        with stopping() as stop, _bar(site.store, row, part):
            progress = Reader(site, row, part).run(stop)
        _tell_end(site.store, row, part, as_json)
    raise SystemExit(1 if progress.failed or progress.left else 0)


def _selection(site: Site, zone: Any, since: str, asked: Asked) -> tuple[Selection, Asked]:
    """The selection, and the words it was asked for with."""
    types = split_words(asked["types"], "--type", tuple(site.claim_types))
    lines = split_words(asked["lines"], "--line", sorted({one.line for one in site.claim_types.values()}))
    statuses = split_words(asked["status"], "--status", STATUSES)
    types = (*types, *types_of_line(site.claim_types, lines))
    selection = select(since, asked["until"], zone, datetime.now(UTC), statuses, types, asked["limit"])
    words = {"since": since, "until": asked["until"], "statuses": selection.statuses, "limit": asked["limit"]}
    return selection, {**words, "types": selection.claim_types}


def _row(store: Store, name: str, pinned: Pipeline, selection: Selection, words: Asked) -> ReprocessingRow:
    """The re-processing of this name, begun where it is not yet."""
    if store.reprocessing(name) is None and not store.selected(selection):
        raise UsageError("No file that came in then fits. To see what there is: lodge list")
    row = store.begin_reprocessing(name, pinned, selection, words, datetime.now(UTC))
    if row.status != "open":
        raise UsageError(f"{name} was discarded. Give another --name.")
    if row.pipeline_digest != pinned.digest:
        raise UsageError(f"{name} was begun with another pipeline. Go on with that one, or give another --name.")
    if dict(row.selection) != {key: list(word) if isinstance(word, tuple) else word for key, word in words.items()}:
        raise UsageError(f"{name} was begun for other files. Repeat its words, or give another --name.")
    return row


def _tell_plan(site: Site, name: str, pinned: Pipeline, selection: Selection, as_json: bool) -> None:
    count = len(site.store.selected(selection))
    model = site.model().name
    if as_json:
        print_json({"name": name, "pipeline": pinned.digest, "model": model, "sources": count})
    else:
        click.echo(f"{name}: {count} files would be read again with {model}. Nothing was written.")


def _tell_end(store: Store, row: ReprocessingRow, shard: Shard, as_json: bool) -> None:
    progress = store.trial_progress(row.id, shard)
    part = f" of shard {shard.index}/{shard.count}" if shard.count > 1 else ""
    if as_json:
        print_json({"name": row.name, "pipeline": row.pipeline_digest, "sources": progress_json(progress)})
    else:
        done = progress.done + progress.refused
        click.echo(f"{row.name}: {done} of {progress.total} files{part} read again. Nothing has changed.")
        click.echo(f"See what is different: lodge reprocess show {row.name}")
    if progress.failed:
        click.echo(f"lodge: {progress.failed} files{part} failed. Try them again with --retry.", err=True)
    elif progress.left:
        click.echo(f"lodge: stopped; {progress.left} files{part} are left. The same command goes on.", err=True)


@contextmanager
def _bar(store: Store, row: ReprocessingRow, shard: Shard) -> Iterator[None]:
    """A progress bar, where somebody sits before a terminal; else a line per step in the log."""
    screen = Console(stderr=True)
    if not sys.stderr.isatty():
        LOGGER.setLevel(logging.INFO)
        yield
        return
    columns = (TextColumn("files"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("files", total=store.trial_progress(row.id, shard).total)

        def look() -> None:
            progress = store.trial_progress(row.id, shard)
            bar.update(task, completed=progress.total - progress.left)

        with repeating(_LOOK_SECONDS, look, "progress"):
            yield


for command in (list_reprocessings, show_reprocessing, adopt, discard):
    reprocess.add_command(command)
