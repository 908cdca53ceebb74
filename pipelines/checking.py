"""Check: run the rules over a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.claim import Claim, Finding, Severity
from pipelines.claim_types.schema import ClaimType
from pipelines.errors import LodgeError
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Rule


def check(claim: Claim, claim_type: ClaimType, rules: Iterable[Rule], context: Context) -> tuple[Finding, ...]:
    """All that the rules find, in the order of the rules and, within one, of the claim.

    A rule that breaks becomes a finding itself: what was not checked must not look as if it had passed.
    """
    view = ClaimView(claim, claim_type)
    return tuple(finding for rule in rules if rule.applies_to(claim_type) for finding in _findings(rule, view, context))


def _findings(rule: Rule, view: ClaimView, context: Context) -> Iterator[Finding]:
    try:
        yield from rule.findings(view, context)
    except LodgeError:
        raise
    except Exception as error:  # a rule is anybody's code, and a claim anybody's data
        yield Finding(
            rule="checking.rule_broken",
            severity=Severity.ERROR,
            message=f"The rule {rule.id} broke ({type(error).__name__}); what it checks was not checked"
            " (rule checking.rule_broken).",
        )
