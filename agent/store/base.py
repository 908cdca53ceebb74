"""The store's connection: transactions, the codec, the audit chain, facts and secrets."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from agent.blobs import DiskFullError
from agent.codec import IDENTITY, Codec
from agent.migrations import migrate
from pipelines.errors import OperatorError

SITE_SLOT = "site"  # the key slot of what belongs to no claim
_BUSY_SECONDS = 30.0
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")

OnCommit = Callable[[str, str], None]


def stamp(moment: datetime) -> str:
    """A moment as it is stored: UTC, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment behind a stamp."""
    return datetime.fromisoformat(text)


def connect(path: Path | str) -> Database:
    """A connection that several threads may use; OperatorError where the file is not to be had."""
    try:
        connection = sqlite3.connect(path, check_same_thread=False, timeout=_BUSY_SECONDS)
        # FULL: with NORMAL a power cut loses what was acknowledged. secure_delete: what is erased is overwritten.
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise OperatorError(f"The store {path} cannot be opened: {error}.") from None
    return Database(connection)


class Base:
    """One SQLite connection behind a lock, safe to use from several threads.

    One connection, not one per thread: transactions last milliseconds, the web server's threads come and go and
    would leave theirs open, and a store in memory is one connection by nature. Other processes bring their own.
    """

    def __init__(self, path: Path | str, codec: Codec = IDENTITY, on_commit: OnCommit | None = None) -> None:
        """`on_commit("before"|"after", what)` is called around each commit: tests cut the power there."""
        self._codec = codec
        self._on_commit = on_commit
        self._lock = threading.RLock()
        self._db = connect(path)
        migrate(self._db)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self, what: str) -> Iterator[None]:
        """All of a block or nothing. IMMEDIATE: a transaction that reads first could not wait for another writer."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield
                    self._tell("before", what)
                except BaseException:
                    self._db.rollback()
                    raise
                self._commit()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                    raise DiskFullError from None
                raise
        self._tell("after", what)

    def _commit(self) -> None:
        try:
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def _tell(self, when: str, what: str) -> None:
        if self._on_commit:
            self._on_commit(when, what)

    def _all(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._db.query(sql, values))

    def _one(self, sql: str, *values: Any) -> dict[str, Any] | None:
        rows = self._all(sql, *values)
        return rows[0] if rows else None

    def _write(self, sql: str, *values: Any) -> int:
        """Execute inside a transaction; the number of rows it changed."""
        return int(self._db.execute(sql, values).rowcount)

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        self._db.table(table).insert(row)

    def _seal(self, slot: str, value: Any) -> bytes:
        return self._codec.seal(slot, canonical(value))

    def _open(self, slot: str, sealed: bytes | None) -> Any:
        return None if sealed is None else json.loads(self._codec.open(slot, sealed))

    def _audit(
        self, at: datetime, action: str, subject: str, *, actor: str = "lodge", slot: str = "", **detail: Any
    ) -> None:
        """Add an entry to the chain, inside the transaction of what it tells."""
        sequence, head = self.chain_head()
        slot = slot or subject
        content = canonical({"at": stamp(at), "actor": actor, "action": action, "subject": subject, "detail": detail})
        salt = secrets.token_bytes(16)
        digest = entry_digest(salt, content)
        self._insert(
            "audit",
            {
                "sequence": sequence + 1,
                "slot": slot,
                "sealed_content": self._codec.seal(slot, content),
                "salt": salt,
                "digest": digest,
                "head": entry_head(head, sequence + 1, digest),
            },
        )
        self._insert("audit_subjects", {"subject": subject, "sequence": sequence + 1})

    def chain_faults(self) -> Iterator[tuple[int, str]]:
        """Each entry of the audit chain that is not what was written: (sequence, why)."""
        head = self._chain_start()
        for number, row in enumerate(self._all("SELECT * FROM audit ORDER BY sequence"), start=1):
            if row["sequence"] != number:
                yield number, "it is missing"
                return
            content = row["sealed_content"]
            if content is not None and row["salt"] is not None:
                plain = self._codec.open(row["slot"], content)
                if entry_digest(row["salt"], plain) != row["digest"]:
                    yield number, "its content was changed"
            if entry_head(head, number, row["digest"]) != row["head"]:
                yield number, "it does not follow from the entry before"
            head = row["head"]

    def chain_head(self) -> tuple[int, str]:
        """How many entries the audit chain has, and its digest."""
        row = self._one("SELECT sequence, head FROM audit ORDER BY sequence DESC LIMIT 1")
        return (row["sequence"], row["head"]) if row else (0, self._chain_start())

    def _chain_start(self) -> str:
        return hashlib.sha256(str(self.fact("chain_id")).encode()).hexdigest()

    def fact(self, name: str) -> str | None:
        """A small fact about the site ("site_id"), or None."""
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return str(row["value"]) if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Keep a small fact about the site."""
        with self._transaction("fact"):
            self._db.table("facts").upsert({"name": name, "value": value}, pk="name")

    def secret(self, name: str) -> bytes:
        """32 random bytes, made once and kept: "session" signs logins, "match" keys digests."""
        row = self._one("SELECT value FROM secrets WHERE name = ?", name)
        if row is None:
            with self._transaction("secret"):
                # Another process may have made it meanwhile.
                sql = "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING"
                self._write(sql, name, secrets.token_bytes(32))
            row = self._one("SELECT value FROM secrets WHERE name = ?", name)
        return bytes(row["value"]) if row else b""

    def keyed_digest(self, text: str) -> str:
        """A digest that only this site can make: it recognises, and tells nothing to whoever has no key."""
        return hmac.new(self.secret("match"), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def new_id(self) -> str:
        """A random id."""
        return str(uuid4())


def canonical(value: Any) -> bytes:
    """One encoding of a JSON value; file names may hold what is no character."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")


def entry_digest(salt: bytes, content: bytes) -> str:
    """The salted digest of an audit entry: without the salt nobody can guess what was erased."""
    return hashlib.sha256(salt + content).hexdigest()


def entry_head(previous: str, sequence: int, digest: str) -> str:
    """The chain's digest after an entry."""
    return hashlib.sha256(f"{previous}:{sequence}:{digest}".encode()).hexdigest()
