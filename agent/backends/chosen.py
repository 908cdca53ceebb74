"""The engine that a site's own measurement chose: kept as a fact in its store, taken where backend is "auto"."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.settings import Settings
    from agent.store import Store

FACT = "engine"


@dataclass(frozen=True)
class Chosen:
    """What was measured, and when; it holds for this model alone."""

    engine: str
    model: str
    measured_at: str  # UTC, ISO 8601
    claim_seconds: dict[str, float]  # per engine, for the questions of one letter

    @property
    def day(self) -> str:
        """The day of the measurement."""
        return f"{datetime.fromisoformat(self.measured_at):%Y-%m-%d}"

    @property
    def why(self) -> str:
        """The measurement in words, the fastest first."""
        ranked = sorted(self.claim_seconds.items(), key=lambda pair: pair[1])
        return ", ".join(f"{engine} {seconds:.1f} s" for engine, seconds in ranked)


def keep(store: Store, chosen: Chosen) -> None:
    """Keep the choice; the one before is forgotten."""
    store.set_fact(FACT, json.dumps(asdict(chosen)))


def kept(store: Store) -> Chosen | None:
    """The choice that was kept, or None."""
    text = store.fact(FACT)
    return Chosen(**json.loads(text)) if text else None


def chosen_for(settings: Settings) -> Chosen | None:
    """The choice that the site's store keeps for the settings' model; None where there is no site or no such choice."""
    from agent.store import Store

    if not settings.database.exists():
        return None
    store = Store(settings.database)
    try:
        found = kept(store)
    finally:
        store.close()
    return found if found is not None and found.model == settings.model else None
