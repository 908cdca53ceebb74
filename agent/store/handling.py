"""What people see and decide: lists, one claim, verdicts, users, the history of a claim."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from agent.assembling import Documents, State, assemble, corrected, restore
from agent.rows import AuditRow, ClaimRow, QueueRow, UserRow, VerdictRow
from agent.store.base import moment, stamp
from agent.store.joining import JOIN, Joining
from pipelines.claim import Claim, Decision, Document, Outcome, Reason, Verdict
from pipelines.claim_types.schema import ClaimType
from pipelines.errors import LodgeError, UsageError

_SEVEREST_FIRST = "CASE tier WHEN 'severe' THEN 0 WHEN 'standard' THEN 2 WHEN 'simple' THEN 3 ELSE 1 END"
_SHORTEST_PREFIX = 6


class Handling(Joining):
    """The handlers' side of the store."""

    def queue(self, limit: int = 200) -> list[QueueRow]:
        """Claims that wait for a handler: the most severe first, then the oldest; unclassified ones as complex."""
        order = f"{_SEVEREST_FIRST}, received_at, claim_id"
        sql = f"SELECT * FROM lines WHERE status = 'review' ORDER BY {order} LIMIT ?"  # noqa: S608 (constants)
        return [self._line(row) for row in self._all(sql, limit)]

    def claims(self, limit: int = 50, status: str | None = None) -> list[ClaimRow]:
        """Claims, and what became none, newest first."""
        sql = "SELECT * FROM lines WHERE ? IN ('', status) ORDER BY received_at DESC, claim_id LIMIT ?"
        return [self._line(row) for row in self._all(sql, status or "", limit)]

    def _line(self, row: dict[str, Any]) -> ClaimRow:
        reasons = self._open(row["slot"], row["sealed_reasons"]) or []
        if row["status"] == "duplicate":
            reasons = [("same_bytes", f"The same file came in before, as {row['source_id'][:8]}.")]
        if row["status"] == "joined":
            reasons = [("joined", f"Joined to claim {row['joined_to'][:8]}.")]
        return ClaimRow(
            row["claim_id"],
            row["source_id"],
            row["claim_type"],
            row["status"],
            row["tier"],
            row["outcome"],
            tuple(message for _, message in reasons),
            moment(row["received_at"]),
            row["seconds"],
            row["run_id"],
            row["joined_to"],
        )

    def row(self, claim_id: str) -> ClaimRow | None:
        """The line of one claim (or source, or arrival); its id may be cut to an unambiguous beginning."""
        row = self._find(claim_id)
        return self._line(row) if row else None

    def _find(self, claim_id: str) -> dict[str, Any] | None:
        if len(claim_id) < _SHORTEST_PREFIX or not set(claim_id) <= set("0123456789abcdef-"):
            return None
        rows = self._all("SELECT * FROM lines WHERE claim_id >= ? AND claim_id < ? LIMIT 2", claim_id, claim_id + "g")
        if len(rows) > 1:
            raise UsageError(f"More than one id begins with {claim_id}. Give more of it.")
        return rows[0] if rows else None

    def claim(self, claim_id: str) -> Claim | None:
        """A claim as its latest run and the handler left it; a quarantined source is a claim with reasons alone."""
        row = self._find(claim_id)
        if row is None or row["status"] == "duplicate":
            return None
        found = self._one("SELECT * FROM claims WHERE id = ?", row["claim_id"])
        if found is None:
            return self._unread(row)
        return self._with_corrections(self._assembled(found))

    def documents(self, claim_id: str) -> tuple[Document, ...]:
        """A claim's documents as its latest run has them, joined ones included; () where there is no such claim.

        Its fields are left alone: of a long list these take far longer to open than what it was read from.
        """
        found = self._one("SELECT * FROM claims WHERE id = ?", claim_id)
        if found is None:
            return ()
        return (*self._documents(claim_id, found["run_id"]), *self._joined_documents(claim_id, found["run_id"]))

    def _joined_documents(self, claim_id: str, run_id: str) -> tuple[Document, ...]:
        """What was joined to a claim, as a run keeps it."""
        sql = "SELECT sealed_payload FROM results WHERE run_id = ? AND subject = ? AND step = ?"
        return tuple(
            document
            for row in self._all(sql, run_id, claim_id, JOIN)
            for document in Documents.model_validate(self._open(claim_id, row["sealed_payload"])).documents
        )

    def _with_corrections(self, claim: Claim) -> Claim:
        corrections = self.corrections(claim.id)
        return corrected(claim, corrections, self.claim_type_of(claim.id)) if corrections else claim

    def claim_before(self, claim_id: str, run_id: str) -> Claim | None:
        """A claim as it stood, corrections included, before this run worked on it; None where none did before."""
        found = self._one("SELECT * FROM claims WHERE id = ?", claim_id)
        earlier = self.run_before(claim_id, run_id)
        return self._with_corrections(self._assembled({**found, "run_id": earlier})) if found and earlier else None

    def _assembled(self, found: dict[str, Any]) -> Claim:
        """The claim from its run's results; where its run ended otherwise, with the reasons it was closed with."""
        results = self.results(found["run_id"], found["id"])
        joined = [
            document
            for result in results
            if result.step == JOIN
            for document in Documents.model_validate(result.payload).documents
        ]
        documents = (*self._documents(found["id"], found["run_id"]), *joined)
        state = State(claim_id=found["id"], source_id=found["source_id"], ordinal=found["ordinal"], documents=documents)
        claim = assemble(restore(state, [result for result in results if result.step != JOIN]))
        if claim.decision is None and found["outcome"]:
            reasons = self._open(found["id"], found["sealed_reasons"])
            return claim.model_copy(update={"decision": _decision(found["outcome"], reasons)})
        return claim

    def _unread(self, row: dict[str, Any]) -> Claim:
        reasons = self._open(row["slot"], row["sealed_reasons"])
        decision = _decision(row["outcome"], reasons) if row["outcome"] else None
        return Claim(id=row["claim_id"], source_id=row["source_id"], decision=decision)

    def claim_type_of(self, claim_id: str) -> ClaimType | None:
        """The claim type by which a claim was read, as it was then; None where its type is unknown."""
        row = self._one(
            "SELECT c.claim_type, p.manifest FROM claims c JOIN runs r ON r.id = c.run_id "
            "JOIN pipelines p ON p.digest = r.pipeline_digest WHERE c.id = ?",
            claim_id,
        )
        types = json.loads(row["manifest"])["claim_types"] if row else {}
        return ClaimType.model_validate(types[row["claim_type"]]) if row and row["claim_type"] in types else None

    def corrections(self, claim_id: str) -> dict[str, str]:
        """What handlers have typed for a claim, by path, the latest word each; "" says that there is no such value."""
        return {path: typed for row in self.verdicts(claim_id) for path, typed in row.corrections.items()}

    def verdicts(self, claim_id: str) -> list[VerdictRow]:
        """What handlers decided about a claim, oldest first."""
        rows = self._all("SELECT * FROM verdicts WHERE claim_id = ? ORDER BY decided_at", claim_id)
        return [self._verdict(row) for row in rows]

    def _verdict(self, row: dict[str, Any]) -> VerdictRow:
        fields = self._all("SELECT * FROM verdict_fields WHERE verdict_id = ? ORDER BY path", row["id"])
        return VerdictRow(
            row["claim_id"],
            row["run_id"],
            row["verdict"],
            row["reason_code"],
            row["user"],
            moment(row["decided_at"]),
            corrections={
                field["path"]: self._open(row["claim_id"], field["sealed_typed"])
                for field in fields
                if field["mark"] == "corrected"
            },
            confirmed=tuple(field["path"] for field in fields if field["mark"] == "confirmed"),
            marks={field["path"]: field["mark"] for field in fields if field["critical"]},
        )

    def record_verdict(
        self,
        claim_id: str,
        verdict: Verdict,
        user: str,
        *,
        reason_code: str,
        corrections: Mapping[str, str],
        confirmed: Collection[str],
        at: datetime,
    ) -> None:
        """Keep what a handler decided; the worker takes the claim up from there.

        Each critical field is marked confirmed, corrected or not looked at. LodgeError if the claim does not wait.
        """
        critical = self._critical_paths(claim_id)
        with self._transaction("verdict"):
            sql = "UPDATE claims SET status = 'decided' WHERE id = ? AND status = 'review'"
            if self._write(sql, claim_id) != 1:
                raise LodgeError("This claim does not wait for a handler: someone may have decided it meanwhile.")
            found = self._one("SELECT run_id FROM claims WHERE id = ?", claim_id) or {}
            row = {"id": self.new_id(), "claim_id": claim_id, "run_id": found["run_id"], "verdict": verdict.value}
            self._insert("verdicts", {**row, "reason_code": reason_code, "user": user, "decided_at": stamp(at)})
            for path in sorted(critical | set(corrections) | set(confirmed)):
                typed = corrections.get(path)
                mark = "corrected" if typed is not None else "confirmed" if path in confirmed else "not_looked_at"
                self._insert(
                    "verdict_fields",
                    {
                        "verdict_id": row["id"],
                        "path": path,
                        "critical": int(path in critical),
                        "mark": mark,
                        "sealed_typed": None if typed is None else self._seal(claim_id, typed),
                    },
                )
            detail: dict[str, Any] = {"verdict": verdict.value, "reason": reason_code, "corrected": sorted(corrections)}
            self._audit(at, "claim.decided", claim_id, actor=user, **detail)

    def _critical_paths(self, claim_id: str) -> set[str]:
        """The critical fields that a claim has or should have, columns of its rows included."""
        claim, claim_type = self.claim(claim_id), self.claim_type_of(claim_id)
        if claim is None or claim_type is None:
            return set()
        paths = {spec.name for spec in claim_type.fields} | {field.path for field in claim.fields}
        return {path for path in paths if (spec := claim_type.spec(path)) and spec.critical}

    def history(self, claim_id: str) -> list[AuditRow]:
        """All that happened to a claim and to the source it came from, oldest first."""
        row = self._find(claim_id)
        if row is None:
            return []
        entries = self._all(
            "SELECT DISTINCT a.* FROM audit a JOIN audit_subjects s USING (sequence) WHERE s.subject IN (?, ?) "
            "ORDER BY sequence",
            row["claim_id"],
            row["source_id"],
        )
        return [self._entry(entry) for entry in entries if entry["sealed_content"] is not None]

    def _entry(self, entry: dict[str, Any]) -> AuditRow:
        content = self._open(entry["slot"], entry["sealed_content"])
        return AuditRow(
            entry["sequence"],
            moment(content["at"]),
            content["actor"],
            content["action"],
            content["subject"],
            content["detail"],
            entry["head"],
        )

    def add_user(self, name: str, password_hash: str, role: str) -> None:
        """Let someone log in to the review page, or give them a new password; role is handler or operator."""
        now = datetime.now(UTC)
        with self._transaction("user"):
            row = {"name": name, "password_hash": password_hash, "role": role, "added_at": stamp(now)}
            self._db.table("users").upsert(row, pk="name")
            self._audit(now, "user.added", f"user:{name}", role=role)

    def remove_user(self, name: str) -> None:
        """Take a login away; what the user decided stays."""
        with self._transaction("user"):
            self._write("DELETE FROM users WHERE name = ?", name)
            self._audit(datetime.now(UTC), "user.removed", f"user:{name}")

    def user(self, name: str) -> UserRow | None:
        """Who logs in under this name, or None."""
        return next((user for user in self.users() if user.name == name), None)

    def users(self) -> list[UserRow]:
        """Everyone who may log in."""
        rows = self._all("SELECT * FROM users ORDER BY name")
        return [UserRow(row["name"], row["password_hash"], row["role"], moment(row["added_at"])) for row in rows]


def _decision(outcome: str, reasons: Iterable[tuple[str, str]]) -> Decision:
    return Decision(
        outcome=Outcome(outcome), reasons=tuple(Reason(code=code, message=message) for code, message in reasons or ())
    )
