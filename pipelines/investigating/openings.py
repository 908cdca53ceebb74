"""Openings: which findings can be looked into, and with what, in the order in which it is tried."""

from __future__ import annotations

from pipelines.investigating.look import Tool

_ASK, _CLOSER, _OTHER, _POLICY = Tool.ASK_AGAIN, Tool.LOOK_CLOSER, Tool.OTHER_DOCUMENT, Tool.LOOK_UP_POLICY

# Rule, or topic with a star, to tools: what code alone can settle comes first, what costs a model's time last.
OPENINGS: dict[str, tuple[Tool, ...]] = {
    "required.missing": (_OTHER, _POLICY, _CLOSER, _ASK),
    "extraction.unsure": (_OTHER, _POLICY, _CLOSER, _ASK),
    "extraction.unreadable_value": (_CLOSER, _OTHER, _ASK),
    "extraction.hard_to_read": (_CLOSER, _OTHER),
    "grounding.not_in_document": (_OTHER, _ASK),
    "identifiers.vin": (_CLOSER, _OTHER, _POLICY),
    "identifiers.npi": (_CLOSER, _OTHER),
    "identifiers.format": (_CLOSER, _OTHER, _ASK),
    "policy.not_found": (_POLICY, _CLOSER, _OTHER),
    "policy.insured": (_POLICY, _OTHER),
    "policy.vehicle": (_POLICY, _CLOSER, _OTHER),
    "dates.loss_after_received": (_CLOSER, _OTHER, _ASK),
    "dates.loss_after_reported": (_CLOSER, _OTHER, _ASK),
    "dates.reported_after_received": (_CLOSER, _OTHER, _ASK),
    "dates.loss_before_policy_start": (_CLOSER, _OTHER, _ASK),
    "dates.loss_after_policy_end": (_CLOSER, _OTHER, _ASK),
    "dates.birth": (_CLOSER, _OTHER, _ASK),
    "dates.service_order": (_CLOSER,),
    "money.line_charges": (_CLOSER, _OTHER, _ASK),
    "money.estimate_lines": (_CLOSER, _OTHER, _ASK),
    "money.damaged_items": (_CLOSER, _OTHER, _ASK),
    "money.balance": (_CLOSER, _OTHER, _ASK),
    "money.paid_above_total": (_CLOSER, _ASK),
    "money.not_positive": (_CLOSER, _OTHER, _ASK),
    "vehicle.*": (_CLOSER, _OTHER),
}


def tools_for(rule: str) -> tuple[Tool, ...]:
    """What may be done about a finding of this rule; () where nothing can."""
    return OPENINGS.get(rule) or OPENINGS.get(f"{rule.partition('.')[0]}.*", ())
