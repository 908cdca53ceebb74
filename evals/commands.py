"""`lodge eval`: how well a model reads documents whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from agent.commands.options import backend_option, home_option, model_option, option, reads_documents, settings_with
from agent.commands.output import console
from evals.bench import Bench, open_bench
from evals.cases import CaseSet, open_cases, require_known
from evals.labelling.commands import label
from evals.measures import measure
from evals.page import page
from evals.report import report, unlike_truth
from evals.results import CaseResult, Progress
from evals.run import Report, Run
from evals.running import run_cases, score_cases
from pipelines.errors import OperatorError

_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Targets:
    """Where the results go, beside the terminal."""

    json: Path | None
    html: Path | None
    resume: Path | None


@click.group("eval", invoke_without_command=True)
@option("--cases", "folder", type=click.Path(path_type=Path), envvar="LODGE_EVAL_CASES",
        help="A folder of documents with truth beside them (default: the sample claims).")  # fmt: skip
@option("--seed", type=int, help="Sample claims made freshly from this seed, instead of --cases.")
@option("--kinds", multiple=True, help="Only cases of this kind; may be given several times.")
@option("--limit", type=click.IntRange(1), help="At most so many cases, evenly spread.")
@model_option
@backend_option
@option(
    "--json", "json_file", type=_FILE, envvar="LODGE_EVAL_JSON", help="Write the measures to this file; - prints them."
)
@option("--html", "html_file", type=_FILE, envvar="LODGE_EVAL_HTML", help="Write a page with plots to this file.")
@option("--resume", type=_FILE, help="Keep each case's result in this file, and go on from what is in it.")
@option("--errors", is_flag=True, help="Also print every value that is not as the truth has it.")
@home_option
@reads_documents
@click.pass_context
def evaluate(
    context: click.Context,
    folder: Path | None,
    seed: int | None,
    kinds: tuple[str, ...],
    limit: int | None,
    model: str | None,
    backend: str | None,
    json_file: Path | None,
    html_file: Path | None,
    resume: Path | None,
    errors: bool,
) -> None:
    """Measure how well a model reads: run cases through the corridor and compare with their truth.

    `lodge eval label` makes the truths of your own documents; without a command, cases are run.

    Each case is a document with FILE.truth.json beside it; policies.csv in the folder or above it is the policy
    register. Nothing is stored, and no value of a claim is in the measures. The file of --resume does hold values: keep
    it where the documents are.

    \b
    lodge eval --limit 12
    lodge eval --seed 4711 --model qwen2.5-coder-1.5b --html 1.5b.html --resume 1.5b.jsonl

    Exit codes: 0 done, 2 no such cases, 3 a setting is not right, 5 the model cannot be used.
    """
    if context.invoked_subcommand is not None:
        return
    targets = Targets(json_file, html_file, resume)
    with ExitStack() as stack:
        cases = stack.enter_context(open_cases(folder, seed)).chosen(kinds, limit)
        bench = stack.enter_context(open_bench(settings_with(model=model, backend=backend), cases.policies))
        require_known(cases, bench.site.claim_types)
        run = _run(bench, cases)
        results = _results(bench, cases, Progress(resume, run.model_dump()) if resume else None)
        scores = score_cases(cases.cases, results, bench.site.claim_types)
    if cases.drafts:
        click.echo(f"Drafts that nobody has confirmed, and that are left out: {cases.drafts}. Confirm them with: "
                   "lodge eval label", err=True)  # fmt: skip
    found = Report(run=run, measures=measure(scores))
    _write(found, [score.seconds for score in scores], targets)
    if str(json_file) == "-":
        return
    out = console()
    if errors:
        out.print(unlike_truth(scores))
    out.print(report(found))


evaluate.add_command(label)


def _run(bench: Bench, cases: CaseSet) -> Run:
    model = bench.site.model()
    return Run(
        version=version("lodge"),
        cases=cases.name,
        cases_sha256=cases.sha256(),
        backend=bench.site.engine,
        model=model.name,
        model_sha256=model.sha256,
        pipeline_digest=bench.site.pipeline().digest,
    )


def _results(bench: Bench, cases: CaseSet, progress: Progress | None) -> list[CaseResult]:
    """All results, with a bar on standard error that says how long it will take."""
    columns = (TextColumn("cases"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("cases", total=len(cases.cases))
        results = []
        for result in run_cases(bench, cases.cases, progress):
            results.append(result)
            bar.advance(task)
    return results


def _write(found: Report, seconds: Sequence[float], targets: Targets) -> None:
    text = found.model_dump_json(indent=2) + "\n"
    if str(targets.json) == "-":
        click.echo(text, nl=False)
    for path, content in ((targets.json, text), (targets.html, page(found, seconds))):
        if path is None or str(path) == "-":
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        except OSError as error:
            raise OperatorError(f"The results cannot be written: {error.strerror}.") from None
