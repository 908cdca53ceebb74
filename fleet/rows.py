"""What the fleet store tells: sums, and sites with theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pipelines.privacy.summary import Backlog


@dataclass(frozen=True)
class Totals:
    """Sums over reports, of one site or of all; keys are the words of the contract."""

    processed: dict[tuple[str, str], int] = field(default_factory=dict)  # (line, outcome)
    settled: dict[tuple[str, str], int] = field(default_factory=dict)  # (line, verdict)
    findings: dict[tuple[str, str], int] = field(default_factory=dict)  # (topic, severity)
    seconds: dict[str, int] = field(default_factory=dict)  # band
    documents: dict[str, int] = field(default_factory=dict)  # format
    duplicates: int = 0

    @property
    def claims(self) -> int:
        """How many claims came to an outcome."""
        return sum(self.processed.values())

    @property
    def review_rate(self) -> float | None:
        """The share of claims that went to a handler (0 to 1); None where there is no claim yet."""
        review = sum(count for (_, outcome), count in self.processed.items() if outcome == "review")
        return review / self.claims if self.claims else None


@dataclass(frozen=True)
class SiteRow:
    """One site as its latest report left it; `late_reports` are those that a later one has overtaken."""

    site_id: str
    label: str
    public_key: str
    enrolled_at: datetime
    last_seen: datetime | None
    late_reports: int
    backlog: Backlog | None
    backend: str | None
    version: str | None
    totals: Totals
