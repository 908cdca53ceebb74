"""A fleet on a real database of either kind, and two branches that it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fleet_site import LOGIN, NOW, Site, acknowledged
from postgres_server import PostgresServer
from starlette.testclient import TestClient

from fleet.app import create_app
from fleet.passwords import hash_password
from fleet.store import Store
from fleet.store.opening import open_database


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, shared by the tests that leave it running."""
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind, its tables made."""
    if request.param == "sqlite":
        return str(tmp_path / "fleet.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.url(server.new_database())
    database = open_database(url, any_step=True)
    database.migrate()
    database.close()
    return url


@pytest.fixture
def store(db: str) -> Iterator[Store]:
    store = Store(db)
    yield store
    store.close()


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store, lambda: NOW)) as client:
        yield client


@pytest.fixture
def site(tmp_path: Path, client: TestClient, store: Store) -> Site:
    site = Site(tmp_path / "leeds", client, store)
    acknowledged(site.enrol())
    return site


@pytest.fixture
def other(tmp_path: Path, client: TestClient, store: Store) -> Site:
    other = Site(tmp_path / "york", client, store)
    acknowledged(other.enrol(label="York"))
    return other


@pytest.fixture
def viewer(client: TestClient, store: Store) -> TestClient:
    store.add_user(LOGIN[0], hash_password(LOGIN[1]), NOW)
    client.auth = LOGIN  # type: ignore[assignment]
    return client
