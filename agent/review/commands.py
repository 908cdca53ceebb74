"""`lodge review` and `lodge user`: serve the handlers' page, and say who may log in."""

from __future__ import annotations

import sys

import click

from agent.commands.options import home_option, home_settings, json_option, option, reads_documents
from agent.commands.output import print_json
from agent.review.app import create_app
from agent.review.passwords import hash_password
from agent.review.serving import serve
from agent.site import open_site
from agent.store import Store
from pipelines.errors import OperatorError, UsageError

_MIN_PASSWORD = 10
_ROLES = click.Choice(["handler", "operator"])
_from_stdin = option("--password-stdin", is_flag=True, help="Read the password from standard input.")


@click.command()
@option("--host", envvar="LODGE_REVIEW_HOST", help="Address to listen on (default: 127.0.0.1).")
@option("--port", envvar="LODGE_REVIEW_PORT", help="Port to listen on (default: 8700).")
@home_option
@reads_documents
def review(host: str | None, port: str | None) -> None:
    """Serve the page on which handlers review claims.

    \b
    lodge user add ann   a login for a handler
    lodge review         the page, on this machine's own address
    """
    settings = home_settings(review_host=host, review_port=port)
    with open_site(settings) as site:
        if not site.store.users():
            click.echo("Nobody may log in yet. Add a handler with: lodge user add NAME", err=True)
        app = create_app(site, settings)
        serve(
            app,
            settings.review_host,
            settings.review_port,
            lambda url: click.echo(f"Review page: {url} (Ctrl-C ends it)"),
        )


@click.group()
def user() -> None:
    """Who may log in to the review page.

    \b
    lodge user add ann
    lodge user add oscar --role operator

    A handler reads and decides claims; an operator sees counts only. Exit codes: 0 done, 2 a name or a password that
    does not fit, 3 there is such a user already, or none.
    """


@user.command("add")
@click.argument("name")
@option("--role", type=_ROLES, default="handler", show_default=True, help="What they may see.")
@_from_stdin
@json_option
@home_option
def add(name: str, role: str, password_stdin: bool, as_json: bool) -> None:
    """Add the user NAME."""
    if not name.isprintable() or not 0 < len(name.strip()) <= 60:
        raise UsageError("NAME is 1 to 60 printable characters.")
    with open_site(home_settings()) as site:
        if site.store.user(name):
            raise OperatorError(f"There is a user {name} already. To change the password: lodge user password {name}")
        site.store.add_user(name, hash_password(_password(password_stdin)), role)
    _tell(f"{name} may log in as {role}.", as_json, name=name, role=role)


@user.command("password")
@click.argument("name")
@_from_stdin
@json_option
@home_option
def password(name: str, password_stdin: bool, as_json: bool) -> None:
    """Give the user NAME a new password; their open sessions end."""
    with open_site(home_settings()) as site:
        role = _known(site.store, name)
        site.store.add_user(name, hash_password(_password(password_stdin)), role)
    _tell(f"{name} has a new password.", as_json, name=name, role=role)


@user.command("remove")
@click.argument("name")
@json_option
@home_option
def remove(name: str, as_json: bool) -> None:
    """Take the login of NAME away; what they decided stays."""
    with open_site(home_settings()) as site:
        _known(site.store, name)
        site.store.remove_user(name)
    _tell(f"{name} may no longer log in.", as_json, name=name, removed=True)


@user.command("list")
@json_option
@home_option
def list_users(as_json: bool) -> None:
    """List who may log in."""
    with open_site(home_settings()) as site:
        rows = [{"name": row.name, "role": row.role} for row in site.store.users()]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['name']}  {row['role']}")
    if not rows:
        click.echo("Nobody yet. Add a handler with: lodge user add NAME")


def _tell(sentence: str, as_json: bool, **facts: str | bool) -> None:
    if as_json:
        print_json(facts)
    else:
        click.echo(sentence)


def _known(store: Store, name: str) -> str:
    """The role of a user who must be there."""
    row = store.user(name)
    if row is None:
        raise OperatorError(f"There is no user {name}. To see who there is: lodge user list")
    return row.role


def _password(from_stdin: bool) -> str:
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(given) < _MIN_PASSWORD:
        raise UsageError(f"A password has at least {_MIN_PASSWORD} characters.")
    return given
