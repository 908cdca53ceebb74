"""What a re-processing works on: leases on trial runs, and their results, beside those that count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from agent.rows import Closing, StepResult, Tally
from agent.store.base import canonical, moment, stamp
from agent.store.handling import Handling
from agent.store.working import LeaseLostError
from agent.trial_rows import Progress, Shard, TrialClaim, TrialLease

_MINE = "t.reprocessing_id = ? AND t.shard_key % ? = ?"
_ENDED = ("done", "refused", "skipped", "failed")
# Sources that came to nothing yet first; what was put back after a try goes behind them.
_NEXT = f"""
    SELECT t.* FROM trial_runs t JOIN reprocessings p ON p.id = t.reprocessing_id
    WHERE {_MINE} AND p.status = 'open' AND t.status IN ('waiting', 'open')
      AND (t.lease_until IS NULL OR t.lease_until <= ?) AND t.not_before <= ?
    ORDER BY t.not_before > 0, t.sequence LIMIT 1
"""  # noqa: S608 (constants)
_FREE = "lease_owner = NULL, lease_token = NULL, lease_until = NULL"


class Trying(Handling):
    """The re-processing's side of the store: whatever it writes lies in tables of its own."""

    def lease_trial(
        self, reprocessing_id: str, shard: Shard, owner: str, now: datetime, seconds: float
    ) -> TrialLease | None:
        """Take a source of this shard that nobody reads; None where there is none at this moment."""
        since = now.timestamp()
        with self._transaction("trial:lease"):
            row = self._one(_NEXT, reprocessing_id, shard.count, shard.index, since, since)
            if row is None:
                return None
            lease = TrialLease(row["id"], row["source_id"], self.new_id(), row["attempts"] + 1)
            self._write(
                "UPDATE trial_runs SET status = 'open', lease_owner = ?, lease_token = ?, lease_until = ?, "
                "attempts = ?, opened_at = COALESCE(opened_at, ?) WHERE id = ?",
                owner,
                lease.token,
                since + seconds,
                lease.attempts,
                stamp(now),
                lease.run_id,
            )
            self._audit(now, "trial.leased", lease.run_id, source=lease.source_id, attempts=lease.attempts)
        return lease

    def _hold_trial(self, lease: TrialLease, change: str, *values: Any) -> None:
        """Change a trial run under its lease, or raise LeaseLostError."""
        sql = f"UPDATE trial_runs SET {change} WHERE id = ? AND status = 'open' AND lease_token = ?"  # noqa: S608 (constants)
        if self._write(sql, *values, lease.run_id, lease.token) != 1:
            raise LeaseLostError

    def renew_trial(self, lease: TrialLease, now: datetime, seconds: float) -> None:
        """Keep a lease for longer; raises LeaseLostError."""
        with self._transaction("trial:renew"):
            self._hold_trial(lease, "lease_until = ?", now.timestamp() + seconds)

    def release_trial(self, lease: TrialLease, now: datetime, *, counts: bool, pause: timedelta = timedelta(0)) -> None:
        """Give a source back unfinished; `counts` says whether this attempt speaks against it."""
        with self._transaction("trial:release"):
            change = f"{_FREE}, attempts = attempts - ?, not_before = ?"
            self._hold_trial(lease, change, 0 if counts else 1, (now + pause).timestamp())

    def trial_owners(self) -> set[str]:
        """The processes that hold a lease, alive or not."""
        rows = self._all("SELECT DISTINCT lease_owner FROM trial_runs WHERE lease_owner IS NOT NULL")
        return {row["lease_owner"] for row in rows}

    def break_trials(self, owners: Collection[str]) -> None:
        """Free what processes hold that are no more."""
        with self._transaction("trial:break"):
            for owner in owners:
                self._write(f"UPDATE trial_runs SET {_FREE} WHERE lease_owner = ?", owner)  # noqa: S608 (constants)

    def offer_failed(self, reprocessing_id: str, shard: Shard) -> None:
        """Let what failed, or was skipped, be tried again from its start."""
        with self._transaction("trial:offer"):
            self._write(
                f"UPDATE trial_runs AS t SET status = 'waiting', attempts = 0, not_before = 0, code = NULL, "  # noqa: S608
                f"sealed_reasons = NULL WHERE {_MINE} AND t.status IN ('failed', 'skipped')",
                reprocessing_id,
                shard.count,
                shard.index,
            )

    def trial_progress(self, reprocessing_id: str, shard: Shard | None = None) -> Progress:
        """How far a re-processing, or one shard of it, has come."""
        part = shard or Shard()
        sql = f"SELECT t.status, COUNT(*) AS count FROM trial_runs t WHERE {_MINE} GROUP BY 1"  # noqa: S608 (constants)
        counts = {row["status"]: row["count"] for row in self._all(sql, reprocessing_id, part.count, part.index)}
        return Progress(sum(counts.values()), **{status: counts.get(status, 0) for status in _ENDED})

    def record_trial_read(
        self, lease: TrialLease, result: StepResult, ordinals: Sequence[int], tallies: Sequence[Tally], at: datetime
    ) -> None:
        """Keep what a source holds as this pipeline reads it, and which claims there are to compare."""
        counted: dict[tuple[str, str], int] = {}
        for tally in tallies:
            counted[tally.kind, tally.first] = counted.get((tally.kind, tally.first), 0) + tally.count
        with self._transaction("trial:read"):
            told = json.dumps([[*key, count] for key, count in counted.items()])
            self._hold_trial(lease, "attempts = 1, tallies = ?", told)
            self._record_trial(lease, result, at, slot=lease.source_id)
            self._compare_claims(lease, ordinals)

    def _compare_claims(self, lease: TrialLease, ordinals: Sequence[int]) -> None:
        """A row per claim that is, or would be; what was joined to another claim says nothing by itself."""
        known = {row["ordinal"]: row for row in self._claims(lease.source_id)}
        for ordinal in sorted({*ordinals, *known}):
            old = known.get(ordinal)
            # What the worker has in hand right now has no reading to compare with.
            if old and (old["status"] == "working" or self.join_of(old["id"])):
                continue
            row: dict[str, Any] = {"run_id": lease.run_id, "ordinal": ordinal}
            row["claim_id"] = old["id"] if old else self.new_id()
            row["kind"] = "new" if old is None else "both" if ordinal in ordinals else "lost"
            if old:
                row |= {"basis_run": old["run_id"], "basis_status": old["status"], "basis_seconds": old["seconds"]}
            self._insert("trial_claims", row)

    def record_trial(self, lease: TrialLease, result: StepResult, at: datetime) -> None:
        """Keep one step's result of a claim; raises LeaseLostError."""
        with self._transaction(f"trial:{result.step}"):
            self._hold_trial(lease, "attempts = 1")
            self._record_trial(lease, result, at, slot=result.subject)

    def _record_trial(self, lease: TrialLease, result: StepResult, at: datetime, slot: str) -> None:
        digest = hashlib.sha256(canonical(result.payload)).hexdigest()
        place: dict[str, Any] = {"run": lease.run_id, "of": result.subject, "part": result.part, "round": result.round}
        # Of the run, not of the claim: nothing of it is the claim's history until it is adopted.
        self._audit(at, f"step.{result.step}", lease.run_id, slot=slot, **place, result=digest)
        self._insert(
            "trial_results",
            {
                "run_id": lease.run_id,
                "subject": result.subject,
                "step": result.step,
                "part": result.part,
                "round": result.round,
                "sealed_payload": self._seal(result.subject, result.payload),
                "milliseconds": result.milliseconds,
                "recorded_at": stamp(at),
                "audit_sequence": self.chain_head()[0],
            },
        )

    def trial_results(self, run_id: str, subject: str) -> list[StepResult]:
        """What a trial run has found out about a source or a claim, in the order it was found."""
        sql = "SELECT * FROM trial_results WHERE run_id = ? AND subject = ? ORDER BY sequence"
        return [
            StepResult(
                row["subject"],
                row["step"],
                self._open(row["subject"], row["sealed_payload"]),
                row["milliseconds"],
                row["part"],
                row["round"],
            )
            for row in self._all(sql, run_id, subject)
        ]

    def trial_seconds(self, lease: TrialLease, claim_id: str) -> float:
        """How long a claim's steps took in this run, the reading of its source included."""
        sql = "SELECT SUM(milliseconds) AS ms FROM trial_results WHERE run_id = ? AND subject IN (?, ?)"
        row = self._one(sql, lease.run_id, lease.source_id, claim_id)
        return (row["ms"] or 0) / 1000 if row else 0.0

    def finish_trial(
        self, lease: TrialLease, claim_id: str, closing: Closing, difference: Mapping[str, Any], at: datetime
    ) -> None:
        """End a claim of a trial run: how it would end its run, and what is other than in the reading that counts."""
        seconds = self.trial_seconds(lease, claim_id)
        with self._transaction("trial:finish"):
            self._hold_trial(lease, "attempts = 1")
            self._write(
                "UPDATE trial_claims SET sealed_closing = ?, difference = ?, seconds = ? WHERE run_id = ? AND claim_id = ?",  # noqa: E501
                self._seal(claim_id, _closing_json(closing)),
                json.dumps(difference),
                seconds,
                lease.run_id,
                claim_id,
            )
            detail: dict[str, Any] = {"of": claim_id, "outcome": closing.outcome}
            self._audit(at, "trial.finished", lease.run_id, slot=claim_id, **detail)

    def close_trial(self, lease: TrialLease, status: str, at: datetime, *, code: str = "", reason: str = "") -> None:
        """End a trial run: done, refused, skipped or failed, with the code and the sentence that say why."""
        sealed = self._seal(lease.source_id, [(code, reason)]) if code else None
        with self._transaction("trial:close"):
            change = f"status = ?, code = ?, sealed_reasons = ?, {_FREE}"
            self._hold_trial(lease, change, status, code or None, sealed)
            if status == "refused":
                self._compare_claims(lease, ())
            self._audit(at, "trial.closed", lease.run_id, source=lease.source_id, status=status, code=code)

    def trial_claims(self, run_id: str) -> list[TrialClaim]:
        """The claims of a trial run, in the order they have in their source."""
        return self._trial_claims("c.run_id = ?", run_id)

    def _trial_claims(self, where: str, *values: Any) -> list[TrialClaim]:
        sql = f"""
            SELECT c.*, t.source_id FROM trial_claims c JOIN trial_runs t ON t.id = c.run_id
            WHERE {where} ORDER BY t.sequence, c.ordinal
        """  # noqa: S608 (constants)
        return [
            TrialClaim(
                row["run_id"],
                row["claim_id"],
                row["source_id"],
                row["ordinal"],
                row["kind"],
                row["basis_run"],
                row["basis_status"],
                row["basis_seconds"],
                row["seconds"],
                moment(row["adopted_at"]) if row["adopted_at"] else None,
                row["sealed_closing"] is not None,
                json.loads(row["difference"]) if row["difference"] else {},
            )
            for row in self._all(sql, *values)
        ]


def _closing_json(closing: Closing) -> dict[str, Any]:
    return {
        "status": closing.status,
        "outcome": closing.outcome,
        "claim_type": closing.claim_type,
        "tier": closing.tier,
        "reasons": closing.reasons,
        "match_keys": closing.match_keys,
        "likenesses": [[one.kind, one.marks] for one in closing.likenesses],
        "tallies": [[one.kind, one.first, one.second, one.count] for one in closing.tallies],
    }
