"""The fleet's store: which sites there are, what they reported, and the sums; the only SQL of this wing."""

from __future__ import annotations

from fleet.store.base import Store, Taken
from fleet.store.database import DatabaseAwayError

__all__ = ["DatabaseAwayError", "Store", "Taken"]
