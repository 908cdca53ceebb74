"""Bench: a site that lives as long as an eval, and takes cases through the corridor in memory."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from agent.assembling import State
from agent.graph import work_through
from agent.looking import SandboxCloser
from agent.past_claims import likenesses, match_keys
from agent.policy_files import number_key
from agent.settings import Settings
from agent.site import Site, documents_of, init_home, open_site
from agent.store.remembering import DOCUMENT, LOSS, LOSS_DAY
from pipelines.claim import Claim, Decision, Outcome, Reason
from pipelines.errors import UnreadableError
from pipelines.ports import Likeness
from pipelines.readers.reader import sha256_of

Keys = tuple[tuple[str, str], ...]


class Seen:
    """The cases before the one at hand: what ports.PastClaims asks for."""

    def __init__(self) -> None:
        self._cases: dict[tuple[str, str], list[str]] = {}
        self._likenesses: list[tuple[str, Likeness]] = []

    def remember(self, case: str, keys: Iterable[tuple[str, str]], likenesses: Iterable[Likeness] = ()) -> None:
        """Keep under what a case will be met again."""
        for key in keys:
            self._cases.setdefault(key, []).append(case)
        self._likenesses += [(case, one) for one in likenesses]

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """Earlier cases with a document of exactly these bytes."""
        return self._cases.get((DOCUMENT, sha256), [])

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """Earlier cases on the same policy and date, and amount where one is given."""
        day = f"{number_key(policy_number)}|{date_of_loss}"
        return self._cases.get((LOSS_DAY, day) if amount is None else (LOSS, f"{day}|{amount}"), [])

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """Earlier cases with this key of this kind."""
        return self._cases.get((kind, key), [])

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """Earlier cases with something of this kind that has at least `least` of the same marks."""
        marks = set(likeness.marks)
        near = [
            case for case, one in self._likenesses if one.kind == likeness.kind and len(marks & {*one.marks}) >= least
        ]
        return list(dict.fromkeys(near))


@dataclass(frozen=True)
class Tried:
    """What came of one document; where it cannot be read, one claim that holds the reason alone."""

    claims: tuple[Claim, ...]
    keys: Keys
    seconds: float
    likenesses: tuple[Likeness, ...] = ()


@dataclass(frozen=True)
class Bench:
    """Takes documents through the corridor and keeps nothing of them."""

    site: Site

    def take(self, data: bytes, received_at: datetime, seen: Seen) -> Tried:
        """One document, as if it had come in at `received_at`, after those that were seen."""
        started = time.monotonic()
        try:
            claims = self._claims(data, received_at, seen)
        except UnreadableError as error:
            reason = Reason(code=error.code, message=str(error))
            decision = Decision(outcome=Outcome.QUARANTINE, reasons=(reason,))
            claims = (Claim(id=str(uuid4()), source_id=str(uuid4()), decision=decision),)
        types = self.site.claim_types
        keys = [key for claim in claims for key in match_keys(claim, types.get(claim.claim_type or ""))]
        alike = [one for claim in claims for one in likenesses(claim, types.get(claim.claim_type or ""))]
        return Tried(claims, tuple(keys), time.monotonic() - started, tuple(alike))

    def _claims(self, data: bytes, received_at: datetime, seen: Seen) -> tuple[Claim, ...]:
        found = self.site.sandbox.read(data)
        documents = found.documents
        if not documents:
            raise UnreadableError("no_document", "There is nothing to read in it.")
        corridor = self.site.corridor_for(received_at)
        contents = {sha256_of(data): data, **found.contents}
        closer = SandboxCloser(self.site.sandbox.look, contents.__getitem__)
        corridor = replace(corridor, closer=closer, context=replace(corridor.context, past_claims=seen))
        source_id = str(uuid4())
        return tuple(
            work_through(
                corridor,
                State(
                    claim_id=str(uuid4()),
                    source_id=source_id,
                    ordinal=ordinal,
                    documents=documents_of(documents, ordinal),
                ),
            )
            for ordinal in sorted({document.claim for document in documents})
        )


@contextmanager
def open_bench(settings: Settings, policies: Path | None) -> Iterator[Bench]:
    """A bench with the model of `settings`, these policies, and the claim types and rules of its home."""
    with tempfile.TemporaryDirectory(prefix="lodge-bench-") as folder:
        place = Path(folder)
        own = settings.home / "claim_types"
        passing = settings.model_copy(update={"home": place, "inbox": place / "inbox"})
        init_home(passing)
        for path in own.glob("*") if own.is_dir() else ():
            if path.is_file():
                (place / "claim_types" / path.name).write_bytes(path.read_bytes())
        with open_site(passing) as site:
            if policies:
                site.policies.import_policies(policies)
            yield Bench(site)
