"""The fleet's database on a PostgreSQL server: several fleet servers may share it."""

from __future__ import annotations

import logging
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fleet.migrations import STEPS, postgres_statements
from fleet.store.database import DatabaseAwayError, Session, T
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    import psycopg
    from psycopg_pool import ConnectionPool

PASSWORD_FILE = "LODGE_FLEET_DB_PASSWORD_FILE"  # noqa: S105
_MIGRATING = 0x4C6F646765  # "Lodge": the advisory lock under which tables are changed
_MOST_CONNECTIONS = 10
_WAIT_SECONDS, _CONNECT_SECONDS = 5.0, 5
_TRIES = 12
_STEPS_TABLE = (
    "CREATE TABLE IF NOT EXISTS lodge_fleet_steps (step BIGINT PRIMARY KEY, applied_at TIMESTAMPTZ DEFAULT now())"
)
# Bounded, so that one stuck transaction does not hold the fleet up.
_OPTIONS = "-c statement_timeout=60s -c lock_timeout=20s -c idle_in_transaction_session_timeout=60s"


class Postgres:
    """A pool of connections; one that broke is replaced, so the server may be restarted."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._where = "the server that --db (LODGE_FLEET_DB) names"
        self._where = self._place()
        with self._faults(), self._connect() as first:
            _refuse_unsafe(first)
        self._pool = self._open_pool()

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` returns; all its queries see the same moment."""
        return self._within("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", work)

    def write(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, once all it did is kept for good; run anew where it met another's transaction."""
        return self._within("SET TRANSACTION ISOLATION LEVEL READ COMMITTED", work)

    def migrate(self) -> tuple[int, int]:
        """Bring the tables to the newest step, all or none; at which they were, and are."""
        return self.write(_migrate)

    def step(self) -> int:
        """At which step the tables are."""
        return self.read(_step)

    def close(self) -> None:
        """Give the connections back."""
        self._pool.close()

    def _within(self, isolation: str, work: Callable[[Session], T]) -> T:
        import psycopg

        for left in reversed(range(_TRIES)):
            try:
                with self._faults(), self._pool.connection() as connection, connection.transaction():
                    connection.execute(isolation)
                    return work(_Session(connection))
            except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
                if not left:
                    raise DatabaseAwayError(f"The fleet's database at {self._where} is too busy. Try again.") from None
                time.sleep(random.uniform(0.01, 0.1))
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """The driver's faults in our words: its own may hold the whole URL, and so the password."""
        import psycopg
        from psycopg_pool import PoolTimeout

        try:
            yield
        except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure):
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            reason = _reason(error)
            raise DatabaseAwayError(
                f"The fleet's database at {self._where} cannot be used ({reason}). Check that server and --db "
                f"(LODGE_FLEET_DB); its password is read from {PASSWORD_FILE} or PGPASSFILE."
            ) from None
        except psycopg.errors.InsufficientPrivilege:
            raise OperatorError(
                f"The user of the fleet's database at {self._where} may not do that. Make it the database's owner."
            ) from None

    def _open_pool(self) -> ConnectionPool[psycopg.Connection[dict[str, Any]]]:
        from psycopg_pool import ConnectionPool

        # The pool tells of each vain try, in the driver's words; ours tell it once, to whoever asked.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        return ConnectionPool(
            self._url,
            kwargs=self._options,
            min_size=0,
            max_size=_MOST_CONNECTIONS,
            timeout=_WAIT_SECONDS,
            reconnect_timeout=_WAIT_SECONDS,
            check=ConnectionPool.check_connection,
            configure=_configure,
            open=True,
        )

    def _connect(self) -> psycopg.Connection[dict[str, Any]]:
        import psycopg

        return psycopg.connect(self._url, **self._options())

    def _options(self) -> dict[str, Any]:
        """What every connection is made with; the password is read anew, so that it may be changed."""
        from psycopg.rows import dict_row

        options: dict[str, Any] = {
            "autocommit": True,
            "row_factory": dict_row,
            "prepare_threshold": None,  # a pooler between may hand out another connection
            "connect_timeout": _CONNECT_SECONDS,
            "target_session_attrs": "read-write",  # of several hosts, the one that takes writes
            "application_name": "lodge-fleet",
            "options": _OPTIONS,
        }
        file = os.environ.get(PASSWORD_FILE)
        if file:
            try:
                options["password"] = Path(file).read_text(encoding="utf-8").strip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise OperatorError(f"{PASSWORD_FILE} names {file}, which cannot be read ({_reason(error)}).") from None
        return options

    def _place(self) -> str:
        """Host, port and name of the database, as an error may show them."""
        import psycopg
        from psycopg.conninfo import conninfo_to_dict

        try:
            parts = conninfo_to_dict(self._url)
        except psycopg.ProgrammingError:
            raise OperatorError(
                "--db (LODGE_FLEET_DB) is no address of a PostgreSQL database. Write it like "
                "postgresql://lodge@db.example:5432/fleet."
            ) from None
        return f"{parts.get('host', 'this machine')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


class _Session:
    """A transaction of one connection."""

    def __init__(self, connection: psycopg.Connection[dict[str, Any]]) -> None:
        self._connection = connection

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        return self._connection.execute(query.replace("?", "%s"), values).fetchall()

    def stream(self, query: str) -> Iterator[dict[str, Any]]:
        with self._connection.cursor(name="lodge_stream") as cursor:
            yield from cursor.execute(query)

    def run(self, statement: str, *values: Any) -> int:
        return self._connection.execute(statement.replace("?", "%s"), values).rowcount


def _configure(connection: psycopg.Connection[Any]) -> None:
    # A server may be set to acknowledge first and write later; what it acknowledges a site throws away.
    row = connection.execute("SELECT current_setting('synchronous_commit') AS value").fetchone()
    if row and row["value"] in ("off", "local"):
        connection.execute("SET synchronous_commit = on")


def _refuse_unsafe(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute("SELECT current_setting('fsync') AS value").fetchone()
    if row and row["value"] == "off":
        raise OperatorError(
            "PostgreSQL runs with fsync off: a power cut would lose what branches sent. Set fsync = on."
        )


def _migrate(session: Session) -> tuple[int, int]:
    # Several servers, or a job and a server, may come to this at once: the second waits here and finds it done.
    session.rows("SELECT pg_advisory_xact_lock(?::bigint)", _MIGRATING)
    session.run(_STEPS_TABLE)
    before = _step(session)
    for number, step in enumerate(STEPS[before:], start=before + 1):
        for statement in postgres_statements(step):
            session.run(statement)
        session.run("INSERT INTO lodge_fleet_steps (step) VALUES (?)", number)
    return before, max(before, len(STEPS))


def _step(session: Session) -> int:
    there = session.rows("SELECT to_regclass('lodge_fleet_steps') IS NOT NULL AS there")[0]["there"]
    return int(session.rows("SELECT COALESCE(MAX(step), 0) AS step FROM lodge_fleet_steps")[0]["step"]) if there else 0


def _reason(error: BaseException) -> str:
    """A fault's kind; for what the server said itself its code, which holds nothing of ours."""
    text = str(error).lower()
    for words, reason in (
        ("password authentication failed", "it refuses the password"),
        ("no password supplied", "it wants a password"),
        ("does not exist", "it knows no such database or user"),
        ("connection refused", "nothing listens there"),
        ("timeout", "it does not answer"),
        ("couldn't get a connection", "it does not answer"),
        ("could not translate host name", "the host's name is not known"),
        ("failed to resolve host", "the host's name is not known"),
    ):
        if words in text:
            return reason
    return type(error).__name__
