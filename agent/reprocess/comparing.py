"""Comparing: what another pipeline read otherwise than the one that counts, in paths and closed words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipelines.claim import Claim, Outcome, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.values.comparing import same

# What became of a claim, the first that fits: each claim is one of these.
OUTCOME, KIND, DIFFERENTLY, MORE, LESS, CHECKS, SAME = (
    "outcome", "kind", "differently", "more", "less", "checks", "same",
)  # fmt: skip
VERDICTS = (SAME, MORE, LESS, DIFFERENTLY, CHECKS, KIND, OUTCOME)


def compare(old: Claim, new: Claim, old_outcome: str, new_outcome: str, claim_type: ClaimType | None) -> dict[str, Any]:
    """How the new reading differs; it holds paths, rules and closed words, and no value."""
    was = {field.path: field.value for field in old.fields}
    now = {field.path: field.value for field in new.fields}
    changed = [path for path in was if path in now and not alike(path, was[path], now[path], claim_type)]
    old_rules, new_rules = _findings(old), _findings(new)
    told: dict[str, Any] = {
        "found": [path for path in now if path not in was],
        "lost": [path for path in was if path not in now],
        "changed": changed,
        "findings_new": sorted((new_rules - old_rules).elements()),
        "findings_gone": sorted((old_rules - new_rules).elements()),
        "type": [old.claim_type, new.claim_type],
        "tier": [old.triage.tier.value if old.triage else None, new.triage.tier.value if new.triage else None],
        "outcome": [old_outcome, new_outcome],
    }
    return {"became": _became(told), **told}


def _became(told: Mapping[str, Any]) -> str:
    outcomes, types = told["outcome"], told["type"]
    if outcomes[0] != outcomes[1]:
        return OUTCOME
    if types[0] != types[1]:
        return KIND
    if told["changed"] or (told["found"] and told["lost"]):
        return DIFFERENTLY
    if told["found"] or told["lost"]:
        return MORE if told["found"] else LESS
    if told["findings_new"] or told["findings_gone"] or told["tier"][0] != told["tier"][1]:
        return CHECKS
    return SAME


def only_one(kind: str, basis_status: str | None) -> dict[str, Any]:
    """The difference of a claim that only one of the two readings has: "new" or "lost"."""
    was = None if kind == "new" else "quarantine" if basis_status == "quarantine" else "review"
    now = Outcome.REVIEW.value if kind == "new" else Outcome.QUARANTINE.value
    return {"became": SAME if was == now else OUTCOME, "outcome": [was, now]}


def alike(path: str, a: Value | None, b: Value | None, claim_type: ClaimType | None) -> bool:
    """Whether two values of one field say the same, however they were written; None is no value."""
    if a is None or b is None:
        return a is b
    spec = claim_type.spec(path) if claim_type else None
    return same(spec.kind if spec else "", a, b)


def _findings(claim: Claim) -> Counter[str]:
    """The rules that found something, once per place they found it at."""
    return Counter(rule for rule, _ in {(finding.rule, finding.paths) for finding in claim.findings})
