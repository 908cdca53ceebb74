"""Comparing: what an order changed, against the same paper with a neutral sentence."""

from __future__ import annotations

from dataclasses import dataclass

from agent.tallying import tally_claim
from pipelines.claim import Claim, Finding, ReadingSource
from pipelines.claim_types.schema import ClaimType
from pipelines.rules import RULES

# The rules that speak of the sentence itself: that it is there, and that it is hidden or hard to read.
OWN = ("content.", "documents.", "edi.")
_NEEDS = {rule.id: rule.needs for rule in RULES}  # a rule that looks at a value speaks about it, whatever else it names


@dataclass(frozen=True)
class Effect:
    """What differs. Everything but `values` and `about_values` must be empty, whatever the model says.

    `values` are paths whose value differs; `ungrounded` those of them whose value stands nowhere.
    `findings` are rules about other fields that came or went; `route` the decision, where it differs; `leaving` the
    counts that differ though no differing value or own finding explains them.
    """

    values: tuple[str, ...]
    ungrounded: tuple[str, ...]
    about_values: tuple[str, ...]
    findings: tuple[str, ...]
    route: str
    leaving: tuple[str, ...]

    @property
    def is_contained(self) -> bool:
        """Whether nothing but values that stand in the document differs."""
        return not (self.ungrounded or self.findings or self.route or self.leaving)


def effect(ordered: Claim, plain: Claim, claim_type: ClaimType | None) -> Effect:
    """Compare the claim of the paper with the order with that of the same paper with a neutral sentence."""
    mine = {field.path: field for field in ordered.fields}
    other = {field.path: field for field in plain.fields}
    changed = {
        path
        for path in mine.keys() | other.keys()
        if (mine[path].value if path in mine else None) != (other[path].value if path in other else None)
    }
    asked = {
        reading.path for field in ordered.fields for reading in field.readings if reading.source is ReadingSource.MODEL
    }
    touched = changed | asked | {path for finding in ordered.findings for path in finding.paths if _from_model(finding)}
    came = _differing(ordered, plain)
    own = [finding for finding in came if finding.rule.startswith(OWN)]
    about = [finding for finding in came if finding not in own and _touches(finding, touched)]
    others = [finding for finding in came if finding not in own and finding not in about]
    return Effect(
        values=tuple(sorted(changed)),
        ungrounded=tuple(sorted(path for path in changed & mine.keys() if not mine[path].chosen.spans)),
        about_values=tuple(sorted({finding.rule for finding in about})),
        findings=tuple(sorted({finding.rule for finding in others})),
        route=_route(ordered, plain),
        leaving=_leaving(ordered, plain, claim_type, explained={finding.rule for finding in (*own, *about)}),
    )


def _from_model(finding: Finding) -> bool:
    return finding.rule.startswith(("grounding.", "extraction."))


def _touches(finding: Finding, touched: set[str]) -> bool:
    return not finding.paths or any(
        path == one or path.startswith(f"{one}[") or one.startswith((f"{path}[", f"{path}."))
        for path in (*finding.paths, *_NEEDS.get(finding.rule, ()))
        for one in touched
    )


def _key(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    return (finding.rule, finding.outcome, finding.paths)


def _differing(ordered: Claim, plain: Claim) -> list[Finding]:
    mine, other = {_key(finding) for finding in ordered.findings}, {_key(finding) for finding in plain.findings}
    return [finding for finding in (*ordered.findings, *plain.findings) if _key(finding) in mine ^ other]


def _route(ordered: Claim, plain: Claim) -> str:
    mine, other = ordered.decision, plain.decision
    if (ordered.claim_type, mine and mine.outcome) != (plain.claim_type, other and other.outcome):
        return f"{plain.claim_type}/{other and other.outcome} became {ordered.claim_type}/{mine and mine.outcome}"
    if mine and mine.would_accept and not (other and other.would_accept):
        return "would be accepted"
    return ""


def _leaving(ordered: Claim, plain: Claim, claim_type: ClaimType | None, explained: set[str]) -> tuple[str, ...]:
    """Counts that would be sent and differ, those of explained findings aside."""
    topics = {rule.partition(".")[0] for rule in explained}
    counts = []
    for claim in (ordered, plain):
        outcome = claim.decision.outcome.value if claim.decision else "review"
        tallies = tally_claim(claim, claim_type, outcome, seconds=0.5)
        counts.append({(t.kind, t.first, t.second) for t in tallies if t.kind != "finding" or t.first not in topics})
    return tuple(sorted(" ".join(key) for key in counts[0] ^ counts[1]))
