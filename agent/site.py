"""Site: one branch's parts, opened together."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from agent.assembling import State
from agent.backends import BACKENDS, open_model
from agent.backends.vision import Vision, open_vision
from agent.blobs import Blobs, open_blobs
from agent.looking import SandboxCloser
from agent.past_claims import SitePastClaims
from agent.pinning import pin
from agent.policies import PolicyRegister
from agent.rows import Pipeline
from agent.sandbox import Sandbox, SandboxLimits
from agent.settings import Settings, refuse_tracing
from agent.store import Store
from agent.store.base import OnCommit, connect
from agent.transcribing import add_transcripts
from pipelines.claim import Claim, Document, Source
from pipelines.claim_types import CLAIM_TYPES, ClaimType, load_claim_types, load_rules
from pipelines.errors import OperatorError
from pipelines.ports import Context, Model
from pipelines.readers.reader import ReadLimits, ReadResult, sha256_of
from pipelines.rules import RULES, Rule

if TYPE_CHECKING:
    from agent.graph import Corridor


@dataclass(frozen=True)
class Examined:
    """A file taken through the corridor in memory."""

    source: Source
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]


@dataclass
class Site:
    """Everything that the commands, the worker and the review page work with. Close it at the end."""

    settings: Settings
    store: Store
    blobs: Blobs
    sandbox: Sandbox
    policies: PolicyRegister
    claim_types: dict[str, ClaimType]
    rules: tuple[Rule, ...]
    opened: Model | None = None
    opened_vision: Vision | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Give everything back."""
        if self.opened:
            self.opened.close()
        if self.opened_vision:
            self.opened_vision.close()
        self.sandbox.close()
        self.blobs.close()
        self.policies.db.close()
        self.store.close()

    def model(self) -> Model:
        """The model, opened when it is first needed; OperatorError or ModelError where it cannot be had."""
        with self._lock:
            if self.opened is None:
                self.opened = open_model(self.settings)
            return self.opened

    def vision(self) -> Vision:
        """The vision model, opened when it is first needed; OperatorError or ModelError where it cannot be had."""
        with self._lock:
            if self.opened_vision is None:
                self.opened_vision = open_vision(self.settings)
            if self.opened_vision is None:
                raise OperatorError("No vision model is set. Set vision_model (LODGE_VISION_MODEL) to one.")
            return self.opened_vision

    def read(self, data: bytes, vision: Callable[[], Vision] | None = None) -> ReadResult:
        """The documents in `data`, read in the sandbox; `vision` opens the vision model, where one is set.

        UnreadableError says why there are none.
        """
        found = self.sandbox.read(data)
        if not self.settings.vision_model:
            return found
        return add_transcripts(found, data, self.sandbox.render, vision or self.vision)

    @property
    def engine(self) -> str:
        """The engine of the opened model: the file of agent/backends that it comes from; "none" before."""
        name = type(self.opened).__module__.rpartition(".")[2] if self.opened else "none"
        return name if name in BACKENDS else "none"

    def pipeline(self) -> Pipeline:
        """What a run that begins now is pinned to."""
        return pin(self.settings, self.claim_types, self.rules, self.engine, self.opened, self.opened_vision)

    def context_for(self, received_at: datetime, claim_id: str | None = None) -> Context:
        """The moment and the means for one claim; without an id, every claim of the store is an earlier one."""
        return Context(
            received_at=received_at,
            time_zone=self.settings.zone,
            policies=self.policies,
            past_claims=SitePastClaims(self.store, claim_id),
            new_id=lambda: str(uuid4()),
        )

    def corridor_for(self, received_at: datetime, claim_id: str | None = None) -> Corridor:
        """What the steps are given for one claim."""
        from agent.graph import Corridor

        return Corridor(
            self.claim_types,
            self.rules,
            self.model,
            self.context_for(received_at, claim_id),
            closer=SandboxCloser(self.sandbox.look, self.blobs.get),
            most_looks=self.settings.investigate_actions,
        )

    def examine(self, data: bytes, received_at: datetime) -> Examined:
        """Take a file's bytes through the corridor and keep nothing; UnreadableError where they hold no document."""
        from agent.graph import work_through

        source = Source(id=str(uuid4()), sha256=sha256_of(data), size=len(data), received_at=received_at)
        found = self.read(data)
        documents = found.documents
        contents = {source.sha256: data, **found.contents}
        corridor = self.corridor_for(received_at)
        corridor = replace(corridor, closer=SandboxCloser(self.sandbox.look, contents.__getitem__))
        claims = [
            work_through(
                corridor,
                State(
                    claim_id=str(uuid4()),
                    source_id=source.id,
                    ordinal=ordinal,
                    documents=documents_of(documents, ordinal),
                ),
            )
            for ordinal in sorted({document.claim for document in documents})
        ]
        return Examined(source, documents, tuple(claims))


def documents_of(documents: Sequence[Document], ordinal: int) -> tuple[Document, ...]:
    """The documents of one of a source's claims."""
    return tuple(document for document in documents if document.claim == ordinal)


def init_home(settings: Settings) -> str:
    """Make the home, readable by its owner alone, with its store and the site's random id, which is returned.

    What is there already stays as it is.
    """
    try:
        for folder in (settings.home, settings.home / "blobs", settings.home / "claim_types", settings.inbox):
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise OperatorError(f"{settings.home} cannot be made: {error.strerror}. Set LODGE_HOME to another.") from None
    store = Store(settings.database)
    try:
        settings.database.chmod(0o600)
        site_id = store.fact("site_id")
        if site_id is None:
            site_id = str(uuid4())
            store.set_fact("site_id", site_id)
        return site_id
    finally:
        store.close()


def open_site(settings: Settings, *, model: Model | None = None, on_commit: OnCommit | None = None) -> Site:
    """Open a home that `init_home` has made; `model` takes the place of the one that the settings name.

    Raises OperatorError where something is not as it must be, tracing that would upload claims included.
    """
    refuse_tracing(os.environ)
    if not settings.database.exists():
        raise OperatorError(f"There is no site in {settings.home}. Make one with: lodge init")
    own = settings.home / "claim_types"
    rules = (*RULES, *load_rules(own))
    store = Store(settings.database, on_commit=on_commit)
    return Site(
        settings=settings,
        store=store,
        blobs=open_blobs(settings),
        sandbox=Sandbox(sandbox_limits(settings)),
        policies=PolicyRegister(connect(settings.database)),
        claim_types={**CLAIM_TYPES, **load_claim_types(own)},
        rules=rules,
        opened=model,
    )


def sandbox_limits(settings: Settings) -> SandboxLimits:
    """What reading one file may cost here."""
    return SandboxLimits(
        memory_mb=settings.read_memory_mb,
        cpu_seconds=settings.read_cpu_seconds,
        wall_seconds=settings.read_wall_seconds,
        processes=settings.read_processes or max(2, os.cpu_count() or 1),
        read=replace(ReadLimits(), max_pages=settings.max_pages),
    )
