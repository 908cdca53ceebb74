"""What the store gives back about re-processing: readings that lie beside those that count. Times are UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Selection:
    """Which sources are read again. Empty `statuses` and `claim_types` mean any."""

    since: datetime
    until: datetime
    statuses: tuple[str, ...] = ()
    claim_types: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True)
class Shard:
    """The part of the sources that one process takes: the remainder `index` of `count`, counted from 0."""

    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class ReprocessingRow:
    """One re-processing: which sources, and the pipeline that every run of it is pinned to."""

    id: str
    name: str
    pipeline_digest: str
    selection: Mapping[str, Any]
    status: str  # open, discarded
    begun_at: datetime


@dataclass(frozen=True)
class Progress:
    """How far a re-processing, or a shard of it, has come, in sources; refused ones count as done too."""

    total: int = 0
    done: int = 0
    refused: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        """How many nobody has read yet."""
        return self.total - self.done - self.refused - self.skipped - self.failed


@dataclass(frozen=True)
class TrialLease:
    """The right to write the results of one trial run."""

    run_id: str
    source_id: str
    token: str
    attempts: int


@dataclass(frozen=True)
class TrialClaim:
    """A claim as a trial run read it, or (kind "lost") as it did not; `basis_run` is what it is compared with."""

    run_id: str
    claim_id: str
    source_id: str
    ordinal: int
    kind: str  # both, new, lost
    basis_run: str | None
    basis_status: str | None
    basis_seconds: float | None
    seconds: float | None
    adopted_at: datetime | None
    is_done: bool
    difference: Mapping[str, Any] = field(default_factory=dict)
