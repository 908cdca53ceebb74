"""Reader: takes the sources of a re-processing through the corridor, one after the other, beside the live runs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agent.assembling import Documents, State, assemble, merged, restore, to_results
from agent.blobs import BlobLostError, DiskFullError
from agent.closing import closing_of
from agent.graph import Corridor, walk
from agent.late import doubtful, late_of
from agent.memory import give_back
from agent.repeating import repeating
from agent.reprocess.comparing import compare
from agent.reprocess.owning import an_owner, is_alive
from agent.reprocess.past import PastOfPlace
from agent.rows import OpenClaim, SourceRow, StepResult
from agent.sandbox import STRIKES
from agent.site import Site, documents_of
from agent.store import LeaseLostError
from agent.store.joining import JOIN
from agent.store.working import READ
from agent.tallying import tally_documents
from agent.trial_rows import Progress, ReprocessingRow, Shard, TrialClaim, TrialLease
from agent.worker import utc_now
from pipelines.claim import Document
from pipelines.errors import ModelError, OperatorError, UnreadableError

log = logging.getLogger("lodge.reprocess")
_ENDED = ("done", "quarantine")  # sources that the worker does not have in hand


@dataclass
class Reader:
    """Reads one shard of a re-processing; several, in several processes, may share a store."""

    site: Site
    row: ReprocessingRow
    shard: Shard = field(default_factory=Shard)
    now: Callable[[], datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic

    def run(self, stop: threading.Event | None = None) -> Progress:
        """Read until the shard is done, or `stop` is set, and tell how far it has come; each source is read once.

        Raises OperatorError or ModelError where something is missing that every source needs; another call goes on.
        """
        stop = stop or threading.Event()
        with an_owner(self.site.settings.home) as owner:
            while not stop.is_set():
                self._free_dead(owner)
                seconds = self.site.settings.lease_seconds
                lease = self.site.store.lease_trial(self.row.id, self.shard, owner, self.now(), seconds)
                if lease is not None:
                    self._take_up(lease)
                    give_back()
                elif self._is_over():
                    break
                else:  # another process reads the rest, or what broke its reading waits for its next try
                    stop.wait(self.site.settings.poll_seconds)
        return self.site.store.trial_progress(self.row.id, self.shard)

    def _is_over(self) -> bool:
        found = self.site.store.reprocessing(self.row.name)
        if found is None or found.status != "open":
            raise OperatorError(f"{self.row.name} was discarded meanwhile.")
        return self.site.store.trial_progress(self.row.id, self.shard).left == 0

    def _free_dead(self, owner: str) -> None:
        """Free what killed processes held: waiting for the end of their leases would take minutes."""
        others = self.site.store.trial_owners() - {owner}
        dead = {one for one in others if not is_alive(self.site.settings.home, one)}
        if dead:
            self.site.store.break_trials(dead)

    def _take_up(self, lease: TrialLease) -> None:
        """Read one source; whatever happens, it ends, or it is given back."""
        started = self.monotonic()
        try:
            if lease.attempts > self.site.settings.max_attempts:
                self._close(lease, "failed", "crashed_repeatedly")
                return
            with self._heartbeat(lease):
                self._work_on(lease)
        except UnreadableError as error:
            self._refuse(lease, error)
        except BlobLostError:
            self._close(lease, "failed", "stored_bytes_lost")
        except LeaseLostError:
            log.warning("lease lost source=%s", lease.source_id)
        except (DiskFullError, OperatorError, ModelError):
            self._give_back(lease, counts=False)
            raise
        except Exception as error:
            log.error("failed source=%s error=%s", lease.source_id, type(error).__name__)
            self._strike(lease, "crashed_repeatedly")
        except BaseException:
            self._give_back(lease, counts=False)
            raise
        log.info("source=%s ms=%d", lease.source_id, self._since(started))

    def _refuse(self, lease: TrialLease, error: UnreadableError) -> None:
        """What a reader refuses would be in quarantine; what broke its process is tried again first."""
        if error.code in STRIKES and lease.attempts < self.site.settings.max_attempts:
            self._strike(lease, error.code)
        else:
            self._close(lease, "refused", error.code, str(error))

    def _strike(self, lease: TrialLease, code: str) -> None:
        if lease.attempts >= self.site.settings.max_attempts:
            self._close(lease, "failed", code)
        else:
            self._give_back(lease, counts=True, pause=timedelta(seconds=self.site.settings.strike_seconds))

    def _close(self, lease: TrialLease, status: str, code: str = "", reason: str = "") -> None:
        with suppress(LeaseLostError):
            self.site.store.close_trial(lease, status, self.now(), code=code, reason=reason)

    def _give_back(self, lease: TrialLease, *, counts: bool, pause: timedelta = timedelta(0)) -> None:
        with suppress(LeaseLostError):
            self.site.store.release_trial(lease, self.now(), counts=counts, pause=pause)

    def _heartbeat(self, lease: TrialLease) -> AbstractContextManager[None]:
        """Renew the lease while a long reading or model call goes on; where that fails, the next write says so."""
        seconds = self.site.settings.lease_seconds
        return repeating(
            seconds / 3,
            lambda: self.site.store.renew_trial(lease, self.now(), seconds),
            "heartbeat",
            until=(LeaseLostError, DiskFullError),
        )

    def _work_on(self, lease: TrialLease) -> None:
        source = self.site.store.source(lease.source_id)
        if source is None:
            raise LeaseLostError
        if source.status not in _ENDED:
            self._close(lease, "skipped")
            return
        documents = self._read(lease, source)
        for claim in self.site.store.trial_claims(lease.run_id):
            if claim.kind != "lost" and not claim.is_done:
                self._take_through(lease, source, claim, documents_of(documents, claim.ordinal))
        self._close(lease, "done")

    def _read(self, lease: TrialLease, source: SourceRow) -> tuple[Document, ...]:
        """The source's documents: as this run read them before it was cut off, or read now, in the sandbox."""
        for result in self.site.store.trial_results(lease.run_id, source.id):
            if result.step == READ:
                return Documents.model_validate(result.payload).documents
        started = self.monotonic()
        found = self.site.read(self.site.blobs.get(source.sha256))
        if not found.documents:
            raise UnreadableError("no_document", "There is nothing to read in it. Ask the sender what it should hold.")
        for content in found.contents.values():
            self.site.blobs.put(content)
        payload = Documents(documents=found.documents).model_dump(mode="json")
        result = StepResult(source.id, READ, payload, self._since(started))
        ordinals = sorted({document.claim for document in found.documents})
        self.site.store.record_trial_read(lease, result, ordinals, tally_documents(found.documents), self.now())
        return found.documents

    def _take_through(self, lease: TrialLease, source: SourceRow, claim: TrialClaim, own: tuple[Document, ...]) -> None:
        store = self.site.store
        documents = (*own, *self._joined(lease, claim))
        corridor = self._corridor(source, claim)
        state = State(claim_id=claim.claim_id, source_id=source.id, ordinal=claim.ordinal, documents=documents)
        kept = [result for result in store.trial_results(lease.run_id, claim.claim_id) if result.step != JOIN]
        state = restore(state, kept)
        started = self.monotonic()
        open_claim = OpenClaim(claim.claim_id, source.id, claim.ordinal)
        if "classification" not in state:
            unknown = doubtful(open_claim, documents, corridor.claim_types, corridor.context)
            if unknown:
                state = self._keep(lease, claim, state, {"classification": unknown}, started)
        for update in walk(corridor, state):
            state = self._keep(lease, claim, state, update, started)
            started = self.monotonic()
        self._finish(lease, source, claim, state)

    def _keep(self, lease: TrialLease, claim: TrialClaim, state: State, update: dict, started: float) -> State:  # type: ignore[type-arg]
        for result in to_results(claim.claim_id, update, self._since(started)):
            self.site.store.record_trial(lease, result, self.now())
            log.info("claim=%s trial step=%s ms=%d", claim.claim_id, result.step, result.milliseconds)
        return merged(state, update)

    def _corridor(self, source: SourceRow, claim: TrialClaim) -> Corridor:
        """What the steps are given: the claims and the papers that the reading that counts was given."""
        corridor = self.site.corridor_for(source.received_at, claim.claim_id)
        if claim.basis_run is None:
            past = PastOfPlace(self.site.store, source.id, claim.ordinal)
            return replace(corridor, context=replace(corridor.context, past_claims=past))
        late = late_of(self.site.store, claim.claim_id, claim.basis_run)
        return replace(corridor, context=replace(corridor.context, late=late))

    def _joined(self, lease: TrialLease, claim: TrialClaim) -> tuple[Document, ...]:
        """The documents that were joined to a claim, as they were read when they came in."""
        store = self.site.store
        for result in store.trial_results(lease.run_id, claim.claim_id):
            if result.step == JOIN:
                return Documents.model_validate(result.payload).documents
        joined = [one for papers in store.documents_joined_to(claim.claim_id).values() for one in papers]
        documents = tuple(one.model_copy(update={"claim": claim.ordinal}) for one in joined)
        if documents:
            payload = Documents(documents=documents).model_dump(mode="json")
            store.record_trial(lease, StepResult(claim.claim_id, JOIN, payload, 0), self.now())
        return documents

    def _finish(self, lease: TrialLease, source: SourceRow, claim: TrialClaim, state: State) -> None:
        store, new = self.site.store, assemble(state)
        received_on = self.site.context_for(source.received_at).received_on
        seconds = store.trial_seconds(lease, claim.claim_id)
        closing = closing_of(new, self.site.claim_types, received_on, seconds)
        told = {"became": "outcome", "outcome": [None, closing.outcome]}
        old = store.reading(claim.claim_id, claim.basis_run) if claim.basis_run else None
        if old is not None:
            was = "quarantine" if claim.basis_status == "quarantine" else "review"
            told = compare(old, new, was, closing.outcome, self.site.claim_types.get(new.claim_type or ""))
        store.finish_trial(lease, claim.claim_id, closing, told, self.now())

    def _since(self, started: float) -> int:
        return round(1000 * (self.monotonic() - started))
