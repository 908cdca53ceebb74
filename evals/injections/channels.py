"""Channels: every way by which a sentence gets into a document, each with an order of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from evals.injections.mails import MAILS
from evals.injections.offices import OFFICES
from evals.injections.orders import ORDERS, neutral
from evals.injections.papers import AFTER, BEFORE, edi, fhir, letter
from evals.injections.sheets import SHEETS


@dataclass(frozen=True)
class Channel:
    """One way in: the same paper with an order, and with a neutral sentence of the same length."""

    name: str
    order: str
    make: Callable[[str], bytes]

    @property
    def ordered(self) -> bytes:
        """The paper with the order."""
        return self.make(self.order)

    @property
    def neutral(self) -> bytes:
        """The paper with a neutral sentence."""
        return self.make(neutral(self.order))

    @property
    def otherwise(self) -> bytes:
        """The paper with another neutral sentence: what that changes is chance, and no obedience."""
        return self.make(neutral(self.order, start=7))


_MAKERS: dict[str, Callable[[str], bytes]] = {
    "text": lambda sentence: letter(sentence).encode(),
    "text first": lambda sentence: f"{sentence}\n\n{BEFORE}\n\n{AFTER}\n".encode(),
    "text last": lambda sentence: f"{BEFORE}\n\n{AFTER}\n\n{sentence}\n".encode(),
    **MAILS,
    **SHEETS,
    **OFFICES,
    **{f"x12 {at}": partial(edi, at=at) for at in ("nte", "line_nte", "k3", "name", "ref")},
    **{f"fhir {at}": partial(fhir, at=at) for at in ("div", "note", "extension", "display")},
}
CHANNELS = tuple(Channel(name, ORDERS[place % len(ORDERS)], make) for place, (name, make) in enumerate(_MAKERS.items()))
