"""What comes in: sources, and every arrival in the inbox."""

from __future__ import annotations

from datetime import datetime

from agent.rows import Admission, Arrival, SourceRow, Tally
from agent.store.base import moment, stamp
from agent.store.counting import Counting


class Admitting(Counting):
    """The inbox's side of the store."""

    def admit(self, arrival: Arrival, at: datetime) -> Admission:
        """Record a file whose bytes are kept: a new source, a duplicate of one, or one recorded before a crash."""
        key = f"{arrival.key}:{arrival.sha256}"
        with self._transaction("admit"):
            known = self._one("SELECT * FROM arrivals WHERE key = ? AND removed_at IS NULL", key)
            if known:
                return Admission(known["id"], known["source_id"], known["kind"] == "duplicate", is_new=False)
            source = self._one("SELECT id FROM sources WHERE sha256 = ?", arrival.sha256)
            source_id = source["id"] if source else self._new_source(arrival, at)
            arrival_id = self._new_arrival(arrival, key, source_id, at, kind="duplicate" if source else "original")
            if source:
                self._audit(at, "arrival.duplicate", arrival_id, source=source_id)
                self._count(arrival_id, at, Tally("duplicate"))
        return Admission(arrival_id, source_id, is_duplicate=source is not None, is_new=True)

    def _new_source(self, arrival: Arrival, at: datetime) -> str:
        source_id = self.new_id()
        self._insert(
            "sources",
            {
                "id": source_id,
                "sha256": arrival.sha256,
                "size": arrival.size,
                "received_at": stamp(at),
                "status": "received",
            },
        )
        self._audit(at, "source.received", source_id, sha256=arrival.sha256, size=arrival.size)
        return source_id

    def _new_arrival(self, arrival: Arrival, key: str, source_id: str, at: datetime, kind: str) -> str:
        """A row for the file; where it was blocked before, that row is closed: it has come in after all."""
        self._write(
            "UPDATE arrivals SET removed_at = ? WHERE key = ? AND kind = 'blocked' AND removed_at IS NULL",
            stamp(at),
            arrival.key,
        )
        arrival_id = self.new_id()
        self._insert(
            "arrivals",
            {
                "id": arrival_id,
                "key": key,
                "source_id": source_id,
                "kind": kind,
                "sealed_name": self._seal(source_id, arrival.name),
                "arrived_at": stamp(at),
            },
        )
        return arrival_id

    def block(self, key: str, name: str, reason: tuple[str, str], at: datetime) -> bool:
        """Record a file that cannot be taken and stays in the inbox, with its (code, sentence).

        False where that is known already.
        """
        if self._one("SELECT 1 FROM arrivals WHERE key = ? AND removed_at IS NULL", key):
            return False
        arrival_id = self.new_id()
        row = {
            "id": arrival_id,
            "key": key,
            "kind": "blocked",
            "sealed_name": self._seal(arrival_id, name),
            "sealed_reason": self._seal(arrival_id, [reason]),
            "arrived_at": stamp(at),
        }
        with self._transaction("block"):
            self._insert("arrivals", row)
            self._audit(at, "arrival.blocked", arrival_id)
        return True

    def mark_removed(self, arrival_id: str, at: datetime) -> None:
        """The file has left the inbox: the same file met again is a copy of its own."""
        with self._transaction("remove"):
            self._write("UPDATE arrivals SET removed_at = ? WHERE id = ?", stamp(at), arrival_id)

    def remnants(self) -> list[tuple[str, str]]:
        """Arrivals not known to have left the inbox: (id, name)."""
        rows = self._all("SELECT id, source_id, sealed_name FROM arrivals WHERE removed_at IS NULL")
        return [(row["id"], self._open(row["source_id"] or row["id"], row["sealed_name"])) for row in rows]

    def source(self, source_id: str) -> SourceRow | None:
        """One source, or None."""
        row = self._one("SELECT * FROM sources WHERE id = ?", source_id)
        if row is None:
            return None
        return SourceRow(row["id"], row["sha256"], row["size"], moment(row["received_at"]), row["status"])
