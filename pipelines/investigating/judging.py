"""Judge: what a tool proposes is tried, the rules check again, and only what settles the finding is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.checking import check
from pipelines.claim import Claim, Finding, Reading, ReadingSource, Severity
from pipelines.fusing import Fused
from pipelines.investigating.look import Action, Case, Look, Means, Outcome, Proposal
from pipelines.investigating.merging import RULE, fuse_again, key_of, may_go, with_seen

_WEIGHT = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_DOUBTING = frozenset({"identifiers", "policy"})  # topics whose warnings are about the value itself
_FACTS = frozenset({"policy.status", "policy.cover", "policy.limit"})  # of a policy, whichever it is


@dataclass(frozen=True)
class _Trial:
    """The claim as it would be."""

    fused: Fused
    findings: tuple[Finding, ...]


def judge(case: Case, action: Action, proposal: Proposal, means: Means) -> Look:
    """The look that the proposal makes: with its readings where the rules bear them out, else without."""
    look = Look(
        number=len(case.looks) + 1,
        tool=action.tool,
        rule=action.finding.rule,
        path=action.path,
        severity=action.finding.severity,
        outcome=Outcome.NO_ANSWER if proposal.failed else Outcome.NOTHING,
        note=proposal.note,
        model=proposal.model,
        model_sha256=proposal.model_sha256,
    )
    grounded = [reading for reading in proposal.readings if reading.spans and reading.value is not None]
    if not grounded:
        return look
    for readings in _variants(proposal, grounded):
        tried = _tried(case, action, look, proposal, readings, means)
        if tried is not None:
            return tried
    return look.model_copy(update={"outcome": Outcome.NOT_TAKEN})


def _variants(proposal: Proposal, grounded: Sequence[Reading]) -> Iterator[tuple[Reading, ...]]:
    for positions in proposal.variants:
        readings = tuple(one for one in (proposal.readings[at] for at in positions) if one in grounded)
        if readings:
            yield readings
    if not proposal.variants:
        yield tuple(grounded)


def _tried(
    case: Case, action: Action, look: Look, proposal: Proposal, readings: tuple[Reading, ...], means: Means
) -> Look | None:
    """The look with these readings taken, or None where the rules do not bear them out."""
    paths = {reading.path for reading in readings}
    withdrawn = proposal.withdrawn
    if proposal.variants:
        withdrawn = tuple(reading for reading in withdrawn if reading.path in paths)
    taken = look.model_copy(update={"readings": readings, "withdrawn": withdrawn, "seen": proposal.seen})
    trial = _trial(case, taken, means)
    changed = _changed(case, trial, readings)
    if not changed:
        return None
    before = [finding for finding in case.claim.findings if finding.rule != RULE]
    after = {key_of(finding): _WEIGHT[finding.severity] for finding in trial.findings}
    gone = [one for one in before if after.get(key_of(one), -1) < _WEIGHT[one.severity] and may_go(one, changed)]
    if key_of(action.finding) not in {key_of(finding) for finding in gone}:
        return None
    if _is_worse(case, trial, readings, before):
        return None
    replaced = any(_is_another(case, reading) for reading in readings)
    return taken.model_copy(
        update={
            "outcome": Outcome.MENDED if replaced else Outcome.CONFIRMED,
            "changed": changed,
            "resolved": tuple(dict.fromkeys(finding.rule for finding in gone)),
        }
    )


def _trial(case: Case, look: Look, means: Means) -> _Trial:
    claim_type = case.material.claim_type
    documents = with_seen(case.claim.documents, [look])
    fused = fuse_again(claim_type, case.readings, [*case.looks, look], documents)
    claim: Claim = case.claim.model_copy(
        update={"documents": documents, "fields": fused.fields, "findings": fused.findings}
    )
    return _Trial(fused, (*fused.findings, *check(claim, claim_type, means.rules, means.context)))


def _changed(case: Case, trial: _Trial, readings: Sequence[Reading]) -> tuple[str, ...]:
    """The paths at which one of the new readings now counts."""
    before = {field.path: field.chosen for field in case.claim.fields}
    return tuple(
        field.path
        for field in trial.fused.fields
        if field.chosen in readings and before.get(field.path) != field.chosen
    )


def _is_another(case: Case, reading: Reading) -> bool:
    field = case.claim.field(reading.path)
    return field is None or field.value != reading.value


def _is_worse(case: Case, trial: _Trial, readings: Sequence[Reading], before: Sequence[Finding]) -> bool:
    """Whether the rules speak against the new readings. What a label names in an open place is taken as it stands."""
    known = {key_of(finding) for finding in before}
    trusted = {one.path for one in readings if one.source in (ReadingSource.FORM, ReadingSource.LABEL)}
    asked = {one.path for one in readings} - {path for path in trusted if case.claim.field(path) is None}
    return any(
        asked.intersection(finding.paths)
        for finding in trial.findings
        if key_of(finding) not in known and _speaks_against(finding)
    )


def _speaks_against(finding: Finding) -> bool:
    """Whether a finding says that a value is wrong. That notice was late or a policy has lapsed are facts like others;
    and a rule that could not be run before, and now lacks something else, says nothing."""
    doubts = finding.severity is Severity.ERROR or finding.topic in _DOUBTING
    return doubts and finding.outcome == "failed" and finding.rule not in _FACTS
