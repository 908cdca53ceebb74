"""The fleet's door: what it takes, what it refuses, and that each message counts once."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from fleet_site import NOW, Site, acknowledged
from starlette.testclient import TestClient

from agent.identity import ENROL_PATH, MESSAGES_PATH, open_identity
from fleet.store import Store
from pipelines.privacy.summary import MAX_BATCH_BYTES, ClaimSummary, Enrolment, encode, encode_batch
from pipelines.privacy.summary_words import Line, Outcome, SecondsBand, Tier


def test_a_report_is_taken_once(site: Site) -> None:
    report = site.report()
    first = acknowledged(site.send(report))
    again = acknowledged(site.send(report, report))
    assert (first.accepted, first.repeated) == ((report.message_id,), ())
    assert (again.accepted, again.repeated) == ((), (report.message_id,))
    assert site.store.totals().claims == 4
    assert site.store.totals().duplicates == 2


def test_reports_add_up_per_site_and_over_all(site: Site, other: Site) -> None:
    acknowledged(site.send(site.report(), site.report()))
    acknowledged(other.send(other.report()))
    assert site.store.totals(site.identity.site_id).processed == {
        ("auto", "review"): 6,
        ("health", "quarantine"): 2,
    }
    totals = site.store.totals()
    assert totals.processed[("auto", "review")] == 9
    assert totals.settled == {("auto", "corrected"): 6}
    assert totals.findings == {("dates", "warning"): 12}
    assert totals.seconds == {"5_to_15": 9, "under_1": 3}
    assert totals.documents == {"pdf": 15}
    assert totals.review_rate == 0.75


def test_the_latest_report_tells_the_backlog_in_whatever_order_they_come(site: Site) -> None:
    early, late = site.report(), site.report(backlog={"waiting": 0, "review": 9, "quarantine": 0, "outbox": 0})
    acknowledged(site.send(late))
    acknowledged(site.send(early))
    row = site.store.site(site.identity.site_id)
    assert row and row.backlog and row.backlog.review == 9
    assert row.late_reports == 0
    site.report()  # never arrives
    acknowledged(site.send(site.report()))
    row = site.store.site(site.identity.site_id)
    assert row and row.late_reports == 1


def test_one_batch_sent_by_several_threads_counts_once(site: Site) -> None:
    reports = [site.report() for _ in range(5)]
    answers: list[int] = []

    def send() -> None:
        answers.append(len(acknowledged(site.send(*reports)).accepted))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [0, 0, 0, 5]
    assert site.store.totals().claims == 20


def test_a_token_is_used_once(site: Site, tmp_path: Path) -> None:
    token = site.store.add_token("Hull", NOW)
    hull = Site(tmp_path / "hull", site.client, site.store)
    thief = Site(tmp_path / "thief", site.client, site.store)
    assert acknowledged(hull.enrol(token)).accepted
    assert acknowledged(hull.enrol(token)).repeated, "a lost answer must not lock a branch out"
    assert thief.enrol(token).status_code == 400
    assert thief.enrol("A" * 43).status_code == 400
    assert thief.send(thief.report()).status_code == 401


def test_an_enrolled_site_keeps_its_key(site: Site, tmp_path: Path) -> None:
    thief = Site(tmp_path / "thief", site.client, site.store)
    thief.identity.site_id = site.identity.site_id
    assert thief.enrol().status_code == 400
    acknowledged(site.send(site.report()))


def test_an_enrolment_proves_that_it_has_the_key(site: Site, tmp_path: Path) -> None:
    thief = open_identity(tmp_path, str(uuid4()))
    body = encode(
        Enrolment(
            message_id=str(uuid4()),
            site_id=thief.site_id,
            public_key=site.identity.public_key,
            token=site.store.add_token("x", NOW),
        )
    )
    assert site.client.post(ENROL_PATH, content=body, headers=thief.headers(body)).status_code == 401


def test_tokens_are_kept_as_digests(site: Site) -> None:
    token = site.store.add_token("Hull", NOW)
    kept = repr(site.store._database.read(lambda session: session.rows("SELECT * FROM tokens")))
    assert "Hull" in kept
    assert token not in kept


def test_a_site_speaks_for_itself_only(site: Site, other: Site) -> None:
    report = site.report()
    assert other.send(report).status_code == 400
    body = encode_batch([encode(report)])
    forged = site.identity.headers(body) | {"X-Lodge-Site": other.identity.site_id}
    assert site.client.post(MESSAGES_PATH, content=body, headers=forged).status_code == 401
    assert site.store.totals().claims == 0


def test_a_changed_body_is_refused(site: Site) -> None:
    body = encode_batch([encode(site.report())])
    headers = site.identity.headers(body)
    changed = body.replace(rb"\"count\":3", rb"\"count\":4")
    assert changed != body
    assert site.client.post(MESSAGES_PATH, content=changed, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Lodge-Site", ""),
        ("X-Lodge-Site", "Jane Roe"),
        ("X-Lodge-Signature", ""),
        ("X-Lodge-Signature", "A" * 86 + "=="),
    ],
)
def test_headers_must_fit(site: Site, name: str, value: str) -> None:
    response = site.post(MESSAGES_PATH, encode_batch([]), **{name: value})
    assert response.status_code == 401
    assert "Jane" not in response.text


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"\xff", b'{"messages":["Jane Roe"]}', b'{"messages":[{}]}', b"[" * 50_000]
)
def test_a_bad_body_is_one_clear_sentence_and_leaves_no_trace(
    site: Site, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = site.store.sites()
    response = site.post(MESSAGES_PATH, body)
    assert response.status_code == 400
    sentence = response.json()["error"]
    assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 200
    assert "Jane" not in response.text + caplog.text
    assert site.store.sites() == before


def test_one_bad_message_refuses_the_whole_batch(site: Site) -> None:
    good, bad = encode(site.report()).decode(), encode(site.report()).decode().replace("llamacpp", "Jane Roe")
    body = json.dumps({"messages": [good, bad]}, separators=(",", ":")).encode()
    assert site.post(MESSAGES_PATH, body).status_code == 400
    assert site.store.totals().claims == 0


def test_only_reports_and_checkpoints_come_this_way(site: Site) -> None:
    row = ClaimSummary(
        message_id=str(uuid4()),
        site_id=site.identity.site_id,
        release_id=str(uuid4()),
        line=Line.AUTO,
        tier=Tier.SEVERE,
        outcome=Outcome.REVIEW,
        seconds=SecondsBand.OVER_300,
    )
    assert site.post(MESSAGES_PATH, encode_batch([encode(row)])).status_code == 400


def test_a_long_body_is_cut_off(site: Site) -> None:
    assert site.post(MESSAGES_PATH, b" " * (MAX_BATCH_BYTES + 1)).status_code == 413


def test_logs_hold_ids_and_counts(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="lodge.fleet")
    acknowledged(site.send(site.report()))
    assert caplog.messages[-1].startswith(f"messages site={site.identity.site_id} accepted=1 repeated=0 ms=")


def test_healthz_asks_for_no_login(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_what_was_taken_survives_a_restart(site: Site, db: str) -> None:
    acknowledged(site.send(site.report()))
    again = Store(db)
    assert again.totals() == site.store.totals()
    assert again.sites() == site.store.sites()
    again.close()
