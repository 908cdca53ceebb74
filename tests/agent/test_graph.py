"""The corridor's graph: order, resuming, and what a failing model leaves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from branch import chatter, notice

from agent.assembling import State, assemble, merged, restore, to_results
from agent.backends.scripted import Scripted, emptiest
from agent.graph import Corridor, corridor_graph, next_step, walk, work_through
from agent.settings import TRACING_VARIABLES
from agent.site import Site
from pipelines.claim import Claim, Outcome
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Model, Prompt

AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
STEPS = ["classification", "exact", "plan", "answers", "fused", "checked", "decision"]


def start(site: Site, data: bytes) -> State:
    documents = site.sandbox.read(data).documents
    return State(claim_id="c", source_id="s", ordinal=0, documents=documents)


def corridor(site: Site, model: Callable[[], Model]) -> Corridor:
    return replace(site.corridor_for(AT), model=model)


def silent(prompt: Prompt) -> Any:
    return emptiest(prompt.schema)


def order(updates: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for update in updates for key in update))


def test_a_notice_takes_every_step_in_order(branch_site: Site) -> None:
    model = Scripted(silent)
    updates = list(walk(corridor(branch_site, lambda: model), start(branch_site, notice(1))))
    assert order(updates) == STEPS
    assert len(model.history) == sum("answers" in update for update in updates) > 1


def test_what_is_no_claim_goes_straight_to_review(branch_site: Site) -> None:
    def no_model() -> Model:
        raise AssertionError("nothing is to be asked")

    updates = list(walk(corridor(branch_site, no_model), start(branch_site, chatter(1))))
    assert order(updates) == ["classification", "decision"]
    assert updates[-1]["decision"].outcome is Outcome.REVIEW


def test_resuming_after_any_update_gives_the_same_claim_and_repeats_nothing(branch_site: Site) -> None:
    first = start(branch_site, notice(1))
    model = Scripted(silent)
    updates = list(walk(corridor(branch_site, lambda: model), first))
    whole = work_through(corridor(branch_site, lambda: model), first)
    for kept in range(len(updates) + 1):
        results = [result for update in updates[:kept] for result in to_results("c", update, 1)]
        state = restore(first, results)
        again = Scripted(silent)
        rest = list(walk(corridor(branch_site, lambda again=again: again), state))  # type: ignore[misc]
        assert len(rest) == len(updates) - kept
        assert len(again.history) == sum("answers" in update for update in updates[kept:])
        for update in rest:
            state = merged(state, update)
        assert same(assemble(state), whole)


def same(one: Claim, other: Claim) -> bool:
    def told(claim: Claim) -> Any:
        return [(field.path, field.value, field.score) for field in claim.fields], claim.findings, claim.decision

    return bool(told(one) == told(other))


@pytest.mark.parametrize("code", ["truncated", "invalid_answer", "no_finish"])
@pytest.mark.parametrize("which", ["every", "the first", "the last"])
def test_a_question_that_fails_becomes_a_finding_and_what_was_read_stays(
    branch_site: Site, code: str, which: str
) -> None:
    plan = next(
        update["plan"]
        for update in walk(corridor(branch_site, lambda: Scripted(silent)), start(branch_site, notice(1)))
        if "plan" in update
    )
    prompts: list[str] = []

    def failing(prompt: Prompt) -> Any:
        if prompt.question not in prompts:
            prompts.append(prompt.question)
        number = prompts.index(prompt.question)
        fails = {"every": True, "the first": number == 0, "the last": number == len(plan.questions) - 1}[which]
        return ModelError(code, "no") if fails else emptiest(prompt.schema)

    claim = work_through(corridor(branch_site, lambda: Scripted(failing)), start(branch_site, notice(1)))
    failed = [finding for finding in claim.findings if finding.rule == "extraction.model_failed"]
    assert len(failed) == (len(plan.questions) if which == "every" else 1)
    assert all(finding.severity == "error" for finding in failed)
    assert claim.decision is not None
    assert claim.decision.outcome is Outcome.REVIEW
    assert not claim.decision.would_accept
    assert claim.field("policy_number") is not None


def test_an_answer_that_fails_once_is_asked_for_again(branch_site: Site) -> None:
    asked: list[Prompt] = []

    def stumbling(prompt: Prompt) -> Any:
        asked.append(prompt)
        return ModelError("invalid_answer", "no") if len(asked) == 1 else emptiest(prompt.schema)

    claim = work_through(corridor(branch_site, lambda: Scripted(stumbling)), start(branch_site, notice(1)))
    assert "extraction.model_failed" not in {finding.rule for finding in claim.findings}
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    "error", [ModelError("unreachable", "x"), ModelError("missing_model", "x"), OperatorError("x")]
)
def test_an_engine_that_is_not_there_is_nobodys_finding(branch_site: Site, error: Exception) -> None:
    def missing() -> Model:
        raise error

    with pytest.raises(type(error)):
        work_through(corridor(branch_site, missing), start(branch_site, notice(1)))


def test_an_engine_that_goes_away_is_nobodys_finding(branch_site: Site) -> None:
    model = Scripted(lambda prompt: ModelError("unreachable", "gone"))
    with pytest.raises(ModelError) as caught:
        work_through(corridor(branch_site, lambda: model), start(branch_site, notice(1)))
    assert caught.value.code == "unreachable"


def test_a_finished_claim_takes_no_step(branch_site: Site) -> None:
    state = start(branch_site, chatter(1))
    for update in walk(branch_site.corridor_for(AT), state):
        state = merged(state, update)
    assert next_step(state) == "__end__"
    assert list(walk(branch_site.corridor_for(AT), state)) == []


def test_the_corridor_can_be_drawn() -> None:
    picture = corridor_graph().get_graph().draw_mermaid()
    for step in ("classify", "read_exact", "plan_questions", "ask", "fuse", "check", "decide"):
        assert step in picture


@pytest.mark.parametrize("variable", TRACING_VARIABLES)
def test_tracing_stops_the_walk(branch_site: Site, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    state = start(branch_site, notice(1))
    monkeypatch.setenv(variable, "true")
    with pytest.raises(OperatorError, match=variable):
        next(walk(branch_site.corridor_for(AT), state))


def test_tracing_is_off_for_whatever_is_set_later() -> None:
    code = (
        "from agent.graph import corridor_graph; corridor_graph()\n"
        "from langsmith.utils import tracing_is_enabled\n"
        "assert tracing_is_enabled() is False"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
