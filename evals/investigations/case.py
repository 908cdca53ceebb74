"""Doubt: one claim whose first reading leaves something open, with what stands in it and what the register knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from pipelines.claim import Value
from sample_claims.scene import PolicyRow


@dataclass(frozen=True)
class Doubt:
    """A source and its truth. `solvable`: a further look at the documents can settle what the first leaves open.

    `truth` are the values that stand in the documents; of a value that is told twice, the one that is right. `sought`
    are the fields that the case is about; () where it is about none that could be read otherwise.
    """

    name: str
    kind: str
    data: bytes
    truth: Mapping[str, Value]
    policies: tuple[PolicyRow, ...]
    solvable: bool
    sought: tuple[str, ...] = ()
    planted: tuple[str, ...] = ()  # rules that have a reason to speak whatever is read again


def register_of(cases: Iterable[Doubt]) -> str:
    """The register that knows the policies of all cases, as the CSV file that `lodge policies import` takes."""
    rows = {(row.policy_number, row.vin): row for case in cases for row in case.policies}
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in fields(PolicyRow)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(rows[key]) for key in sorted(rows))
    return text.getvalue()
