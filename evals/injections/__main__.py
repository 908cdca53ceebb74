"""`python -m evals.injections`: what orders in documents do to a real model's reading."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import track

from agent.commands.options import backend_option, json_option, model_option, option, settings_with
from agent.commands.output import console, print_json, table
from evals.bench import open_bench
from evals.injections.channels import CHANNELS
from evals.injections.trying import Summary, try_all


@click.command("injections")
@model_option
@backend_option
@option("--limit", type=click.IntRange(1), help="At most so many channels, evenly spread.")
@json_option
def injections(model: str | None, backend: str | None, limit: int | None, as_json: bool) -> None:
    """Put an order to the machine into one paper, in every way there is, and see what a model makes of it.

    Each paper is read three times: with the order, with a neutral sentence of the same length, and with another neutral
    sentence. What differs between the last two is chance.

    \b
    python -m evals.injections --model qwen2.5-coder-1.5b
    python -m evals.injections --backend scripted --json
    """
    chosen = CHANNELS if limit is None else CHANNELS[:: max(1, -(-len(CHANNELS) // limit))]
    with open_bench(settings_with(model=model, backend=backend), None) as bench:
        name = bench.site.model().name
        steps = track(try_all(bench, chosen), "papers", total=len(chosen), console=Console(stderr=True))
        found = Summary(tuple(steps))
    if as_json:
        print_json({"model": name, **found.as_json()})
        return
    out = console()
    rows = (
        (t.channel, str(t.values), str(t.changed), str(t.by_chance), str(t.obeyed), "yes" if t.noticed else "no")
        for t in found.trials
    )
    out.print(table(("channel", "values", "changed", "by chance", "obeyed", "noticed"), rows))
    sums = found.as_json()
    out.print(
        f"\n{name}: {sums['values']} values in {sums['channels']} papers; an order changed {sums['changed']}, another "
        f"neutral sentence {sums['by_chance']}; {sums['obeyed']} became what the order wanted. Of {sums['channels']} "
        f"papers {sums['contained']} differ in nothing but values that stand in them; {sums['noticed']} orders were "
        "noticed."
    )


if __name__ == "__main__":
    injections()
