"""`lodge models bench`: which engine is fastest on this box?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

import click

from agent.backends.benching import Measured, engines_here, fastest, measure_apart
from agent.backends.chosen import Chosen, keep
from agent.commands.options import home_option, json_option, model_option, option, settings_with
from agent.commands.output import console, print_json, table, waiting
from agent.settings import Settings
from agent.store import Store
from pipelines.errors import OperatorError


@click.command()
@option(
    "--rounds",
    type=click.IntRange(1, 50),
    default=3,
    show_default=True,
    envvar="LODGE_MODELS_BENCH_ROUNDS",
    help="How many letters each engine reads; the median counts.",
)
@option("--no-keep", is_flag=True, envvar="LODGE_MODELS_BENCH_NO_KEEP", help="Show the result, and choose nothing.")
@model_option
@json_option
@home_option
def bench(rounds: int, no_keep: bool, model: str | None, as_json: bool) -> None:
    """Measure every engine that this box has with the site's model, and keep the fastest for backend "auto".

    \b
    lodge models bench
    lodge models bench --no-keep --json

    Each engine runs in a process of its own and reads invented letters; no claim is used. The choice is kept in the
    site's store and shown by lodge doctor; it holds for this model alone. Exit codes: 0 done, 1 no engine could
    be measured, 3 none is here, or a setting is not right.
    """
    settings = settings_with(model=model)
    engines = engines_here(settings)
    if not engines:
        raise OperatorError("No engine is here. Install one with: pip install 'lodge[llamacpp]' or 'lodge[fast]'.")
    measured = []
    for number, engine in enumerate(engines, 1):
        with waiting(f"{engine} ({number} of {len(engines)})"):
            measured.append(measure_apart(engine, settings, rounds))
    best = fastest(measured)
    is_kept = best is not None and not no_keep and _keep(settings, best, measured)
    if as_json:
        chosen = best.engine if best else None
        print_json(
            {"model": settings.model, "fastest": chosen, "kept": is_kept, "engines": list(map(asdict, measured))}
        )
    else:
        _print(measured, best, is_kept)
    raise SystemExit(0 if best else 1)


def _keep(settings: Settings, best: Measured, measured: list[Measured]) -> bool:
    """Keep the choice in the site's store; without a site there is nowhere to keep it."""
    if not settings.database.exists():
        return False
    seconds = {one.engine: one.claim_seconds for one in measured if one.claim_seconds is not None}
    store = Store(settings.database)
    try:
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        keep(store, Chosen(best.engine, settings.model, moment, seconds))
    finally:
        store.close()
    return True


def _print(measured: list[Measured], best: Measured | None, is_kept: bool) -> None:
    heads = ("engine", "load s", "first s", "claim s", "read tokens/s", "written tokens/s", "peak MB", "")
    rows = (
        (
            one.engine,
            one.load_seconds,
            one.first_answer_seconds,
            one.claim_seconds,
            one.read_tokens_a_second,
            one.written_tokens_a_second,
            one.peak_mb,
            one.error,
        )
        for one in measured
    )
    console().print(table(heads, rows))
    if best:
        click.echo(f"{best.engine} is the fastest here{'; backend auto takes it' if is_kept else ''}.")
