"""The fleet store's tables, as a list of steps; a step that was released is never edited."""

from __future__ import annotations

import sqlite3

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


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the newest step; each step is applied whole or not at all."""
    done = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(STEPS[done:], start=done + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;")
