"""The fleet's database as one SQLite file: one server, nothing to run beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fleet.migrations import STEPS, statements
from fleet.store.database import Session, T
from pipelines.errors import OperatorError


class SQLite:
    """One file; `path` may be ":memory:". Its tables are brought to the newest step when it is opened."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        try:
            self.connection = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
            # FULL: what was acknowledged to a site is deleted from its outbox, so it must outlive a power cut here.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                self.connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            raise OperatorError(f"{path} cannot be opened as the fleet's database ({error}). Check --db.") from None
        self.connection.row_factory = sqlite3.Row
        self.migrate()

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` returns; all its queries see the same moment."""
        return self._within("BEGIN", work)

    def write(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, once all it did is kept for good; IMMEDIATE, because another process may write too."""
        return self._within("BEGIN IMMEDIATE", work)

    def migrate(self) -> tuple[int, int]:
        """Bring the tables to the newest step, each applied whole or not at all; at which they were, and are."""
        before = self._step()
        while self._step() < len(STEPS):
            self.write(self._apply_next)
        return before, max(before, len(STEPS))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.connection.close()

    def _within(self, begin: str, work: Callable[[Session], T]) -> T:
        with self._lock:
            self.connection.execute(begin)
            try:
                result = work(_Session(self.connection))
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()
            return result

    def _step(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _apply_next(self, session: Session) -> None:
        done = self._step()
        if done == len(STEPS):
            return  # another process was first
        for statement in statements(STEPS[done]):
            session.run(statement)
        session.run(f"PRAGMA user_version = {done + 1}")


class _Session:
    """A transaction of the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(query, values)]

    def stream(self, query: str) -> Iterator[dict[str, Any]]:
        return (dict(row) for row in self._connection.execute(query))

    def run(self, statement: str, *values: Any) -> int:
        return self._connection.execute(statement, values).rowcount
