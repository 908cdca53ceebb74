"""What is worked on: leases, runs, results, and the end of a claim's run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from agent.rows import Closing, Lease, OpenClaim, Pipeline, StepResult, Tally
from agent.store.base import canonical, stamp
from agent.store.counting import Counting

READ = "read"

# What was put back, after a strike or for want of something, goes behind what was never tried.
_NEXT = """
    SELECT s.id AS source_id, s.status, r.id AS run_id, r.pipeline_digest, r.attempts
    FROM sources s LEFT JOIN runs r ON r.source_id = s.id AND r.status = 'open'
    WHERE s.status IN ('received', 'working')
      AND (r.id IS NULL OR ((r.lease_until IS NULL OR r.lease_until <= ?) AND r.not_before <= ?))
    ORDER BY COALESCE(r.not_before, 0) > 0, s.sequence LIMIT 1
"""


class LeaseLostError(Exception):
    """Another worker has this run now; whatever this one still holds of it is thrown away."""


class _Marks(NamedTuple):
    keys: list[tuple[str, str]]  # (kind, digest)
    likenesses: list[tuple[str, int, list[str]]]  # (kind, part, digests)


class Working(Counting):
    """The worker's side of the store. Every write takes a lease and checks its token."""

    def lease(self, pipeline: Pipeline, now: datetime, seconds: float) -> Lease | None:
        """Take the oldest source that nobody works on, with its open run or a new one; None where there is none."""
        since = now.timestamp()
        if self._one(_NEXT, since, since) is None:
            return None
        with self._transaction("lease"):
            row = self._one(_NEXT, since, since)
            if row is None:
                return None
            run_id, attempts = row["run_id"], row["attempts"]
            if run_id is None or row["pipeline_digest"] != pipeline.digest:
                run_id, attempts = self._open_run(row["source_id"], run_id, pipeline, now), 0
            lease = Lease(run_id, row["source_id"], self.new_id(), attempts + 1)
            self._write(
                "UPDATE runs SET lease_token = ?, lease_until = ?, attempts = ? WHERE id = ?",
                lease.token,
                since + seconds,
                lease.attempts,
                run_id,
            )
            self._write("UPDATE sources SET status = 'working' WHERE id = ?", lease.source_id)
            self._audit(now, "run.leased", lease.source_id, run=run_id, attempts=lease.attempts)
        return lease

    def _open_run(self, source_id: str, old: str | None, pipeline: Pipeline, at: datetime) -> str:
        """A new run; one of another pipeline is left as it is, for its results would not be this pipeline's."""
        if old is not None:
            self._write("UPDATE runs SET status = 'superseded', lease_token = NULL WHERE id = ?", old)
        self._write(
            "INSERT INTO pipelines (digest, manifest, first_used_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            pipeline.digest,
            canonical(pipeline.manifest).decode(),
            stamp(at),
        )
        run = {"id": self.new_id(), "source_id": source_id, "pipeline_digest": pipeline.digest}
        self._insert("runs", {**run, "status": "open", "opened_at": stamp(at)})
        self._write("UPDATE claims SET run_id = ? WHERE source_id = ? AND status = 'working'", run["id"], source_id)
        self._audit(at, "run.opened", source_id, run=run["id"], pipeline=pipeline.digest)
        return run["id"]

    def renew(self, lease: Lease, now: datetime, seconds: float) -> None:
        """Keep a lease for longer; raises LeaseLostError."""
        with self._transaction("renew"):
            self._hold(lease, "lease_until = ?", now.timestamp() + seconds)

    def release(self, lease: Lease, now: datetime, *, counts: bool, pause: timedelta = timedelta(0)) -> None:
        """Give a run back unfinished; `counts` says whether this attempt speaks against the document."""
        with self._transaction("release"):
            self._hold(
                lease,
                "lease_token = NULL, lease_until = NULL, attempts = attempts - ?, not_before = ?",
                0 if counts else 1,
                (now + pause).timestamp(),
            )

    def break_leases(self) -> None:
        """Free every run: called by a worker that knows that no other is alive."""
        with self._transaction("break"):
            self._write("UPDATE runs SET lease_token = NULL, lease_until = NULL, not_before = 0 WHERE status = 'open'")

    def _hold(self, lease: Lease, change: str, *values: Any) -> None:
        """Change the run under its lease, or raise LeaseLostError."""
        sql = f"UPDATE runs SET {change} WHERE id = ? AND status = 'open' AND lease_token = ?"  # noqa: S608 (constants)
        if self._write(sql, *values, lease.run_id, lease.token) != 1:
            raise LeaseLostError

    def record_read(
        self, lease: Lease, result: StepResult, ordinals: Sequence[int], tallies: Sequence[Tally], at: datetime
    ) -> None:
        """Keep what a source holds and create its claims, each once however often it is read."""
        with self._transaction(READ):
            self._record(lease, result, at)
            known = {row["ordinal"] for row in self._claims(lease.source_id)}
            for ordinal in sorted(set(ordinals) - known):
                claim = {"id": self.new_id(), "source_id": lease.source_id, "ordinal": ordinal}
                self._insert("claims", {**claim, "run_id": lease.run_id, "status": "working"})
                self._audit(at, "claim.created", str(claim["id"]), source=lease.source_id, ordinal=ordinal)
            if not known:
                self._count(lease.source_id, at, *tallies)

    def record(self, lease: Lease, result: StepResult, at: datetime) -> None:
        """Keep one step's result; raises LeaseLostError."""
        with self._transaction(f"record:{result.step}"):
            self._record(lease, result, at)

    def _record(self, lease: Lease, result: StepResult, at: datetime) -> None:
        # A result is progress: only crashes in a row at the same place speak against the document.
        self._hold(lease, "attempts = 1")
        self._insert(
            "results",
            {
                "run_id": lease.run_id,
                "subject": result.subject,
                "step": result.step,
                "part": result.part,
                "round": result.round,
                "sealed_payload": self._seal(result.subject, result.payload),
                "milliseconds": result.milliseconds,
                "recorded_at": stamp(at),
            },
        )
        place: dict[str, Any] = {"run": lease.run_id, "part": result.part, "round": result.round}
        digest = hashlib.sha256(canonical(result.payload)).hexdigest()
        self._audit(at, f"step.{result.step}", result.subject, **place, result=digest)

    def results(self, run_id: str, subject: str) -> list[StepResult]:
        """What a run has found out about a source or a claim, in the order it was found."""
        rows = self._all("SELECT * FROM results WHERE run_id = ? AND subject = ? ORDER BY sequence", run_id, subject)
        return [
            StepResult(
                row["subject"],
                row["step"],
                self._open(row["subject"], row["sealed_payload"]),
                row["milliseconds"],
                row["part"],
                row["round"],
            )
            for row in rows
        ]

    def seconds(self, lease: Lease, claim_id: str) -> float:
        """How long a claim's steps took in this run, the reading of its source included."""
        sql = "SELECT SUM(milliseconds) AS ms FROM results WHERE run_id = ? AND subject IN (?, ?)"
        row = self._one(sql, lease.run_id, lease.source_id, claim_id)
        return (row["ms"] or 0) / 1000 if row else 0.0

    def open_claims(self, lease: Lease) -> list[OpenClaim]:
        """The source's claims that have no decision yet."""
        rows = [row for row in self._claims(lease.source_id) if row["status"] == "working"]
        return [OpenClaim(row["id"], row["source_id"], row["ordinal"]) for row in rows]

    def _claims(self, source_id: str) -> list[dict[str, Any]]:
        return self._all("SELECT * FROM claims WHERE source_id = ? ORDER BY ordinal", source_id)

    def finish(self, lease: Lease, claim_id: str, closing: Closing, at: datetime) -> None:
        """Close a claim's run: its state, its counts and its audit entry, in one transaction."""
        marks = self._marks_of(closing)
        with self._transaction("finish"):
            self._hold(lease, "attempts = 1")
            self._close_claim(lease, claim_id, closing, at)
            self._remember(claim_id, marks)
            self._close_run(lease, "done", at)

    def _marks_of(self, closing: Closing) -> _Marks:
        """By which digests a claim will be met again; made before the transaction, for the first makes the key."""
        keys = [(kind, self.keyed_digest(f"{kind}:{key}")) for kind, key in closing.match_keys]
        likenesses = [
            (one.kind, part, [self.keyed_digest(f"{one.kind}:{mark}") for mark in one.marks])
            for part, one in enumerate(closing.likenesses)
        ]
        return _Marks(keys, likenesses)

    def _remember(self, claim_id: str, marks: _Marks) -> None:
        """Later claims meet this one by these marks, and no more by those of an earlier run."""
        self._forget(claim_id)
        for kind, digest in marks.keys:
            sql = "INSERT INTO match_keys (claim_id, kind, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            self._write(sql, claim_id, kind, digest)
        for kind, part, digests in marks.likenesses:
            sql = "INSERT INTO likenesses (claim_id, kind, part, digest) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            for digest in digests:
                self._write(sql, claim_id, kind, part, digest)

    def _forget(self, claim_id: str) -> None:
        """No later claim meets this one any more."""
        self._write("DELETE FROM match_keys WHERE claim_id = ?", claim_id)
        self._write("DELETE FROM likenesses WHERE claim_id = ?", claim_id)

    def quarantine(self, lease: Lease, closing: Closing, at: datetime) -> None:
        """End a source that cannot be worked on, and whatever claims of it are still open."""
        with self._transaction("quarantine"):
            self._hold(lease, "attempts = attempts")
            open_claims = self.open_claims(lease)
            for claim in open_claims:
                self._close_claim(lease, claim.id, closing, at)
            if not open_claims and not self._claims(lease.source_id):
                sealed = self._seal(lease.source_id, closing.reasons)
                sql = "UPDATE sources SET status = 'quarantine', sealed_reasons = ? WHERE id = ?"
                self._write(sql, sealed, lease.source_id)
                self._count(lease.source_id, at, *closing.tallies)
                self._audit(at, "source.quarantined", lease.source_id, run=lease.run_id)
            self._close_run(lease, "failed", at)

    def _close_claim(self, lease: Lease, claim_id: str, closing: Closing, at: datetime) -> None:
        self._write(
            """
            UPDATE claims SET status = ?, outcome = ?, claim_type = ?, tier = ?, sealed_reasons = ?, run_id = ?,
                   seconds = ? WHERE id = ? AND status = 'working'
            """,
            closing.status,
            closing.outcome,
            closing.claim_type,
            closing.tier,
            self._seal(claim_id, closing.reasons),
            lease.run_id,
            self.seconds(lease, claim_id),
            claim_id,
        )
        self._count_once(claim_id, at, "processed", *closing.tallies)
        self._audit(at, "claim.finished", claim_id, run=lease.run_id, status=closing.status, outcome=closing.outcome)

    def _close_run(self, lease: Lease, status: str, at: datetime) -> None:
        """End the run with its last claim."""
        # One row, not all: a batch ends thousands of claims, each with this question.
        if self._one("SELECT 1 FROM claims WHERE source_id = ? AND status = 'working' LIMIT 1", lease.source_id):
            return
        sql = "UPDATE runs SET status = ?, lease_token = NULL, lease_until = NULL WHERE id = ?"
        self._write(sql, status, lease.run_id)
        self._write("UPDATE sources SET status = 'done' WHERE id = ? AND status = 'working'", lease.source_id)
        self._audit(at, "run.closed", lease.source_id, run=lease.run_id, status=status)

    def unsettled(self) -> list[tuple[str, str | None, str]]:
        """Verdicts that the worker has not taken up: (claim id, claim type, verdict), oldest first."""
        rows = self._all(
            "SELECT v.claim_id, c.claim_type, v.verdict FROM verdicts v JOIN claims c ON c.id = v.claim_id "
            "WHERE v.settled_at IS NULL ORDER BY v.decided_at"
        )
        return [(row["claim_id"], row["claim_type"], row["verdict"]) for row in rows]

    def settle(self, claim_id: str, tally: Tally, at: datetime) -> None:
        """Take a decided claim up again and settle it, once."""
        with self._transaction("settle"):
            if self._write("UPDATE claims SET status = 'settled' WHERE id = ? AND status = 'decided'", claim_id) != 1:
                return
            sql = "UPDATE verdicts SET settled_at = ? WHERE claim_id = ? AND settled_at IS NULL"
            self._write(sql, stamp(at), claim_id)
            self._count_once(claim_id, at, "settled", tally)
            self._audit(at, "claim.settled", claim_id)
