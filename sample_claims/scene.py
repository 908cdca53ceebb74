"""Scene: one invented claim with everything that is true of it, before anybody writes it down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random

from pipelines.claim import Value
from pipelines.claim_types import CLAIM_TYPES
from sample_claims.case import Planted

RECEIVED_AT = datetime(2026, 6, 15, 14, 0, tzinfo=UTC)
TODAY = date(2026, 6, 15)  # the day on which every sample is received

_ROW = re.compile(r"^(\w+)\[(\d+)\]\.")


@dataclass
class PolicyRow:
    """One row of the register; the column names are the register's."""

    policy_number: str
    line: str
    status: str
    insured_name: str
    effective_date: str
    expiration_date: str
    vin: str = ""
    covers: str = ""
    limit: str = ""
    deductible: str = ""


@dataclass
class Scene:
    """What is true (`values` by field path), how a person tells it (`told`: templates in the first person), what
    belongs to no field but turns up in documents all the same (`extras`), and what is planted in it.

    `silent` names paths that no document may tell; `must` those that every document has to.
    """

    rng: Random
    claim_type: str
    values: dict[str, Value] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    must: set[str] = field(default_factory=set)
    policies: list[PolicyRow] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def kind(self, path: str) -> str:
        """The kind of value at a path; KeyError for a path that the claim type does not know."""
        spec = CLAIM_TYPES[self.claim_type].spec(path)
        if spec is None:
            raise KeyError(f"{self.claim_type} has no field {path}")
        return spec.kind

    def knows(self, path: str) -> bool:
        """Whether there is a value at `path` that documents may tell."""
        flat = _ROW.sub(r"\1[].", path)
        return path in self.values and path not in self.silent and flat not in self.silent

    def rows(self, record: str) -> int:
        """How many rows of a record are true."""
        found = {match.group(2) for path in self.values if (match := _ROW.match(path)) and match.group(1) == record}
        return len(found)

    def plant(self, rule: str, amount: str | None = None) -> None:
        """Note that the document carries a fault which `rule` must find; `amount` is the money at stake."""
        self.expected.append(rule)
        self.planted.append(Planted(rule=rule, amount=amount))
