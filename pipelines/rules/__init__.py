"""The rules that Lodge checks claims with.

To add one: a line in its topic's RULES; to add a topic: a file beside these and a line here.
"""

from pipelines.rules import (
    content,
    contradictions,
    dates,
    dental,
    documents,
    duplicates,
    edi,
    identifiers,
    institutional,
    late,
    liability,
    medical,
    money,
    policy,
    required,
    services,
    statements,
    tables,
    vehicle,
    workers_comp,
)
from pipelines.rules.rule import ClaimView, Fault, Rule

RULES: tuple[Rule, ...] = (
    *late.RULES,
    *required.RULES,
    *dates.RULES,
    *services.RULES,
    *institutional.RULES,
    *dental.RULES,
    *money.RULES,
    *tables.RULES,
    *identifiers.RULES,
    *contradictions.RULES,
    *policy.RULES,
    *duplicates.RULES,
    *medical.RULES,
    *vehicle.RULES,
    *statements.RULES,
    *liability.RULES,
    *workers_comp.RULES,
    *content.RULES,
    *documents.RULES,
    *edi.RULES,
)

__all__ = ["RULES", "ClaimView", "Fault", "Rule"]
