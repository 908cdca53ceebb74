"""What the store gives back: one frozen row per question one can ask it. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.ports import Likeness


@dataclass(frozen=True)
class ClaimRow:
    """One line of a list of claims.

    A source that holds no claim yet, or never will, and a file that was a duplicate or could not be taken, are lines
    too: their `claim_id` is the id of the source or of the arrival.
    """

    claim_id: str
    source_id: str
    claim_type: str | None
    status: str  # received working review quarantine settled duplicate joined
    tier: str | None
    outcome: str | None
    reasons: tuple[str, ...]
    received_at: datetime
    seconds: float | None
    run_id: str | None
    joined_to: str | None = None  # the claim that this one's documents belong to


QueueRow = ClaimRow


@dataclass(frozen=True)
class VerdictRow:
    """What a handler decided; `marks` says per critical field: confirmed, corrected or not_looked_at."""

    claim_id: str
    run_id: str
    verdict: str
    reason_code: str
    user: str
    at: datetime
    corrections: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AuditRow:
    """One entry of the audit log; `head` is the chain's digest up to and with this entry."""

    sequence: int
    at: datetime
    actor: str  # "lodge", or a user's name
    action: str  # "claim.finished"
    subject: str  # the id of what it happened to
    detail: dict[str, Any]
    head: str


@dataclass(frozen=True)
class UserRow:
    """Someone who may log in to the review page."""

    name: str
    password_hash: str
    role: str  # handler, operator
    added_at: datetime


@dataclass(frozen=True)
class Counts:
    """How much lies where at this moment."""

    received: int
    working: int
    review: int
    quarantine: int
    settled: int
    duplicate: int
    outbox_waiting: int


@dataclass(frozen=True)
class SourceRow:
    """One file's bytes, as the inbox took them in."""

    id: str
    sha256: str
    size: int  # bytes
    received_at: datetime
    status: str  # received working done quarantine


@dataclass(frozen=True)
class Arrival:
    """A file in the inbox: what tells it from any other, its content's digest, and its name, which is raw data."""

    key: str  # a keyed digest of place, inode, size and time of change
    sha256: str
    size: int  # bytes
    name: str


@dataclass(frozen=True)
class Admission:
    """What the store made of an arrival; `is_new` is False for one that was recorded before a crash."""

    arrival_id: str
    source_id: str
    is_duplicate: bool
    is_new: bool


@dataclass(frozen=True)
class Lease:
    """The right to write the results of one run; every write is checked against the token."""

    run_id: str
    source_id: str
    token: str
    attempts: int  # without progress in between, this one included


@dataclass(frozen=True)
class StepResult:
    """One step's result as it is kept: `subject` is a source or a claim, `part` a question's id, else ""."""

    subject: str
    step: str
    payload: dict[str, Any]
    milliseconds: int
    part: str = ""
    round: int = 0


@dataclass(frozen=True)
class Pipeline:
    """What a run is pinned to: every version that can change a result, as one digest over the manifest."""

    digest: str
    manifest: dict[str, Any]


@dataclass(frozen=True)
class OpenClaim:
    """A claim that a run still has to take to its decision."""

    id: str
    source_id: str
    ordinal: int


@dataclass(frozen=True)
class JoinRow:
    """Documents that came in as a claim of their own and belong to another: `claim_id` is theirs.

    `kinds` is what the two share ("claim_number"), empty where a handler joined them. `run_id` is the run in which they
    were read.
    """

    id: str
    claim_id: str
    into_claim: str
    run_id: str
    kinds: tuple[str, ...]
    user: str  # "lodge", or a handler's name
    joined_at: datetime
    split_at: datetime | None


@dataclass(frozen=True)
class Tally:
    """One thing to be counted in the next report: closed words only, nothing of a claim."""

    kind: str  # processed settled finding seconds document duplicate
    first: str = ""
    second: str = ""
    count: int = 1


@dataclass(frozen=True)
class Closing:
    """How a claim ends its run: everything that is stored in the one transaction of `Store.finish`."""

    status: str  # review, quarantine
    outcome: str
    claim_type: str | None = None
    tier: str | None = None
    reasons: tuple[tuple[str, str], ...] = ()  # (code, sentence)
    match_keys: tuple[tuple[str, str], ...] = ()  # (kind, plain key), kept as keyed digests
    tallies: tuple[Tally, ...] = ()
    likenesses: tuple[Likeness, ...] = ()  # kept as keyed digests


@dataclass(frozen=True)
class ReportBasis:
    """What the next report tells: sums of closed words, and what lies where now."""

    sequence: int
    since: datetime
    at: datetime
    sums: dict[tuple[str, str, str], int]  # (kind, first, second) -> count
    counts: Counts
    engine: str  # of the latest run; "none" before the first


@dataclass(frozen=True)
class LedgerRow:
    """One message that left, or waits to leave: the exact bytes."""

    sequence: int
    message_id: str
    kind: str
    body: bytes
    written_at: datetime
    sent_at: datetime | None
