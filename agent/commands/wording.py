"""`lodge wording`: passages of policy wording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from agent.commands.options import home_option, home_settings, json_option, option, reads_documents
from agent.commands.output import plain, print_json
from agent.similar.embedding import Embedder, open_embedder
from agent.similar.index import Entry, Index, Kind, open_index
from agent.similar.wording import passages
from agent.site import Site, open_site
from pipelines.errors import OperatorError, UsageError

_KIND: Kind = "wording"


@click.group()
def wording() -> None:
    """Policy wording, so that a handler finds the passage that a question is about.

    \b
    lodge wording import homeowners-2026.pdf
    lodge wording search "water that comes up through the drain"

    The passages lie in home/index.sqlite, or in the PostgreSQL database that index_url names.
    """


@contextmanager
def _opened() -> Iterator[tuple[Site, Index, Embedder]]:
    with open_site(home_settings()) as site:
        embedder = open_embedder(site.settings)
        with closing(open_index(site.settings, embedder.name, embedder.dimensions)) as index:
            yield site, index, embedder


@wording.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--name", help="What the wording is called (default: the file's name).")
@json_option
@home_option
@reads_documents
def import_wording(file: Path, name: str | None, as_json: bool) -> None:
    """Put the passages of FILE into the index, in the place of those that had its name before.

    FILE is whatever Lodge reads: PDF, Word, text, a scan. Exit codes: 0 done, 3 there is no text in it, or the index
    cannot be used, 4 it cannot be read.
    """
    name = name or file.stem
    if "#" in name or not name.isprintable():
        raise UsageError("A wording's name is made of printable characters, without #.")
    with _opened() as (site, index, embedder):
        text = "\n\n".join(document.text for document in site.read(file.read_bytes()).documents)
        found = list(passages(text))
        if not found:
            raise OperatorError("There is no text in that file.")
        vectors = embedder.embed(found)
        index.forget(_KIND, [key for key in index.keys(_KIND) if key.startswith(f"{name}#")])
        entries = zip(found, vectors, strict=True)
        index.put(_KIND, [Entry(f"{name}#{n:04d}", vector, one) for n, (one, vector) in enumerate(entries, start=1)])
    if as_json:
        print_json({"name": name, "passages": len(found)})
    else:
        click.echo(f"{name}: {len(found)} passages.")


@wording.command()
@click.argument("question")
@option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="How many, the nearest first.")
@json_option
@home_option
def search(question: str, limit: int, as_json: bool) -> None:
    """Show the passages nearest to QUESTION.

    Exit codes: 0 done, 3 the index cannot be used, 5 the embedding model does not answer.
    """
    with _opened() as (_, index, embedder):
        found = index.nearest(_KIND, embedder.embed([question])[0], limit)
    if as_json:
        print_json(
            [
                {"wording": near.key.rpartition("#")[0], "passage": int(near.key.rpartition("#")[2]),
                 "likeness": round(near.likeness, 3), "text": near.text}
                for near in found
            ]
        )  # fmt: skip
        return
    if not found:
        click.echo("No wording yet. Put one in with: lodge wording import FILE")
    for near in found:
        name, _, number = near.key.rpartition("#")
        click.echo(f"{plain(name)}, passage {int(number)} ({near.likeness:.2f})\n  {plain(near.text)}\n")
