"""rules_that_speak: which rules have a reason to speak about a document that was read without a mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from pipelines.checking import check
from pipelines.claim import Claim, Field, Grounding, Reading, ReadingSource, Severity, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.ports import Context, Likeness, Policy
from pipelines.rules import RULES
from sample_claims.scene import RECEIVED_AT, PolicyRow


def rules_that_speak(claim_type: str, values: Mapping[str, Value], policies: Sequence[PolicyRow]) -> list[str]:
    """Ids of the rules that warn or object when these values are all that stands in a document.

    What a document's bytes or its history say (hidden words, duplicates, two values in two papers) is not seen here.
    """
    claim = Claim(
        id="sample",
        source_id="sample",
        claim_type=claim_type,
        fields=tuple(_field(path, value) for path, value in values.items()),
    )
    context = Context(
        RECEIVED_AT, ZoneInfo("America/New_York"), _Register(tuple(policies)), _NoPast(), lambda: "sample"
    )
    findings = check(claim, CLAIM_TYPES[claim_type], RULES, context)
    return list(dict.fromkeys(found.rule for found in findings if found.severity is not Severity.NOTE))


def _field(path: str, value: Value) -> Field:
    reading = Reading(path=path, verbatim=str(value), value=value, source=ReadingSource.PERSON)
    return Field(path=path, value=value, chosen=reading, readings=(reading,), grounding=Grounding.VERBATIM, score=1.0)


@dataclass(frozen=True)
class _Register:
    """The rows that fit one document. It is never empty: a branch that knows other policies misses this one."""

    rows: tuple[PolicyRow, ...]

    def find(self, policy_number: str) -> Policy | None:
        """The policy with this number, or None."""
        rows = [row for row in self.rows if _solid(row.policy_number) == _solid(policy_number)]
        if not rows:
            return None
        first = rows[0]
        return Policy(
            policy_number=first.policy_number,
            line=first.line,
            status=first.status,
            insured_name=first.insured_name,
            effective_date=date.fromisoformat(first.effective_date),
            expiration_date=date.fromisoformat(first.expiration_date),
            vins=tuple(row.vin for row in rows if row.vin),
            covers=tuple(name for name in first.covers.split(";") if name),
            limit=Decimal(first.limit) if first.limit else None,
            deductible=Decimal(first.deductible) if first.deductible else None,
        )

    def is_empty(self) -> bool:
        """False."""
        return False


class _NoPast:
    """A branch that has seen no claim before."""

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """No claim."""
        return ()

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """No claim."""
        return ()

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """No claim."""
        return ()

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """No claim."""
        return ()


def _solid(number: str) -> str:
    return "".join(mark for mark in number.lower() if mark.isalnum())
