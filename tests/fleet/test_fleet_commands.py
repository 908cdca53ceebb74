"""`lodge fleet`: tokens, users, and the list of sites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fleet_site import Site, acknowledged
from starlette.testclient import TestClient

from fleet.commands import fleet
from fleet.passwords import verify_password
from fleet.store import Store
from pipelines.errors import LodgeError, OperatorError


def run(db: Path | str, *words: str, **options: Any) -> Result:
    return CliRunner().invoke(fleet, ["--db", str(db), *words], **options)


def test_a_token_from_the_command_enrols_a_site_while_the_server_runs(
    tmp_path: Path, db: str, client: TestClient, store: Store
) -> None:
    token = run(db, "token", "Leeds North").output.strip()
    hull = Site(tmp_path / "hull", client, store)
    acknowledged(hull.enrol(token))
    acknowledged(hull.send(hull.report()))
    (listed,) = json.loads(run(db, "sites", "--json").output)
    assert (listed["name"], listed["claims"], listed["duplicates"]) == ("Leeds North", 4, 2)
    assert listed["processed"] == {"auto/review": 3, "health/quarantine": 1}
    assert "Leeds North" in run(db, "sites").output


def test_an_empty_fleet_says_what_to_do(db: str) -> None:
    assert "lodge fleet token" in run(db, "sites").output


def test_a_user_is_added_with_a_hashed_password(db: str) -> None:
    result = run(db, "user", "add", "ann", "--password-stdin", input="a long password\n")
    assert result.exit_code == 0 and "a long password" not in result.output
    store = Store(db)
    kept = store.password_hash("ann")
    assert kept and "a long password" not in kept
    assert verify_password("a long password", kept)
    store.close()


def test_a_user_that_was_added_is_told_as_json(db: str) -> None:
    words = ("user", "add", "ann", "--json")
    result = run(db, *words, input="a long password\na long password\n")
    assert json.loads(result.stdout) == {"name": "ann"}


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("user", "add", "ann", "--password-stdin"), "short\n"),
        (("user", "add", "a:b", "--password-stdin"), "a long password\n"),
        (("token", "x" * 61), ""),
        (("token", "tab\there"), ""),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, words: tuple[str, ...], given: str) -> None:
    result = run(tmp_path / "f.sqlite", *words, input=given)
    assert isinstance(result.exception, LodgeError)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run(tmp_path / "f.sqlite", "serve", "--port", str(taken.getsockname()[1]))
    assert isinstance(result.exception, OperatorError) and "Choose another" in str(result.exception)
