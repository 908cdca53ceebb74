"""`lodge fleet`: serve the central side, let sites and users in, list what there is."""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fleet import metrics, serving
from fleet.app import create_app
from fleet.passwords import hash_password
from fleet.rows import SiteRow
from fleet.store import Store
from fleet.store.copying import copy
from fleet.store.opening import open_database
from pipelines import disclosure
from pipelines.errors import UsageError

_MIN_PASSWORD = 10
_option = functools.partial(click.option, show_envvar=True)
_json = _option("--json", "as_json", is_flag=True, envvar="LODGE_JSON", help="Print JSON, for programs.")


@click.group()
@_option(
    "--db",
    default="lodge-fleet.sqlite",
    show_default=True,
    envvar="LODGE_FLEET_DB",
    help="The fleet's database: a SQLite file, or postgresql://USER@HOST/NAME, its password in the file that "
    "LODGE_FLEET_DB_PASSWORD_FILE or PGPASSFILE names.",
)
@click.pass_context
def fleet(context: click.Context, db: str) -> None:
    """The central side: takes summaries in and shows all sites.

    \b
    lodge fleet user add ann         a login for the page
    lodge fleet token "Leeds North"  a one-time token with which that branch enrols
    lodge fleet serve                the server, on this machine's own address
    lodge fleet migrate              the tables of a PostgreSQL database, before its server starts
    """
    context.obj = db


@contextmanager
def _store(db: str) -> Iterator[Store]:
    store = Store(db)
    try:
        yield store
    finally:
        store.close()


def _contact(context: click.Context, parameter: click.Parameter, contact: str | None) -> str | None:
    try:
        return disclosure.check_contact(contact) if contact else None
    except ValueError as error:
        raise UsageError(f"--security-contact has the value {contact!r}: {error}.") from None


@fleet.command()
@_option("--host", default="127.0.0.1", show_default=True, envvar="LODGE_FLEET_HOST", help="Address to listen on.")
@_option("--port", default=8800, show_default=True, envvar="LODGE_FLEET_PORT", help="Port to listen on.")
@_option(
    "--metrics-host",
    default="127.0.0.1",
    show_default=True,
    envvar="LODGE_FLEET_METRICS_HOST",
    help="Address on which /metrics is served.",
)
@_option(
    "--metrics-port", type=int, envvar="LODGE_FLEET_METRICS_PORT", help="Port of /metrics; without one, none is served."
)
@_option(
    "--security-contact",
    envvar="LODGE_SECURITY_CONTACT",
    callback=_contact,
    help="Whom to tell of a weakness, for security.txt: mailto:, https: or tel:; without one, none is served.",
)
@click.pass_obj
def serve(
    db: str, host: str, port: int, metrics_host: str, metrics_port: int | None, security_contact: str | None
) -> None:
    """Take summaries in and serve the page. Passwords cross the wire: put TLS before any address but loopback."""
    if security_contact is None:
        click.echo("No security.txt is served. Name a contact with: --security-contact", err=True)
    elif (left := disclosure.days_left(datetime.now(UTC))) < disclosure.WARN_DAYS:
        said = "has expired" if left < 0 else f"expires in {left} days"
        click.echo(f"The security.txt {said}. Install a newer Lodge.", err=True)
    with _store(db) as store, ExitStack() as beside:
        if metrics_port is not None:
            url = beside.enter_context(serving.served(metrics.create_app(store), metrics_host, metrics_port))
            click.echo(f"Metrics: {url}metrics")
        app = create_app(store, security_contact=security_contact)
        serving.serve(app, host, port, lambda url: click.echo(f"Fleet page: {url} (Ctrl-C ends it)"))


@fleet.command()
@_json
@click.pass_obj
def migrate(db: str, as_json: bool) -> None:
    """Bring the database's tables to what this Lodge needs; several may do so at once, and again.

    A SQLite file is brought there whenever it is opened. On PostgreSQL the other commands refuse until this has run.
    """
    with closing(open_database(db, any_step=True)) as database:
        before, now = database.migrate()
    if as_json:
        click.echo(json.dumps({"before": before, "now": now}))
    else:
        click.echo(
            f"The tables are at step {now}" + (f", they were at step {before}." if now > before else " already.")
        )


@fleet.command("copy")
@_option(
    "--from",
    "source",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The SQLite file that the fleet used so far.",
)
@_json
@click.pass_obj
def copy_fleet(db: str, source: Path, as_json: bool) -> None:
    """Copy a fleet's SQLite file into the new, empty database that --db names, all of it or nothing.

    \b
    lodge fleet --db postgresql://lodge@db.example/fleet migrate
    lodge fleet --db postgresql://lodge@db.example/fleet copy --from lodge-fleet.sqlite

    End the old server first: what it took in after the copy would be missing.
    """
    with closing(open_database(db)) as database, click.progressbar(length=1, label="rows", file=sys.stderr) as bar:

        def report(done: int, total: int) -> None:
            bar.length = total
            bar.update(1)

        counts = copy(source, database, report)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo("Copied: " + ", ".join(f"{count} {table}" for table, count in counts.items()) + ".")


@fleet.command()
@click.argument("name")
@_json
@click.pass_obj
def token(db: str, name: str, as_json: bool) -> None:
    """Print a one-time token for the branch that the page will call NAME."""
    if not name.isprintable() or not 0 < len(name.strip()) <= 60:
        raise UsageError("NAME is 1 to 60 printable characters.")
    with _store(db) as store:
        made = store.add_token(name.strip(), datetime.now(UTC))
    click.echo(json.dumps({"name": name.strip(), "token": made}) if as_json else made)


@fleet.command()
@_json
@click.pass_obj
def sites(db: str, as_json: bool) -> None:
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
def add_user(db: str, name: str, password_stdin: bool, as_json: bool) -> None:
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
