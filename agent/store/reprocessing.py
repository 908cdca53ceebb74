"""Re-processings: which sources are read again beside the reading that counts, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from agent.assembling import Documents, State, assemble, restore
from agent.rows import Pipeline
from agent.store.base import SITE_SLOT, canonical, moment, stamp
from agent.store.joining import JOIN
from agent.store.trying import Trying
from agent.store.working import READ
from agent.trial_rows import ReprocessingRow, Selection, TrialClaim
from pipelines.claim import Claim, Document
from pipelines.claim_types.schema import ClaimType

# Sources that the worker has in hand are left to it. A claim that was joined to another says nothing by itself.
_SELECTED = """
    SELECT s.id FROM sources s
    WHERE s.received_at >= :since AND s.received_at < :until AND s.status IN ('done', 'quarantine') AND (
        EXISTS (
            SELECT 1 FROM claims c WHERE c.source_id = s.id
            AND (:any_status OR c.status IN (SELECT value FROM json_each(:statuses)))
            AND (:any_type OR c.claim_type IN (SELECT value FROM json_each(:types)))
            AND NOT EXISTS (SELECT 1 FROM joins j WHERE j.claim_id = c.id AND j.split_at IS NULL)
        ) OR (
            s.status = 'quarantine' AND :any_type
            AND (:any_status OR 'quarantine' IN (SELECT value FROM json_each(:statuses)))
            AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.source_id = s.id)
        )
    ) ORDER BY s.sequence LIMIT :limit
