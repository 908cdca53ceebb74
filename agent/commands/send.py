"""`lodge send`: report to the fleet now."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from agent.commands.options import home_option, home_settings, json_option, option
from agent.commands.output import print_json
from agent.identity import enrol, open_identity
from agent.outbox import build_report, fleet_client, require_fleet_url, send
from agent.site import Site, open_site


@click.command("send")
@option("--token", help="The one-time token that `lodge fleet token` printed: enrols this site first.")
@json_option
@home_option
def send_now(token: str | None, as_json: bool) -> None:
    """Make a report of what happened since the last one, and send all that waits.

    \b
    lodge send --token Tq3…      the first time
    lodge send

    `lodge summary` shows beforehand what leaves. `lodge run` does this by itself, every report_seconds.

    Exit codes: 0 done, 3 no fleet is set, it does not answer, or it refuses; what waits is kept.
    """
    with open_site(home_settings()) as site:
        sent = report_and_send(site, token)
    if as_json:
        print_json({"sent": sent})
    else:
        click.echo(f"Sent: {sent}.")


def report_and_send(site: Site, token: str | None = None) -> int:
    """Enrol where a token is given, make a report, and send what waits; how many messages the fleet has taken."""
    url = require_fleet_url(site.settings)
    identity = open_identity(site.settings.home, str(site.store.fact("site_id")))
    if token:
        enrol(
            identity,
            url,
            token,
            lambda message_id, kind, body: site.store.record_departure(message_id, kind, body, datetime.now(UTC)),
        )
    build_report(site.store, datetime.now(UTC))
    with fleet_client() as http:
        return send(site.store, site.settings, identity, http, datetime.now(UTC))
