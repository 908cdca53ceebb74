"""Store: the only truth of a site, and the only place with SQL. One SQLite file."""

from agent.store.admitting import Admitting
from agent.store.adopting import Adopting
from agent.store.joining import TargetBusyError
from agent.store.remembering import Remembering
from agent.store.working import LeaseLostError

__all__ = ["LeaseLostError", "Store", "TargetBusyError"]


class Store(Admitting, Adopting, Remembering):
    """Everything that inbox, worker, handlers, re-processing and outbox keep; `path` may be ":memory:"."""
