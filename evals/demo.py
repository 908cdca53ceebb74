"""`lodge demo`: the whole of Lodge on invented claims: inbox, model, handlers' page and fleet, on this machine."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from agent.backends.catalogue import CATALOGUE
from agent.commands.models import pull_weights
from agent.commands.options import backend_option, json_option, model_option, option, reads_documents
from agent.commands.output import console, print_json
from agent.commands.run import stopping
from agent.commands.send import report_and_send
from agent.commands.summary import message_text
from agent.inbox import Inbox
from agent.outbox import preview_report
from agent.review.app import create_app as create_review
from agent.review.passwords import hash_password
from agent.settings import Settings, load_settings
from agent.site import Site, init_home, open_site
from agent.worker import Worker
from evals.demo_lines import Lines
from evals.demo_papers import Paper, demo_papers
from evals.serving import Served
from fleet.app import create_app as create_fleet
from fleet.passwords import hash_password as hash_fleet_password
from fleet.store import Store as FleetStore
from pipelines.errors import UsageError
from sample_claims import POLICIES

_USER = "demo"
_FLEET_PORT = 8701
_REPORT_SECONDS = 5.0
_KEPT = (
    "LODGE_CACHE", "LODGE_MODEL", "LODGE_BACKEND", "LODGE_THREADS", "LODGE_SCRIPT", "LODGE_OLLAMA_URL",
    "LODGE_OPENAI_URL", "LODGE_OPENAI_MODEL", "LODGE_OPENAI_API_KEY", "LODGE_SITE_NETWORKS", "XDG_CACHE_HOME",
)  # fmt: skip


@click.command()
@option("--once", is_flag=True, help="End by itself, and serve no pages.")
@model_option
@backend_option
@click.option(
    "--home", type=click.Path(file_okay=False, path_type=Path),
    help="Keep the demo's site in this new folder (default: a temporary one, removed at the end).",
)  # fmt: skip
@json_option
@reads_documents
def demo(once: bool, model: str | None, backend: str | None, home: Path | None, as_json: bool) -> None:
    """Take 24 invented files through Lodge on this machine, and show what a branch and its fleet would see.

    \b
    lodge demo
    lodge demo --once

    A small model reads them (fetched the first time, some 500 MB). Your own site, if there is one, is left alone. The
    claims count as received on the day on which they were written, so that rules about dates mean something.

    Exit codes: 0 done, 2 the folder of --home is in use, 3 the model's weights cannot be had.
    """
    with ExitStack() as stack:
        place = _new_home(home, stack)
        settings = _settings(place, model, backend)
        if settings.backend in ("auto", "llamacpp") and settings.model in CATALOGUE:
            pull_weights(settings.model, settings.cache)
        fleet = FleetStore(place / "fleet.sqlite")
        stack.callback(fleet.close)
        served = stack.enter_context(Served(create_fleet(fleet), 0 if once else _FLEET_PORT))
        papers = demo_papers()
        lines = Lines(((paper.name, paper.data) for paper in papers), is_silent=as_json)
        settings = settings.model_copy(update={"fleet_url": served.url})
        init_home(settings)
        site = stack.enter_context(open_site(settings, on_commit=lines.committed))
        lines.watch(site)
        _work(site, papers)
        lines.sum_up()
        _report(site, fleet, lines, as_json)
        if not once:
            _serve(site, fleet, served.url)


def _new_home(home: Path | None, stack: ExitStack) -> Path:
    if home is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lodge-demo-")))
    if home.exists() and any(home.iterdir()):
        raise UsageError("The folder of --home is not empty. Name a new one.")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home.absolute()


def _settings(place: Path, model: str | None, backend: str | None) -> Settings:
    """The demo's own settings: of the environment's only what says which model runs where."""
    environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environ["LODGE_SETTLE_SECONDS"] = "0"
    environ["LODGE_BACKEND"] = backend or environ.get("LODGE_BACKEND", "llamacpp")
    if model:
        environ["LODGE_MODEL"] = model
    return load_settings(place, environ)


def _work(site: Site, papers: Sequence[Paper]) -> None:
    """The corridor, as at a branch: files into the inbox, the worker until nothing is left."""
    site.policies.import_policies(POLICIES)
    for paper in papers:
        (site.settings.inbox / paper.name).write_bytes(paper.data)
        # One at a time, in this order, each at its own moment.
        Inbox(site.settings, site.store, site.blobs, now=paper.moment).drain()
    Worker(site).run_once()


def _report(site: Site, fleet: FleetStore, lines: Lines, as_json: bool) -> None:
    """What would leave, then enrolment and sending, and what the fleet has then."""
    body = preview_report(site.store, datetime.now(UTC))
    if not as_json:
        out = console()
        out.print(Text(f"\nWhat leaves this site, {len(body)} bytes", style="bold"))
        out.print(message_text(json.loads(body)))
    sent = report_and_send(site, fleet.add_token("Demo branch", datetime.now(UTC)))
    totals = fleet.totals()
    if as_json:
        print_json(
            {
                "claims": lines.told,
                "report": json.loads(body),
                "sent": sent,
                "fleet": {"claims": totals.claims, "duplicates": totals.duplicates},
            }
        )
    else:
        copies = "1 duplicate" if totals.duplicates == 1 else f"{totals.duplicates} duplicates"
        click.echo(f"The fleet counts {totals.claims} claims and {copies}, and can name none.")


def _serve(site: Site, fleet: FleetStore, fleet_url: str) -> None:
    """Both pages until Ctrl-C, the worker settling what is decided and the fleet told of it."""
    password = secrets.token_urlsafe(9)
    site.store.add_user(_USER, hash_password(password), "handler")
    fleet.add_user(_USER, hash_fleet_password(password), datetime.now(UTC))
    with Served(create_review(site, site.settings), site.settings.review_port) as review:
        click.echo(f"\nHandlers' page  {review.url}\nFleet page      {fleet_url}")
        click.echo(f"Login           {_USER} / {password}\n\nCtrl-C ends the demo.")
        with stopping() as stop:
            while not stop.wait(_REPORT_SECONDS):
                Worker(site).run_once()
                if site.store.unreported():
                    report_and_send(site)
        click.echo("The demo is over.")
