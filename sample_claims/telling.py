"""Teller: gives a scene's values to formats for programs, and remembers which of them the document tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.claim import Value
from sample_claims.scene import Scene
from sample_claims.words import names


@dataclass(frozen=True)
class Name:
    """A person's name in its parts; what there is none of is ""."""

    last: str
    first: str
    middle: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Address:
    """An address in its parts."""

    street: str
    city: str
    state: str
    zip: str


@dataclass
class Teller:
    """One claim's values. `written` is its truth in the document: path to value, as far as it was told."""

    scene: Scene
    written: dict[str, Value] = field(default_factory=dict)

    def tell(self, path: str) -> str:
        """The value at `path`, which stands in the document from now on; "" where there is none."""
        if not self.scene.knows(path):
            return ""
        self.written[path] = self.scene.values[path]
        return str(self.scene.values[path])

    def says(self, path: str) -> bool:
        """Whether it is true that `path`; only a yes is told."""
        return self.scene.knows(path) and self.scene.values[path] is True and self.tell(path) == "True"

    def amount(self, path: str) -> str:
        """An amount as programs write it, without the noughts at its end: 125.00 is "125"."""
        told = self.tell(path)
        return plain(told) if told else ""

    def name(self, path: str) -> Name | None:
        """The name at `path` in its parts."""
        told = self.tell(path)
        return self._parts(told, self.scene.extras.get(f"{path}.last_first", "")) if told else None

    def address(self, path: str) -> Address | None:
        """The address on one line at `path` in its parts."""
        told = self.tell(path)
        if not told:
            return None
        street, city, region = told.rsplit(", ", 2)
        state, _, code = region.partition(" ")
        return Address(street, city, state, code)

    def home(self, who: str) -> Address | None:
        """Where the patient or the insured lives."""
        parts = [self.tell(f"{who}_{part}") for part in ("address", "city", "state", "zip")]
        return Address(*parts) if all(parts) else None

    @staticmethod
    def _parts(told: str, last_first: str) -> Name:
        if not last_first:
            first, _, last = told.partition(" ")
            return Name(last, first)
        last, _, given = last_first.partition(", ")
        suffix = next((mark for mark in names.SUFFIXES if last.endswith(f" {mark}")), "")
        first, _, middle = given.rpartition(" ") if given.endswith(".") else (given, "", "")
        return Name(last.removesuffix(suffix).strip(), first, middle.rstrip("."), suffix)


def plain(amount: str) -> str:
    """A decimal without noughts at its end."""
    return f"{Decimal(amount).normalize():f}"
