"""PgvectorIndex: the index in a PostgreSQL server of the site with the extension pgvector."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.backends.addresses import site_address
from agent.similar.index import Entry, Kind, Near
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    import psycopg

    from agent.settings import Settings

SETTING = "index_url (LODGE_INDEX_URL)"
PASSWORD_FILE = "LODGE_INDEX_PASSWORD_FILE"  # noqa: S105
_CONNECT_SECONDS = 5
_LOCK = 0x4C6F646769
# Vectors of several lengths share the table: no approximate index is built, and the answer is exact.
_TABLES = (
    "CREATE EXTENSION IF NOT EXISTS vector",
    """
    CREATE TABLE IF NOT EXISTS lodge_index (
        kind TEXT NOT NULL, embedder TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, vector vector NOT NULL,
        PRIMARY KEY (kind, embedder, key)
    )
    """,
)


class PgvectorIndex:
    """A table of the site's own; the tables are made when it is first opened."""

    def __init__(self, connection: psycopg.Connection[Any], embedder: str, dimensions: int) -> None:
        self._connection = connection
        self._embedder = embedder
        self._dimensions = dimensions
        with _faults(), connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            for statement in _TABLES:
                connection.execute(statement)

    def put(self, kind: Kind, entries: Sequence[Entry]) -> None:
        """Keep entries; one whose key is there already takes its place."""
        statement = """
            INSERT INTO lodge_index (kind, embedder, key, text, vector) VALUES (%s, %s, %s, %s, %s::vector)
            ON CONFLICT (kind, embedder, key) DO UPDATE SET text = excluded.text, vector = excluded.vector
        """
        rows = [(kind, self._embedder, one.key, one.text, _written(one.vector)) for one in entries]
        with _faults(), self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def keys(self, kind: Kind) -> set[str]:
        """What is in it."""
        query = "SELECT key FROM lodge_index WHERE kind = %s AND embedder = %s"
        with _faults():
            return {str(row[0]) for row in self._connection.execute(query, (kind, self._embedder))}

    def nearest(self, kind: Kind, vector: Sequence[float], limit: int) -> list[Near]:
        """The nearest entries, the nearest first."""
        # Vectors of length 1: minus their product is their distance, and a text without words has none.
        query = """
            SELECT key, -(vector <#> %s::vector) AS likeness, text FROM lodge_index
            WHERE kind = %s AND embedder = %s ORDER BY likeness DESC, key COLLATE "C" LIMIT %s
        """
        with _faults():
            rows = self._connection.execute(query, (_written(vector), kind, self._embedder, limit))
            return [Near(str(key), float(likeness), str(text)) for key, likeness, text in rows]

    def forget(self, kind: Kind, keys: Sequence[str]) -> None:
        """Take entries out, of every embedder."""
        with _faults():
            self._connection.execute("DELETE FROM lodge_index WHERE kind = %s AND key = ANY(%s)", (kind, list(keys)))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def open_pgvector(settings: Settings, embedder: str, dimensions: int) -> PgvectorIndex:
    """The index on the server that the settings name; OperatorError where it is not on the site or cannot be used."""
    if find_spec("psycopg") is None:
        raise OperatorError("PostgreSQL needs its driver. Install it with: pip install 'lodge[postgres]'")
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(settings.index_url or "")
        host = str(parts.get("host") or "")
        address = site_address(host, SETTING, settings.site_networks)
    except (psycopg.ProgrammingError, OSError):
        raise OperatorError(
            f"{SETTING} is no address of a server. Write it like postgresql://lodge@127.0.0.1/index."
        ) from None
    options: dict[str, Any] = {"autocommit": True, "connect_timeout": _CONNECT_SECONDS, "hostaddr": address}
    file = os.environ.get(PASSWORD_FILE)
    if file:
        try:
            options["password"] = Path(file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise OperatorError(f"{PASSWORD_FILE} names {file}, which cannot be read.") from None
    with _faults():
        connection = psycopg.connect(settings.index_url or "", **options)
    try:
        return PgvectorIndex(connection, embedder, dimensions)
    except BaseException:
        connection.close()
        raise


@contextmanager
def _faults() -> Iterator[None]:
    """The driver's faults in our words: its own may hold the address with its password."""
    import psycopg

    try:
        yield
    except psycopg.errors.FeatureNotSupported:
        raise OperatorError(
            "That PostgreSQL server has no pgvector. Install its package, or leave index_url out."
        ) from None
    except (psycopg.Error, OSError) as error:
        raise OperatorError(
            f"The index cannot be used ({type(error).__name__}). Check the server that {SETTING} names, and "
            f"{PASSWORD_FILE} or PGPASSFILE."
        ) from None


def _written(vector: Sequence[float]) -> str:
    return "[" + ",".join(f"{number:.7g}" for number in vector) + "]"
