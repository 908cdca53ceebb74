"""Required: what a claim must say before anybody can settle it."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken


def missing(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Each required or critical field that was not found."""
    for spec in view.claim_type.fields:
        if (spec.required or spec.critical) and not view.has(spec.name):
            need = "must name it" if spec.required else "can hardly be checked without it"
            yield Fault(f"{sentence_case(spoken(spec.name))} not found; such a claim {need}", (spec.name,))


RULES = (Rule("required.missing", Severity.WARNING, "The claim says what such a claim must say", missing),)
