"""Store: the only truth of a site, and the only place with SQL. One SQLite file."""

from agent.store.admitting import Admitting
from agent.store.handling import Handling
from agent.store.joining import TargetBusyError
from agent.store.remembering import Remembering
from agent.store.working import LeaseLostError

__all__ = ["LeaseLostError", "Store", "TargetBusyError"]


class Store(Admitting, Handling, Remembering):
    """Everything that the inbox, the worker, the handlers and the outbox keep; `path` may be ":memory:"."""
