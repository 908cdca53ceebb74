"""Claims for the rules about how X12 files are built."""

from __future__ import annotations

from rule_rows import Row, document, fails, passes

from pipelines.claim import Defect
from pipelines.rules import edi


def _rows(rule: str) -> tuple[Row, ...]:
    def broken(name: str) -> Row:
        papers = (document().model_copy(update={"defects": (Defect(rule=name, message="Segment 24 (CLM) is odd"),)}),)
        return passes("health", documents=papers)

    found = broken(rule)
    return (
        passes("health"),
        broken("edi.something_else"),
        fails("health", "Segment 24 (CLM) is odd", documents=found.documents),
    )


ROWS: dict[str, tuple[Row, ...]] = {rule.id: _rows(rule.id) for rule in edi.RULES}
