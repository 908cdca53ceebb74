"""`lodge user` and `lodge review`: who may log in, and what is told when something does not fit."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from agent.review.commands import review, user
from agent.review.passwords import verify_password
from agent.settings import Settings
from agent.site import init_home
from agent.store import Store
from pipelines.errors import LodgeError, OperatorError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LODGE_HOME", str(tmp_path))
    init_home(Settings(home=tmp_path))
    return tmp_path


def run(*words: str, given: str = "a long password\n") -> Result:
    return CliRunner().invoke(user, [*words], input=given)


def listed() -> Any:
    return json.loads(run("list", "--json").output)


def test_users_are_added_changed_listed_and_removed(home: Path) -> None:
    assert "lodge user add" in run("list").output
    assert run("add", "ann", "--password-stdin").exit_code == 0
    assert run("add", "oscar", "--role", "operator", "--password-stdin").exit_code == 0
    assert listed() == [{"name": "ann", "role": "handler"}, {"name": "oscar", "role": "operator"}]
    assert run("password", "ann", "--password-stdin", given="another password\n").exit_code == 0
    store = Store(home / "lodge.sqlite")
    row = store.user("ann")
    assert row and row.role == "handler" and verify_password("another password", row.password_hash)
    store.close()
    assert run("remove", "ann").exit_code == 0
    assert [row["name"] for row in listed()] == ["oscar"]


def test_each_change_is_told_as_json(home: Path) -> None:
    said = [
        run("add", "ann", "--password-stdin", "--json"),
        run("password", "ann", "--json", given="another password\nanother password\n"),
        run("remove", "ann", "--json"),
    ]
    assert [json.loads(one.stdout) for one in said] == [
        {"name": "ann", "role": "handler"},
        {"name": "ann", "role": "handler"},
        {"name": "ann", "removed": True},
    ]


def test_a_password_is_asked_twice_and_never_shown(home: Path) -> None:
    result = run("add", "ann", given="a long password\na long password\n")
    assert result.exit_code == 0 and "a long password" not in result.output
    assert run("add", "bob", given="a long password\nanother one\n").exit_code != 0
    assert [row["name"] for row in listed()] == ["ann"]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (("add", "ann", "--password-stdin"), "short\n"),
        (("add", "tab\there", "--password-stdin"), "a long password\n"),
        (("password", "nobody", "--password-stdin"), "a long password\n"),
        (("remove", "nobody"), ""),
    ],
)
def test_what_does_not_fit_is_told(home: Path, words: tuple[str, ...], given: str) -> None:
    assert isinstance(run(*words, given=given).exception, LodgeError)
    assert listed() == []


def test_a_user_is_not_added_twice(home: Path) -> None:
    run("add", "ann", "--password-stdin")
    again = run("add", "ann", "--password-stdin", given="another password\n")
    assert isinstance(again.exception, OperatorError) and "lodge user password" in str(again.exception)


def test_review_tells_a_taken_port(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = CliRunner().invoke(review, ["--port", str(taken.getsockname()[1])])
    assert isinstance(result.exception, OperatorError) and "Choose another" in str(result.exception)
    assert "lodge user add" in result.output, "a page that nobody may enter says so"


def test_review_refuses_to_start_where_tracing_is_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    assert isinstance(CliRunner().invoke(review).exception, OperatorError)
