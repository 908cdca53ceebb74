"""A branch that speaks to a fleet with real signatures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from agent.identity import ENROL_PATH, MESSAGES_PATH, Identity, open_identity
from fleet.store import Store
from pipelines.privacy.summary import (
    Acknowledgement,
    Enrolment,
    SiteReport,
    decode,
    encode,
    encode_batch,
)

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)
LOGIN = ("ann", "a long password")


class Site:
    """A branch with a key of its own, as the fleet meets it."""

    def __init__(self, home: Path, client: TestClient, store: Store) -> None:
        home.mkdir()
        self.identity: Identity = open_identity(home, str(uuid4()))
        self.client = client
        self.store = store
        self.sequence = 0

    def post(self, path: str, body: bytes, **headers: str) -> Any:
        return self.client.post(path, content=body, headers=self.identity.headers(body) | headers)

    def enrol(self, token: str | None = None, label: str = "Leeds North") -> Any:
        message = Enrolment(
            message_id=str(uuid4()),
            site_id=self.identity.site_id,
            public_key=self.identity.public_key,
            token=token or self.store.add_token(label, NOW),
        )
        return self.post(ENROL_PATH, encode(message))

    def report(self, **changes: Any) -> SiteReport:
        self.sequence += 1
        given: dict[str, Any] = {
            "message_id": str(uuid4()),
            "site_id": self.identity.site_id,
            "sequence": self.sequence,
            "period_start": NOW.replace(minute=0),
            "period_end": NOW.replace(minute=0) + timedelta(hours=1),
            "processed": [
                {"line": "auto", "outcome": "review", "count": 3},
                {"line": "health", "outcome": "quarantine", "count": 1},
            ],
            "settled": [{"line": "auto", "verdict": "corrected", "count": 2}],
            "findings": [{"topic": "dates", "severity": "warning", "count": 4}],
            "seconds": [{"band": "5_to_15", "count": 3}, {"band": "under_1", "count": 1}],
            "documents": [{"format": "pdf", "count": 5}],
            "duplicates": 2,
            "backlog": {"waiting": 1, "review": 3, "quarantine": 1, "outbox": 0},
            "backend": "llamacpp",
            "version": "0.1.0",
        }
        return SiteReport.model_validate(given | changes)

    def send(self, *reports: SiteReport) -> Any:
        return self.post(MESSAGES_PATH, encode_batch([encode(report) for report in reports]))

    def seen_at(self, at: datetime) -> None:
        """As if the branch had last been heard of then."""
        self.store.take(self.identity.site_id, [], at)


def acknowledged(response: Any) -> Acknowledgement:
    """The acknowledgement in a response that must be one."""
    assert response.status_code == 200, response.text
    message = decode(response.content)
    assert isinstance(message, Acknowledgement)
    return message
