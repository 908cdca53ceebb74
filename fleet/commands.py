"""`lodge fleet`: serve the central side, let sites and users in, list what there is."""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fleet import serving
from fleet.app import create_app
from fleet.passwords import hash_password
from fleet.rows import SiteRow
from fleet.store import Store
from pipelines.errors import UsageError

_MIN_PASSWORD = 10
_option = functools.partial(click.option, show_envvar=True)
_json = _option("--json", "as_json", is_flag=True, envvar="LODGE_JSON", help="Print JSON, for programs.")


@click.group()
@_option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("lodge-fleet.sqlite"),
    show_default=True,
    envvar="LODGE_FLEET_DB",
    help="The fleet's SQLite file.",
)
@click.pass_context
def fleet(context: click.Context, db: Path) -> None:
    """The central side: takes summaries in and shows all sites.

    \b
    lodge fleet user add ann         a login for the page
    lodge fleet token "Leeds North"  a one-time token with which that branch enrols
    lodge fleet serve                the server, on this machine's own address
    """
    context.obj = db


@contextmanager
def _store(path: Path) -> Iterator[Store]:
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


@fleet.command()
@_option("--host", default="127.0.0.1", show_default=True, envvar="LODGE_FLEET_HOST", help="Address to listen on.")
@_option("--port", default=8800, show_default=True, envvar="LODGE_FLEET_PORT", help="Port to listen on.")
@click.pass_obj
def serve(db: Path, host: str, port: int) -> None:
    """Take summaries in and serve the page. Passwords cross the wire: put TLS before any address but loopback."""
    with _store(db) as store:
        serving.serve(create_app(store), host, port, lambda url: click.echo(f"Fleet page: {url} (Ctrl-C ends it)"))


@fleet.command()
@click.argument("name")
@_json
@click.pass_obj
def token(db: Path, name: str, as_json: bool) -> None:
    """Print a one-time token for the branch that the page will call NAME."""
    if not name.isprintable() or not 0 < len(name.strip()) <= 60:
        raise UsageError("NAME is 1 to 60 printable characters.")
    with _store(db) as store:
        made = store.add_token(name.strip(), datetime.now(UTC))
    click.echo(json.dumps({"name": name.strip(), "token": made}) if as_json else made)


@fleet.command()
@_json
@click.pass_obj
def sites(db: Path, as_json: bool) -> None:
    """List all sites: when they were last seen, their claims and backlog."""
    with _store(db) as store:
        rows = store.sites()
    if as_json:
        click.echo(json.dumps([_as_json(row) for row in rows], indent=2))
        return
    for row in rows:
        seen = row.last_seen.strftime("%Y-%m-%d %H:%M UTC") if row.last_seen else "never seen"
        review = row.backlog.review if row.backlog else 0
        click.echo(f"{row.label}  {seen}  {row.totals.claims} claims, {review} to review  {row.site_id}")
    if not rows:
        click.echo("No site yet. Make a token with: lodge fleet token NAME")


def _as_json(row: SiteRow) -> dict[str, Any]:
    totals = {
        name: {"/".join(key) if isinstance(key, tuple) else key: count for key, count in value.items()}
        for name, value in dataclasses.asdict(row.totals).items()
        if isinstance(value, dict)
    }
    return {
        "site_id": row.site_id,
        "name": row.label,
        "enrolled_at": row.enrolled_at.isoformat(),
        "last_seen": row.last_seen.isoformat() if row.last_seen else None,
        "late_reports": row.late_reports,
        "backlog": row.backlog.model_dump() if row.backlog else None,
        "backend": row.backend,
        "version": row.version,
        "claims": row.totals.claims,
        "duplicates": row.totals.duplicates,
        **totals,
    }


@fleet.group()
def user() -> None:
    """Who may see the fleet page."""


@user.command("add")
@click.argument("name")
@_option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@_json
@click.pass_obj
def add_user(db: Path, name: str, password_stdin: bool, as_json: bool) -> None:
    """Add the user NAME, or give them a new password."""
    if not name.isprintable() or ":" in name or not 0 < len(name) <= 60:
        raise UsageError("NAME is 1 to 60 printable characters without a colon.")
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < _MIN_PASSWORD:
        raise UsageError(f"A password has at least {_MIN_PASSWORD} characters.")
    with _store(db) as store:
        store.add_user(name, hash_password(password), datetime.now(UTC))
    click.echo(json.dumps({"name": name}) if as_json else f"{name} may see the fleet page.")
