"""The release buffer: what is counted for the next report, each thing once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from agent.rows import Counts, LedgerRow, ReportBasis, Tally
from agent.store.base import SITE_SLOT, Base, moment, stamp


class Counting(Base):
    """What is counted, what waits to leave, and what has left."""

    def _count(self, subject: str, at: datetime, *tallies: Tally) -> None:
        """Count what happened to `subject`, inside its transaction; equal tallies are summed first."""
        sums: dict[tuple[str, str, str], int] = {}
        for tally in tallies:
            key = (tally.kind, tally.first, tally.second)
            sums[key] = sums.get(key, 0) + tally.count
        for (kind, first, second), count in sums.items():
            self._insert(
                "release_buffer",
                {
                    "subject": subject,
                    "kind": kind,
                    "first": first,
                    "second": second,
                    "count": count,
                    "happened_at": stamp(at),
                },
            )

    def _count_once(self, subject: str, at: datetime, kind: str, *tallies: Tally) -> None:
        """Count what happened to a claim; of one counted under `kind` before it was opened again, new findings."""
        # A source in quarantine was counted by its own id; the first claim that comes of it after all is that same one.
        known = self._all(
            "SELECT kind, first, second FROM release_buffer "
            "WHERE subject IN (?, (SELECT source_id FROM claims WHERE id = ? AND ordinal = 0))",
            subject,
            subject,
        )
        if any(row["kind"] == kind for row in known):
            told = {(row["kind"], row["first"], row["second"]) for row in known}
            new = [tally for tally in tallies if tally.kind == "finding"]
            tallies = tuple(one for one in new if (one.kind, one.first, one.second) not in told)
        self._count(subject, at, *tallies)

    def report(self, make: Callable[[ReportBasis], tuple[str, bytes]], at: datetime) -> str:
        """Turn what is not reported yet into one message, in one transaction, and return its id.

        `make` gives the message's id and the exact bytes that will leave. Whatever it raises leaves all as it was.
        """
        with self._transaction("report"):
            basis = self._basis(at)
            message_id, body = make(basis)
            self._insert_message(message_id, "site_report", body, at)
            self._insert("outbox", {"message_id": message_id})
            self._write("UPDATE release_buffer SET message_id = ? WHERE message_id IS NULL", message_id)
            self._audit(at, "report.made", message_id, slot=SITE_SLOT)
        return message_id

    def _basis(self, at: datetime) -> ReportBasis:
        first = self._one("SELECT MIN(happened_at) AS at FROM release_buffer WHERE message_id IS NULL")
        last = self._one("SELECT MAX(written_at) AS at, COUNT(*) AS count FROM ledger WHERE kind = 'site_report'")
        pipeline = self._one(
            "SELECT p.manifest FROM runs r JOIN pipelines p ON p.digest = r.pipeline_digest "
            "ORDER BY r.sequence DESC LIMIT 1"
        )
        starts = [row["at"] for row in (last, first) if row and row["at"]]
        return ReportBasis(
            sequence=last["count"] + 1 if last else 1,
            since=moment(starts[0]) if starts else at,
            at=at,
            sums=self._sums("message_id IS NULL"),
            counts=self.counts(),
            engine=str(json.loads(pipeline["manifest"])["engine"]) if pipeline else "none",
        )

    def unreported(self) -> dict[tuple[str, str, str], int]:
        """The sums of all that no report has told yet: (kind, first, second) -> count."""
        return self._sums("message_id IS NULL")

    def totals(self) -> dict[tuple[str, str, str], int]:
        """The sums of all that was ever counted: what the fleet has once everything has arrived."""
        return self._sums("1")

    def _sums(self, where: str) -> dict[tuple[str, str, str], int]:
        sql = (
            "SELECT kind, first, second, SUM(count) AS count FROM release_buffer "  # noqa: S608 (a constant)
            f"WHERE {where} GROUP BY kind, first, second ORDER BY kind, first, second"
        )
        return {(row["kind"], row["first"], row["second"]): row["count"] for row in self._all(sql)}

    def counts(self) -> Counts:
        """How much lies where at this moment."""
        lines = {
            row["status"]: row["count"] for row in self._all("SELECT status, COUNT(*) AS count FROM lines GROUP BY 1")
        }
        waiting = self._one("SELECT COUNT(*) AS count FROM outbox WHERE sent_at IS NULL")
        return Counts(
            received=lines.get("received", 0),
            working=lines.get("working", 0),
            review=lines.get("review", 0),
            quarantine=lines.get("quarantine", 0),
            settled=lines.get("settled", 0),
            duplicate=lines.get("duplicate", 0),
            outbox_waiting=waiting["count"] if waiting else 0,
        )

    def oldest(self) -> dict[str, datetime]:
        """When the oldest line of each status that somebody should see to was received."""
        sql = "SELECT status, MIN(received_at) AS at FROM lines WHERE status IN (?, ?, ?, ?) GROUP BY 1"
        rows = self._all(sql, "received", "working", "review", "quarantine")
        return {row["status"]: moment(row["at"]) for row in rows}

    def record_departure(self, message_id: str, kind: str, body: bytes, at: datetime) -> None:
        """Keep a message that leaves by itself (an enrolment) in the ledger; once per id."""
        with self._transaction("ledger"):
            if self._one("SELECT 1 FROM ledger WHERE message_id = ?", message_id) is None:
                self._insert_message(message_id, kind, body, at)
                self._audit(at, f"{kind}.made", message_id, slot=SITE_SLOT)

    def _insert_message(self, message_id: str, kind: str, body: bytes, at: datetime) -> None:
        row = {"message_id": message_id, "kind": kind, "body": body, "written_at": stamp(at)}
        self._insert("ledger", row)

    def waiting_messages(self, limit: int) -> list[LedgerRow]:
        """Messages that no fleet has acknowledged, oldest first."""
        return self._ledger("JOIN outbox o USING (message_id) WHERE o.sent_at IS NULL", limit)

    def ledger(self, limit: int = -1) -> list[LedgerRow]:
        """Every message that left or may have left, oldest first."""
        return self._ledger("LEFT JOIN outbox o USING (message_id)", limit)

    def _ledger(self, rest: str, limit: int) -> list[LedgerRow]:
        sql = f"SELECT l.*, o.sent_at FROM ledger l {rest} ORDER BY l.sequence LIMIT ?"  # noqa: S608 (constants)
        return [
            LedgerRow(
                row["sequence"],
                row["message_id"],
                row["kind"],
                bytes(row["body"]),
                moment(row["written_at"]),
                moment(row["sent_at"]) if row["sent_at"] else None,
            )
            for row in self._all(sql, limit)
        ]

    def mark_sent(self, message_ids: list[str], at: datetime) -> None:
        """The fleet has these messages."""
        with self._transaction("send"):
            for message_id in message_ids:
                changed = self._write(
                    "UPDATE outbox SET sent_at = ? WHERE message_id = ? AND sent_at IS NULL", stamp(at), message_id
                )
                if changed:
                    self._audit(at, "report.sent", message_id, slot=SITE_SLOT)
