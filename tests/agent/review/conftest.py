"""A desk, a visitor, and a handler who is logged in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from review_desk import PASSWORD, Desk, log_in
from starlette.testclient import TestClient


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.site.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(desk.app) as client:
        yield client


@pytest.fixture
def handler(desk: Desk) -> Iterator[TestClient]:
    with TestClient(desk.app) as client:
        assert log_in(client, "ann", PASSWORD).status_code == 200
        yield client
