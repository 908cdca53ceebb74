"""The fleet page: who may see it and what it says."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import HTTPException
from fastapi.security import HTTPBasicCredentials
from fleet_site import LOGIN, NOW, Site, acknowledged
from starlette.testclient import TestClient

import agent.review
import fleet
from fleet.app import create_app
from fleet.guard import Guard
from fleet.pages import view
from fleet.passwords import hash_password
from fleet.rows import Totals
from fleet.store import Store


def words(html: str) -> str:
    """What a reader sees of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("path", ["/", "/sites/x", "/sites/%00"])
def test_the_page_asks_for_a_login(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Basic")
    for name in ("ann", "an\0n"):
        assert client.get(path, auth=(name, "wrong password")).status_code == 401


def test_the_page_shows_sums_and_sites(viewer: TestClient, site: Site, other: Site) -> None:
    acknowledged(site.send(site.report()))
    acknowledged(other.send(other.report()))
    text = words(viewer.get("/").text)
    for expected in ("Sites 2", "Claims 8", "Review rate 75 %", "Duplicates 4", "To review now 6", "In quarantine 2"):
        assert expected in text
    for expected in ("Leeds North", "York", "auto 0 6 0 6", "dates 0 8 0", "4 corrected"):
        assert expected in text
    page = words(viewer.get(f"/sites/{site.identity.site_id}").text)
    assert "Leeds North" in page and "Claims 4" in page and "5 pdf" in page


def test_an_empty_fleet_says_what_to_do(viewer: TestClient) -> None:
    assert "lodge fleet token" in words(viewer.get("/").text)


def test_silent_sites_come_first(store: Store, viewer: TestClient, site: Site, other: Site) -> None:
    acknowledged(site.send(site.report()))
    acknowledged(other.send(other.report()))
    other.seen_at(NOW - timedelta(days=3))
    text = words(viewer.get("/").text)
    assert "1 silent" in text and "3 d ago" in text
    assert text.index("York") < text.index("Leeds North")


def test_labels_are_escaped(viewer: TestClient, tmp_path: Path, store: Store) -> None:
    acknowledged(Site(tmp_path / "x", viewer, store).enrol(label="<script>alert(1)</script>"))
    assert "<script>alert" not in viewer.get("/").text


def test_unknown_sites_and_pages_are_404(viewer: TestClient) -> None:
    for path in ("/sites/nowhere", "/sites/%00", "/docs", "/openapi.json"):
        assert viewer.get(path).status_code == 404


def test_headers_forbid_what_the_page_does_not_need(viewer: TestClient) -> None:
    headers = viewer.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


def test_the_page_loads_nothing_from_elsewhere(viewer: TestClient, site: Site) -> None:
    for path in ("/", f"/sites/{site.identity.site_id}"):
        html = viewer.get(path).text
        assert re.findall(r"""(?:src|href|action)=["'](?!/|data:,)""", html) == []
        assert "<script>" not in html and " style=" not in html


def test_bars_are_as_high_as_their_counts() -> None:
    bars = view(Totals(seconds={"under_1": 5, "1_to_5": 10})).bars
    assert [bar.height for bar in bars] == [50, 100, 0, 0, 0, 0]


def test_guessing_is_slowed_down_and_ends(store: Store) -> None:
    store.add_user(LOGIN[0], hash_password(LOGIN[1]), NOW)
    moment = [0.0]
    guard = Guard(store, lambda: moment[0])
    right = HTTPBasicCredentials(username=LOGIN[0], password=LOGIN[1])

    def status(password: str, name: str = LOGIN[0]) -> int:
        with pytest.raises(HTTPException) as caught:
            guard.check(HTTPBasicCredentials(username=name, password=password), "10.0.0.9")
        return caught.value.status_code

    assert {status("guess"), status("guess", "nobody")} == {401}
    assert [status("guess") for _ in range(8)] == [401] * 8
    assert status(LOGIN[1]) == 429, "even the right password waits"
    assert guard.check(right, "10.0.0.10") == LOGIN[0], "others are not locked out"
    moment[0] = 301
    assert guard.check(right, "10.0.0.9") == LOGIN[0]


def test_a_changed_password_ends_the_old_one(store: Store) -> None:
    store.add_user(LOGIN[0], hash_password(LOGIN[1]), NOW)
    guard = Guard(store)
    old = HTTPBasicCredentials(username=LOGIN[0], password=LOGIN[1])
    assert guard.check(old, "10.0.0.9") == guard.check(old, "10.0.0.9") == LOGIN[0]
    store.add_user(LOGIN[0], hash_password("another password"), NOW)
    with pytest.raises(HTTPException):
        guard.check(old, "10.0.0.9")


def test_both_pages_carry_the_same_pinned_htmx() -> None:
    wings = (fleet.__file__, agent.review.__file__)
    copies = {(Path(wing).parent / "static/htmx.min.js").read_bytes() for wing in wings}
    assert len(copies) == 1
    digest = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
    assert hashlib.sha256(copies.pop()).hexdigest() == digest  # htmx 4.0.1, Zero-Clause BSD


def test_the_app_starts_on_an_empty_database(db: str) -> None:
    store = Store(db)
    assert TestClient(create_app(store)).get("/healthz").status_code == 200
    store.close()
