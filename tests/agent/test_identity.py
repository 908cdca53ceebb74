"""The site's key: made once, readable by its owner alone, and good for an enrolment."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.testclient import TestClient

from agent.identity import KEY_FILE, enrol, open_identity, refusal
from fleet.app import create_app
from fleet.store import Store
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Enrolment, decode

SITE = str(uuid4())


def keep(left: list[tuple[str, str, bytes]]) -> Callable[[str, str, bytes], None]:
    """A record of what left."""
    return lambda message_id, kind, body: left.append((message_id, kind, body))


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = open_identity(tmp_path, SITE)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert open_identity(tmp_path, SITE).public_key == first.public_key
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_two_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(open_identity(tmp_path, SITE).public_key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8 and len(set(keys)) == 1


def test_a_signature_fits_its_key_and_bytes(tmp_path: Path) -> None:
    identity = open_identity(tmp_path, SITE)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(identity.public_key))
    key.verify(base64.b64decode(identity.sign(b"body")), b"body")


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    open_identity(tmp_path, SITE)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(OperatorError, match="chmod 600"):
        open_identity(tmp_path, SITE)


def test_a_broken_key_is_not_replaced(tmp_path: Path) -> None:
    open_identity(tmp_path, SITE)
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(OperatorError, match="5 bytes"):
        open_identity(tmp_path, SITE)
    assert (tmp_path / KEY_FILE).read_bytes() == b"short"


def test_enrol_makes_the_site_known_and_keeps_what_left(tmp_path: Path) -> None:
    store = Store(":memory:")
    identity = open_identity(tmp_path, SITE)
    token = store.add_token("Leeds North", datetime(2026, 5, 2, tzinfo=UTC))
    left: list[tuple[str, str, bytes]] = []
    for _ in range(2):  # the answer may have been lost
        enrol(identity, "http://testserver/", f"{token}\n", keep(left), TestClient(create_app(store)))
    assert store.public_key(SITE) == identity.public_key
    message_id, kind, body = left[0]
    message = decode(body)
    assert isinstance(message, Enrolment) and message.token == token
    assert (message.message_id, message.kind) == (message_id, kind)
    with pytest.raises(OperatorError, match=r"HTTP 400.*not known"):
        enrol(identity, "http://testserver/", "A" * 43, keep(left), TestClient(create_app(store)))


def test_a_token_that_is_none_never_leaves(tmp_path: Path) -> None:
    left: list[tuple[str, str, bytes]] = []
    with pytest.raises(OperatorError, match="43 letters"):
        enrol(open_identity(tmp_path, SITE), "http://127.0.0.1:1", "Jane Roe", keep(left))
    assert left == []


@pytest.mark.parametrize("status", [200, 500])
def test_what_is_no_fleet_is_told_so(tmp_path: Path, status: int) -> None:
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, text="<html>")))
    with pytest.raises(OperatorError):
        enrol(open_identity(tmp_path, SITE), "http://127.0.0.1:1", "A" * 43, keep([]), client)


def test_a_fleet_that_does_not_answer_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="did not answer"):
        enrol(open_identity(tmp_path, SITE), "http://127.0.0.1:1", "A" * 43, keep([]))


def test_refusal_is_one_short_line() -> None:
    long = httpx.Response(400, content=json.dumps({"error": "x\n\x1b[31m" * 200}))
    assert refusal(long).isprintable() and len(refusal(long)) == 300
    assert refusal(httpx.Response(502, text="<html>")) == "it gave no reason."
