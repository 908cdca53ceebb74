"""`lodge summary`: what would leave this site now, and what has left."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Group, RenderableType
from rich.text import Text

from agent.commands.options import home_option, home_settings, json_option, option
from agent.commands.output import console, print_json, table
from agent.ledger import Departure, read_ledger
from agent.outbox import preview_report
from agent.site import open_site

_COUNTS = ("processed", "settled", "findings", "seconds", "documents")


@click.command()
@option("--sent", is_flag=True, help="What left, or may have left, from the ledger, instead.")
@json_option
@home_option
def summary(sent: bool, as_json: bool) -> None:
    """Show what would leave this site now: counts, bands and random ids, and nothing else.

    \b
    lodge summary
    lodge summary --sent --json

    With --json, `body` is the message byte for byte. The next report's id is drawn when it is made.

    Exit codes: 0 done, 3 there is no Lodge in the home folder.
    """
    now = datetime.now(UTC)
    with open_site(home_settings()) as site:
        departures = read_ledger(site.store)
        body = None if sent else preview_report(site.store, now)
    shown = [
        departure for departure in departures if sent or (departure.sent_at is None and departure.kind != "enrolment")
    ]
    if as_json:
        print_json(
            {
                "waiting" if not sent else "sent": [_as_json(departure) for departure in shown],
                **({} if body is None else {"next": {"kind": "site_report", "body": body.decode("ascii")}}),
            }
        )
        return
    out = console()
    for departure in shown:
        state = f"sent {departure.sent_at:%Y-%m-%d %H:%M} UTC" if departure.sent_at else "waiting"
        out.print(Text(f"{departure.kind} {departure.message_id}, {state}, {len(departure.body)} bytes", style="bold"))
        out.print(message_text(departure.message))
    if body is not None:
        out.print(Text(f"The next report, {len(body)} bytes", style="bold"))
        out.print(message_text(json.loads(body)))
    elif not shown:
        click.echo("Nothing has left this site.")


def message_text(message: dict[str, Any]) -> RenderableType:
    """A message as a person reads it: its counts as tables, the rest as it is."""
    parts: list[RenderableType] = []
    plain = [(name, value) for name, value in message.items() if not isinstance(value, list | dict)]
    parts.append(table(("", ""), ((f"  {name}", value) for name, value in plain)))
    rows = [
        (f"  {name}", ", ".join(str(value) for key, value in row.items() if key != "count"), row["count"])
        for name in _COUNTS
        for row in message.get(name, [])
    ]
    rows += [("  backlog", name, count) for name, count in message.get("backlog", {}).items()]
    if rows:
        parts.append(table(("", "", ""), rows))
    parts.append(Text())
    return Group(*parts)


def _as_json(departure: Departure) -> dict[str, Any]:
    return {
        "message_id": departure.message_id,
        "kind": departure.kind,
        "written_at": departure.written_at.isoformat(),
        "sent_at": departure.sent_at.isoformat() if departure.sent_at else None,
        "body": departure.body.decode("ascii"),
    }
