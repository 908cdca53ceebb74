"""Investigation: the next look at a claim, or none where nothing is left that could settle a finding."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Finding, Severity
from pipelines.investigating.asking_again import ask_again, can_ask
from pipelines.investigating.judging import judge
from pipelines.investigating.look import Action, Case, Look, Means, Proposal, Tool
from pipelines.investigating.looking_closer import can_look_closer, look_closer
from pipelines.investigating.merging import RULE
from pipelines.investigating.openings import tools_for
from pipelines.investigating.ordering import Order
from pipelines.investigating.other_document import can_look_elsewhere, look_elsewhere
from pipelines.investigating.policy_lookup import can_look_up, look_up

MOST_ACTIONS = 6
_MOST_PATHS = 3  # of one finding that are looked into one by one
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def investigate(case: Case, means: Means, order: Order, most: int = MOST_ACTIONS) -> Look | None:
    """What came of the next look; None where `most` looks are done, or nothing is left to be looked at.

    It ends whatever a model says: nothing is done twice, and the list of what can be done comes from code. Raises
    ModelError where the engine is away.
    """
    if len(case.looks) >= most:
        return None
    actions = open_actions(case, means)
    if not actions:
        return None
    action = order(actions, case, means)
    return judge(case, action, _done(case, action, means), means)


def open_actions(case: Case, means: Means) -> tuple[Action, ...]:
    """Everything that can still be done, the gravest findings first, each with its tools in their order."""
    done = {(look.tool, look.path) for look in case.looks}
    ranked = sorted(case.claim.findings, key=lambda finding: _WEIGHT[finding.severity])
    found: dict[tuple[Tool, str], Action] = {}
    for finding in ranked:
        for action in _actions(finding) if finding.rule != RULE else ():
            if action.key not in done and action.key not in found and _can(case, action, means):
                found[action.key] = action
    return tuple(found.values())


def _actions(finding: Finding) -> Iterator[Action]:
    for tool in tools_for(finding.rule):
        if tool is Tool.LOOK_CLOSER and len(finding.paths) > 1:
            # Rows and their total stand on one page, and are read again at once.
            yield Action(tool, finding.paths[0], finding, finding.paths)
        else:
            yield from (Action(tool, path, finding) for path in finding.paths[:_MOST_PATHS])


def _can(case: Case, action: Action, means: Means) -> bool:
    match action.tool:
        case Tool.ASK_AGAIN:
            return can_ask(case, action) and means.model() is not None
        case Tool.LOOK_CLOSER:
            return can_look_closer(case, action, means)
        case Tool.OTHER_DOCUMENT:
            return can_look_elsewhere(case, action)
        case Tool.LOOK_UP_POLICY:
            return can_look_up(case, action, means)


def _done(case: Case, action: Action, means: Means) -> Proposal:
    match action.tool:
        case Tool.ASK_AGAIN:
            return ask_again(case, action, means)
        case Tool.LOOK_CLOSER:
            return look_closer(case, action, means)
        case Tool.OTHER_DOCUMENT:
            return look_elsewhere(case, action, means)
        case Tool.LOOK_UP_POLICY:
            return look_up(case, action, means)
