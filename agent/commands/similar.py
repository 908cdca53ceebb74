"""`lodge similar`: past claims that are told like one at hand."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from agent.commands.options import home_option, home_settings, json_option, option
from agent.commands.output import console, print_json, table
from agent.similar.claims import add_missing, like, story
from agent.similar.embedding import open_embedder
from agent.similar.index import open_index
from agent.site import open_site
from pipelines.errors import UsageError


@click.command()
@click.argument("claim_id", metavar="ID")
@option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many, the most alike first.")
@json_option
@home_option
def similar(claim_id: str, limit: int, as_json: bool) -> None:
    """Show the past claims that are told most like this one: perhaps the same loss, with other words or names.

    It is a hint for a handler and changes no claim. Claims that the index does not know yet are added first. The index
    is home/index.sqlite, or the PostgreSQL database that index_url names; it never leaves the site.

    \b
    lodge similar 3f2a9c41

    Exit codes: 0 done, 2 no such claim, 3 the index cannot be used, 5 the embedding model does not answer.
    """
    with open_site(home_settings()) as site:
        row = site.store.row(claim_id.lower())
        claim = site.store.claim(row.claim_id) if row else None
        if row is None or claim is None:
            raise UsageError("There is no claim with this id. To see what there is: lodge list")
        embedder = open_embedder(site.settings)
        with closing(open_index(site.settings, embedder.name, embedder.dimensions)) as index:
            with click.progressbar(length=1, label="claims into the index", file=sys.stderr) as bar:

                def report(done: int, total: int) -> None:
                    bar.length = total
                    bar.update(done - bar.pos)

                add_missing(site.store, index, embedder, report)
            found = [
                (near, site.store.row(near.key)) for near in like(row.claim_id, story(claim), index, embedder, limit)
            ]
        zone = site.settings.zone
    lines = [(near, past) for near, past in found if past is not None]
    if as_json:
        print_json(
            [
                {"id": past.claim_id, "likeness": round(near.likeness, 3), "claim_type": past.claim_type,
                 "status": past.status, "received_at": past.received_at.isoformat()}
                for near, past in lines
            ]
        )  # fmt: skip
        return
    if not lines:
        click.echo("There is no other claim yet.")
        return
    cells = (
        (
            past.claim_id[:8],
            f"{near.likeness:.2f}",
            past.received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            past.claim_type or "–",
            past.status,
        )
        for near, past in lines
    )
    console().print(table(("id", "likeness", "received", "type", "status"), cells))
