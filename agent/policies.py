"""PolicyRegister: the branch's list of policies, imported from a CSV or SQLite file that the branch keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from agent.policy_files import Imported, number_key, read_policies
from pipelines.errors import OperatorError
from pipelines.ports import Policy

TABLE = "policies"


def create_tables(db: Database) -> None:
    """Make the register's table in `db` where it is not there yet."""
    db.table(TABLE).create(
        {
            "number_key": str, "policy_number": str, "line": str, "status": str, "insured_name": str,
            "effective_date": str, "expiration_date": str, "vins": str, "covers": str, "limit": str, "deductible": str,
        },
        pk="number_key",
        if_not_exists=True,
    )  # fmt: skip


@dataclass(frozen=True)
class PolicyRegister:
    """The register in the store's database; what ports.Policies asks for."""

    db: Database

    def __post_init__(self) -> None:
        create_tables(self.db)

    def find(self, policy_number: str) -> Policy | None:
        """The policy with this number (compared without spaces, hyphens or case), or None."""
        rows = list(self.db[TABLE].rows_where("number_key = ?", [number_key(policy_number)], limit=1))
        return _policy(rows[0]) if rows else None

    def is_empty(self) -> bool:
        """Whether no register has been imported."""
        return self.count() == 0

    def count(self) -> int:
        """How many policies the register has."""
        return int(self.db[TABLE].count)

    def import_policies(self, path: Path) -> Imported:
        """Replace the register with the policies of a CSV or SQLite file: all of it or, on any error, nothing.

        Rows that cannot be understood are left out and told by line and column. Raises OperatorError where the file
        holds no policy at all.
        """
        found = read_policies(path)
        if not found.policies:
            raise OperatorError(
                f"No policy could be read from the file ({len(found.skipped)} lines were left out); "
                "the register is as it was."
            )
        self.replace(found.policies)
        return Imported(count=len(found.policies), skipped=found.skipped)

    def replace(self, policies: Sequence[Policy]) -> None:
        """Put these policies in the place of all that were there, in one transaction."""
        with self.db.atomic():
            self.db.table(TABLE).delete_where()
            self.db.table(TABLE).insert_all(_row(policy) for policy in policies)


def _row(policy: Policy) -> dict[str, Any]:
    row = {name: None if value is None else str(value) for name, value in asdict(policy).items()}
    return {
        **row,
        "number_key": number_key(policy.policy_number),
        "vins": json.dumps(policy.vins),
        "covers": json.dumps(policy.covers),
    }


def _policy(row: dict[str, Any]) -> Policy:
    return Policy(
        policy_number=row["policy_number"],
        line=row["line"],
        status=row["status"],
        insured_name=row["insured_name"],
        effective_date=date.fromisoformat(row["effective_date"]) if row["effective_date"] else None,
        expiration_date=date.fromisoformat(row["expiration_date"]) if row["expiration_date"] else None,
        vins=tuple(json.loads(row["vins"])),
        covers=tuple(json.loads(row["covers"])),
        limit=Decimal(row["limit"]) if row["limit"] else None,
        deductible=Decimal(row["deductible"]) if row["deductible"] else None,
    )
