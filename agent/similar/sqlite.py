"""SQLiteIndex: every vector is compared; exact, and quick enough for the claims of one branch."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from heapq import nlargest
from pathlib import Path

from agent.similar.index import Entry, Kind, Near

_TABLE = """
    CREATE TABLE IF NOT EXISTS entries (
        kind TEXT NOT NULL, embedder TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (kind, embedder, key)
    ) STRICT
"""


class SQLiteIndex:
    """A file, readable by its owner alone."""

    def __init__(self, path: Path, embedder: str) -> None:
        self._embedder = embedder
        path.touch(mode=0o600)
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON", _TABLE):
            self._connection.execute(statement)

    def put(self, kind: Kind, entries: Sequence[Entry]) -> None:
        """Keep entries; one whose key is there already takes its place."""
        rows = [(kind, self._embedder, one.key, one.text, array("f", one.vector).tobytes()) for one in entries]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def keys(self, kind: Kind) -> set[str]:
        """What is in it."""
        query = "SELECT key FROM entries WHERE kind = ? AND embedder = ?"
        return {str(row[0]) for row in self._connection.execute(query, (kind, self._embedder))}

    def nearest(self, kind: Kind, vector: Sequence[float], limit: int) -> list[Near]:
        """The nearest entries, the nearest first."""
        query = "SELECT key, text, vector FROM entries WHERE kind = ? AND embedder = ? ORDER BY key"
        found = (
            Near(key, sum(a * b for a, b in zip(array("f", kept), vector, strict=True)), text)
            for key, text, kept in self._connection.execute(query, (kind, self._embedder))
        )
        return nlargest(limit, found, key=lambda near: near.likeness)

    def forget(self, kind: Kind, keys: Sequence[str]) -> None:
        """Take entries out, of every embedder."""
        self._connection.executemany("DELETE FROM entries WHERE kind = ? AND key = ?", [(kind, key) for key in keys])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
