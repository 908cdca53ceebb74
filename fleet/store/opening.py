"""Which database an address names."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fleet.migrations import STEPS
from fleet.store.database import Database
from fleet.store.sqlite import SQLite
from pipelines.errors import OperatorError

_SCHEMES = ("postgresql://", "postgres://")


def is_server(db: Path | str) -> bool:
    """Whether `db` is the address of a PostgreSQL database, not a file."""
    return str(db).startswith(_SCHEMES)


def open_database(db: Path | str, *, any_step: bool = False) -> Database:
    """The database that `db` names; OperatorError where a server's tables are older than this code.

    `any_step` lets older tables be, for the one who will bring them to the newest step.
    """
    if not is_server(db):
        if "://" in str(db):
            raise OperatorError("--db (LODGE_FLEET_DB) is neither a file nor a postgresql:// address.")
        return SQLite(db)
    if find_spec("psycopg") is None or find_spec("psycopg_pool") is None:
        raise OperatorError("PostgreSQL needs its driver. Install it with: pip install 'lodge[postgres]'")
    from fleet.store.postgres import Postgres

    database = Postgres(str(db))
    try:
        step = database.step()
    except BaseException:
        database.close()
        raise
    # Newer tables are let be: servers of the last release go on while the next one is rolled out.
    if step < len(STEPS) and not any_step:
        database.close()
        raise OperatorError(
            f"The fleet's tables are at step {step}, this Lodge needs step {len(STEPS)}. Run: lodge fleet migrate"
        )
    return database
