"""SitePastClaims: the claims this site has seen before the one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.policy_files import number_key
from agent.store import Store
from agent.store.remembering import DOCUMENT, LOSS, LOSS_DAY
from pipelines.claim import Claim
from pipelines.claim_types.schema import ClaimType
from pipelines.ports import Likeness
from pipelines.rules.facts import amount_path, loss_days, loss_number
from pipelines.rules.matching import are_papers, keys_of, likenesses_of, papers_keys, photos_in
from pipelines.rules.rule import ClaimView


@dataclass(frozen=True)
class SitePastClaims:
    """What ports.PastClaims asks for. `claim_id` is the claim at hand; None sees all claims as earlier."""

    store: Store
    claim_id: str | None

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """Ids of earlier claims with a document of exactly these bytes."""
        return self.store.matches(DOCUMENT, sha256, self.claim_id)

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """Ids of earlier claims on the same policy and date, and amount where one is given."""
        day = f"{number_key(policy_number)}|{date_of_loss}"
        if amount is None:
            return self.store.matches(LOSS_DAY, day, self.claim_id)
        return self.store.matches(LOSS, f"{day}|{amount}", self.claim_id)

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """Ids of earlier claims with this key of this kind."""
        return self.store.matches(kind, key, self.claim_id)

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """Ids of earlier claims with something of this kind that has at least `least` of the same marks."""
        return self.store.alike(likeness.kind, likeness.marks, least, self.claim_id)


def match_keys(claim: Claim, claim_type: ClaimType | None) -> tuple[tuple[str, str], ...]:
    """Under what a claim will be met again: its documents, its loss, and what else it may share with another."""
    keys = [(DOCUMENT, document.sha256) for document in claim.documents]
    if claim_type is not None:
        view = ClaimView(claim, claim_type)
        number, days, path = loss_number(view), loss_days(view), amount_path(claim_type)
        if number and days:
            day = f"{number_key(number)}|{days[0].day.isoformat()}"
            amount = view.text(path) if path else None
            keys += [(LOSS_DAY, day), *([(LOSS, f"{day}|{amount}")] if amount else [])]
        keys += [(key.kind, key.text) for key in keys_of(view)]
        if are_papers(claim.documents):
            keys += [(key.kind, key.text) for key in papers_keys(view)]
    return tuple(dict.fromkeys(keys))


def likenesses(claim: Claim, claim_type: ClaimType | None) -> tuple[Likeness, ...]:
    """What of a claim may come again almost the same."""
    return likenesses_of(ClaimView(claim, claim_type)) if claim_type is not None else photos_in(claim.documents)
