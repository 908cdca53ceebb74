"""Outbox: makes the reports that may leave, keeps the exact bytes, and sends them until the fleet has them."""

from __future__ import annotations

import ipaddress
import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from agent import __version__
from agent.identity import MESSAGES_PATH, Identity, refusal
from agent.rows import LedgerRow, ReportBasis
from agent.settings import Settings
from agent.store import Store
from pipelines.errors import OperatorError
from pipelines.privacy.bands import cut_to_hour
from pipelines.privacy.summary import (
    MAX_BATCH_BYTES,
    MAX_BATCH_MESSAGES,
    Acknowledgement,
    SiteReport,
    decode,
    encode,
    encode_batch,
)
from pipelines.privacy.summary_words import Protection

log = logging.getLogger("lodge.outbox")
_BATCH_FRAME_BYTES = 64  # what a batch adds to its messages
_PER_MESSAGE_BYTES = 3  # two quotes and a comma; quotes inside are escaped, and counted apart
_LONGEST_WAIT_SECONDS = 3600.0

# How the buffer's kinds become rows of a report: the report's list, and what first and second mean there.
_LISTS = {
    "processed": ("processed", ("line", "outcome")),
    "settled": ("settled", ("line", "verdict")),
    "finding": ("findings", ("topic", "severity")),
    "seconds": ("seconds", ("band",)),
    "document": ("documents", ("format",)),
}


class FleetUnreachableError(OperatorError):
    """The fleet gave no answer; messages stay in the outbox."""


def build_report(store: Store, now: datetime) -> str:
    """Put all that was not reported yet into one message, and return its id: buffer, outbox and ledger together."""
    site_id = _site_id(store)

    def make(basis: ReportBasis) -> tuple[str, bytes]:
        report = _report(site_id, basis)
        return report.message_id, encode(report)

    return store.report(make, now)


def preview_report(store: Store, now: datetime) -> bytes:
    """The report that `build_report` would make now, but for its random id; nothing is kept."""
    site_id = _site_id(store)

    def make(basis: ReportBasis) -> tuple[str, bytes]:
        raise _PreviewedError(encode(_report(site_id, basis)))  # whatever is raised here leaves the store as it was

    try:
        store.report(make, now)
    except _PreviewedError as previewed:
        return previewed.body
    raise AssertionError("a report is made by `make`")


class _PreviewedError(Exception):
    """Carries a report that was only looked at."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.body = body


def _site_id(store: Store) -> str:
    site_id = store.fact("site_id")
    if site_id is None:
        raise OperatorError("This site has no id yet. Make one with: lodge init")
    return site_id


def _report(site_id: str, basis: ReportBasis) -> SiteReport:
    """The report as the contract has it: differences since the last one, and what lies where now."""
    end = cut_to_hour(basis.at)
    lists = _lists(basis.sums)
    return SiteReport.model_validate(
        {
            "message_id": str(uuid4()),
            "site_id": site_id,
            "sequence": basis.sequence,
            "period_start": min(cut_to_hour(basis.since), end),
            "period_end": end,
            "protection": Protection.UNPROTECTED,
            **lists,
            "duplicates": basis.sums.get(("duplicate", "", ""), 0),
            "backlog": {
                "waiting": basis.counts.received + basis.counts.working,
                "review": basis.counts.review,
                "quarantine": basis.counts.quarantine,
                "outbox": basis.counts.outbox_waiting,
            },
            "backend": basis.engine,
            "version": __version__,
        }
    )


def _lists(sums: Mapping[tuple[str, str, str], int]) -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name, _ in _LISTS.values()}
    for (kind, first, second), count in sums.items():
        if kind in _LISTS:
            name, keys = _LISTS[kind]
            lists[name].append({**dict(zip(keys, (first, second), strict=False)), "count": count})
    return lists


def send(store: Store, settings: Settings, identity: Identity, http: httpx.Client, now: datetime) -> int:
    """Send everything that waits, oldest first, and return how many messages the fleet has now.

    At least once: the fleet drops repeats by their id. A message counts as sent when the fleet names it in its answer.
    Raises FleetUnreachableError where there is no answer, OperatorError where it refuses; nothing is dropped.
    """
    url = require_fleet_url(settings)
    sent = 0
    while waiting := store.waiting_messages(MAX_BATCH_MESSAGES):
        batch = list(_batch(waiting))
        taken = _post(url, identity, [row.body for row in batch], http)
        done = [row.message_id for row in batch if row.message_id in taken]
        if not done:
            raise OperatorError("The fleet answered without taking any message. Check that it is a Lodge fleet.")
        store.mark_sent(done, now)
        log.info("sent messages=%d", len(done))
        sent += len(done)
    return sent


def require_fleet_url(settings: Settings) -> str:
    """The fleet's address, or OperatorError: reports are not protected yet, so they stay on this machine."""
    if not settings.fleet_url:
        raise OperatorError("No fleet is set. Set fleet_url (LODGE_FLEET_URL), for example http://127.0.0.1:8800.")
    parts = urlsplit(settings.fleet_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OperatorError("fleet_url (LODGE_FLEET_URL) is not an http:// or https:// address.")
    if not _is_loopback(parts.hostname):
        raise OperatorError(
            f"fleet_url (LODGE_FLEET_URL) names {parts.hostname}, which is not this machine. Reports are not protected "
            "yet (their counts are exact), so they go to a fleet on loopback only."
        )
    return settings.fleet_url.rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False  # a name may mean any machine by the time it is connected to


def _batch(waiting: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
    """As many of the oldest messages as one batch may carry."""
    room = MAX_BATCH_BYTES - _BATCH_FRAME_BYTES
    for row in waiting:
        room -= len(row.body) + row.body.count(b'"') + row.body.count(b"\\") + _PER_MESSAGE_BYTES
        if room < 0:
            return
        yield row


def _post(url: str, identity: Identity, messages: Sequence[bytes], http: httpx.Client) -> set[str]:
    """The ids that the fleet has after this batch."""
    body = encode_batch(messages)
    try:
        response = http.post(url + MESSAGES_PATH, content=body, headers=identity.headers(body))
    except httpx.HTTPError as error:
        raise FleetUnreachableError(f"The fleet did not answer ({type(error).__name__}). Messages wait.") from None
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise FleetUnreachableError(f"The fleet is in trouble (HTTP {response.status_code}). Messages wait.")
    if response.status_code != httpx.codes.OK:
        raise OperatorError(f"The fleet refused the messages (HTTP {response.status_code}): {refusal(response)}")
    answer = decode(response.content)
    if not isinstance(answer, Acknowledgement) or answer.site_id != identity.site_id:
        raise OperatorError("What answered is not a Lodge fleet. Check LODGE_FLEET_URL.")
    return {*answer.accepted, *answer.repeated}


def fleet_client() -> httpx.Client:
    """A client that goes to the fleet and nowhere else: no proxy of the environment, no redirects."""
    return httpx.Client(timeout=30, trust_env=False, follow_redirects=False)


def run_forever(
    store: Store,
    settings: Settings,
    identity: Identity,
    stop: threading.Event,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Report and send every `report_seconds` until `stop` is set; while the line is dead, wait longer and longer."""
    require_fleet_url(settings)
    failures = 0
    with fleet_client() as http:
        while not stop.is_set():
            if failures == 0:
                build_report(store, now())
            try:
                send(store, settings, identity, http, now())
                failures = 0
            except OperatorError as error:
                failures += 1
                log.warning("%s", error)
            longest = max(_LONGEST_WAIT_SECONDS, settings.report_seconds)
            stop.wait(min(settings.report_seconds * 2 ** min(failures, 16), longest))
