"""`lodge list`: what this site has taken in."""

from __future__ import annotations

import click

from agent.commands.options import home_option, home_settings, json_option, option
from agent.commands.output import console, print_json, table
from agent.rows import ClaimRow
from agent.site import open_site

STATUSES = ("received", "working", "review", "quarantine", "settled", "duplicate", "joined")


@click.command("list")
@option("--status", type=click.Choice(STATUSES), help="Only claims in this state.")
@option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many, newest first.")
@json_option
@home_option
def list_claims(status: str | None, limit: int, as_json: bool) -> None:
    """List claims, and files that became none, newest first.

    \b
    lodge list
    lodge list --status quarantine

    Exit codes: 0 done, 3 there is no Lodge in the home folder.
    """
    with open_site(home_settings()) as site:
        rows = site.store.claims(limit, status)
        zone = site.settings.zone
    if as_json:
        print_json([_as_json(row) for row in rows])
        return
    if not rows:
        click.echo("Nothing here yet. Put a file into the inbox, and: lodge run --once")
        return
    lines = (
        (
            row.claim_id[:8],
            row.received_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            row.claim_type or "–",
            row.status,
            row.tier or "–",
            row.reasons[0] if row.reasons else "–",
        )
        for row in rows
    )
    console().print(table(("id", "received", "type", "status", "tier", "first reason"), lines))


def _as_json(row: ClaimRow) -> dict[str, object]:
    return {
        "id": row.claim_id,
        "source_id": row.source_id,
        "claim_type": row.claim_type,
        "status": row.status,
        "tier": row.tier,
        "outcome": row.outcome,
        "joined_to": row.joined_to,
        "reasons": list(row.reasons),
        "received_at": row.received_at.isoformat(),
        "seconds": row.seconds,
    }
