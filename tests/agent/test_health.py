"""The port of health and metrics: what a cluster asks, and what a monitoring may know."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from branch import branch_settings, chatter, notice, put, work_off
from prometheus_client.parser import text_string_to_metric_families

from agent.health import SILENT_SECONDS, served
from agent.metrics import expose, registry_of
from agent.site import Site, init_home, open_site
from pipelines.errors import OperatorError


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    settings = branch_settings(tmp_path / "home", metrics_port=0)
    init_home(settings)
    with open_site(settings) as opened:
        yield opened


def _samples(site: Site) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(expose(registry_of(site)).decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def _status(site: Site, path: str, silent: float = 0.0) -> int:
    with served(site, lambda: silent) as port:
        return httpx.get(f"http://127.0.0.1:{port}{path}", trust_env=False).status_code


def test_metrics_tell_what_lies_where(site: Site) -> None:
    put(site.settings, "wilma-tarnbeck.txt", notice(1))
    put(site.settings, "again.txt", notice(1))
    put(site.settings, "letter.txt", chatter(1))
    work_off(site)
    samples = _samples(site)
    counts = site.store.counts()
    assert samples["lodge_claims", "review"] == counts.review == 2
    assert samples["lodge_claims", "duplicate"] == 1
    assert samples["lodge_duplicates_total",] == 1
    assert samples["lodge_claims_processed_total", "auto", "review"] == 1
    assert samples["lodge_oldest_claim_age_seconds", "review"] >= 0
    assert samples["process_resident_memory_bytes",] > 0


def test_metrics_hold_nothing_of_a_claim(site: Site) -> None:
    """Labels are closed words; no file name, value or id of a claim stands among them."""
    put(site.settings, "wilma-tarnbeck.txt", notice(7))
    work_off(site)
    text = expose(registry_of(site)).decode()
    labels = set(re.findall(r'="([^"]*)"', text))
    assert all(re.fullmatch(r"[a-z0-9_.+<>-]{0,40}|CPython|[\d.]+", label, re.IGNORECASE) for label in labels), labels
    for secret in (
        "wilma",
        "tarnbeck",
        "QX-",
        "1,250",
        "1250.00",
        "0007",
        *(row.claim_id for row in site.store.queue()),
    ):
        assert secret.lower() not in text.lower()


def test_alive_until_the_worker_is_silent_for_too_long(site: Site) -> None:
    assert _status(site, "/healthz", 0.0) == 200
    assert _status(site, "/healthz", SILENT_SECONDS + 1) == 503


def test_ready_where_store_and_inbox_are(site: Site) -> None:
    assert _status(site, "/readyz") == 200
    site.settings.inbox.rmdir()
    assert _status(site, "/readyz") == 503
    assert _status(site, "/metrics") == 200


def test_a_share_without_its_sentinel_is_not_ready(tmp_path: Path) -> None:
    settings = branch_settings(tmp_path / "home", metrics_port=0, require_sentinel=True)
    init_home(settings)
    with open_site(settings) as site:
        assert _status(site, "/readyz") == 503
        (settings.inbox / ".lodge-inbox").touch()
        assert _status(site, "/readyz") == 200


def test_nothing_is_served_unless_asked_for(tmp_path: Path) -> None:
    settings = branch_settings(tmp_path / "home")
    init_home(settings)
    with open_site(settings) as site, served(site, lambda: 0.0) as port:
        assert port is None


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = branch_settings(tmp_path / "home", metrics_port=port)
        init_home(settings)
        refused = pytest.raises(OperatorError, match=rf"Port {port} .*LODGE_METRICS_PORT")
        with open_site(settings) as site, refused, served(site, lambda: 0.0):
            raise AssertionError("it must not come to this")
