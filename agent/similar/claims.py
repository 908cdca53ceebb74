"""Which past claims are told like one at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.similar.embedding import Embedder
from agent.similar.index import Entry, Index, Near
from agent.store import Store
from pipelines.claim import Claim

_AT_ONCE = 32
_ALL = 1_000_000


def story(claim: Claim) -> str:
    """What a claim tells: the text of its documents, as they were read."""
    return "\n".join(document.text for document in claim.documents)


def add_missing(store: Store, index: Index, embedder: Embedder, report: Callable[[int, int], None]) -> int:
    """Put the claims into the index that are not there yet; how many. `report` is told how many of how many."""
    there = index.keys("claim")
    missing = [row.claim_id for row in store.claims(_ALL) if row.claim_id not in there and row.outcome]
    for first in range(0, len(missing), _AT_ONCE):
        part = missing[first : first + _AT_ONCE]
        told = {claim_id: story(claim) for claim_id in part if (claim := store.claim(claim_id))}
        vectors = embedder.embed(list(told.values()))
        index.put("claim", [Entry(key, vector) for key, vector in zip(told, vectors, strict=True)])
        report(first + len(part), len(missing))
    return len(missing)


def like(claim_id: str, text: str, index: Index, embedder: Embedder, limit: int) -> Sequence[Near]:
    """The claims most like this one, itself aside."""
    (vector,) = embedder.embed([text])
    found = index.nearest("claim", vector, limit + 1)
    return [near for near in found if near.key != claim_id][:limit]
