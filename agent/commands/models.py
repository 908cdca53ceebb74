"""`lodge models`: the weights in this machine's cache, and into the site's Ollama server."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from agent.backends.catalogue import CATALOGUE
from agent.backends.weights import available, catalogued, ensure_weights, remove_weights, verify_weights
from agent.commands.bench import bench
from agent.commands.options import home_option, json_option, option, settings_with
from agent.commands.output import console, print_json, table

_name = click.argument("name", metavar="[NAME]", required=False)


@click.group()
def models() -> None:
    """Fetch, check and remove the weights of models; give them to Ollama; measure the engines they run in.

    \b
    lodge models list
    lodge models pull qwen2.5-coder-0.5b
    lodge models pull qwen2.5-coder-0.5b --from /media/stick
    lodge models to-ollama qwen2.5-coder-0.5b
    lodge models bench

    A model is the SHA-256 of its bytes; where they come from does not matter. NAME is the site's model where it is
    left out. Exit codes: 0 done, 1 weights missing or damaged, 2 no such model, 3 no source has the weights, or
    the server is outside the site, 5 there are no weights to give, or the server does not take them.
    """


models.add_command(bench)


@models.command("list")
@json_option
@home_option
def list_models(as_json: bool) -> None:
    """List the catalogue, and which of it is here."""
    settings = settings_with()
    kept = available(settings.cache)
    if as_json:
        print_json(
            [
                {
                    "name": one.weights.name,
                    "here": one.path is not None,
                    "bytes": one.weights.size_bytes,
                    "licence": one.weights.licence,
                    "sha256": one.weights.sha256,
                    "in_use": one.weights.name == settings.model,
                }
                for one in kept
            ]
        )
        return
    rows = (
        (
            one.weights.name,
            one.path is not None,
            f"{one.weights.size_bytes / 1e6:.0f}",
            one.weights.licence,
            one.weights.name == settings.model,
            one.weights.sha256,
        )
        for one in kept
    )
    console().print(table(("name", "here", "MB", "licence", "in use", "SHA-256"), rows))


@models.command()
@_name
@option(
    "--from",
    "local",
    envvar="LODGE_MODELS_PULL_FROM",
    type=click.Path(exists=True, path_type=Path),
    help="A file with the weights, or a folder that holds it; then nothing else is asked.",
)
@json_option
@home_option
def pull(name: str | None, local: Path | None, as_json: bool) -> None:
    """Fetch the weights of NAME and verify them; a broken-off download goes on where it stopped."""
    settings = settings_with()
    weights = catalogued(name or settings.model)
    pull_weights(weights.name, settings.cache, local)
    if as_json:
        print_json({"name": weights.name, "sha256": weights.sha256, "bytes": weights.size_bytes})
    else:
        click.echo(f"{weights.name} is here and verified.")


def pull_weights(name: str, cache: Path, local: Path | None = None) -> None:
    """Make sure that the weights of `name` are in the cache, with a progress bar on standard error."""
    with _bar() as bar:
        task = bar.add_task(name, total=CATALOGUE[name].size_bytes)
        ensure_weights(
            name, cache, local=local, report=lambda what, done: bar.update(task, completed=done, description=what[:60])
        )


def _bar() -> Progress:
    """A progress bar in bytes, on standard error; gone when it is done, and none where there is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    out = Console(stderr=True)
    return Progress(*columns, console=out, transient=True, disable=not out.is_terminal)


@models.command("to-ollama")
@_name
@option("--url", envvar="LODGE_OLLAMA_URL", help="The Ollama server (default: as set for the site).")
@json_option
@home_option
def to_ollama(name: str | None, url: str | None, as_json: bool) -> None:
    """Give the site's Ollama server the weights of NAME, from the cache; it needs no line for that.

    The server must be on this machine or in one of the site's networks (LODGE_SITE_NETWORKS).
    """
    from agent.backends.ollama_loading import load_into_ollama

    settings = settings_with(ollama_url=url)
    weights = catalogued(name or settings.model)
    with _bar() as bar:
        task = bar.add_task(weights.name, total=weights.size_bytes)
        sent = load_into_ollama(weights.name, settings, lambda done: bar.update(task, completed=done))
    if as_json:
        print_json({"name": weights.name, "sha256": weights.sha256, "ollama_tag": weights.ollama_tag, "sent": sent})
    else:
        how = "" if sent else "; it had the weights already"
        click.echo(f"Ollama has {weights.name} as {weights.ollama_tag}{how}.")


@models.command()
@_name
@json_option
@home_option
def verify(name: str | None, as_json: bool) -> None:
    """Read the weights of NAME in full and compare their SHA-256."""
    settings = settings_with()
    weights = catalogued(name or settings.model)
    right = verify_weights(weights.name, settings.cache)
    if as_json:
        print_json({"name": weights.name, "sha256": weights.sha256, "verified": right})
    elif right:
        click.echo(f"{weights.name}: SHA-256 {weights.sha256} is right.")
    else:
        click.echo(f"{weights.name} is missing or damaged. Fetch it with: lodge models pull {weights.name}")
    raise SystemExit(0 if right else 1)


@models.command()
@click.argument("name")
@json_option
@home_option
def remove(name: str, as_json: bool) -> None:
    """Delete the weights of NAME from the cache."""
    settings = settings_with()
    found = remove_weights(name, settings.cache)
    if as_json:
        print_json({"name": name, "removed": found})
    else:
        click.echo(f"{name} is removed." if found else f"{name} was not here.")