"""


def shard_key(source_id: str) -> int:
    """The number whose remainder says to which shard a source belongs; the same in every process, for ever."""
    return int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:4])


class Reprocessing(Trying):
    """Beginning, looking at and discarding re-processings."""

    def selected(self, selection: Selection) -> list[str]:
        """The ids of the sources that a selection means now, oldest first."""
        values = {
            "since": stamp(selection.since),
            "until": stamp(selection.until),
            "any_status": not selection.statuses,
            "statuses": json.dumps(selection.statuses),
            "any_type": not selection.claim_types,
            "types": json.dumps(selection.claim_types),
            "limit": -1 if selection.limit is None else selection.limit,
        }
        with self._lock:
            return [row["id"] for row in self._db.query(_SELECTED, values)]

    def begin_reprocessing(
        self, name: str, pipeline: Pipeline, selection: Selection, asked: dict[str, Any], at: datetime
    ) -> ReprocessingRow:
        """Begin a re-processing with a trial run per source; of one begun before (by another shard), that one.

        `asked` is the selection as it was asked for, by which a later call is told to be the same.
        """
        with self._transaction("trial:begin"):
            if self._one("SELECT 1 FROM reprocessings WHERE name = ?", name) is None:
                self._begin(name, pipeline, selection, asked, at)
        found = self.reprocessing(name)
        if found is None:
            raise AssertionError("it was begun a moment ago")
        return found

    def _begin(self, name: str, pipeline: Pipeline, selection: Selection, asked: dict[str, Any], at: datetime) -> None:
        self._write(
            "INSERT INTO pipelines (digest, manifest, first_used_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            pipeline.digest,
            canonical(pipeline.manifest).decode(),
            stamp(at),
        )
        row = {"id": self.new_id(), "name": name, "pipeline_digest": pipeline.digest, "status": "open"}
        self._insert("reprocessings", {**row, "selection": json.dumps(asked), "begun_at": stamp(at)})
        sources = self.selected(selection)
        self._db.conn.executemany(
            "INSERT INTO trial_runs (id, reprocessing_id, source_id, shard_key, status) VALUES (?, ?, ?, ?, 'waiting')",
            ((self.new_id(), row["id"], source, shard_key(source)) for source in sources),
        )
        detail: dict[str, Any] = {"pipeline": pipeline.digest, "sources": len(sources)}
        self._audit(at, "reprocessing.begun", row["id"], slot=SITE_SLOT, **detail)

    def reprocessing(self, name: str) -> ReprocessingRow | None:
        """The re-processing of this name, or None."""
        return next((row for row in self.reprocessings() if row.name == name), None)

    def reprocessings(self) -> list[ReprocessingRow]:
        """All re-processings, newest first."""
        return [
            ReprocessingRow(
                row["id"],
                row["name"],
                row["pipeline_digest"],
                json.loads(row["selection"]),
                row["status"],
                moment(row["begun_at"]),
            )
            for row in self._all("SELECT * FROM reprocessings ORDER BY sequence DESC")
        ]

    def discard_reprocessing(self, reprocessing_id: str, user: str, at: datetime) -> bool:
        """End a re-processing: nothing of it can be adopted any more. What it read stays; False where it had ended."""
        with self._transaction("trial:discard"):
            sql = "UPDATE reprocessings SET status = 'discarded' WHERE id = ? AND status = 'open'"
            changed = self._write(sql, reprocessing_id) == 1
            if changed:
                self._audit(at, "reprocessing.discarded", reprocessing_id, actor=user, slot=SITE_SLOT)
        return changed

    def claims_of(self, reprocessing_id: str) -> list[TrialClaim]:
        """Every claim that was compared, or is still to be, in the order of their sources."""
        return self._trial_claims("t.reprocessing_id = ?", reprocessing_id)

    def still_refused(self, reprocessing_id: str) -> int:
        """How many sources were in quarantine without a claim and would be again."""
        sql = """
            SELECT COUNT(*) AS count FROM trial_runs t WHERE t.reprocessing_id = ? AND t.status = 'refused'
            AND NOT EXISTS (SELECT 1 FROM trial_claims c WHERE c.run_id = t.id)
        """
        row = self._one(sql, reprocessing_id)
        return int(row["count"]) if row else 0

    def failures(self, reprocessing_id: str) -> dict[str, int]:
        """Why sources failed, or would be in quarantine: how many by code."""
        sql = "SELECT code, COUNT(*) AS count FROM trial_runs WHERE reprocessing_id = ? AND code IS NOT NULL GROUP BY 1"
        return {row["code"]: row["count"] for row in self._all(sql, reprocessing_id)}

    def reading(self, claim_id: str, run_id: str) -> Claim | None:
        """A claim as one run read it, without what handlers typed."""
        found = self._one("SELECT * FROM claims WHERE id = ?", claim_id)
        return self._assembled({**found, "run_id": run_id}) if found else None

    def trial_reading(self, row: TrialClaim) -> Claim:
        """A claim as a trial run has read it so far."""
        results = self.trial_results(row.run_id, row.claim_id)
        joined = [
            document
            for result in results
            if result.step == JOIN
            for document in Documents.model_validate(result.payload).documents
        ]
        state = State(
            claim_id=row.claim_id,
            source_id=row.source_id,
            ordinal=row.ordinal,
            documents=(*self._trial_documents(row), *joined),
        )
        return assemble(restore(state, [result for result in results if result.step != JOIN]))

    def _trial_documents(self, row: TrialClaim) -> tuple[Document, ...]:
        # Looked through before it is validated: a batch holds the documents of thousands of claims.
        return tuple(
            Document.model_validate(document)
            for result in self.trial_results(row.run_id, row.source_id)
            if result.step == READ
            for document in result.payload["documents"]
            if document["claim"] == row.ordinal
        )

    def claim_types_of(self, pipeline_digest: str) -> dict[str, ClaimType]:
        """The claim types of a pipeline, as they were then."""
        row = self._one("SELECT manifest FROM pipelines WHERE digest = ?", pipeline_digest)
        types = json.loads(row["manifest"])["claim_types"] if row else {}
        return {name: ClaimType.model_validate(one) for name, one in types.items()}

    def model_of(self, pipeline_digest: str) -> str:
        """The name of a pipeline's model; "none" where it had none."""
        row = self._one("SELECT manifest FROM pipelines WHERE digest = ?", pipeline_digest)
        model = json.loads(row["manifest"])["model"] if row else None
        return str(model["name"]) if model else "none"

    def earlier_of(self, claim_ids: Sequence[str], source_id: str, ordinal: int) -> list[str]:
        """Those of these claims that come before a place in the order in which sources came in."""
        sql = """
            SELECT c.id FROM claims c JOIN sources s ON s.id = c.source_id
            WHERE c.id IN (SELECT value FROM json_each(?))
            AND (s.sequence, c.ordinal) < ((SELECT sequence FROM sources WHERE id = ?), ?)
        """
        earlier = {row["id"] for row in self._all(sql, json.dumps(list(claim_ids)), source_id, ordinal)}
        return [claim_id for claim_id in claim_ids if claim_id in earlier]
