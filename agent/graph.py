"""The corridor as a LangGraph graph: which step comes next. It remembers nothing; the store does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from langgraph.errors import NodeError
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, RetryPolicy, Send

from agent.assembling import (
    STEPS,
    Answered,
    Checked,
    Plan,
    State,
    assemble,
    fused_of,
    looks_of,
    merged,
    questions_of,
    readings_of,
)
from agent.settings import TRACING_VARIABLES, refuse_tracing
from pipelines.checking import check
from pipelines.claim import Claim, Decision, Finding, Severity
from pipelines.claim_types.schema import ClaimType
from pipelines.classifying import UNKNOWN, Classification, classify
from pipelines.deciding import decide
from pipelines.errors import ModelError, OperatorError
from pipelines.extracting import Exact, Material, Question, ask, plan_questions, read_exact
from pipelines.investigating import Case, Closer, Look, Means, investigate, order_named, retain
from pipelines.ports import Answer, Context, Model, Prompt
from pipelines.rules.rule import Rule, spoken
from pipelines.triaging import triage

# The engine's trouble, not the document's: another document would fare no better.
NO_MODEL = ("unreachable", "missing_model")
_OF_PAPERS = ("documents", "content")  # topics of rules that look at papers of any kind
_NO_TYPE = ClaimType(name=UNKNOWN, title="Unknown", line="other", description="", cues=(), fields=())
_MOST_STEPS = 1000  # the graph's own brake: a claim has a step per question, and three per look
_GARBLED = ("invalid_answer", "no_finish")


class Errand(State):
    """The state, and the one question that this errand is about."""

    question: Question


@dataclass(frozen=True)
class Corridor:
    """What the steps are given. `model` opens the model when the first question needs one."""

    claim_types: Mapping[str, ClaimType]
    rules: Sequence[Rule]
    model: Callable[[], Model]
    context: Context
    closer: Closer | None = None  # draws parts of pages larger; without it no page is looked at again
    most_looks: int = 0  # of the investigation; 0: findings stay as they are
    order: str = "fixed"  # of its looks: a key of pipelines.investigating.ORDERS
    seed: int = 0  # of a random order


def walk(corridor: Corridor, state: State) -> Iterator[dict[str, Any]]:
    """Take a claim from the first step without a result to its decision; yields what each step adds to the state.

    Between "check" and "decide" findings are looked into: each look is a round, and fields and findings are made anew
    where it brought something.

    A step's work begins before the one before it was drawn, so whoever keeps results loses at most one in a crash.
    Raises ModelError where there is no model, and OperatorError where tracing would carry the claim away.
    """
    refuse_tracing(os.environ)
    updates = corridor_graph().stream(
        state,
        context=corridor,
        stream_mode="updates",
        # One question after the other: an engine keeps what all questions on a document share, and has two cores.
        config={"max_concurrency": 1, "recursion_limit": _MOST_STEPS},
    )
    for update in updates:
        for values in update.values():
            if values:
                yield values


def work_through(corridor: Corridor, state: State) -> Claim:
    """The claim with its decision, kept nowhere."""
    for values in walk(corridor, state):
        state = merged(state, values)
    return assemble(state)


@cache
def corridor_graph() -> CompiledStateGraph[State, Corridor, State, State]:
    """The graph, compiled once."""
    for name in TRACING_VARIABLES:
        os.environ[name] = "false"
    graph = StateGraph(State, context_schema=Corridor)
    graph.add_node("classify", _classify)
    graph.add_node("read_exact", _read_exact)
    graph.add_node("plan_questions", _plan_questions)
    retry = (
        RetryPolicy(initial_interval=0.2, max_attempts=3, retry_on=_is_unreachable),
        RetryPolicy(initial_interval=0.0, max_attempts=2, retry_on=_is_garbled),
    )
    # LangGraph's own types do not know that an error handler may take the error.
    graph.add_node("ask", _ask, retry_policy=retry, error_handler=_unanswered)  # type: ignore[call-overload]
    graph.add_node("fuse", _fuse)
    graph.add_node("check", _check)
    graph.add_node("investigate", _investigate, retry_policy=retry[:1])
    graph.add_node("decide", _decide)
    graph.add_conditional_edges(START, next_step, [*(step.name for step in STEPS), END])
    graph.add_conditional_edges("classify", next_step, ["read_exact", "decide"])
    graph.add_edge("read_exact", "plan_questions")
    graph.add_conditional_edges("plan_questions", next_step, ["ask", "fuse"])
    graph.add_edge("ask", "fuse")
    graph.add_edge("fuse", "check")
    graph.add_edge("check", "investigate")
    graph.add_edge("decide", END)
    return graph.compile()


def next_step(state: State) -> str | list[Send]:
    """The first step whose result is missing; one errand per open question where that is to ask."""
    if "decision" in state:
        return END
    if "classification" not in state:
        return "classify"
    if state["classification"].claim_type == UNKNOWN:
        return "decide"
    for key, step in (("exact", "read_exact"), ("plan", "plan_questions")):
        if key not in state:
            return step
    answered = state.get("answers", {})
    errands = [
        Send("ask", Errand(**state, question=question))
        for question in questions_of(state)
        if question.id not in answered
    ]
    if errands:
        return errands
    if "fused" not in state or _is_due(state, "fuse"):
        return "fuse"
    return "check" if "checked" not in state or _is_due(state, "check") else "investigate"


def _is_due(state: State, step: str) -> bool:
    """Whether a look has brought readings that the step has not seen."""
    brought = [look.number for look in looks_of(state) if look.readings]
    return bool(brought) and state.get("rounds", {}).get(step, 0) < brought[-1]


def _classify(state: State, runtime: Runtime[Corridor]) -> dict[str, Classification]:
    corridor = runtime.context
    found = classify(state["documents"], corridor.claim_types)
    if found.claim_type == UNKNOWN:
        # The kind is often unknown because a page could not be read: whoever opens the claim must be told.
        rules = [rule for rule in corridor.rules if rule.id.partition(".")[0] in _OF_PAPERS]
        told = check(assemble({**state, "classification": found}), _NO_TYPE, rules, corridor.context)
        found = found.model_copy(update={"findings": (*found.findings, *told)})
    return {"classification": found}


def _read_exact(state: State, runtime: Runtime[Corridor]) -> dict[str, Exact]:
    return {"exact": read_exact(_material(state, runtime.context))}


def _plan_questions(state: State, runtime: Runtime[Corridor]) -> dict[str, Plan]:
    material = _material(state, runtime.context)
    questions = plan_questions(material, state["exact"], _Boundless())
    if questions:  # only now is a model needed, whose context decides into how many parts a long document falls
        questions = plan_questions(material, state["exact"], runtime.context.model())
    return {"plan": Plan(questions=questions)}


def _ask(errand: Errand, runtime: Runtime[Corridor]) -> dict[str, dict[str, Answered]]:
    corridor, question = runtime.context, errand["question"]
    model = corridor.model()
    readings = ask(_material(errand, corridor), question, model, corridor.context.new_id())
    answered = Answered(question=question.id, readings=readings, model=model.name, model_sha256=model.sha256)
    return {"answers": {question.id: answered}}


def _is_unreachable(error: Exception) -> bool:
    return isinstance(error, ModelError) and error.code == "unreachable"


def _is_garbled(error: Exception) -> bool:
    return isinstance(error, ModelError) and error.code in _GARBLED


def _unanswered(errand: Errand, error: NodeError) -> Command[Literal["fuse"]]:
    """A question that the model could not answer becomes a finding; what was read without it stays."""
    cause = error.error
    if not isinstance(cause, ModelError) or cause.code in NO_MODEL:
        raise cause
    question = errand["question"]
    finding = Finding(
        rule="extraction.model_failed",
        severity=Severity.ERROR,
        message=f"The model gave no usable answer ({cause.code.replace('_', ' ')}) when asked for "
        f"{', '.join(map(spoken, question.paths)) or spoken(question.record)} (rule extraction.model_failed).",
        paths=question.paths,
    )
    answered = Answered(question=question.id, findings=(finding,))
    # An error handler does not follow its node's edges: where every question fails, nothing else would lead on.
    return Command(update={"answers": {question.id: answered}}, goto="fuse")


def _fuse(state: State, runtime: Runtime[Corridor]) -> dict[str, Any]:
    fused = fused_of(_claim_type(state, runtime.context), state)
    if "fused" not in state:
        return {"fused": fused}
    findings = retain(state["fused"].findings, fused.findings, _last(state))
    return {"fused": fused.model_copy(update={"findings": findings}), "rounds": {"fuse": _last(state).number}}


def _check(state: State, runtime: Runtime[Corridor]) -> dict[str, Any]:
    corridor, claim, claim_type = runtime.context, assemble(state), _claim_type(state, runtime.context)
    findings = check(claim, claim_type, corridor.rules, corridor.context)
    again = "checked" in state
    if again:
        findings = retain(state["checked"].findings, findings, _last(state))
    others = [finding for finding in claim.findings if finding not in state["checked"].findings] if again else []
    told = (*(others if again else claim.findings), *findings)
    checked = Checked(findings=findings, triage=triage(claim, claim_type, told))
    return {"checked": checked, "rounds": {"check": _last(state).number}} if again else {"checked": checked}


def _investigate(state: State, runtime: Runtime[Corridor]) -> Command[Literal["fuse", "investigate", "decide"]]:
    """The next look; the decision where there is nothing left to be looked at."""
    corridor = runtime.context
    order = order_named(corridor.order, corridor.seed)
    look = investigate(_case(state, corridor), _means(state, corridor), order, corridor.most_looks) if order else None
    if look is None:
        return Command(goto="decide")
    return Command(update={"looks": {look.number: look}}, goto="fuse" if look.readings else "investigate")


def _case(state: State, corridor: Corridor) -> Case:
    return Case(_material(state, corridor), readings_of(state), assemble(state), looks_of(state), state["exact"].seen)


def _means(state: State, corridor: Corridor) -> Means:
    def model() -> Model | None:
        """The model. A claim that asked for none before does without where there is none to be had."""
        try:
            return corridor.model()
        except (ModelError, OperatorError):
            if questions_of(state):
                raise
            return None

    return Means(corridor.context, corridor.rules, model, corridor.closer)


def _last(state: State) -> Look:
    return looks_of(state)[-1]


def _decide(state: State, runtime: Runtime[Corridor]) -> dict[str, Decision]:
    claim = assemble(state)
    return {"decision": decide(claim, runtime.context.claim_types.get(claim.claim_type or UNKNOWN))}


def _material(state: State, corridor: Corridor) -> Material:
    return Material(state["documents"], _claim_type(state, corridor), corridor.context.received_on)


def _claim_type(state: State, corridor: Corridor) -> ClaimType:
    return corridor.claim_types[state["classification"].claim_type]


class _Boundless:
    """Stands in for a model while it is not known whether one is needed: it reads everything, and answers nothing."""

    name = "none"
    sha256 = ""
    context_tokens = 1 << 30

    def count_tokens(self, text: str) -> int:
        """The fewest that `text` can be."""
        return 0

    def answer(self, prompt: Prompt) -> Answer:
        """Never asked."""
        raise ModelError("missing_model", "There is no model.")

    def close(self) -> None:
        """There is nothing to give back."""
