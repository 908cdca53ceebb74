"""Promise 7: the site stands alone. It works for weeks without the line; when it is back, everything arrives once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from branch import notice, put, work_off
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from power_cut import fleet_sums
from starlette.testclient import TestClient

from agent.identity import ENROL_PATH, Identity, open_identity
from agent.ledger import read_ledger
from agent.outbox import FleetUnreachableError, build_report, send
from agent.site import Site
from fleet.app import create_app
from fleet.store import Store as FleetStore
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Acknowledgement, Enrolment, decode, decode_batch, encode

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)
FLEET = "http://127.0.0.1:8800"


class Line(httpx.BaseTransport):
    """A line to a real fleet that loses questions and answers when it is told to."""

    def __init__(self, fleet: TestClient) -> None:
        self._fleet = fleet
        self.losses: list[str] = []  # what happens to the next requests: "question", "answer", "trouble" or ""
        self.carried: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        loss = self.losses.pop(0) if self.losses else ""
        if loss == "question":
            raise httpx.ConnectError("dead line")
        if loss == "trouble":
            return httpx.Response(503)
        self.carried.append(request.content)
        answer = self._fleet.post(request.url.path, content=request.content, headers=dict(request.headers))
        if loss == "answer":
            raise httpx.ReadTimeout("dead line")
        return httpx.Response(answer.status_code, content=answer.content)


class Branch:
    """A branch that a fleet knows, and the line between them."""

    def __init__(self, site: Site, fleet: FleetStore, client: TestClient) -> None:
        self.site = site
        self.settings = site.settings.model_copy(update={"fleet_url": FLEET})
        self.identity: Identity = open_identity(site.settings.home, str(site.store.fact("site_id")))
        self.line = Line(client)
        self.http = httpx.Client(transport=self.line)
        enrolment = Enrolment(
            message_id=site.store.new_id(),
            site_id=self.identity.site_id,
            public_key=self.identity.public_key,
            token=fleet.add_token("Leeds", NOW),
        )
        body = encode(enrolment)
        client.post(ENROL_PATH, content=body, headers=self.identity.headers(body)).raise_for_status()

    def send(self) -> int:
        return send(self.site.store, self.settings, self.identity, self.http, NOW)

    def fleet_sums(self) -> dict[tuple[str, str, str], int]:
        return fleet_sums(self.site.settings.home)


@pytest.fixture
def branch_and_fleet(branch_site: Site) -> Iterator[Branch]:
    fleet = FleetStore(branch_site.settings.home / "fleet.sqlite")
    with TestClient(create_app(fleet, lambda: NOW)) as client:
        yield Branch(branch_site, fleet, client)
    fleet.close()


def test_weeks_without_the_line_arrive_once(branch_and_fleet: Branch) -> None:
    site = branch_and_fleet.site
    for day in range(21):
        if day % 7 == 0:
            put(site.settings, f"{day}.txt", notice(day))
            put(site.settings, f"{day} again.txt", notice(day))
            work_off(site)
        build_report(site.store, NOW + timedelta(days=day))
        branch_and_fleet.line.losses = ["question"]
        with pytest.raises(FleetUnreachableError, match="wait"):
            branch_and_fleet.send()
    assert site.store.counts().outbox_waiting == 21
    assert branch_and_fleet.fleet_sums() == {}
    assert branch_and_fleet.send() == 21
    assert branch_and_fleet.send() == 0
    assert branch_and_fleet.fleet_sums() == site.store.totals()
    assert site.store.totals()[("duplicate", "", "")] == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(losses=st.lists(st.sampled_from(["question", "answer", "trouble", ""]), max_size=6), files=st.integers(0, 2))
def test_whatever_the_line_loses_everything_arrives_once(
    branch_and_fleet: Branch, losses: list[str], files: int
) -> None:
    site, line = branch_and_fleet.site, branch_and_fleet.line
    known = len(site.store.claims(limit=10_000))
    for number in range(files):
        put(site.settings, f"{number}.txt", notice(known + number))
    work_off(site)
    line.losses = list(losses)
    while True:
        build_report(site.store, NOW)
        try:
            branch_and_fleet.send()
        except FleetUnreachableError:
            continue
        break
    assert site.store.counts().outbox_waiting == 0
    assert site.store.unreported() == {}
    assert branch_and_fleet.fleet_sums() == site.store.totals()


def test_only_what_the_ledger_holds_has_left(branch_and_fleet: Branch) -> None:
    site = branch_and_fleet.site
    put(site.settings, "a.txt", notice(1))
    work_off(site)
    build_report(site.store, NOW)
    branch_and_fleet.line.losses = ["answer"]
    with pytest.raises(FleetUnreachableError):
        branch_and_fleet.send()
    branch_and_fleet.send()
    left = [message for body in branch_and_fleet.line.carried for message in decode_batch(body)]
    (departure,) = read_ledger(site.store)
    assert left == [departure.body, departure.body]  # sent twice, byte for byte the same; taken once
    assert departure.sent_at == NOW
    assert departure.message["protection"] == "unprotected"


def test_hundreds_of_reports_go_in_batches_in_order(branch_and_fleet: Branch) -> None:
    for _ in range(230):
        build_report(branch_and_fleet.site.store, NOW)
    assert branch_and_fleet.send() == 230
    batches = [decode_batch(body) for body in branch_and_fleet.line.carried]
    assert [len(batch) for batch in batches] == [100, 100, 30]
    sequences = [getattr(decode(message), "sequence", None) for batch in batches for message in batch]
    assert sequences == list(range(1, 231))


def test_an_answer_that_names_other_messages_settles_nothing(branch_and_fleet: Branch) -> None:
    site = branch_and_fleet.site
    build_report(site.store, NOW)
    answer = Acknowledgement(
        message_id=site.store.new_id(), site_id=branch_and_fleet.identity.site_id, accepted=(site.store.new_id(),)
    )
    http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, content=encode(answer))))
    with pytest.raises(OperatorError, match="without taking"):
        send(site.store, branch_and_fleet.settings, branch_and_fleet.identity, http, NOW)
    assert site.store.counts().outbox_waiting == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (None, "LODGE_FLEET_URL"),
        ("https://fleet.example.org", "loopback only"),
        ("http://10.0.0.9:8800", "loopback only"),
        ("http://127.0.0.1.example.org", "loopback only"),
        ("http://user@10.0.0.9", "loopback only"),
        ("ftp://127.0.0.1", "http"),
    ],
)
def test_unprotected_reports_go_to_loopback_only(branch_and_fleet: Branch, url: str | None, said: str) -> None:
    build_report(branch_and_fleet.site.store, NOW)
    elsewhere = branch_and_fleet.settings.model_copy(update={"fleet_url": url})
    with pytest.raises(OperatorError, match=said):
        send(branch_and_fleet.site.store, elsewhere, branch_and_fleet.identity, branch_and_fleet.http, NOW)
    assert branch_and_fleet.line.carried == []


def test_a_redirect_is_not_followed(branch_and_fleet: Branch) -> None:
    from agent.outbox import fleet_client

    with fleet_client() as http:
        assert http.follow_redirects is False
        assert http.trust_env is False
