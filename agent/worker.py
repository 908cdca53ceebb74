"""Worker: takes leases, walks the corridor, records every result, and settles what handlers decided."""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from agent.assembling import Documents, State, assemble, merged, restore, to_results
from agent.backends.vision import Vision
from agent.blobs import FULL, BlobLostError, DiskFullError, StoreAwayError
from agent.closing import closing_of
from agent.graph import walk
from agent.late import doubtful, find_home, find_papers, late_of
from agent.memory import give_back
from agent.repeating import repeating
from agent.rows import Closing, Lease, OpenClaim, Pipeline, SourceRow, StepResult
from agent.sandbox import STRIKES
from agent.site import Site, documents_of
from agent.store import LeaseLostError, TargetBusyError
from agent.store.joining import JOIN
from agent.store.working import READ
from agent.tallying import tally_documents, tally_quarantine, tally_verdict
from pipelines.claim import Claim, Document, Outcome
from pipelines.errors import LodgeError, ModelError, OperatorError, UnreadableError
from pipelines.ports import Model
from pipelines.rules.matching import comes_later

log = logging.getLogger("lodge.worker")
_SHORT_PAUSE = timedelta(seconds=5)  # before papers look again for the claim that they belong to
_PAUSE = timedelta(seconds=60)  # before what failed for want of a model, or of room, is tried again


