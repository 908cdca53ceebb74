"""`python -m evals.investigations`: what each order of looks mends, breaks and costs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from agent.commands.options import backend_option, json_option, model_option, option, settings_with
from agent.commands.output import console, print_json, table
from evals.bench import open_bench
from evals.investigations import summing
from evals.investigations.case import Doubt, register_of
from evals.investigations.making import made_cases
from evals.investigations.trying import Trial, try_all
from pipelines.errors import UsageError
from pipelines.investigating import ORDERS

_COLUMNS = (
    "order", "cases", "in doubt", "solved", "open", "mended", "broken", "findings", "gone", "actions", "s a claim",
)  # fmt: skip


@click.command("investigations")
@model_option
@backend_option
@option("--orders", default=",".join(ORDERS), show_default=True, help="Which orders to try, parted by commas.")
@option("--kinds", multiple=True, help="Only cases of this kind; may be given several times.")
@option("--limit", type=click.IntRange(1), help="At most so many cases, evenly spread.")
@option("--most", type=click.IntRange(1, 6), default=6, show_default=True, help="Looks at one claim, for every order.")
@option("--seed", type=int, default=1, show_default=True, help="Of the random order.")
@json_option
def investigations(
    model: str | None,
    backend: str | None,
    orders: str,
    kinds: tuple[str, ...],
    limit: int | None,
    most: int,
    seed: int,
    as_json: bool,
) -> None:
    """Read claims that leave a doubt once, then look into it in every order, and count what was mended and broken.

    The cases are made: some can be settled by a further look (a value in another paper, a place that a larger picture
    shows, a number that the register has), the others are as wrong as they look.

    \b
    python -m evals.investigations --model qwen2.5-coder-0.5b
    python -m evals.investigations --backend scripted --orders none,fixed --limit 8 --json
    """
    wanted = _wanted(orders)
    cases = _chosen(kinds, limit)
    with tempfile.TemporaryDirectory(prefix="lodge-register-") as folder:
        register = Path(folder) / "policies.csv"
        register.write_text(register_of(cases), encoding="utf-8")
        with open_bench(settings_with(model=model, backend=backend), register) as bench:
            name = bench.site.model().name
            steps = try_all(bench, cases, wanted, most, seed)
            total = len(cases) * len(wanted)
            trials = list(track(steps, "trials", total=total, console=Console(stderr=True)))
    if as_json:
        print_json({"model": name, "most": most, **summing.as_json(trials)})
        return
    _print(name, most, trials)


def _wanted(orders: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in orders.split(",") if name.strip()))
    unknown = set(names) - set(ORDERS)
    if unknown or not names:
        raise UsageError(f"--orders has {', '.join(sorted(unknown)) or 'no name'}. Orders are: {', '.join(ORDERS)}.")
    return names


def _chosen(kinds: tuple[str, ...], limit: int | None) -> list[Doubt]:
    cases = list(made_cases())
    there = sorted({case.kind for case in cases})
    if unknown := set(kinds) - set(there):
        raise UsageError(f"There is no case of the kind {', '.join(sorted(unknown))}. Kinds are: {', '.join(there)}.")
    cases = [case for case in cases if not kinds or case.kind in kinds]
    return cases if limit is None else [cases[at * len(cases) // limit] for at in range(min(limit, len(cases)))]


def _print(name: str, most: int, trials: list[Trial]) -> None:
    out = console()
    for solvable, title in ((True, "A further look can settle them"), (False, "As wrong as they look")):
        rows = (
            (
                one.order, str(one.cases), str(one.doubtful), str(one.solved), str(one.open), str(one.mended),
                str(one.broken), str(one.findings), str(one.resolved), str(one.actions), f"{one.seconds_a_claim:.2f}",
            )
            for one in summing.sums(trials)
            if one.solvable == solvable and one.cases
        )  # fmt: skip
        out.print(f"\n{title} ({name}, at most {most} looks at a claim)")
        out.print(table(_COLUMNS, rows))


if __name__ == "__main__":
    investigations()
