"""The review page's security.txt: for everybody, while it holds."""

from __future__ import annotations

import pytest
from review_desk import Desk
from starlette.testclient import TestClient

from agent.review.app import create_app
from pipelines import disclosure

CONTACT = "mailto:security@insurer.example"


def client(desk: Desk, contact: str | None, now: float | None = None) -> TestClient:
    settings = desk.site.settings.model_copy(
        update={"security_contact": contact, "review_public_url": "https://claims.leeds.example"}
    )
    released = disclosure.EXPIRES.timestamp() - 86_400 * 364
    return TestClient(create_app(desk.site, settings, lambda: released if now is None else now))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_is_served_without_a_login(desk: Desk, method: str) -> None:
    answer = client(desk, CONTACT).request(method, disclosure.PATH, follow_redirects=False)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    if method == "GET":
        assert f"Contact: {CONTACT}\n" in answer.text
        assert "Canonical: https://claims.leeds.example/.well-known/security.txt\n" in answer.text


@pytest.mark.parametrize(
    ("contact", "now", "said"),
    [(None, None, disclosure.NONE_SET), (CONTACT, disclosure.EXPIRES.timestamp(), disclosure.EXPIRED)],
)
def test_nothing_stale_is_served(desk: Desk, contact: str | None, now: float | None, said: str) -> None:
    answer = client(desk, contact, now).get(disclosure.PATH)
    assert answer.status_code == 404
    assert said in answer.text and "Contact:" not in answer.text
