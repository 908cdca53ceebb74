"""`lodge deploy certificate`: TLS for the review page, without a CA outside the branch."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import click

from edge_deploy.certificates import certify
from edge_deploy.commands.options import json_option, option, print_json
from pipelines.errors import UsageError

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@click.command()
@option("--host", required=True, help="The name under which browsers of the branch reach the review page.")
@option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder of keys; keep it.")
@option(
    "--renew-before",
    default=30,
    show_default=True,
    type=click.IntRange(1, 396),
    metavar="DAYS",
    help="Renew what expires within.",
)
@json_option
def certificate(host: str, out: Path, renew_before: int, as_json: bool) -> None:
    """Make the branch's own CA once, and the review page's certificate as often as needed.

    \b
    lodge deploy certificate --host claims.leeds.example --out /srv/lodge/tls
    kubectl apply -f /srv/lodge/tls/lodge-review-tls.yaml

    Let the branch's browsers trust ca.crt. The CA may name that one host alone. Run it daily: it makes nothing that
    is still good. The folder holds private keys, and so does the Secret's file: keep them on the box.
    """
    if not _HOST.fullmatch(host):
        raise UsageError(f"--host {host!r} is no host's name. It is written like claims.leeds.example.")
    found = certify(host, out, datetime.now(UTC), renew_before)
    if as_json:
        print_json(
            {
                "host": found.host,
                "expires": found.expires.isoformat(),
                "made": list(found.made),
                "ca": str(found.ca),
                "secret": str(found.secret),
            }
        )
        return
    done = f"Made: {', '.join(found.made)}." if found.made else "Nothing to make."
    click.echo(f"{done} {host} is certified until {found.expires:%Y-%m-%d}.")
    if found.made:
        click.echo(f"Apply it with: kubectl apply -f {found.secret}")
