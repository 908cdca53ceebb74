"""Case and Truth: a document, and what exactly stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pipelines.claim import Immutable, Value
from pipelines.claim_types.nesting import flat_values

SUFFIX = ".truth.json"


def _flat(values: object) -> object:
    """Take values nested in groups and lists for their paths."""
    return flat_values(values) if isinstance(values, dict) else values


class Planted(Immutable):
    """A fault put into a document on purpose: the rule that must find it, and the money at stake (or None)."""

    rule: str
    amount: str | None = None


class Truth(Immutable):
    """What stands in a document: values as `pipelines.values` normalises them, by field path.

    Only what a reader could point at is here. `expected_findings` are the ids of the rules that must speak;
    `would_accept` says that no rule has a reason to. `duplicate_of` is the name of an earlier case.
    `further` are the claims after the first, where the document holds several. `unscored_kinds` are kinds of fields
    that are left out of every measure: no two people cut the same narrative out of a letter.
    """

    file: str
    claim_type: str = Field(pattern=r"^[a-z][a-z0-9_]*$")  # a built-in one, a site's own, or "unknown"
    kind: str
    received_at: datetime
    free_text: bool = False
    fields: Annotated[dict[str, Value], BeforeValidator(_flat)] = Field(default_factory=dict)
    rows: dict[str, int] = Field(default_factory=dict)
    expected_findings: tuple[str, ...] = ()
    planted: tuple[Planted, ...] = ()
    outcome: Literal["review", "quarantine"] = "review"
    would_accept: bool = False
    duplicate_of: str | None = None
    unscored_kinds: tuple[str, ...] = ()
    confirmed: bool = True
    to_confirm: tuple[str, ...] = ()
    further: tuple[Truth, ...] = ()

    @property
    def claims(self) -> tuple[Truth, ...]:
        """The truth of each of the document's claims, in their order."""
        return (self, *self.further)


@dataclass(frozen=True)
class Case:
    """One source file and its truth."""

    path: Path
    truth: Truth

    @property
    def name(self) -> str:
        """The file's name without its ending: "auto-letter-007"."""
        return self.path.stem


def load_cases(folder: Path) -> list[Case]:
    """Every document in `folder` that has a truth beside it, by name."""
    found = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        truth = Truth.model_validate_json(path.read_text(encoding="utf-8"))
        found.append(Case(path.with_name(truth.file), truth))
    return found
