"""Metrics: what a branch shows to its monitoring, in closed words and numbers only (Prometheus text format)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from agent import __version__
from agent.site import Site

# Of what is counted for the fleet, what each kind is called here, and what its first and second word mean.
_COUNTERS = {
    "processed": ("lodge_claims_processed", "Claims that came to an outcome.", ("line", "outcome")),
    "settled": ("lodge_claims_settled", "Claims that a handler decided.", ("line", "verdict")),
    "finding": ("lodge_findings", "Findings of rules.", ("topic", "severity")),
    "document": ("lodge_documents", "Documents that were read.", ("format",)),
    "seconds": ("lodge_claims_by_seconds", "Claims by the band of seconds that they took.", ("band",)),
    "duplicate": ("lodge_duplicates", "Files that were known already.", ()),
}


def registry_of(site: Site, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> CollectorRegistry:
    """What `expose` shows of a site: its counts, its backlog, its disk, and this process."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_SiteCollector(site, now))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    return registry


def expose(registry: CollectorRegistry) -> bytes:
    """The registry as Prometheus reads it (text format 0.0.4)."""
    return generate_latest(registry)


class _SiteCollector(Collector):
    """Asks the store when it is asked: nothing is counted twice, and a restart forgets nothing."""

    def __init__(self, site: Site, now: Callable[[], datetime]) -> None:
        self._site = site
        self._now = now

    def collect(self) -> Iterable[Metric]:
        yield _gauge("lodge_build_info", "The version that runs here.", {"version": __version__})
        yield from self._backlog()
        yield from self._counted()
        yield from self._surroundings()

    def _backlog(self) -> Iterable[Metric]:
        counts = asdict(self._site.store.counts())
        waiting = counts.pop("outbox_waiting")
        lying = GaugeMetricFamily("lodge_claims", "Claims and files by where they are.", labels=("status",))
        for status, count in counts.items():
            lying.add_metric((status,), count)
        yield lying
        yield _gauge("lodge_outbox_messages", "Messages that no fleet has acknowledged.", value=waiting)
        ages = GaugeMetricFamily(
            "lodge_oldest_claim_age_seconds", "Since when the oldest of a status waits.", labels=("status",)
        )
        for status, since in self._site.store.oldest().items():
            ages.add_metric((status,), max(0.0, (self._now() - since).total_seconds()))
        yield ages

    def _counted(self) -> Iterable[Metric]:
        families = {
            kind: CounterMetricFamily(name, help_text, labels=labels)
            for kind, (name, help_text, labels) in _COUNTERS.items()
        }
        for (kind, first, second), count in self._site.store.totals().items():
            if kind in families:
                families[kind].add_metric((first, second)[: len(_COUNTERS[kind][2])], count)
        yield from families.values()

    def _surroundings(self) -> Iterable[Metric]:
        disk = shutil.disk_usage(self._site.settings.home)
        yield _gauge("lodge_disk_free_bytes", "Free room where the store lies.", value=disk.free)
        yield _gauge("lodge_disk_bytes", "All room where the store lies.", value=disk.total)
        yield _gauge("lodge_model_open", "1 where the model is open.", value=float(self._site.opened is not None))
        present = self._site.settings.inbox.is_dir()
        yield _gauge("lodge_inbox_present", "1 where the inbox is there.", value=float(present))


def _gauge(name: str, help_text: str, labels: dict[str, str] | None = None, value: float = 1.0) -> Metric:
    labels = labels or {}
    family = GaugeMetricFamily(name, help_text, labels=tuple(labels))
    family.add_metric(tuple(labels.values()), value)
    return family
