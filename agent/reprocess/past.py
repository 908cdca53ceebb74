"""Earlier claims as a claim would have met them that is not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.past_claims import SitePastClaims
from agent.store import Store
from pipelines.ports import Likeness


@dataclass(frozen=True)
class PastOfPlace:
    """What ports.PastClaims asks for, of the claims before a place in the order in which sources came in."""

    store: Store
    source_id: str
    ordinal: int

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """Ids of earlier claims with a document of exactly these bytes."""
        return self._earlier(self._all.same_bytes(sha256))

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """Ids of earlier claims on the same policy and date, and amount where one is given."""
        return self._earlier(self._all.same_loss(policy_number, date_of_loss, amount))

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """Ids of earlier claims with this key of this kind."""
        return self._earlier(self._all.sharing(kind, key))

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """Ids of earlier claims with something of this kind that has at least `least` of the same marks."""
        return self._earlier(self._all.alike(likeness, least))

    @property
    def _all(self) -> SitePastClaims:
        return SitePastClaims(self.store, None)

    def _earlier(self, claim_ids: Sequence[str]) -> Sequence[str]:
        return self.store.earlier_of(claim_ids, self.source_id, self.ordinal) if claim_ids else ()
