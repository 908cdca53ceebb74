"""What belongs together: documents that came in late join the claim they belong to, and can be taken apart again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agent.rows import JoinRow, Lease
from agent.store.base import moment, stamp
from agent.store.working import READ, Working
from pipelines.claim import Document
from pipelines.errors import LodgeError

JOIN = "join"  # the step of a run that keeps which documents were joined to its claim


class TargetBusyError(Exception):
    """The claim to be joined is being worked on, or was just decided: try again a little later."""

    def __init__(self, decided: bool) -> None:
        super().__init__()
        self.decided = decided


class Joining(Working):
    """Joins, and the claims that they open again."""

    def join(self, lease: Lease, claim_id: str, into: str, kinds: tuple[str, ...], at: datetime) -> None:
        """Give an open claim's documents to an earlier claim, and open that again, in one transaction.

        Raises LeaseLostError, and TargetBusyError where the other claim cannot be changed at this moment.
        """
        with self._transaction(JOIN):
            self._hold(lease, "attempts = 1")
            self._settle_into(claim_id, into, lease.run_id, kinds, "lodge", at)
            self._close_run(lease, "done", at)

    def gather(self, lease: Lease, into: str, papers: Mapping[str, tuple[str, ...]], at: datetime) -> None:
        """Give claims that are papers of the claim at hand to it, by id and what they share, in one transaction.

        One that has changed meanwhile is left as it is. Raises LeaseLostError.
        """
        with self._transaction(JOIN):
            self._hold(lease, "attempts = 1")
            for claim_id, kinds in papers.items():
                if not self.may_be_gathered(claim_id):
                    continue
                row = self._one("SELECT run_id FROM claims WHERE id = ?", claim_id) or {}
                # What was joined to the papers meanwhile comes with them.
                for join in self.joins_into(claim_id):
                    self._write("UPDATE joins SET split_at = ? WHERE id = ?", stamp(at), join.id)
                    self._give(join.claim_id, into, join.run_id, join.kinds, join.user, at)
                self._give(claim_id, into, row["run_id"], kinds, "lodge", at)
                self._audit(at, "claim.gathered", into, document=claim_id, by=list(kinds))

    def may_be_gathered(self, claim_id: str) -> bool:
        """Whether a claim waits, no handler has decided it, and nobody took it apart from another."""
        sql = """
            SELECT 1 FROM claims c WHERE c.id = ? AND c.status = 'review'
            AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.claim_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM joins j WHERE j.claim_id = c.id)
            AND NOT EXISTS (SELECT 1 FROM joins j WHERE j.into_claim = c.id AND j.split_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.source_id = c.source_id AND r.status = 'open')
        """
        return self._one(sql, claim_id) is not None

    def join_by_hand(self, claim_id: str, into: str, user: str, at: datetime) -> None:
        """Join a claim that waits, or is settled, to another; LodgeError, in a sentence, where that cannot be."""
        row = self._one("SELECT * FROM claims WHERE id = ?", claim_id)
        if row is None or row["status"] not in ("review", "settled") or self.join_of(claim_id):
            raise LodgeError("Only a claim that waits for a handler, or is settled, can be joined to another.")
        if claim_id == into or self.joins_into(claim_id):
            raise LodgeError("Other documents were joined to this claim. Split them off first.")
        with self._transaction(JOIN):
            # A verdict or another join may have come between.
            state = self._one("SELECT status, run_id FROM claims WHERE id = ?", claim_id) or {}
            if state["status"] != row["status"] or self.join_of(claim_id):
                raise LodgeError("Somebody changed this claim meanwhile. Load the page again.")
            try:
                self._settle_into(claim_id, into, state["run_id"], (), user, at)
            except TargetBusyError:
                raise LodgeError("That claim is being worked on. Try again in a minute.") from None

    def split(self, claim_id: str, user: str, at: datetime) -> None:
        """Take documents that were joined away again: both claims are worked on anew. LodgeError where none were."""
        with self._transaction("split"):
            row = self.join_of(claim_id)
            if row is None:
                raise LodgeError("This claim is not joined to another.")
            try:
                self._reopen(row.into_claim, at, quarantined=True)
            except TargetBusyError:
                raise LodgeError("That claim is being worked on. Try again in a minute.") from None
            self._write("UPDATE joins SET split_at = ? WHERE id = ?", stamp(at), row.id)
            self._write("UPDATE claims SET status = 'working' WHERE id = ?", claim_id)
            self._offer(claim_id)
            self._audit(at, "claim.split", claim_id, actor=user, **{"from": row.into_claim})
            self._audit(at, "claim.reopened", row.into_claim, actor=user, without=claim_id)

    def _settle_into(
        self, claim_id: str, into: str, run_id: str, kinds: tuple[str, ...], user: str, at: datetime
    ) -> None:
        if self.join_of(into):
            raise LodgeError("That claim was itself joined to another. Join this one there.")
        self._reopen(into, at)
        self._give(claim_id, into, run_id, kinds, user, at)
        self._audit(at, "claim.reopened", into, actor=user, document=claim_id, by=list(kinds))

    def _give(self, claim_id: str, into: str, run_id: str, kinds: tuple[str, ...], user: str, at: datetime) -> None:
        """A claim's documents are another's from now on."""
        # Whose documents are another's is no claim: it waits for nobody, and no later claim is to meet it.
        self._write("UPDATE claims SET status = 'settled', run_id = ? WHERE id = ?", run_id, claim_id)
        self._forget(claim_id)
        row = {"id": self.new_id(), "claim_id": claim_id, "into_claim": into, "run_id": run_id}
        row |= {"kinds": " ".join(kinds), "user": user, "joined_at": stamp(at)}
        self._insert("joins", row)
        self._audit(at, "claim.joined", claim_id, actor=user, into=into, by=list(kinds))

    def _reopen(self, claim_id: str, at: datetime, *, quarantined: bool = False) -> None:
        """Put a claim before the worker again, with a new run; its verdicts and the results of older runs stay.

        `quarantined` says that it may be one in quarantine: what was joined to it may be what broke the work on it.
        """
        row = self._one(
            "SELECT c.status, r.lease_until FROM claims c "
            "LEFT JOIN runs r ON r.source_id = c.source_id AND r.status = 'open' WHERE c.id = ?",
            claim_id,
        )
        if row is None or (row["status"] == "quarantine" and not quarantined):
            raise LodgeError("That is no claim to which anything can be joined.")
        if row["status"] == "decided" or (row["lease_until"] or 0) > at.timestamp():
            raise TargetBusyError(row["status"] == "decided")
        self._write("UPDATE claims SET status = 'working' WHERE id = ?", claim_id)
        self._offer(claim_id)

    def _offer(self, claim_id: str) -> None:
        """The claim's source is to be worked on, by a run that has yet to begin."""
        source = "(SELECT source_id FROM claims WHERE id = ?)"
        superseded = (
            f"UPDATE runs SET status = 'superseded', lease_token = NULL WHERE status = 'open' AND source_id = {source}"  # noqa: S608 (constants)
        )
        self._write(superseded, claim_id)
        self._write(f"UPDATE sources SET status = 'received' WHERE id = {source}", claim_id)  # noqa: S608 (constants)

    def join_of(self, claim_id: str) -> JoinRow | None:
        """To which claim this one's documents were joined; None for a claim of its own."""
        row = self._one("SELECT * FROM joins WHERE claim_id = ? AND split_at IS NULL", claim_id)
        return _join(row) if row else None

    def joins_into(self, claim_id: str) -> list[JoinRow]:
        """What was joined to a claim, oldest first."""
        sql = "SELECT * FROM joins WHERE into_claim = ? AND split_at IS NULL ORDER BY joined_at, id"
        return [_join(row) for row in self._all(sql, claim_id)]

    def may_join(self, claim_id: str) -> bool:
        """Whether a claim is new: it never came to a decision, and nobody took it apart from another."""
        sql = "SELECT 1 FROM joins WHERE ? IN (claim_id, into_claim) UNION ALL SELECT 1 FROM results WHERE subject = ? AND step = 'decide'"  # noqa: E501
        return self._one(sql, claim_id, claim_id) is None

    def waits_behind(self, source_id: str) -> bool:
        """Whether a source that came in earlier is not worked off: the claim looked for may yet come of it."""
        sql = (
            "SELECT 1 FROM sources WHERE status IN ('received', 'working') "
            "AND sequence < (SELECT sequence FROM sources WHERE id = ?)"
        )
        return self._one(sql, source_id) is not None

    def documents_joined_to(self, claim_id: str) -> dict[str, tuple[Document, ...]]:
        """The documents that were joined to a claim, by the id of the join, as they were read when they came in."""
        return {row.id: self._documents(row.claim_id, row.run_id) for row in self.joins_into(claim_id)}

    def _documents(self, claim_id: str, run_id: str) -> tuple[Document, ...]:
        """One claim's own documents as a run read them."""
        claim = self._one("SELECT source_id, ordinal FROM claims WHERE id = ?", claim_id) or {}
        # Looked through before it is validated: a batch holds the documents of thousands of claims.
        return tuple(
            Document.model_validate(document)
            for result in self.results(run_id, claim["source_id"])
            if result.step == READ
            for document in result.payload["documents"]
            if document["claim"] == claim["ordinal"]
        )

    def run_before(self, claim_id: str, run_id: str) -> str | None:
        """The last run but this one that took a claim to its decision, or None."""
        row = self._one(
            "SELECT run_id FROM results WHERE subject = ? AND step = 'decide' AND run_id <> ? "
            "ORDER BY sequence DESC LIMIT 1",
            claim_id,
            run_id,
        )
        return str(row["run_id"]) if row else None


def _join(row: dict[str, Any]) -> JoinRow:
    return JoinRow(
        row["id"],
        row["claim_id"],
        row["into_claim"],
        row["run_id"],
        tuple(row["kinds"].split()),
        row["user"],
        moment(row["joined_at"]),
        moment(row["split_at"]) if row["split_at"] else None,
    )
