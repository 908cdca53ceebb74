"""Investigate: a finding becomes a question, a read-only tool answers it, and the rules check again."""

from pipelines.investigating.investigation import investigate
from pipelines.investigating.look import Case, Closer, Glance, Look, Means, Outcome, Tool
from pipelines.investigating.merging import fuse_again, retain, told, with_seen
from pipelines.investigating.ordering import ORDERS, Order, order_named

__all__ = [
    "ORDERS",
    "Case",
    "Closer",
    "Glance",
    "Look",
    "Means",
    "Order",
    "Outcome",
    "Tool",
    "fuse_again",
    "investigate",
    "order_named",
    "retain",
    "told",
    "with_seen",
]
