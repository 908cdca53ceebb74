"""Copying: a fleet's whole memory from one database into another, once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from fleet.store.database import Database, Session
from fleet.store.sqlite import SQLite
from pipelines.errors import OperatorError

# In the order in which rows point at each other.
TABLES = ("tokens", "sites", "messages", "reports", "counts", "users")


def copy(source: Path, target: Database, report: Callable[[int, int], None]) -> dict[str, int]:
    """Copy a SQLite fleet into an empty database, all or nothing; how many rows each table has now.

    The copy is counted and compared with what was copied before any of it is kept. `report` is told how many rows of
    how many are done.
    """
    if not source.is_file():
        raise OperatorError(f"There is no file {source}. Name the fleet's SQLite file with --from.")
    with closing(SQLite(source)) as old:
        return old.read(lambda rows: target.write(lambda session: _copy(rows, session, report)))


def _copy(old: Session, new: Session, report: Callable[[int, int], None]) -> dict[str, int]:
    for table in TABLES:
        if _count(new, table):
            raise OperatorError(f"That database has {table} already. Copy into a new one, after: lodge fleet migrate")
    counts = {table: _count(old, table) for table in TABLES}
    done, total = 0, sum(counts.values())
    for table in TABLES:
        for row in old.stream(f"SELECT * FROM {table}"):  # noqa: S608
            marks = ", ".join("?" for _ in row)
            new.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608
            done += 1
            report(done, total)
    for table in TABLES:
        if _count(new, table) != counts[table] or _digest(old, table) != _digest(new, table):
            raise OperatorError(f"The copy of {table} is not what was copied; nothing was kept. Try again.")
    return counts


def _digest(session: Session, table: str) -> int:
    """A sum over all rows: databases differ in how they order rows, so it must not matter."""
    whole = 0
    for row in session.stream(f"SELECT * FROM {table}"):  # noqa: S608
        text = repr(
            sorted((name, bytes(value) if isinstance(value, memoryview) else value) for name, value in row.items())
        )
        whole = (whole + int.from_bytes(hashlib.sha256(text.encode()).digest())) % (1 << 256)
    return whole


def _count(session: Session, table: str) -> int:
    return int(session.rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"])  # noqa: S608
