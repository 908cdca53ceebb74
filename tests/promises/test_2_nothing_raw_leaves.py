"""Promise 2: nothing raw leaves. Canaries stand in every field, file name and PDF metadata; none is seen outside."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from canaries import Aviary, database, forms, found
from starlette.testclient import TestClient

import sample_claims
from agent.commands.send import report_and_send
from agent.identity import MESSAGES_PATH, open_identity
from agent.inbox import Inbox
from agent.review.app import create_app as create_review
from agent.review.passwords import hash_password
from agent.settings import Settings
from agent.site import Site, init_home, open_site
from agent.worker import Worker
from fleet.app import create_app as create_fleet
from fleet.passwords import hash_password as fleet_hash
from fleet.store import Store as FleetStore
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import OperatorError
from pipelines.privacy.summary import decode, encode_batch

BLANK_FORM = Path(sample_claims.__file__).parent / "documents" / "auto-acroform-007.pdf"
PASSWORD = "a long password"


class Wire:
    """The fleet's server, and every byte that a site sent to it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fleet.sqlite"
        self.store = FleetStore(self.path)
        self.store.add_user("ann", fleet_hash(PASSWORD), datetime.now(UTC))
        self.token = self.store.add_token("Leeds North", datetime.now(UTC))
        self.sent = b""
        self.url = ""
        self._app = create_fleet(self.store)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """The fleet's app behind a tap: request line, headers and body are kept as they came."""
        if scope["type"] == "http":
            self.sent += scope["raw_path"] + scope["query_string"] + repr(scope["headers"]).encode()

        async def tapped() -> Any:
            message = await receive()
            self.sent += message.get("body", b"")
            return message

        await self._app(scope, tapped, send)


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(wire, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield wire
        server.should_exit = True
        thread.join()
    wire.store.close()


@pytest.fixture
def site(tmp_path: Path, wire: Wire) -> Iterator[Site]:
    settings = Settings(home=tmp_path / "home", backend="scripted", settle_seconds=0.05, fleet_url=wire.url)
    init_home(settings)
    with open_site(settings) as site:
        site.store.add_user("bea", hash_password(PASSWORD), "handler")
        yield site


def review_all(site: Site, aviary: Aviary) -> None:
    """A handler opens every claim, looks at every page, and types a canary of their own into each."""
    with TestClient(create_review(site, site.settings)) as handler:
        token = _token(handler.get("/login").text)
        handler.post("/login", data={"name": "bea", "password": PASSWORD, "form_token": token})
        for row in site.store.queue():
            claim = site.store.claim(row.claim_id)
            assert claim
            page = handler.get(f"/claims/{claim.id}")
            assert page.status_code == 200
            handler.get(f"/claims/{claim.id}/history")
            for document in claim.documents[:1]:
                handler.get(f"/claims/{claim.id}/documents/{document.id}/pages/1.png")
            typed = {"value:insured_name": aviary.canary("name")} if claim.claim_type != "unknown" else {}
            form = {"form_token": _token(page.text), "verdict": "accepted.as_read", **typed}
            assert handler.post(f"/claims/{claim.id}/verdict", data=form).status_code == 200
            handler.get(f"/claims/{aviary.canary()}")


def _token(html: str) -> str:
    return html.partition('name="form_token" value="')[2].partition('"')[0]


def test_no_canary_is_ever_seen_outside(
    site: Site, wire: Wire, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    aviary = Aviary()
    aviary.fill(site.settings.inbox, BLANK_FORM.read_bytes())
    planted = list(aviary.canaries)
    assert len(planted) > 150

    Inbox(site.settings, site.store, site.blobs).drain()
    Worker(site).run_once()
    counts = site.store.counts()
    read = 2 * len(CLAIM_TYPES) + 5  # a text and a PDF of each type, a mail, a form, two of EDI, one of FHIR
    assert (counts.review, counts.quarantine, counts.duplicate) == (read, 1, 1)
    report_and_send(site, wire.token)
    review_all(site, aviary)
    Worker(site).run_once()
    report_and_send(site)
    assert wire.store.totals().claims == read + 1 and sum(wire.store.totals().settled.values()) == read

    home = site.settings.home
    inside = database(site.settings.database) + b"".join(
        path.read_bytes() for path in (home / "blobs").rglob("*") if path.is_file()
    )
    assert set(planted) <= set(found(planted, inside)), "the search finds in the store what it looks for outside"

    fleet_page = httpx.get(f"{wire.url}/", auth=("ann", PASSWORD)).content
    printed = capfd.readouterr()
    outside = {
        "wire": wire.sent,
        "outbox": database(site.settings.database, ["ledger", "outbox", "release_buffer"]),
        "fleet database": database(wire.path),
        "fleet page": fleet_page,
        "logs": caplog.text.encode() + printed.out.encode() + printed.err.encode(),
    }
    for place, bytes_seen in outside.items():
        assert bytes_seen, f"nothing was looked at: {place}"
        assert found(aviary.canaries, bytes_seen) == {}, place
    for path in (home / "blobs").rglob("*"):
        if path.is_file():
            assert path.name.encode() not in wire.sent, "a digest of a document is derived from personal data"


def test_what_left_is_in_the_ledger_byte_for_byte_and_of_the_closed_list(site: Site, wire: Wire) -> None:
    (site.settings.inbox / "a.txt").write_bytes(b"Automobile loss notice\nPolicy number: KNRY-1\n")
    Inbox(site.settings, site.store, site.blobs).drain()
    Worker(site).run_once()
    report_and_send(site, wire.token)
    ledger = site.store.ledger()
    assert [row.kind for row in ledger] == ["enrolment", "site_report"]
    for row in ledger:
        assert decode(row.body).message_id == row.message_id
    assert ledger[0].body in wire.sent and encode_batch([ledger[1].body]) in wire.sent


@pytest.mark.parametrize("form", ["plain", "reversed", "hex", "base64"])
def test_the_search_finds_what_a_leaking_sender_lets_out_and_the_fleet_does_not_keep_it(
    site: Site, wire: Wire, caplog: pytest.LogCaptureFixture, form: str
) -> None:
    caplog.set_level(logging.INFO)
    report_and_send(site, wire.token)
    aviary = Aviary()
    canary = aviary.canary("name")
    smuggled = next(bytes_sent for name, bytes_sent in forms(canary) if name == form)
    leak = site.store.ledger()[-1].body.replace(b'"scripted"', b'"none"').replace(b'"none"', b'"' + smuggled + b'"')
    assert smuggled in leak

    with pytest.raises(OperatorError) as stopped:
        encode_batch([leak])  # the outbox's own door
    assert found([canary], str(stopped.value).encode()) == {}

    # A sender that goes round it and signs what it sends: the wire shows the leak, the fleet keeps and logs none of it.
    body = b'{"messages":["' + leak.replace(b'"', b'\\"') + b'"]}'
    identity = open_identity(site.settings.home, str(site.store.fact("site_id")))
    answer = httpx.post(f"{wire.url}{MESSAGES_PATH}", content=body, headers=identity.headers(body))
    assert answer.status_code == 400
    assert found([canary], wire.sent) == {canary: {form}}
    for place in (answer.content, caplog.text.encode()):
        assert found([canary], place) == {}
    assert found([canary], database(wire.path)) == {} and wire.store.totals().claims == 0


def test_a_rule_or_claim_type_of_an_insurers_own_cannot_carry_a_word_out() -> None:
    from agent.tallying import tally_claim
    from pipelines.claim import Claim, Finding, Severity
    from pipelines.claim_types import CLAIM_TYPES

    canary = Aviary().canary("name")
    finding = Finding(rule=f"{canary}.x", severity=Severity.NOTE, message=canary)
    claim = Claim(id="c", source_id="s", claim_type=canary, findings=(finding,))
    own = CLAIM_TYPES["auto"].model_copy(update={"name": canary, "line": canary})
    assert found([canary], repr(tally_claim(claim, own, "review", 1.0)).encode()) == {}
