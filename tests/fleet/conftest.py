"""A fleet on a real file, and two branches that it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fleet_site import LOGIN, NOW, Site, acknowledged
from starlette.testclient import TestClient

from fleet.app import create_app
from fleet.passwords import hash_password
from fleet.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "fleet.sqlite")
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
