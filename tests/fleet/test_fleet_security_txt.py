"""The fleet's security.txt: for everybody, while it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from fleet import commands
from fleet.app import create_app
from fleet.store import Store
from pipelines import disclosure
from pipelines.errors import UsageError

CONTACT = "https://insurer.example/security"
RELEASE = disclosure.EXPIRES - timedelta(days=364)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_is_served_without_a_login(store: Store, method: str) -> None:
    answer = TestClient(create_app(store, lambda: RELEASE, CONTACT)).request(method, disclosure.PATH)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    if method == "GET":
        assert answer.text == disclosure.security_txt(CONTACT, RELEASE)


@pytest.mark.parametrize(
    ("contact", "now", "said"),
    [(None, RELEASE, disclosure.NONE_SET), (CONTACT, disclosure.EXPIRES, disclosure.EXPIRED)],
)
def test_nothing_stale_is_served(store: Store, contact: str | None, now: datetime, said: str) -> None:
    answer = TestClient(create_app(store, lambda: now, contact)).get(disclosure.PATH)
    assert (answer.status_code, answer.text) == (404, said + "\n")


@pytest.mark.parametrize(
    ("words", "now", "said"),
    [
        ((), RELEASE, "No security.txt is served"),
        (("--security-contact", CONTACT), RELEASE, ""),
        (("--security-contact", CONTACT), disclosure.EXPIRES - timedelta(days=9), "expires in 9 days"),
        (("--security-contact", CONTACT), disclosure.EXPIRES + timedelta(days=9), "has expired"),
    ],
)
def test_the_server_says_at_its_start_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], now: datetime, said: str
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Clock:
            return cls.fromtimestamp(now.timestamp(), now.tzinfo)

    monkeypatch.setattr(commands, "datetime", Clock)
    monkeypatch.setattr(commands.serving, "serve", lambda *given: None)
    result = CliRunner().invoke(commands.fleet, ["--db", str(tmp_path / "fleet.sqlite"), "serve", *words])
    assert result.exit_code == 0
    assert (said in result.stderr) if said else not result.stderr


def test_a_contact_that_is_no_address_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        commands.fleet, ["--db", str(tmp_path / "fleet.sqlite"), "serve", "--security-contact", "security@here"]
    )
    assert isinstance(result.exception, UsageError)
    assert "'security@here'" in str(result.exception) and "mailto:" in str(result.exception)
