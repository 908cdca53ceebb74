"""Truths and results for tests of scores."""

from datetime import UTC, datetime
from typing import Any

from evals.results import CaseResult, ReadValue
from pipelines.claim import Outcome, ReadingSource, Value
from sample_claims import Truth

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def truth(**changes: Any) -> Truth:
    values: dict[str, Any] = {"file": "a.pdf", "claim_type": "auto", "kind": "form", "received_at": AT}
    return Truth(**values | changes)


def read(path: str, value: Value, source: ReadingSource = ReadingSource.FORM) -> ReadValue:
    return ReadValue(path=path, value=value, source=source, score=0.99)


def result(*fields: ReadValue, **changes: Any) -> CaseResult:
    values: dict[str, Any] = {"case": "a", "claim_type": "auto", "outcome": Outcome.REVIEW, "seconds": 1.0}
    return CaseResult(fields=fields, **values | changes)
