"""Worker: what goes wrong while it works, and what it does about it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from branch import chatter, inbox_of, notice, put, work_off

from agent.backends.scripted import Scripted, emptiest
from agent.graph import walk
from agent.settings import Settings
from agent.site import Site, init_home, open_site
from agent.store import LeaseLostError
from agent.worker import Worker
from pipelines.claim import Verdict
from pipelines.errors import ModelError, OperatorError, UnreadableError
from pipelines.ports import Prompt

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)


@pytest.fixture
def no_model(branch: Settings) -> Settings:
    """A branch whose model cannot be had."""
    return branch.model_copy(update={"backend": "llamacpp", "model": "no-such-model"})


def test_without_a_model_forms_go_through_and_letters_wait_with_the_reason(no_model: Settings) -> None:
    put(no_model, "a.txt", notice(1))
    put(no_model, "b.txt", chatter(1))
    with open_site(no_model) as site:
        inbox_of(site).drain()
        with pytest.raises(ModelError, match="no-such-model"):
            Worker(site).run_once()
        counts = site.store.counts()
        assert (counts.working, counts.review) == (1, 1)
        with pytest.raises(ModelError, match="no-such-model"):
            Worker(site).run_forever(threading.Event())
    # It costs no attempt, and once there is a model the claim is worked on.
    with open_site(no_model.model_copy(update={"backend": "scripted"})) as site:
        Worker(site).run_once()
        assert site.store.counts().review == 2
        assert "model_failed" not in str(site.store.claims())


def test_a_model_that_comes_while_working_pins_another_run(no_model: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Settings] = []

    def late(settings: Settings) -> Scripted:
        calls.append(settings)
        if len(calls) == 1:
            raise OperatorError("not yet")
        return Scripted(lambda prompt: emptiest(prompt.schema))

    monkeypatch.setattr("agent.site.open_model", late)
    put(no_model, "a.txt", notice(1))
    with open_site(no_model) as site:
        work_off(site)
        (row,) = site.store.queue()
        opened = [entry for entry in site.store.history(row.claim_id) if entry.action == "run.opened"]
        assert len(opened) == 2
        assert opened[-1].detail["pipeline"] == site.pipeline().digest


def test_an_engine_that_is_down_is_waited_for(branch: Settings) -> None:
    down = threading.Event()
    down.set()
    asked = threading.Event()

    def say(prompt: Prompt) -> Any:
        asked.set()
        return ModelError("unreachable", "no answer") if down.is_set() else emptiest(prompt.schema)

    put(branch, "a.txt", notice(1))
    stop = threading.Event()
    clock = [NOW]
    with open_site(branch, model=Scripted(say)) as site:
        inbox_of(site).drain()
        thread = threading.Thread(target=Worker(site, now=lambda: clock[0]).run_forever, args=(stop,))
        thread.start()
        try:
            assert asked.wait(30)
            down.clear()
            clock[0] += timedelta(hours=1)
            pause = threading.Event()
            for _ in range(400):
                if site.store.counts().review:
                    break
                clock[0] += timedelta(hours=1)
                pause.wait(0.05)
            assert site.store.counts().review == 1
            assert "model_failed" not in str(site.store.claims())
        finally:
            stop.set()
            thread.join(30)
        assert not thread.is_alive()


def test_a_bug_strikes_three_times_and_others_go_on(
    branch_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(corridor: Any, state: Any) -> Any:
        if "QX-100001" in state["documents"][0].text:
            raise RuntimeError("QX-100001 is in this message")
        return walk(corridor, state)

    monkeypatch.setattr("agent.worker.walk", broken)
    put(branch_site.settings, "a.txt", notice(1))
    put(branch_site.settings, "b.txt", notice(2))
    work_off(branch_site)
    (failed,) = branch_site.store.claims(status="quarantine")
    assert failed.reasons == ("Working on it failed 3 times.",)
    assert branch_site.store.counts().review == 1
    assert "RuntimeError" in caplog.text
    assert "QX-100001" not in caplog.text


def test_a_worker_that_lost_its_lease_throws_its_work_away(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", notice(1))
    inbox_of(branch_site).drain()
    store = branch_site.store
    first = store.lease(branch_site.pipeline(), NOW, 1)
    second = store.lease(branch_site.pipeline(), NOW + timedelta(seconds=2), 1)
    assert first is not None
    assert second is not None
    with pytest.raises(LeaseLostError):
        Worker(branch_site)._work_on(first, branch_site.pipeline())
    assert store.results(first.run_id, first.source_id) == []


def test_a_claim_that_takes_longer_than_a_lease_is_kept(branch: Settings) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(prompt: Prompt) -> Any:
        asked.set()
        answer.wait(30)
        return emptiest(prompt.schema)

    put(branch, "a.txt", notice(1))
    short = branch.model_copy(update={"lease_seconds": 1.0})
    with open_site(short, model=Scripted(slow)) as site:
        inbox_of(site).drain()
        thread = threading.Thread(target=Worker(site).run_once)
        thread.start()
        try:
            assert asked.wait(30)
            for _ in range(20):
                threading.Event().wait(0.1)
                assert site.store.lease(site.pipeline(), datetime.now(UTC), 1) is None
        finally:
            answer.set()
            thread.join(30)
        assert site.store.counts().review == 1


def test_a_worker_that_is_told_to_stop_leaves_the_rest(branch_site: Site) -> None:
    for number in range(3):
        put(branch_site.settings, f"{number}.txt", chatter(number))
    inbox_of(branch_site).drain()
    stop = threading.Event()
    stop.set()
    assert Worker(branch_site).run_once(stop) == 0
    assert branch_site.store.counts().received == 3


def test_two_workers_share_the_work(branch: Settings) -> None:
    for number in range(12):
        put(branch, f"{number}.txt", notice(number))
    with open_site(branch) as one, open_site(branch) as other:
        inbox_of(one).drain()
        threads = [threading.Thread(target=Worker(site).run_once) for site in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        Worker(one).run_once()
        assert one.store.counts().review == 12
        assert one.store.totals()[("processed", "auto", "review")] == 12


def test_stored_bytes_that_are_gone_quarantine_their_source(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", notice(1))
    (taken,) = inbox_of(branch_site).drain()
    source = branch_site.store.source(taken.source_id)
    assert source is not None
    (branch_site.settings.home / "blobs" / source.sha256[:2] / source.sha256).unlink()
    Worker(branch_site).run_once()
    (row,) = branch_site.store.claims()
    assert row.status == "quarantine"
    assert "missing" in row.reasons[0]


def test_a_verdict_is_taken_up_and_counted(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", notice(1))
    work_off(branch_site)
    (row,) = branch_site.store.queue()
    branch_site.store.record_verdict(
        row.claim_id, Verdict.REFERRED, "ann", reason_code="legal", corrections={}, confirmed=(), at=NOW
    )
    assert branch_site.store.counts().working == 1
    Worker(branch_site).run_once()
    assert branch_site.store.counts().settled == 1
    assert branch_site.store.totals()[("settled", "auto", "referred")] == 1


def test_logs_hold_ids_steps_and_milliseconds_only(branch_site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "lodge")
    put(branch_site.settings, "Tarnbeck claim.txt", notice(1))
    put(branch_site.settings, "again.txt", notice(1))
    put(branch_site.settings, "broken.pdf", b"%PDF-1.7 QX-100001")
    work_off(branch_site)
    assert "step=decide" in caplog.text
    for raw in ("Tarnbeck", "QX-100001", "1250", "broken", "again.txt"):
        assert raw not in caplog.text


def test_a_home_is_its_owners_alone_and_keeps_its_id(branch: Settings) -> None:
    for folder in (branch.home, branch.home / "blobs", branch.inbox):
        assert folder.stat().st_mode & 0o077 == 0
    assert branch.database.stat().st_mode & 0o077 == 0
    assert init_home(branch) == init_home(branch)


def test_a_folder_that_is_no_site_says_so(branch: Settings) -> None:
    with pytest.raises(OperatorError, match="lodge init"):
        open_site(branch.model_copy(update={"home": branch.home / "elsewhere"}))


def test_examining_keeps_nothing(branch_site: Site) -> None:
    before = branch_site.store.chain_head()
    examined = branch_site.examine(notice(1), NOW)
    assert [claim.claim_type for claim in examined.claims] == ["auto"]
    assert examined.claims[0].decision is not None
    assert branch_site.store.chain_head() == before
    assert branch_site.store.claims() == []
    assert list((branch_site.settings.home / "blobs").iterdir()) == []


def sandbox_that(site: Site, monkeypatch: pytest.MonkeyPatch, code: str, times: int) -> list[str]:
    """A sandbox that a file named in its text breaks so many times; what was read, in its order."""
    read, order = site.sandbox.read, []

    def breaking(data: bytes) -> Any:
        order.append("broken" if b"QX-100001" in data else "good")
        if order[-1] == "broken" and order.count("broken") <= times:
            raise UnreadableError(code, "It broke.")
        return read(data)

    monkeypatch.setattr(site.sandbox, "read", breaking)
    return order


@pytest.fixture
def struck_site(branch: Settings) -> Iterator[Site]:
    """A branch in which a broken file is soon tried again."""
    with open_site(branch.model_copy(update={"strike_seconds": 0.3})) as site:
        put(branch, "a.txt", notice(1))
        put(branch, "b.txt", notice(2))
        yield site


@pytest.mark.parametrize("code", ["crashed", "too_slow", "too_much_memory"])
def test_a_file_that_breaks_its_reading_is_tried_three_times_and_others_go_first(
    struck_site: Site, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    order = sandbox_that(struck_site, monkeypatch, code, times=9)
    work_off(struck_site)
    assert order == ["broken", "good", "broken", "broken"]
    assert struck_site.store.counts().review == 1
    (failed,) = struck_site.store.claims(status="quarantine")
    assert failed.reasons == ("It broke. It was tried 3 times.",)


def test_a_file_that_breaks_its_reading_once_is_read_the_second_time(
    struck_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = sandbox_that(struck_site, monkeypatch, "crashed", times=1)
    work_off(struck_site)
    assert order == ["broken", "good", "broken"]
    assert struck_site.store.counts().review == 2


def test_what_a_reader_refuses_is_not_tried_again(struck_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    order = sandbox_that(struck_site, monkeypatch, "encrypted", times=9)
    work_off(struck_site)
    assert order == ["broken", "good"]
    (failed,) = struck_site.store.claims(status="quarantine")
    assert failed.reasons == ("It broke.",)


def test_whoever_stops_does_not_wait_for_broken_files(struck_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    order = sandbox_that(struck_site, monkeypatch, "crashed", times=9)
    inbox_of(struck_site).drain()
    stop = threading.Event()
    read = struck_site.sandbox.read

    def stopping(data: bytes) -> Any:
        if order:
            stop.set()
        return read(data)

    monkeypatch.setattr(struck_site.sandbox, "read", stopping)
    Worker(struck_site).run_once(stop)
    assert order == ["broken", "good"]
    assert struck_site.store.counts().working == 1
