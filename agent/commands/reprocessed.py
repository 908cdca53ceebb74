"""`lodge reprocess list`, `show`, `adopt` and `discard`: what becomes of readings that lie beside those that count."""

from __future__ import annotations

import getpass
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import click

from agent.commands.options import home_option, home_settings, json_option
from agent.commands.output import console, print_json, table
from agent.commands.reprocess_text import REFUSALS, claim_changes, claim_changes_text, summary_text
from agent.reprocess.summing import heading, summarize
from agent.site import open_site
from agent.store import Store
from agent.store.adopting import ADOPTED
from agent.trial_rows import ReprocessingRow, TrialClaim
from pipelines.errors import UsageError

_SHORTEST_PREFIX = 6


@click.command("list")
@json_option
@home_option
def list_reprocessings(as_json: bool) -> None:
    """List re-processings, newest first.

    Exit codes: 0 done, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        rows = [heading(site.store, row) for row in site.store.reprocessings()]
    if as_json:
        print_json(rows)
        return
    if not rows:
        click.echo("Nothing was read again yet. Begin with: lodge reprocess --since 2026-11-01 --model NAME")
        return
    lines = [_line(row) for row in rows]
    console().print(table(("name", "begun", "state", "model", "pipeline", "files read", "failed"), lines))


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    sources = row["sources"]
    read = f"{sources['done'] + sources['refused']} of {sources['total']}"
    begun = row["begun_at"][:16].replace("T", " ")
    return row["name"], begun, row["status"], row["model"], row["pipeline"][:12], read, sources["failed"]


@click.command("show")
@click.argument("name", metavar="NAME")
@click.option("--claim", "claim_id", metavar="ID", help="Only this claim, with its values.")
@json_option
@home_option
def show_reprocessing(name: str, claim_id: str | None, as_json: bool) -> None:
    """Show what a re-processing reads differently, and with whom the handlers agree.

    \b
    lodge reprocess show 2026-11-01-3f2a9c41
    lodge reprocess show 2026-11-01-3f2a9c41 --claim 77b0e1d2

    Values are shown with --claim only, on this screen and nowhere else.

    Exit codes: 0 done, 2 no such re-processing or claim, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        row = _named(site.store, name)
        claims = site.store.claims_of(row.id)
        if claim_id:
            changes = claim_changes(site.store, _claim_in(claims, claim_id))
            print_json(changes) if as_json else console().print(claim_changes_text(changes))
            return
        summary = summarize(site.store, row)
        if as_json:
            print_json({**summary, "each": [_each(one) for one in claims]})
        else:
            console().print(summary_text(summary, claims))


def _each(one: TrialClaim) -> dict[str, Any]:
    seconds = {"old": one.basis_seconds, "new": one.seconds}
    state = {"claim": one.claim_id, "source": one.source_id, "kind": one.kind, "adopted": one.adopted_at is not None}
    return {**state, "seconds": seconds, **one.difference}


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--claim", "claim_ids", metavar="ID", multiple=True, help="Only this claim; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be adopted; nothing is written.")
@json_option
@home_option
def adopt(name: str, claim_ids: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Let the new readings count, for claims that still wait for a handler as they did when they were compared.

    What a handler decided stays as it is, and so does what was joined to another claim or read again since. Both
    readings are kept. A file in quarantine that can be read now becomes claims, which wait for a handler.

    \b
    lodge reprocess adopt 2026-11-01-3f2a9c41 --dry-run
    lodge reprocess adopt 2026-11-01-3f2a9c41

    Exit codes: 0 done, 2 no such re-processing or claim, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        row = _named(site.store, name)
        if row.status != "open":
            raise UsageError(f"{name} was discarded: nothing of it can be adopted.")
        claims = site.store.claims_of(row.id)
        chosen = [_claim_in(claims, claim_id) for claim_id in dict.fromkeys(claim_ids)] if claim_ids else claims
        user, now = getpass.getuser(), datetime.now(UTC)
        said = Counter(site.store.adopt(one, user, now, only_ask=dry_run) for one in chosen)
    adopted = said.pop(ADOPTED, 0)
    if as_json:
        print_json({"name": name, "adopted": adopted, "left": dict(said), "dry_run": dry_run})
        return
    click.echo(f"{adopted} of {len(chosen)} claims {'would be' if dry_run else 'were'} adopted.")
    for word, count in said.most_common():
        click.echo(f"{count} not: {REFUSALS[word]}.")


@click.command()
@click.argument("name", metavar="NAME")
@json_option
@home_option
def discard(name: str, as_json: bool) -> None:
    """End a re-processing: nothing of it can be adopted any more. What was adopted stays adopted, what was read kept.

    Exit codes: 0 done, 2 no such re-processing, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        row = _named(site.store, name)
        changed = site.store.discard_reprocessing(row.id, getpass.getuser(), datetime.now(UTC))
    if as_json:
        print_json({"name": name, "discarded": True})
    else:
        click.echo(f"{name} is discarded." if changed else f"{name} was discarded before.")


def _named(store: Store, name: str) -> ReprocessingRow:
    row = store.reprocessing(name)
    if row is None:
        raise UsageError("There is no re-processing of this name. To see which there are: lodge reprocess list")
    return row


def _claim_in(claims: list[TrialClaim], claim_id: str) -> TrialClaim:
    """The one claim whose id begins so."""
    wanted = claim_id.lower()
    fitting = [one for one in claims if one.claim_id.startswith(wanted)] if len(wanted) >= _SHORTEST_PREFIX else []
    if len(fitting) != 1:
        raise UsageError("There is no such claim in this re-processing, or more than one. Give its whole id.")
    return fitting[0]
