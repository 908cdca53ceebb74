"""The fleet's store: which sites there are, what they reported, and the sums; the only SQL of this wing."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from fleet.migrations import migrate
from fleet.rows import SiteRow, Totals
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Backlog, Enrolment, Message, SiteReport, encode

_LATEST = """
    SELECT s.*, r.waiting, r.review, r.quarantine, r.outbox, r.backend, r.version,
           (SELECT MAX(sequence) - MIN(sequence) + 1 - COUNT(*) FROM reports WHERE site_id = s.site_id) AS late_reports
    FROM sites s LEFT JOIN reports r ON r.message_id =
        (SELECT message_id FROM reports WHERE site_id = s.site_id ORDER BY sequence DESC, rowid DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Taken:
    """Which messages of a batch were new, and which had been taken before."""

    accepted: tuple[str, ...]
    repeated: tuple[str, ...]


class Store:
    """One SQLite file; safe to use from several threads. `path` may be ":memory:"."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
        # FULL: what was acknowledged to a site is deleted from its outbox, so it must outlive a power cut here.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        migrate(connection)
        self._db = Database(connection)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of a block or nothing; IMMEDIATE, because another process (`lodge fleet token`) may write too."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.rollback()
                raise
            self._db.commit()

    def add_token(self, label: str, at: datetime) -> str:
        """A new one-time token for a site that will be called `label`; only its digest is kept."""
        token = secrets.token_urlsafe(32)
        with self._transaction():
            self._db.table("tokens").insert({"digest": _digest(token), "label": label, "created_at": at.isoformat()})
        return token

    def enrol(self, enrolment: Enrolment, at: datetime) -> Taken:
        """Take a site in under its token. The same site may repeat itself; anyone else is refused (OperatorError)."""
        with self._transaction():
            token = self._one("SELECT * FROM tokens WHERE digest = ?", _digest(enrolment.token))
            if token is None:
                raise OperatorError("This enrolment token is not known. Make one with: lodge fleet token")
            site = self._one("SELECT * FROM sites WHERE site_id = ?", enrolment.site_id)
            if token["used_at"]:
                same = site and token["site_id"] == enrolment.site_id and site["public_key"] == enrolment.public_key
                if not same:
                    raise OperatorError("This enrolment token has been used. Make another with: lodge fleet token")
                return Taken((), (enrolment.message_id,))
            if site is not None:
                raise OperatorError("This site is enrolled already.")
            self._db.table("sites").insert(
                {
                    "site_id": enrolment.site_id,
                    "label": token["label"],
                    "public_key": enrolment.public_key,
                    "enrolled_at": at.isoformat(),
                }
            )
            self._db.table("tokens").update(token["digest"], {"used_at": at.isoformat(), "site_id": enrolment.site_id})
            return Taken((enrolment.message_id,), ())

    def public_key(self, site_id: str) -> str | None:
        """The key with which a site signs, or None where it is not enrolled."""
        with self._lock:
            row = self._one("SELECT public_key FROM sites WHERE site_id = ?", site_id)
        return str(row["public_key"]) if row else None

    def take(self, site_id: str, messages: Sequence[Message], at: datetime) -> Taken:
        """Store a site's messages, all or none; one that is known by its id is not counted again."""
        accepted: list[str] = []
        repeated: list[str] = []
        with self._transaction():
            for message in messages:
                if message.message_id in accepted or self._knows(message.message_id):
                    repeated.append(message.message_id)
                    continue
                self._insert(site_id, message, at)
                accepted.append(message.message_id)
            self._db.table("sites").update(site_id, {"last_seen": at.isoformat()})
        return Taken(tuple(accepted), tuple(dict.fromkeys(repeated)))

    def _knows(self, message_id: str) -> bool:
        return self._one("SELECT 1 FROM messages WHERE message_id = ?", message_id) is not None

    def _insert(self, site_id: str, message: Message, at: datetime) -> None:
        ids = {"message_id": message.message_id, "site_id": site_id}
        self._db.table("messages").insert(
            {**ids, "kind": message.kind, "received_at": at.isoformat(), "body": encode(message)}
        )
        if isinstance(message, SiteReport):
            self._db.table("reports").insert(
                {
                    **ids,
                    "sequence": message.sequence,
                    "period_end": message.period_end.isoformat(),
                    **message.backlog.model_dump(),
                    "backend": message.backend.value,
                    "version": message.version,
                }
            )
            self._db.table("counts").insert_all({**ids, **count} for count in _counts(message))

    def totals(self, site_id: str | None = None) -> Totals:
        """Sums over all reports of one site, or of the whole fleet."""
        where, args = ("WHERE site_id = ?", (site_id,)) if site_id else ("", ())
        query = f"SELECT measure, first, second, SUM(count) AS count FROM counts {where} GROUP BY 1, 2, 3"  # noqa: S608
        with self._lock:
            return _totals(self._db.query(query, args))

    def sites(self) -> list[SiteRow]:
        """All sites with their sums, by label."""
        by_site: dict[str, list[dict[str, Any]]] = {}
        with self._lock:
            query = "SELECT site_id, measure, first, second, SUM(count) AS count FROM counts GROUP BY 1, 2, 3, 4"
            for row in self._db.query(query):
                by_site.setdefault(row["site_id"], []).append(row)
            rows = list(self._db.query(f"{_LATEST} ORDER BY s.label, s.site_id"))
        return [_site(row, _totals(by_site.get(row["site_id"], ()))) for row in rows]

    def site(self, site_id: str) -> SiteRow | None:
        """One site with its sums."""
        with self._lock:
            row = self._one(f"{_LATEST} WHERE s.site_id = ?", site_id)
            return _site(row, self.totals(site_id)) if row else None

    def add_user(self, name: str, password_hash: str, at: datetime) -> None:
        """Let a user see the fleet page, or change the password of one who may."""
        row = {"name": name, "password_hash": password_hash, "created_at": at.isoformat()}
        with self._transaction():
            self._db.table("users").upsert(row, pk="name")

    def password_hash(self, name: str) -> str | None:
        """A user's password hash, or None where there is no such user."""
        with self._lock:
            row = self._one("SELECT password_hash FROM users WHERE name = ?", name)
        return str(row["password_hash"]) if row else None

    def _one(self, query: str, *args: str) -> dict[str, Any] | None:
        return next(iter(list(self._db.query(query, args))), None)


def _digest(token: str) -> str:
    # A token is 256 random bits, so a plain hash of it cannot be guessed backwards.
    return hashlib.sha256(token.encode()).hexdigest()


def _counts(report: SiteReport) -> Iterable[dict[str, Any]]:
    keys = [
        *(("processed", row.line, row.outcome, row.count) for row in report.processed),
        *(("settled", row.line, row.verdict, row.count) for row in report.settled),
        *(("findings", row.topic, row.severity, row.count) for row in report.findings),
        *(("seconds", row.band, "", row.count) for row in report.seconds),
        *(("documents", row.format, "", row.count) for row in report.documents),
        ("duplicates", "", "", report.duplicates),
    ]
    for measure, first, second, count in keys:
        yield {"measure": measure, "first": str(first), "second": str(second), "count": count}


def _totals(rows: Iterable[dict[str, Any]]) -> Totals:
    pairs: dict[str, dict[tuple[str, str], int]] = {"processed": {}, "settled": {}, "findings": {}}
    singles: dict[str, dict[str, int]] = {"seconds": {}, "documents": {}, "duplicates": {}}
    for row in rows:
        if row["measure"] in pairs:
            pairs[row["measure"]][(row["first"], row["second"])] = row["count"]
        else:
            singles[row["measure"]][row["first"]] = row["count"]
    return Totals(
        processed=pairs["processed"],
        settled=pairs["settled"],
        findings=pairs["findings"],
        seconds=singles["seconds"],
        documents=singles["documents"],
        duplicates=singles["duplicates"].get("", 0),
    )


def _site(row: dict[str, Any], totals: Totals) -> SiteRow:
    backlog = {name: row[name] for name in Backlog.model_fields}
    return SiteRow(
        site_id=row["site_id"],
        label=row["label"],
        public_key=row["public_key"],
        enrolled_at=datetime.fromisoformat(row["enrolled_at"]),
        last_seen=datetime.fromisoformat(row["last_seen"]) if row["last_seen"] else None,
        late_reports=row["late_reports"] or 0,
        backlog=Backlog(**backlog) if row["backend"] else None,
        backend=row["backend"],
        version=row["version"],
        totals=totals,
    )
