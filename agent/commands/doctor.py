"""`lodge doctor`: is this site as it must be?"""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.text import Text

from agent.audit import verify_chain
from agent.backends import is_available
from agent.backends.chosen import Chosen, kept
from agent.commands.doctor_checks import CHECKS, Line
from agent.commands.doctor_guards import guards
from agent.commands.options import home_option, json_option, settings_with
from agent.commands.output import console, print_json, table
from agent.settings import Settings
from agent.site import open_site

_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@click.command()
@json_option
@home_option
def doctor(as_json: bool) -> None:
    """Look this site over, and say what to do about what is not as it must be.

    \b
    lodge doctor

    Exit codes: 0 nothing failed (there may be warnings), 1 something failed, 3 a setting is not right.
    """
    settings = settings_with()
    lines = [*(check(settings) for check in CHECKS), *guards(settings)]
    if all(line.state != "fail" for line in lines if line.name in ("sqlite", "home")):
        lines += _inside(settings)
    failed = any(line.state == "fail" for line in lines)
    if as_json:
        print_json({"healthy": not failed, "checks": [asdict(line) for line in lines]})
    else:
        console().print(
            table(
                ("", "", "", ""),
                (
                    (Text(line.state, style=_STYLES[line.state]), line.name, line.seen, line.remedy or "")
                    for line in lines
                ),
            )
        )
    raise SystemExit(1 if failed else 0)


def _inside(settings: Settings) -> list[Line]:
    """What only the store can tell."""
    with open_site(settings) as site:
        policies, users, broken = site.policies.count(), len(site.store.users()), verify_chain(site.store)
        chosen = kept(site.store)
    return [
        _engine(settings, chosen),
        Line(
            "audit",
            "fail",
            f"entry {broken.sequence}: {broken.reason}",
            "The log was changed: ask who did it.",
        )
        if broken
        else Line("audit", "ok", "the log is as it was written"),
        Line("policies", "ok", f"{policies} in the register")
        if policies
        else Line("policies", "warn", "no register", "Import one with: lodge policies import FILE"),
        Line("users", "ok", f"{users} may log in")
        if users
        else Line("users", "warn", "nobody may log in", "Add a handler with: lodge user add NAME"),
    ]


def _engine(settings: Settings, chosen: Chosen | None) -> Line:
    """Which engine runs the model, why, and since when."""
    again = "Measure with: lodge models bench"
    if settings.backend != "auto":
        return Line("engine", "ok", f"{settings.backend}, as set")
    if chosen is None:
        return Line("engine", "ok", "auto; not measured yet", again)
    words = f"{chosen.engine}, measured {chosen.day}: {chosen.why}"
    if chosen.model != settings.model:
        return Line("engine", "warn", f"{words}, but with {chosen.model}", again)
    if not is_available(chosen.engine, settings):
        return Line("engine", "warn", f"{words}, but it is not here now", again)
    return Line("engine", "ok", words)
