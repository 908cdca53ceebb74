"""The fleet's metrics: what its monitoring may know, and that no branch is named."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fleet_site import NOW, Site, acknowledged
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from fleet import serving
from fleet.metrics import create_app
from fleet.store import DatabaseAwayError, Store


def _text(store: Store) -> str:
    with TestClient(create_app(store, lambda: NOW)) as client:
        answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return answer.text


def _samples(store: Store) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(_text(store))
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_sums_backlog_and_when_branches_were_heard_of(tmp_path: Path, site: Site, store: Store) -> None:
    acknowledged(site.send(site.report()))
    hull = Site(tmp_path / "hull", site.client, store)
    acknowledged(hull.enrol(label="Hull"))
    hull.seen_at(NOW - timedelta(days=3))
    samples = _samples(store)
    assert samples["lodge_fleet_database_up",] == 1
    assert samples["lodge_fleet_sites", "hour"] == 1
    assert samples["lodge_fleet_sites", "week"] == 1
    assert samples["lodge_fleet_sites", "never"] == 0
    assert samples["lodge_fleet_claims", "review"] == 3
    assert samples["lodge_fleet_claims_processed_total", "auto", "review"] == 3
    assert samples["lodge_fleet_findings_total", "warning", "dates"] == 4  # labels by their names: severity, topic
    assert samples["lodge_fleet_duplicates_total",] == 2


def test_no_branch_is_named(site: Site, store: Store) -> None:
    acknowledged(site.send(site.report()))
    text = _text(store)
    assert "Leeds" not in text and site.identity.site_id not in text
    labels = set(re.findall(r'="([^"]*)"', text))
    assert all(re.fullmatch(r"[a-z0-9_.+<>-]{0,40}|CPython|[\d.]+", label, re.IGNORECASE) for label in labels), labels


def test_a_database_that_is_away_is_told_and_ends_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DatabaseAwayError("The fleet's database does not answer.")

    monkeypatch.setattr(store, "sites", away)
    assert _samples(store)["lodge_fleet_database_up",] == 0


def test_it_has_a_port_of_its_own(store: Store) -> None:
    with serving.served(create_app(store), "127.0.0.1", 0) as url:
        assert "lodge_fleet_sites" in httpx.get(f"{url}metrics", trust_env=False).text
        assert httpx.get(url, trust_env=False).status_code == 404
