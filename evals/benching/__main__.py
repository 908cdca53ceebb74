"""`python -m evals.benching`: Lodge and its baselines in turn, on the same documents and the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from agent.backends.weights import find_weights
from agent.commands.options import home_option, option, reads_documents, settings_with
from agent.commands.output import console
from agent.settings import Settings
from evals.baselines import langextract_ollama
from evals.baselines.ollama_format import digest
from evals.baselines.serving import OllamaServer, give_model
from evals.benching.ablating import parts
from evals.benching.contenders import LANGEXTRACT, USUAL, Contender, contenders
from evals.benching.figures import About, Figures
from evals.benching.journal import Journal
from evals.benching.machine import code_digest, this_machine
from evals.benching.page import page
from evals.benching.papers import papers_of, timed_of
from evals.benching.report import summary
from evals.benching.rounds import Plan, Rounds
from evals.benching.summing import figures
from evals.cases import CaseSet, open_cases
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import LodgeError, OperatorError

_SET = Path("evals/sets/held_out")
_MODELS = "qwen2.5-coder-0.5b,qwen2.5-coder-1.5b"
_FOLDER = click.Path(file_okay=False, path_type=Path)


class OneLine(click.Command):
    """A command that tells what a person can mend in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; a LodgeError ends it with its exit code."""
        try:
            return super().invoke(ctx)
        except LodgeError as error:
            click.echo(f"benching: {error}", err=True)
            ctx.exit(error.exit_code)


@click.command("benching", cls=OneLine)
@option("--set", "folder", type=_FOLDER, default=_SET, show_default=True, help="Documents with truth beside them.")
@option("--models", default=_MODELS, show_default=True, help="Models of the catalogue, with commas between.")
@option("--strategies", default=",".join(USUAL), show_default=True, help="What is compared: baseline, langextract, "
        "labels, lodge:ENGINE, lodge:ENGINE-PART (without that part), with commas between.")  # fmt: skip
@option("--ablate", is_flag=True, help="Also run each Lodge without each part of its reading strategy, one at a time.")
@option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often seconds are measured.")
@option("--limit", type=click.IntRange(2), help="At most so many documents, evenly spread.")
@option("--timed", type=click.IntRange(2), help="Measure seconds on so many of them; the others are read once.")
@option("--layouts", is_flag=True, help="Forms and printed layouts, too; else free text alone.")
@option("--seed", type=int, default=1, show_default=True, help="Of the documents' order in each round.")
@option("--out", type=_FOLDER, default=Path("bench"), show_default=True, help="The folder for the results.")
@option("--resume", is_flag=True, help="Go on with the bench in the folder of --out.")
@home_option
@reads_documents
def benching(
    folder: Path,
    models: str,
    strategies: str,
    ablate: bool,
    rounds: int,
    limit: int | None,
    timed: int | None,
    layouts: bool,
    seed: int,
    out: Path,
    resume: bool,
) -> None:
    """Measure seconds and accuracy of Lodge beside its baselines.

    Each strategy runs in a process of its own, and an Ollama of its own where it needs one. The folder of --out gets
    bench.json (all figures), bench.html (the same as plots) and journal.jsonl (for --resume); no value of a claim and
    no name of a document is in them.

    \b
    python -m evals.benching --rounds 3
    python -m evals.benching --set FOLDER --limit 12 --models qwen2.5-coder-0.5b --strategies baseline,lodge:llamacpp
    python -m evals.benching --strategies lodge:llamacpp --ablate --rounds 1
    """
    settings = settings_with()
    team = _there(contenders(strategies.split(","), ablate), settings, ablate)
    names = tuple(name.strip() for name in models.split(","))
    with open_cases(folder, None) as cases:
        papers = papers_of(cases, layouts=layouts, limit=limit)
        plan = Plan(tuple(team), names, tuple(papers), tuple(timed_of(papers, timed)), rounds, seed)
        about = _about(plan, cases, settings)
        _give_models(plan, settings)
        journal = Journal(out / "journal.jsonl", _run(plan, about), resume=resume)
        _work(plan, settings, journal)
    _write(figures(about, journal.records, papers), out)


def _there(team: Sequence[Contender], settings: Settings, ablate: bool) -> list[Contender]:
    """Those that can run here; a line on standard error for what cannot."""
    errors = Console(stderr=True, highlight=False)
    if ablate and not parts():
        errors.print("The reading strategy has no parts that can be switched off: --ablate does nothing.")
    if LANGEXTRACT not in [one.name for one in team] or langextract_ollama.place(settings.cache).exists():
        return list(team)
    errors.print(f"{langextract_ollama.missing(settings.cache)} It is left out.", soft_wrap=True)
    return [one for one in team if one.name != LANGEXTRACT]


def _about(plan: Plan, cases: CaseSet, settings: Settings) -> About:
    kinds = ((paper.truth, CLAIM_TYPES.get(paper.truth.claim_type)) for paper in plan.papers)
    values = sum(
        not (kind and (spec := kind.spec(path)) and spec.kind in truth.unscored_kinds)
        for truth, kind in kinds
        for path in truth.fields
    )
    has_weights = any(one.needs_model and one.engine != "scripted" for one in plan.contenders)
    return About(
        version=version("lodge"),
        code=code_digest(),
        baseline=digest(CLAIM_TYPES["auto"]),
        papers=len(plan.papers),
        papers_sha256=cases.sha256(),
        values=values,
        timed=len(plan.timed),
        rounds=plan.rounds,
        seed=plan.seed,
        weights={model: find_weights(model, settings.cache)[1] for model in plan.models if has_weights},
        machine=this_machine(),
    )


def _run(plan: Plan, about: About) -> dict[str, object]:
    """What a journal belongs to. More contenders may join later, so they are not in it."""
    return {**about.model_dump(mode="json", exclude={"rounds"}), "papers_read": [paper.number for paper in plan.papers]}


def _give_models(plan: Plan, settings: Settings) -> None:
    if any(one.needs_ollama for one in plan.contenders):
        with OllamaServer(settings.cache) as server:
            for model in plan.models:
                give_model(model, server, settings)


def _work(plan: Plan, settings: Settings, journal: Journal) -> None:
    """Run the plan, with a bar on standard error that says how long it will take."""
    columns = (TextColumn("papers read"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("papers read", total=plan.readings)
        Rounds(plan, settings, journal, lambda papers: bar.advance(task, papers)).run()


def _write(found: Figures, out: Path) -> None:
    try:
        (out / "bench.json").write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
        (out / "bench.html").write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"The results cannot be written: {error.strerror}.") from None
    console().print(summary(found))


if __name__ == "__main__":
    benching()
