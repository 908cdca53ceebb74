"""`lodge eval label`: truths for a folder of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from agent.commands.options import (
    backend_option,
    home_option,
    json_option,
    model_option,
    option,
    reads_documents,
    settings_with,
)
from agent.commands.output import plain, print_json
from evals.bench import Bench, open_bench
from evals.cases import REGISTER
from evals.labelling.asking import KEYS, Interview, Quit
from evals.labelling.expecting import expected_findings
from evals.labelling.papers import (
    drafted,
    load_truth,
    papers_in,
    read_paper,
    received_at,
    rows_of,
    save_truth,
)  # fmt: skip
from pipelines.claim_types import ClaimType
from pipelines.errors import UnreadableError, UsageError
from sample_claims.case import Truth


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@option("--type", "name", required=True, envvar="LODGE_EVAL_LABEL_TYPE",
        help="The claim type of these documents: a name from `lodge types list`.")  # fmt: skip
@option("--no-model", is_flag=True, help="Draft by code alone: faster, with more to type.")
@option("--drafts", "only_drafts", is_flag=True, help="Write the drafts and ask nothing.")
@model_option
@backend_option
@json_option
@home_option
@reads_documents
def label(
    folder: Path, name: str, no_model: bool, only_drafts: bool, model: str | None, backend: str | None, as_json: bool
) -> None:
    """Make truths for the documents in FOLDER, so that `lodge eval --cases FOLDER` can measure by them.

    Each document is read first, and what was read is kept beside it as a draft: FILE.truth.json. Then you are shown
    every value with the line it stands on. Enter says that it is right; type what is right instead; - says that the
    document does not have it, s leaves it for later, b goes back, q saves and ends. What is left comes again next time.
    A draft of which something is open counts for nothing in `lodge eval`.

    \b
    lodge eval label samples --type travel
    lodge eval label samples --type travel --no-model

    Exit codes: 0 all truths are confirmed, 1 some are open still, 2 no such type or no document, 3 a setting is not
    right, 5 the model cannot be used.
    """
    settings = settings_with(model=model, backend="scripted" if no_model else backend)
    register = next((place / REGISTER for place in (folder, folder.parent) if (place / REGISTER).is_file()), None)
    papers = papers_in(folder)
    with open_bench(settings, register) as bench:
        claim_type = bench.site.claim_types.get(name)
        if claim_type is None:
            known = ", ".join(bench.site.claim_types)
            raise UsageError(f"There is no claim type {name!r}. There are: {known}. Make one with: lodge types new")
        unread = _draft_all(bench, papers, claim_type, model=not no_model)
        if not only_drafts and not as_json:
            _ask_all(bench, [path for path in papers if path not in unread], claim_type)
    raise SystemExit(_tell(papers, unread, claim_type, folder, as_json))


def _draft_all(bench: Bench, papers: Sequence[Path], claim_type: ClaimType, *, model: bool) -> set[Path]:
    """Write a draft beside each document that has no truth; those that cannot be read are given back."""
    missing = [path for path in papers if load_truth(path) is None]
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    out = Console(stderr=True)
    unread: set[Path] = set()
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        for path in bar.track(missing):
            at = received_at(path)
            try:
                paper = read_paper(bench, path, claim_type, at, model=model)
            except UnreadableError:
                unread.add(path)
                continue
            save_truth(path, drafted(paper, claim_type, at))
    return unread


def _ask_all(bench: Bench, papers: Sequence[Path], claim_type: ClaimType) -> None:
    """Ask about every truth that is open, one document after the other."""
    waiting = [path for path in papers if (truth := load_truth(path)) and not truth.confirmed]
    if waiting:
        click.echo(KEYS)
    try:
        for number, path in enumerate(waiting, start=1):
            _ask_one(bench, path, claim_type, f"{number} of {len(waiting)}")
    except (Quit, click.Abort):
        click.echo("\nEverything so far is kept.")


def _ask_one(bench: Bench, path: Path, claim_type: ClaimType, which: str) -> None:
    truth = load_truth(path)
    if truth is None or truth.claim_type != claim_type.name:
        raise UsageError(f"A draft in that folder is of another claim type than {claim_type.name}. Remove it first.")
    paper = read_paper(bench, path, claim_type, truth.received_at, model=False)
    click.echo(f"\n── {plain(path.name)} ({which}, {len(truth.to_confirm)} to confirm) ──")
    interview = Interview(
        paper, claim_type, truth,
        ask=lambda words: click.prompt(words, default="", show_default=False, prompt_suffix=" ").strip(),
        tell=lambda line: click.echo(plain(line)),
        save=lambda kept: save_truth(path, kept),
    )  # fmt: skip
    answered = interview.run()
    if answered.to_confirm:
        return
    answered = answered.model_copy(update={"fields": _numbered(answered, claim_type)})
    site = bench.site
    speaking = expected_findings(answered, paper.claim, claim_type, site.rules, site.context_for(truth.received_at))
    save_truth(
        path,
        answered.model_copy(update={"confirmed": True, "expected_findings": speaking, "would_accept": not speaking}),
    )


def _numbered(truth: Truth, claim_type: ClaimType) -> dict[str, object]:
    """The values with the rows of each list numbered from 0: a row of which nothing stands there is gone."""
    places = {
        f"{record.name}[{row}].": f"{record.name}[{place}]."
        for record in claim_type.records
        for place, row in enumerate(rows_of(record.name, dict(truth.fields)))
    }
    return {_moved(path, places): value for path, value in truth.fields.items()}


def _moved(path: str, places: dict[str, str]) -> str:
    row, dot, column = path.partition(".")
    return f"{places[row + dot]}{column}" if dot else path


def _tell(papers: Sequence[Path], unread: set[Path], claim_type: ClaimType, folder: Path, as_json: bool) -> int:
    """Say how far it has come; the exit code."""
    truths = [truth for path in papers if (truth := load_truth(path))]
    counts = Counter("confirmed" if truth.confirmed else "open" for truth in truths)
    values = sum(len(truth.fields) for truth in truths if truth.confirmed)
    if as_json:
        print_json({"type": claim_type.name, "documents": len(papers), "unreadable": len(unread),
                    "confirmed": counts["confirmed"], "open": counts["open"], "values": values})  # fmt: skip
    else:
        click.echo(f"\nTruths confirmed: {counts['confirmed']}, with {values} values. Open: {counts['open']}.")
        if unread:
            click.echo(f"Documents that cannot be read: {len(unread)}. They have no truth.")
        if counts["open"]:
            click.echo("What is open comes again with the same command.")
        if counts["confirmed"]:
            click.echo(f"Next: lodge eval --cases {folder}")
    return 1 if counts["open"] else 0
