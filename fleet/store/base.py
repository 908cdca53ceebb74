"""The store's questions and answers, in SQL that both databases speak."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fleet.rows import SiteRow, Totals
from fleet.store.database import Database, Session
from fleet.store.opening import open_database
from pipelines.errors import OperatorError
from pipelines.privacy.summary import Backlog, Enrolment, Message, SiteReport, encode

# Of two reports with one number (a home that was restored from a copy) the one of the later hour counts.
_LATEST = """
    SELECT s.*, r.waiting, r.review, r.quarantine, r.outbox, r.backend, r.version,
           (SELECT MAX(sequence) - MIN(sequence) + 1 - COUNT(*) FROM reports WHERE site_id = s.site_id) AS late_reports
    FROM sites s LEFT JOIN reports r ON r.message_id =
        (SELECT message_id FROM reports WHERE site_id = s.site_id
         ORDER BY sequence DESC, period_end DESC, message_id DESC LIMIT 1)
"""
_SUM = "CAST(SUM(count) AS BIGINT) AS count"


@dataclass(frozen=True)
class Taken:
    """Which messages of a batch were new, and which had been taken before."""

    accepted: tuple[str, ...]
    repeated: tuple[str, ...]


class Store:
    """The fleet's memory; safe to use from several threads, and other processes may use the same database.

    `db` is a SQLite file, ":memory:", or a postgresql:// address. A file's tables are made when it is opened; a
    server's must be at the newest step (`lodge fleet migrate`), else OperatorError says so.
    """

    def __init__(self, db: Path | str | Database) -> None:
        self._database = open_database(db) if isinstance(db, Path | str) else db

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add_token(self, label: str, at: datetime) -> str:
        """A new one-time token for a site that will be called `label`; only its digest is kept."""
        token = secrets.token_urlsafe(32)
        statement = "INSERT INTO tokens (digest, label, created_at) VALUES (?, ?, ?)"
        self._database.write(lambda session: session.run(statement, _digest(token), label, at.isoformat()))
        return token

    def enrol(self, enrolment: Enrolment, at: datetime) -> Taken:
        """Take a site in under its token. The same site may repeat itself; anyone else is refused (OperatorError)."""
        return self._database.write(lambda session: _enrol(session, enrolment, at.isoformat()))

    def public_key(self, site_id: str) -> str | None:
        """The key with which a site signs, or None where it is not enrolled."""
        row = self._one("SELECT public_key FROM sites WHERE site_id = ?", site_id)
        return str(row["public_key"]) if row else None

    def take(self, site_id: str, messages: Sequence[Message], at: datetime) -> Taken:
        """Store a site's messages, all or none; one that is known by its id is not counted again."""
        return self._database.write(lambda session: _take(session, site_id, messages, at.isoformat()))

    def totals(self, site_id: str | None = None) -> Totals:
        """Sums over all reports of one site, or of the whole fleet."""
        return self._database.read(lambda session: _sums(session, site_id))

    def sites(self) -> list[SiteRow]:
        """All sites with their sums, by label."""

        def read(session: Session) -> list[SiteRow]:
            by_site: dict[str, list[dict[str, Any]]] = {}
            query = f"SELECT site_id, measure, first, second, {_SUM} FROM counts GROUP BY 1, 2, 3, 4"  # noqa: S608
            for row in session.rows(query):
                by_site.setdefault(row["site_id"], []).append(row)
            rows = session.rows(_LATEST)
            return [_site(row, _totals(by_site.get(row["site_id"], ()))) for row in rows]

        # Sorted here: databases differ in how they order letters.
        return sorted(self._database.read(read), key=lambda row: (row.label, row.site_id))

    def site(self, site_id: str) -> SiteRow | None:
        """One site with its sums."""

        def read(session: Session) -> SiteRow | None:
            rows = session.rows(f"{_LATEST} WHERE s.site_id = ?", site_id)
            return _site(rows[0], _sums(session, site_id)) if rows else None

        return self._database.read(read) if _is_text(site_id) else None

    def add_user(self, name: str, password_hash: str, at: datetime) -> None:
        """Let a user see the fleet page, or change the password of one who may."""
        statement = """
            INSERT INTO users (name, password_hash, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, created_at = excluded.created_at
        """
        self._database.write(lambda session: session.run(statement, name, password_hash, at.isoformat()))

    def password_hash(self, name: str) -> str | None:
        """A user's password hash, or None where there is no such user."""
        row = self._one("SELECT password_hash FROM users WHERE name = ?", name)
        return str(row["password_hash"]) if row else None

    def _one(self, query: str, value: str) -> dict[str, Any] | None:
        rows = self._database.read(lambda session: session.rows(query, value)) if _is_text(value) else []
        return rows[0] if rows else None


def _is_text(value: str) -> bool:
    # No database keeps such a name, and PostgreSQL refuses the very question.
    return "\0" not in value


def _enrol(session: Session, enrolment: Enrolment, at: str) -> Taken:
    # Taken by one statement, not read and then written: of two that come with it at once, one gets it.
    digest = _digest(enrolment.token)
    got = session.run(
        "UPDATE tokens SET used_at = ?, site_id = ? WHERE digest = ? AND used_at IS NULL", at, enrolment.site_id, digest
    )
    token = next(iter(session.rows("SELECT * FROM tokens WHERE digest = ?", digest)), None)
    if token is None:
        raise OperatorError("This enrolment token is not known. Make one with: lodge fleet token")
    if not got:
        site = next(iter(session.rows("SELECT * FROM sites WHERE site_id = ?", enrolment.site_id)), None)
        same = site and token["site_id"] == enrolment.site_id and site["public_key"] == enrolment.public_key
        if not same:
            raise OperatorError("This enrolment token has been used. Make another with: lodge fleet token")
        return Taken((), (enrolment.message_id,))
    new = session.run(
        "INSERT INTO sites (site_id, label, public_key, enrolled_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        *(enrolment.site_id, token["label"], enrolment.public_key, at),
    )
    if not new:
        raise OperatorError("This site is enrolled already.")
    return Taken((enrolment.message_id,), ())


def _take(session: Session, site_id: str, messages: Sequence[Message], at: str) -> Taken:
    accepted: list[str] = []
    repeated: list[str] = []
    for message in messages:
        # One statement again: a second server that is sent the same message waits here, and finds it taken.
        new = session.run(
            "INSERT INTO messages (message_id, site_id, kind, received_at, body) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            *(message.message_id, site_id, message.kind, at, encode(message)),
        )
        (accepted if new else repeated).append(message.message_id)
        if new and isinstance(message, SiteReport):
            _count(session, message)
    session.run("UPDATE sites SET last_seen = ? WHERE site_id = ?", at, site_id)
    return Taken(tuple(accepted), tuple(dict.fromkeys(repeated)))


def _count(session: Session, report: SiteReport) -> None:
    ids = {"message_id": report.message_id, "site_id": report.site_id}
    row = {
        **ids,
        "sequence": report.sequence,
        "period_end": report.period_end.isoformat(),
        **report.backlog.model_dump(),
        "backend": report.backend.value,
        "version": report.version,
    }
    _insert(session, "reports", row)
    for count in _counts(report):
        _insert(session, "counts", {**ids, **count})


def _insert(session: Session, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    session.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608


def _sums(session: Session, site_id: str | None) -> Totals:
    where, values = ("WHERE site_id = ?", (site_id,)) if site_id else ("", ())
    query = f"SELECT measure, first, second, {_SUM} FROM counts {where} GROUP BY 1, 2, 3"  # noqa: S608
    return _totals(session.rows(query, *values))


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
