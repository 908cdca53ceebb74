"""Reader: what a reading process works with: one contender, opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from evals.benching.papers import Paper
from evals.benching.stopwatch import Stopwatch
from pipelines.claim import Value
from pipelines.claim_types.schema import ClaimType

Values = Mapping[str, Value]  # by field path


class Reader(Protocol):
    """One contender at work. A paper of which it can make nothing gives None."""

    remainder: str  # the part to which seconds belong that it does not tell apart

    def claim_type(self, paper: Paper) -> ClaimType:
        """The paper's true claim type."""
        ...

    def read(self, paper: Paper, watch: Stopwatch) -> Values | None:
        """What stands in one paper."""
        ...

    def read_all(self, papers: Sequence[Paper], watch: Stopwatch) -> list[Values | None]:
        """What stands in many papers that wait together, in their order."""
        ...

    def close(self) -> None:
        """Give back memory, processes and connections."""
        ...
