"""The fleet's store on PostgreSQL: several servers at once, a server that restarts, and a password nobody sees."""

from __future__ import annotations

import json
import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from fleet_site import LOGIN, NOW, Site, acknowledged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from postgres_server import PASSWORD, PostgresServer
from starlette.testclient import TestClient

from fleet.app import create_app
from fleet.commands import fleet
from fleet.passwords import hash_password
from fleet.store import DatabaseAwayError, Store
from fleet.store.opening import open_database
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Enrolment

pytestmark = pytest.mark.postgres


def run(db: str, *words: str, **options: Any) -> Result:
    return CliRunner().invoke(fleet, ["--db", db, *words], **options)


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    """A new database with its tables."""
    made = postgres.url(postgres.new_database())
    assert run(made, "migrate").exit_code == 0
    return made


@pytest.fixture
def two(url: str) -> Iterator[tuple[Store, Store]]:
    """Two servers' stores over one database."""
    stores = Store(url), Store(url)
    yield stores
    for store in stores:
        store.close()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each returns or raises, all begun at the same moment."""
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return work()
        except OperatorError as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def enrolment(store: Store, token: str | None = None) -> Enrolment:
    token = token or store.add_token("Hull", NOW)
    return Enrolment(message_id=str(uuid4()), site_id=str(uuid4()), public_key="A" * 43 + "=", token=token)


def test_of_two_that_come_with_one_token_at_once_one_is_let_in(two: tuple[Store, Store]) -> None:
    for _ in range(25):
        token = two[0].add_token("Hull", NOW)
        asking = [enrolment(two[0], token) for _ in range(4)]
        works = [partial(two[i % 2].enrol, asking[i], NOW) for i in range(4)]
        answers = at_once(*works)
        refused = [answer for answer in answers if isinstance(answer, OperatorError)]
        assert len(refused) == 3 and all("has been used" in str(error) for error in refused)
        let_in = [one for one in asking if two[1].public_key(one.site_id)]
        assert len(let_in) == 1
    assert len(two[0].sites()) == 25


def test_a_site_that_repeats_its_enrolment_at_two_servers_is_enrolled_once(two: tuple[Store, Store]) -> None:
    for _ in range(10):
        asking = enrolment(two[0])
        answers = at_once(*(partial(two[i % 2].enrol, asking, NOW) for i in range(4)))
        assert sorted(len(answer.accepted) for answer in answers) == [0, 0, 0, 1]


def test_messages_that_come_to_both_servers_at_once_count_once(two: tuple[Store, Store], tmp_path: Path) -> None:
    """Any overlapping batches, in any order: each message is accepted by exactly one of those who were sent it."""
    client = TestClient(create_app(two[0], lambda: NOW))
    site = Site(tmp_path / "leeds", client, two[0])
    acknowledged(site.enrol())
    expected = [0]

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def whatever(data: st.DataObject) -> None:
        reports = [site.report() for _ in range(data.draw(st.integers(1, 5)))]
        batches = [data.draw(st.lists(st.sampled_from(reports), min_size=1, max_size=8).map(tuple)) for _ in range(4)]
        sent = {report.message_id for batch in batches for report in batch}
        works = [partial(two[i % 2].take, site.identity.site_id, batches[i], NOW) for i in range(4)]
        answers = at_once(*works)
        accepted = [message_id for answer in answers for message_id in answer.accepted]
        assert sorted(accepted) == sorted(sent)
        for batch, answer in zip(batches, answers, strict=True):
            assert {*answer.accepted, *answer.repeated} == {report.message_id for report in batch}
        expected[0] += 4 * len(sent)
        assert two[0].totals().claims == two[1].totals().claims == expected[0]

    whatever()


def test_a_login_holds_at_every_server_and_ends_at_every_server(two: tuple[Store, Store]) -> None:
    clients = [TestClient(create_app(store, lambda: NOW)) for store in two]
    two[0].add_user(LOGIN[0], hash_password(LOGIN[1]), NOW)
    assert [client.get("/", auth=LOGIN).status_code for client in clients] == [200, 200]
    two[1].add_user(LOGIN[0], hash_password("another password"), NOW)
    assert [client.get("/", auth=LOGIN).status_code for client in clients] == [401, 401]


def _migrate(url: str, gate: Any, answers: Any) -> None:
    gate.wait()
    database = open_database(url, any_step=True)
    answers.put(database.migrate())
    database.close()


def test_several_processes_may_bring_the_tables_there_at_once(postgres: PostgresServer) -> None:
    url = postgres.url(postgres.new_database())
    context = multiprocessing.get_context("spawn")
    gate, answers = context.Barrier(3), context.Queue()
    processes = [context.Process(target=_migrate, args=(url, gate, answers)) for _ in range(3)]
    for process in processes:
        process.start()
    found = sorted(answers.get(timeout=120) for _ in processes)
    for process in processes:
        process.join()
    newest = found[0][1]
    assert found == [(0, newest), (newest, newest), (newest, newest)]
    assert json.loads(run(url, "migrate", "--json").output) == {"before": newest, "now": newest}


@pytest.mark.parametrize("words", [("serve",), ("sites",), ("token", "Leeds"), ("copy", "--from", "x")])
def test_tables_that_are_not_there_are_told_with_the_remedy(postgres: PostgresServer, words: tuple[str, ...]) -> None:
    error = run(postgres.url(postgres.new_database()), *words).exception
    assert isinstance(error, OperatorError)
    assert str(error).endswith("Run: lodge fleet migrate") and PASSWORD not in str(error)


def test_the_password_may_come_from_a_file_and_is_never_shown(
    postgres: PostgresServer,
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    bare = url.replace(f":{PASSWORD}@", "@")
    secret = tmp_path / "secret"
    monkeypatch.setenv("LODGE_FLEET_DB_PASSWORD_FILE", str(secret))
    shown = [str(run(bare, "sites").exception)]
    secret.write_text("a wrong one")
    shown.append(str(run(bare, "sites").exception))
    secret.write_text(f"{PASSWORD}\n")
    assert "No site yet" in run(bare, "sites").output
    monkeypatch.delenv("LODGE_FLEET_DB_PASSWORD_FILE")
    shown.append(str(run(bare, "sites").exception))
    pgpass = tmp_path / "pgpass"
    pgpass.write_text(f"127.0.0.1:*:*:lodge:{PASSWORD}\n")
    pgpass.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(pgpass))
    assert "No site yet" in run(bare, "sites").output
    monkeypatch.delenv("PGPASSFILE")
    for wrong in (
        url.replace(str(postgres.port), "1"),
        url.replace("lodge_", "nowhere_"),
        url + "?no_such_option=1",
        url.replace("127.0.0.1", "[half"),
        f"mysql://lodge:{PASSWORD}@127.0.0.1/fleet",
    ):
        result = run(wrong, "sites")
        assert isinstance(result.exception, OperatorError), wrong
        shown.append(str(result.exception))
    for words in shown:
        assert words.endswith(".") and "\n" not in words
    told = ("cannot be read", "refuses the password", "wants a password", "nothing listens", "no such database")
    for sentence, said in zip(shown, told, strict=False):
        assert said in sentence
    assert PASSWORD not in "".join(shown) + caplog.text and "a wrong one" not in "".join(shown) + caplog.text


def test_what_was_acknowledged_is_on_disk_whatever_the_server_is_set_to(postgres: PostgresServer, url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # type: ignore[call-overload]
    store = Store(url)
    query = "SELECT current_setting('synchronous_commit') AS value"
    assert store._database.write(lambda session: session.rows(query)) == [{"value": "on"}]
    store.close()


def test_the_fleet_goes_on_after_its_database_was_killed(tmp_path: Path) -> None:
    server = PostgresServer()
    try:
        server.start()
        url = server.url(server.new_database())
        run(url, "migrate")
        store = Store(url)
        client = TestClient(create_app(store, lambda: NOW))
        site = Site(tmp_path / "leeds", client, store)
        acknowledged(site.enrol())
        report = site.report()
        acknowledged(site.send(report))
        server.stop()
        later = site.report()
        refused = site.send(later)
        assert refused.status_code == 503 and PASSWORD not in refused.text and "127.0.0.1" not in refused.text
        assert client.get("/healthz").status_code == 503
        with pytest.raises(DatabaseAwayError):
            store.sites()
        server.start()
        assert client.get("/healthz").status_code == 200
        again = acknowledged(site.send(report, later))
        assert (again.repeated, again.accepted) == ((report.message_id,), (later.message_id,))
        assert store.totals().claims == 8
        store.close()
    finally:
        server.remove()


def test_a_fleet_moves_from_its_file_and_is_the_same(url: str, tmp_path: Path) -> None:
    file = tmp_path / "lodge-fleet.sqlite"
    old = Store(file)
    client = TestClient(create_app(old, lambda: NOW))
    for name in ("Leeds", "york", "Åre"):
        site = Site(tmp_path / name, client, old)
        acknowledged(site.enrol(label=name))
        acknowledged(site.send(*(site.report() for _ in range(3))))
    site.seen_at(NOW + timedelta(days=1))
    old.add_user(LOGIN[0], hash_password(LOGIN[1]), NOW)
    old.add_token("not used yet", NOW)
    result = run(url, "copy", "--from", str(file), "--json")
    assert json.loads(result.stdout)["messages"] == 9, result.output
    new = Store(url)
    assert new.sites() == old.sites()
    assert new.totals() == old.totals()
    assert new.password_hash(LOGIN[0]) == old.password_hash(LOGIN[0])
    site.client = TestClient(create_app(new, lambda: NOW))
    site.store = new
    acknowledged(site.send(site.report()))
    again = run(url, "copy", "--from", str(file))
    assert isinstance(again.exception, OperatorError) and "already" in str(again.exception)
    missing = run(url, "copy", "--from", str(tmp_path / "none"))
    assert isinstance(missing.exception, OperatorError) and "There is no file" in str(missing.exception)
    new.close()
    old.close()
