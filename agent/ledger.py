"""Ledger: what left this site, byte for byte, for people to read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent.store import Store


@dataclass(frozen=True)
class Departure:
    """One message that left, or waits to: `message` is what `body` says."""

    sequence: int
    message_id: str
    kind: str
    written_at: datetime
    sent_at: datetime | None
    body: bytes
    message: dict[str, Any]


def read_ledger(store: Store, limit: int = -1) -> list[Departure]:
    """Every message, oldest first."""
    return [
        Departure(row.sequence, row.message_id, row.kind, row.written_at, row.sent_at, row.body, json.loads(row.body))
        for row in store.ledger(limit)
    ]
