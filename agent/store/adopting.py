"""Adopting: a trial run becomes the run of its claim, where the claim still waits as it did when it was compared."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from agent.rows import Closing, Tally
from agent.store.base import stamp
from agent.store.reprocessing import Reprocessing
from agent.trial_rows import TrialClaim
from pipelines.ports import Likeness

ADOPTED = "adopted"
_RESULTS = "run_id, subject, step, part, round, sealed_payload, milliseconds, recorded_at"


class Adopting(Reprocessing):
    """The one step by which a re-processing changes what counts."""

    def adopt(self, row: TrialClaim, user: str, at: datetime, *, only_ask: bool = False) -> str:
        """Let a claim's trial run be its run, whole or not at all; `adopted`, or the word that says why not.

        `already`: it was adopted before. `unfinished`: it is not read yet. `discarded`: its re-processing was.
        `handled`: a handler has decided. `joined`: it belongs to another claim. `changed`: it was read again, or is
        being worked on, since it was compared. `split`: the source falls into other claims than before. `quarantine`:
        nothing is taken from a handler's queue by a pipeline that cannot read it.
        """
        refusal = self._refusal(row)
        if refusal or only_ask:
            return refusal or ADOPTED
        closing = self._trial_closing(row)
        marks = self._marks_of(closing)
        with self._transaction("adopt"):
            refusal = self._refusal(row)
            if refusal:
                return refusal
            self._copy_run(row)
            self._put_claim(row, closing, at)
            self._remember(row.claim_id, marks)
            self._count_once(row.claim_id, at, "processed", *closing.tallies)
            self._write(
                "UPDATE trial_claims SET adopted_at = ? WHERE run_id = ? AND claim_id = ?",
                stamp(at),
                row.run_id,
                row.claim_id,
            )
            self._audit_adoption(row, closing, user, at)
        return ADOPTED

    def _refusal(self, row: TrialClaim) -> str:
        """Why a claim cannot be adopted now, as one word; "" where it can."""
        state = self._one(
            "SELECT c.adopted_at, c.sealed_closing, t.status, p.status AS whole FROM trial_claims c "
            "JOIN trial_runs t ON t.id = c.run_id JOIN reprocessings p ON p.id = t.reprocessing_id "
            "WHERE c.run_id = ? AND c.claim_id = ?",
            row.run_id,
            row.claim_id,
        )
        if state is None or state["whole"] != "open":
            return "discarded"
        if state["adopted_at"]:
            return "already"
        if state["status"] == "refused":
            return "quarantine"
        if state["status"] != "done":
            return "unfinished"
        if row.kind != "both":
            return self._refusal_new(row)
        return self._refusal_known(row)

    def _refusal_known(self, row: TrialClaim) -> str:
        claim = self._one("SELECT * FROM claims WHERE id = ?", row.claim_id) or {}
        if self.join_of(row.claim_id):
            return "joined"
        if claim["status"] in ("decided", "settled") or self.verdicts(row.claim_id):
            return "handled"
        if claim["status"] not in ("review", "quarantine") or claim["run_id"] != row.basis_run:
            return "changed"
        if any(one.kind != "both" for one in self.trial_claims(row.run_id)):
            return "split"
        return "quarantine" if self._trial_closing(row).status == "quarantine" else ""

    def _refusal_new(self, row: TrialClaim) -> str:
        """A claim that is not there: only of a source of which no other reading made any."""
        if row.kind == "lost" or any(one.kind != "new" for one in self.trial_claims(row.run_id)):
            return "split"
        others = "SELECT 1 FROM claims WHERE source_id = ? AND run_id <> ?"
        ended = "SELECT 1 FROM sources WHERE id = ? AND status IN ('quarantine', 'done')"
        if self._one(others, row.source_id, row.run_id) or self._one(ended, row.source_id) is None:
            return "changed"
        return "quarantine" if self._trial_closing(row).status == "quarantine" else ""

    def _trial_closing(self, row: TrialClaim) -> Closing:
        found = self._one(
            "SELECT sealed_closing FROM trial_claims WHERE run_id = ? AND claim_id = ?", row.run_id, row.claim_id
        )
        told = self._open(row.claim_id, found["sealed_closing"] if found else None)
        return Closing(
            status=told["status"],
            outcome=told["outcome"],
            claim_type=told["claim_type"],
            tier=told["tier"],
            reasons=tuple((code, message) for code, message in told["reasons"]),
            match_keys=tuple((kind, key) for kind, key in told["match_keys"]),
            likenesses=tuple(Likeness(kind, tuple(marks)) for kind, marks in told["likenesses"]),
            tallies=tuple(Tally(*tally) for tally in told["tallies"]),
        )

    def _copy_run(self, row: TrialClaim) -> None:
        """The trial run is a run among others, with the results that are the claim's or its source's."""
        self._write(
            "INSERT INTO runs (id, source_id, pipeline_digest, status, attempts, opened_at) "
            "SELECT t.id, t.source_id, p.pipeline_digest, 'done', 1, t.opened_at FROM trial_runs t "
            "JOIN reprocessings p ON p.id = t.reprocessing_id WHERE t.id = ? ON CONFLICT DO NOTHING",
            row.run_id,
        )
        for subject in (row.source_id, row.claim_id):
            self._write(
                f"INSERT INTO results ({_RESULTS}) SELECT {_RESULTS} FROM trial_results "  # noqa: S608 (constants)
                "WHERE run_id = ? AND subject = ? ORDER BY sequence ON CONFLICT DO NOTHING",
                row.run_id,
                subject,
            )

    def _put_claim(self, row: TrialClaim, closing: Closing, at: datetime) -> None:
        """The claim as the trial run leaves it."""
        if row.kind == "new":
            self._rescue(row, at)
            claim = {"id": row.claim_id, "source_id": row.source_id, "ordinal": row.ordinal, "run_id": row.run_id}
            self._insert("claims", {**claim, "status": "working"})
            self._audit(at, "claim.created", row.claim_id, source=row.source_id, ordinal=row.ordinal)
        self._write(
            "UPDATE claims SET status = ?, outcome = ?, claim_type = ?, tier = ?, sealed_reasons = ?, run_id = ?, "
            "seconds = ? WHERE id = ?",
            closing.status,
            closing.outcome,
            closing.claim_type,
            closing.tier,
            self._seal(row.claim_id, closing.reasons),
            row.run_id,
            row.seconds,
            row.claim_id,
        )

    def _rescue(self, row: TrialClaim, at: datetime) -> None:
        """Take a source out of quarantine, once."""
        if self._write("UPDATE sources SET status = 'done' WHERE id = ? AND status = 'quarantine'", row.source_id):
            self._count(row.source_id, at, *self._documents_of(row))
            self._audit(at, "source.rescued", row.source_id, run=row.run_id)

    def _documents_of(self, row: TrialClaim) -> tuple[Tally, ...]:
        """The source's documents, which a source in quarantine was never counted with."""
        if self._one("SELECT 1 FROM release_buffer WHERE subject = ? AND kind = 'document'", row.source_id):
            return ()
        found = self._one("SELECT tallies FROM trial_runs WHERE id = ?", row.run_id)
        told = json.loads(found["tallies"]) if found else []
        return tuple(Tally(kind, first, "", count) for kind, first, count in told)

    def _audit_adoption(self, row: TrialClaim, closing: Closing, user: str, at: datetime) -> None:
        """Tell it, and let the steps of the trial run be part of the claim's history, as they were written then."""
        for subject in (row.source_id, row.claim_id):
            self._write(
                "INSERT INTO audit_subjects (subject, sequence) SELECT ?, audit_sequence FROM trial_results "
                "WHERE run_id = ? AND subject = ? ON CONFLICT DO NOTHING",
                subject,
                row.run_id,
                subject,
            )
        detail: dict[str, Any] = {"run": row.run_id, "instead_of": row.basis_run, "outcome": closing.outcome}
        digest = self._one("SELECT pipeline_digest FROM runs WHERE id = ?", row.run_id) or {}
        self._audit(at, "claim.adopted", row.claim_id, actor=user, pipeline=digest["pipeline_digest"], **detail)
