"""The fleet store's tables, as a list of steps; a step that was released is never edited."""

from __future__ import annotations

import re

STEPS = (
    """
    CREATE TABLE tokens (
        digest TEXT PRIMARY KEY,            -- SHA-256 of the token; the token itself is not kept
        label TEXT NOT NULL,
        created_at TEXT NOT NULL,
        used_at TEXT,
        site_id TEXT
    ) STRICT;
    CREATE TABLE sites (
        site_id TEXT PRIMARY KEY,
        label TEXT NOT NULL,
        public_key TEXT NOT NULL,
        enrolled_at TEXT NOT NULL,
        last_seen TEXT
    ) STRICT;
    CREATE TABLE messages (
        message_id TEXT PRIMARY KEY,        -- each message once
        site_id TEXT NOT NULL REFERENCES sites (site_id),
        kind TEXT NOT NULL,
        received_at TEXT NOT NULL,
        body BLOB NOT NULL                  -- byte for byte as the site signed it
    ) STRICT;
    CREATE TABLE reports (
        message_id TEXT PRIMARY KEY REFERENCES messages (message_id),
        site_id TEXT NOT NULL REFERENCES sites (site_id),
        sequence INTEGER NOT NULL,
        period_end TEXT NOT NULL,
        waiting INTEGER NOT NULL,
        review INTEGER NOT NULL,
        quarantine INTEGER NOT NULL,
        outbox INTEGER NOT NULL,
        backend TEXT NOT NULL,
        version TEXT NOT NULL
    ) STRICT;
    CREATE INDEX reports_by_site ON reports (site_id, sequence);
    CREATE TABLE counts (
        message_id TEXT NOT NULL REFERENCES messages (message_id),
        site_id TEXT NOT NULL REFERENCES sites (site_id),
        measure TEXT NOT NULL,              -- processed, settled, findings, seconds, documents, duplicates
        first TEXT NOT NULL,
        second TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (message_id, measure, first, second)
    ) STRICT;
    CREATE INDEX counts_by_site ON counts (site_id, measure, first, second, count);
    CREATE TABLE users (
        name TEXT PRIMARY KEY,
        password_hash TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;
    """,
)


def statements(step: str) -> list[str]:
    """The statements of a step, without its remarks."""
    whole = re.sub(r"--.*", "", step)
    return [statement.strip() for statement in whole.split(";") if statement.strip()]


def postgres_statements(step: str) -> list[str]:
    """The same statements as PostgreSQL says them: its columns keep their kind anyway, and its integers are named."""
    return [
        re.sub(r"\bINTEGER\b", "BIGINT", re.sub(r"\bBLOB\b", "BYTEA", statement.removesuffix("STRICT").rstrip()))
        for statement in statements(step)
    ]
