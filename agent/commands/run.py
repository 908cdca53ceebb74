"""`lodge run`: the appliance: inbox, worker and sender in one process."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agent.commands.logs import LOGGER
from agent.commands.options import (
    backend_option,
    home_option,
    home_settings,
    json_option,
    model_option,
    option,
    reads_documents,
)
from agent.commands.output import print_json
from agent.health import served
from agent.identity import open_identity
from agent.inbox import Inbox
from agent.outbox import run_forever as send_forever
from agent.repeating import repeating
from agent.site import Site, open_site
from agent.worker import Worker

log = logging.getLogger("lodge.run")
_LOOK_SECONDS = 0.5


@click.command()
@option("--once", is_flag=True, help="Take what lies in the inbox through the corridor, and end.")
@model_option
@backend_option
@json_option
@home_option
@reads_documents
def run(once: bool, model: str | None, backend: str | None, as_json: bool) -> None:
    """Take in what is put into the inbox, work on it, and report counts to the fleet, until it is told to end.

    \b
    lodge run
    cp notice.pdf ~/lodge/inbox/ && lodge run --once

    Ctrl-C and SIGTERM end it; what was begun is taken up again at the next start. It logs ids and milliseconds only.

    Exit codes: 0 done, 3 something of this site is not as it must be, 5 the model cannot be used.
    """
    if not (once and sys.stderr.isatty()):  # there a progress bar tells as much
        LOGGER.setLevel(logging.INFO)
    with open_site(home_settings(model=model, backend=backend)) as site, stopping() as stop:
        if not once:
            _run_forever(site, stop)
            return
        admitted, worked = _run_once(site, stop)
        counts = asdict(site.store.counts())
    if as_json:
        print_json({"taken_in": admitted, "worked_on": worked, "now": counts})
    else:
        click.echo(
            f"Taken in: {admitted}, worked on: {worked}. Now {counts['review']} wait for a handler, "
            f"{counts['quarantine']} are in quarantine, {counts['duplicate']} are duplicates."
        )


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; a second one ends the process at once."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_once(site: Site, stop: threading.Event) -> tuple[int, int]:
    """How many files were taken in, and how many sources worked on."""
    inbox = Inbox(site.settings, site.store, site.blobs)
    admitted = inbox.drain(stop)
    with _bar(site):
        worked = Worker(site).run_once()
    return len(admitted), worked


@contextmanager
def _bar(site: Site) -> Iterator[None]:
    """A progress bar, where somebody sits before a terminal."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield
        return
    waiting = _waiting(site)
    columns = (TextColumn("claims"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("claims", total=waiting)

        def look() -> None:
            bar.update(task, completed=max(waiting - _waiting(site), 0))

        with repeating(_LOOK_SECONDS, look, "progress"):
            yield


def _waiting(site: Site) -> int:
    counts = site.store.counts()
    return counts.received + counts.working


def _run_forever(site: Site, stop: threading.Event) -> None:
    """Inbox and sender in threads of their own, the worker here; whichever fails ends all."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[threading.Event], None]) -> None:
        try:
            work(stop)
        except BaseException as error:
            failures.append(error)
            stop.set()

    inbox = Inbox(site.settings, site.store, site.blobs)
    parts = {"inbox": inbox.run_forever}
    if site.settings.fleet_url:
        identity = open_identity(site.settings.home, str(site.store.fact("site_id")))
        parts["outbox"] = lambda stop: send_forever(site.store, site.settings, identity, stop)
    threads = [threading.Thread(target=guarded, args=(work,), name=name) for name, work in parts.items()]
    worker = Worker(site)
    with served(site, worker.silent_seconds) as port:
        log.info("started" if port is None else f"started, health and metrics on port {port}")
        for thread in threads:
            thread.start()
        guarded(worker.run_forever)
        for thread in threads:
            thread.join()
    log.info("stopped")
    if failures:
        raise failures[0]