class _PipelineChangedError(Exception):
    """A model was opened only now: the run was pinned to a pipeline without it."""


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Worker:
    """Works on one source after the other; several workers, in several processes, may share a store."""

    def __init__(
        self, site: Site, now: Callable[[], datetime] = utc_now, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._site = site
        self._store = site.store
        self._now = now
        self._monotonic = monotonic
        self._waits_for: LodgeError | None = None  # why sources were left for later
        self._held: Lease | None = None  # a run that could not be given back
        self._struck_until: datetime | None = None  # when the last file that broke its reading may be tried again
        self._moved_on = monotonic()

    def silent_seconds(self) -> float:
        """How long ago it last took something up, or looked for work."""
        return self._monotonic() - self._moved_on

    def run_once(self, stop: threading.Event | None = None) -> int:
        """Work until nothing is left that can be worked on, or until `stop` is set; how many sources were taken up.

        Raises the reason at the end where some of them wait for a model that cannot be had.
        """
        with self._first_worker():
            self._try_model()
            worked = self._work(stop)
            while self._wait_for_struck(stop):
                worked += self._work(stop)
        if self._waits_for:
            raise self._waits_for
        return worked

    def run_forever(self, stop: threading.Event) -> None:
        """Work until `stop` is set. Raises where there is no model at all; an engine that is down is waited for."""
        self._site.sandbox.warm()
        with self._first_worker():
            self._try_model()
            while not stop.is_set():
                try:
                    self._work(stop)
                except DiskFullError as error:
                    log.error("%s", error)
                    stop.wait(_PAUSE.total_seconds())
                if isinstance(self._waits_for, StoreAwayError):
                    log.warning("%s", self._waits_for)
                elif self._waits_for:
                    if not isinstance(self._waits_for, ModelError) or self._waits_for.code != "unreachable":
                        raise self._waits_for
                    log.warning("the model does not answer; claims that need it wait")
                stop.wait(self._site.settings.poll_seconds)

    @contextmanager
    def _first_worker(self) -> Iterator[None]:
        """Free the runs of workers that were killed, where no other worker is alive to hold one.

        Without this a restart would wait for their leases to end, and take later sources before earlier ones.
        """
        with (self._site.settings.home / "worker.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                log.info("another worker is running")
            else:
                self._store.break_leases()
            yield

    def _try_model(self) -> None:
        """Open the model if it is there, so that runs are pinned to it; forms may do without."""
        try:
            self._site.model()
        except (OperatorError, ModelError) as error:
            log.info("no model yet: %s", type(error).__name__)
        if self._site.settings.vision_model:
            try:
                self._site.vision()
            except (OperatorError, ModelError) as error:
                log.warning("no vision model yet: %s", error)

    def _work(self, stop: threading.Event | None = None) -> int:
        self._waits_for = None
        if self._held:
            self._give_back(self._held, counts=False)
            self._held = None
        worked = 0
        while not (stop and stop.is_set()):
            self._moved_on = self._monotonic()
            self._settle()
            pipeline = self._site.pipeline()
            lease = self._store.lease(pipeline, self._now(), self._site.settings.lease_seconds)
            if lease is None:
                break
            worked += 1
            self._take_up(lease, pipeline)
        return worked

    def _wait_for_struck(self, stop: threading.Event | None) -> bool:
        """Wait until files that broke their reading may be tried again; False where there are none, or time stands."""
        until, self._struck_until = self._struck_until, None
        if until is None or self._waits_for or (stop and stop.is_set()):
            return False
        (stop or threading.Event()).wait(max(0.0, (until - self._now()).total_seconds()))
        return self._now() >= until

    def _settle(self) -> None:
        for claim_id, claim_type, verdict in self._store.unsettled():
            self._store.settle(claim_id, tally_verdict(claim_type, verdict, self._site.claim_types), self._now())

    def _take_up(self, lease: Lease, pipeline: Pipeline) -> None:
        """Work on one source; whatever happens, it ends, or its run is given back."""
        started = self._monotonic()
        try:
            if lease.attempts > self._site.settings.max_attempts:
                self._quarantine(lease, "crashed_repeatedly", f"Working on it failed {lease.attempts - 1} times.")
            else:
                with self._heartbeat(lease):
                    self._work_on(lease, pipeline)
        except UnreadableError as error:
            self._refuse(lease, error)
        except LeaseLostError:
            log.warning("lease lost source=%s", lease.source_id)
        except _PipelineChangedError:
            self._give_back(lease, counts=False)
        except TargetBusyError as busy:
            # What a handler has just decided is settled before the next source is taken up.
            self._give_back(lease, counts=False, pause=timedelta(0) if busy.decided else _SHORT_PAUSE)
        except DiskFullError:
            self._held = lease
            raise
        except (OperatorError, ModelError) as error:
            self._waits_for = error
            self._give_back(lease, counts=False, pause=_PAUSE)
        except Exception as error:
            self._strike(lease, error)
        except BaseException:
            self._give_back(lease, counts=False)
            raise
        give_back()
        log.info("source=%s ms=%d", lease.source_id, self._since(started))

    def _refuse(self, lease: Lease, error: UnreadableError) -> None:
        """What a reader refuses ends in quarantine; what broke its process does so at the last of its tries."""
        if error.code not in STRIKES:
            self._quarantine(lease, error.code, str(error))
        elif lease.attempts >= self._site.settings.max_attempts:
            times = f" It was tried {lease.attempts} times." if lease.attempts > 1 else ""
            self._quarantine(lease, error.code, f"{error}{times}")
        else:
            pause = timedelta(seconds=self._site.settings.strike_seconds)
            log.warning("strike source=%s code=%s attempt=%d", lease.source_id, error.code, lease.attempts)
            self._give_back(lease, counts=True, pause=pause)
            self._struck_until = self._now() + pause

    def _strike(self, lease: Lease, error: Exception) -> None:
        """A bug, or a document that finds one: after a few it is quarantined, and others go on."""
        if isinstance(error, OSError) and error.errno in FULL:
            self._held = lease
            raise DiskFullError from None
        log.error("failed source=%s error=%s at=%s", lease.source_id, type(error).__name__, _place(error))
        self._give_back(lease, counts=True)

    def _give_back(self, lease: Lease, *, counts: bool, pause: timedelta = timedelta(0)) -> None:
        with suppress(LeaseLostError):
            self._store.release(lease, self._now(), counts=counts, pause=pause)

    def _heartbeat(self, lease: Lease) -> AbstractContextManager[None]:
        """Renew the lease while a long reading or model call goes on; where that fails, the next write says so."""
        seconds = self._site.settings.lease_seconds
        return repeating(
            seconds / 3,
            lambda: self._store.renew(lease, self._now(), seconds),
            "heartbeat",
            until=(LeaseLostError, DiskFullError),
        )

    def _work_on(self, lease: Lease, pipeline: Pipeline) -> None:
        documents = self._read(lease, pipeline)
        for claim in self._store.open_claims(lease):
            own = documents_of(documents, claim.ordinal)
            if own and not self._finds_home(lease, claim, own):
                self._gather(lease, claim, own)
                self._take_through(lease, claim, (*own, *self._joined(lease, claim)), pipeline)
            elif own:
                continue
            else:
                reason = ("claim_not_found_again", "A newer version of Lodge reads no such claim in this source.")
                closing = Closing("quarantine", Outcome.QUARANTINE, reasons=(reason,), tallies=tally_quarantine())
                self._store.finish(lease, claim.id, closing, self._now())

    def _read(self, lease: Lease, pipeline: Pipeline) -> tuple[Document, ...]:
        """The source's documents: as this run read them, or read now, in the sandbox."""
        for result in self._store.results(lease.run_id, lease.source_id):
            if result.step == READ:
                return Documents.model_validate(result.payload).documents
        source = self._store.source(lease.source_id)
        if source is None:
            raise LeaseLostError
        started = self._monotonic()
        found = self._site.read(self._bytes_of(source), lambda: self._vision(pipeline))
        if not found.documents:
            raise UnreadableError("no_document", "There is nothing to read in it. Ask the sender what it should hold.")
        for content in found.contents.values():
            self._site.blobs.put(content)
        payload = Documents(documents=found.documents).model_dump(mode="json")
        result = StepResult(source.id, READ, payload, self._since(started))
        ordinals = [document.claim for document in found.documents]
        self._store.record_read(lease, result, ordinals, tally_documents(found.documents), self._now())
        return found.documents

    def _finds_home(self, lease: Lease, claim: OpenClaim, documents: tuple[Document, ...]) -> bool:
        """Join papers that came in late to the claim they belong to; False where they are a claim of their own."""
        source = self._store.source(lease.source_id)
        if source is None or not comes_later(documents) or not self._store.may_join(claim.id):
            return False
        received_on = self._site.context_for(source.received_at).received_on
        # Asked before looking: the claim may come of that source while this one looks.
        waits = self._store.waits_behind(lease.source_id)
        home = find_home(self._store, claim, documents, self._site.claim_types, received_on)
        if home is None:
            if waits:
                raise TargetBusyError(decided=False)
            return False
        self._store.join(lease, claim.id, home.claim_id, home.kinds, self._now())
        log.info("claim=%s joined to claim=%s", claim.id, home.claim_id)
        return True

    def _gather(self, lease: Lease, claim: OpenClaim, documents: tuple[Document, ...]) -> None:
        """Take papers in that came before their notice; once a run has begun, its documents stay what they are."""
        source = self._store.source(lease.source_id)
        if source is None or comes_later(documents) or not self._store.may_join(claim.id):
            return
        if self._store.results(lease.run_id, claim.id):
            return
        received_on = self._site.context_for(source.received_at).received_on
        homes = find_papers(self._store, claim, documents, self._site.claim_types, received_on)
        if homes:
            self._store.gather(lease, claim.id, {home.claim_id: home.kinds for home in homes}, self._now())
            log.info("claim=%s took in papers=%d", claim.id, len(homes))

    def _joined(self, lease: Lease, claim: OpenClaim) -> tuple[Document, ...]:
        """The documents that were joined to a claim, as this run keeps them."""
        for result in self._store.results(lease.run_id, claim.id):
            if result.step == JOIN:
                return Documents.model_validate(result.payload).documents
        joined = [one for papers in self._store.documents_joined_to(claim.id).values() for one in papers]
        documents = tuple(one.model_copy(update={"claim": claim.ordinal}) for one in joined)
        if documents:
            payload = Documents(documents=documents).model_dump(mode="json")
            self._store.record(lease, StepResult(claim.id, JOIN, payload, 0), self._now())
        return documents

    def _bytes_of(self, source: SourceRow) -> bytes:
        try:
            return self._site.blobs.get(source.sha256)
        except BlobLostError as error:
            raise UnreadableError("stored_bytes_lost", str(error)) from None

    def _take_through(
        self, lease: Lease, claim: OpenClaim, documents: tuple[Document, ...], pipeline: Pipeline
    ) -> None:
        source = self._store.source(lease.source_id)
        if source is None:
            raise LeaseLostError
        corridor = self._site.corridor_for(source.received_at, claim.id)
        context = replace(corridor.context, late=late_of(self._store, claim.id, lease.run_id))
        corridor = replace(corridor, context=context, model=lambda: self._model(pipeline))
        state = State(claim_id=claim.id, source_id=claim.source_id, ordinal=claim.ordinal, documents=documents)
        kept = [result for result in self._store.results(lease.run_id, claim.id) if result.step != JOIN]
        state = restore(state, kept)
        started = self._monotonic()
        unknown = None if "classification" in state else doubtful(claim, documents, corridor.claim_types, context)
        if unknown:
            for result in to_results(claim.id, {"classification": unknown}, self._since(started)):
                self._store.record(lease, result, self._now())
            state = merged(state, {"classification": unknown})
        for update in walk(corridor, state):
            for result in to_results(claim.id, update, self._since(started)):
                self._store.record(lease, result, self._now())
                log.info("claim=%s step=%s ms=%d", claim.id, result.step, result.milliseconds)
            state = merged(state, update)
            started = self._monotonic()
        self._store.finish(lease, claim.id, self._closing(lease, source, assemble(state)), self._now())

    def _model(self, pipeline: Pipeline) -> Model:
        model = self._site.model()
        if self._site.pipeline().digest != pipeline.digest:
            raise _PipelineChangedError
        return model

    def _vision(self, pipeline: Pipeline) -> Vision:
        vision = self._site.vision()
        if self._site.pipeline().digest != pipeline.digest:
            raise _PipelineChangedError
        return vision

    def _closing(self, lease: Lease, source: SourceRow, claim: Claim) -> Closing:
        received_on = self._site.context_for(source.received_at).received_on
        return closing_of(claim, self._site.claim_types, received_on, self._store.seconds(lease, claim.id))

    def _quarantine(self, lease: Lease, code: str, message: str) -> None:
        closing = Closing("quarantine", Outcome.QUARANTINE, reasons=((code, message),), tallies=tally_quarantine())
        try:
            self._store.quarantine(lease, closing, self._now())
        except LeaseLostError:
            log.warning("lease lost source=%s", lease.source_id)
            return
        log.info("source=%s quarantined code=%s", lease.source_id, code)

    def _since(self, started: float) -> int:
        return round(1000 * (self._monotonic() - started))


def _place(error: BaseException) -> str:
    """Where an error was raised: module and line, for its message may quote a claim."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
