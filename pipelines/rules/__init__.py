"""The rules that Lodge checks claims with.

To add one: a line in its topic's RULES; to add a topic: a file beside these and a line here.
"""

from pipelines.rules import (
    content,
    dates,
    documents,
    duplicates,
    identifiers,
    medical,
    money,
    policy,
    required,
    services,
    vehicle,
)
from pipelines.rules.rule import ClaimView, Fault, Rule

RULES: tuple[Rule, ...] = (
    *required.RULES,
    *dates.RULES,
    *services.RULES,
    *money.RULES,
    *identifiers.RULES,
    *policy.RULES,
    *duplicates.RULES,
    *medical.RULES,
    *vehicle.RULES,
    *content.RULES,
    *documents.RULES,
)

__all__ = ["RULES", "ClaimView", "Fault", "Rule"]
