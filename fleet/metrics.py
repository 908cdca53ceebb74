"""Metrics: what the fleet shows to its monitoring, in closed words and numbers only (Prometheus text format).

No branch is named: which one is silent is on the page, behind its login.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, Response
from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from fleet.rows import SiteRow, Totals
from fleet.store import DatabaseAwayError, Store

# By how long ago a branch was last heard of; the first that fits.
_SEEN = (("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("week", timedelta(days=7)))
_SEEN_WORDS = (*(word for word, _ in _SEEN), "longer", "never")
_MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def create_app(store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> FastAPI:
    """`/metrics`, for a port of its own: nobody who reaches the page need reach it."""
    app = FastAPI(title="Lodge fleet metrics", docs_url=None, redoc_url=None, openapi_url=None)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_FleetCollector(store, now))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=_MEDIA_TYPE)

    return app


class _FleetCollector(Collector):
    """Asks the store when it is asked: every replica tells the same, and a restart forgets nothing."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def collect(self) -> Iterable[Metric]:
        try:
            sites, totals = self._store.sites(), self._store.totals()
        except DatabaseAwayError:
            yield GaugeMetricFamily("lodge_fleet_database_up", "1 where the database answers.", value=0)
            return
        yield GaugeMetricFamily("lodge_fleet_database_up", "1 where the database answers.", value=1)
        yield self._seen(sites)
        yield _backlog(sites)
        yield from _counted(totals)

    def _seen(self, sites: list[SiteRow]) -> Metric:
        words = Counter(_since(site.last_seen, self._now()) for site in sites)
        family = GaugeMetricFamily("lodge_fleet_sites", "Branches by when they were last heard of.", labels=("seen",))
        for word in _SEEN_WORDS:
            family.add_metric((word,), words[word])
        return family


def _since(seen: datetime | None, now: datetime) -> str:
    if seen is None:
        return "never"
    return next((word for word, age in _SEEN if now - seen <= age), "longer")


def _backlog(sites: list[SiteRow]) -> Metric:
    family = GaugeMetricFamily("lodge_fleet_claims", "Claims that lie in branches, by status.", labels=("status",))
    sums: Counter[str] = Counter()
    for site in sites:
        if site.backlog:
            sums.update({name: count for name, count in site.backlog.model_dump().items() if isinstance(count, int)})
    for status, count in sorted(sums.items()):
        family.add_metric((status,), count)
    return family


def _counted(totals: Totals) -> Iterable[Metric]:
    processed = CounterMetricFamily(
        "lodge_fleet_claims_processed", "Claims that came to an outcome.", labels=("line", "outcome")
    )
    for words, count in totals.processed.items():
        processed.add_metric(words, count)
    yield processed
    findings = CounterMetricFamily("lodge_fleet_findings", "Findings of rules.", labels=("topic", "severity"))
    for words, count in totals.findings.items():
        findings.add_metric(words, count)
    yield findings
    yield CounterMetricFamily("lodge_fleet_duplicates", "Files that were known already.", value=totals.duplicates)
