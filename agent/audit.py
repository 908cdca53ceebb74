"""Audit: whether the log of what happened is as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from agent.store import Store


@dataclass(frozen=True)
class Break:
    """The first entry that does not fit the chain, and why."""

    sequence: int
    reason: str


def verify_chain(store: Store) -> Break | None:
    """The first broken entry of the audit chain, or None.

    Entries that were erased with their salt still prove that they were there. An end that was cut off leaves no trace
    here: the checkpoints that the fleet keeps tell it.
    """
    return next((Break(sequence, reason) for sequence, reason in store.chain_faults()), None)
