"""Assembling: from the results that are kept, the state of a claim, and from that the claim."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NamedTuple, TypedDict, cast

from agent.rows import StepResult
from pipelines.claim import (
    Claim,
    Decision,
    Document,
    Field,
    Finding,
    Grounding,
    Immutable,
    Reading,
    ReadingSource,
    Triage,
)
from pipelines.claim_types.schema import ClaimType
from pipelines.classifying import Classification
from pipelines.extracting import Exact, Question
from pipelines.fusing import Fused, fuse
from pipelines.investigating import Look, fuse_again, told, with_seen
from pipelines.surety import after_rules
from pipelines.values import KINDS
from pipelines.values.kind import Hints


class Documents(Immutable):
    """What the step "read" keeps of a source."""

    documents: tuple[Document, ...]


class Plan(Immutable):
    """What is to be asked of the model."""

    questions: tuple[Question, ...] = ()


class Answered(Immutable):
    """What one question brought, from which model; findings where it brought nothing."""

    question: str
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    model: str = ""
    model_sha256: str = ""


class Checked(Immutable):
    """What the rules found, and what the claim calls for."""

    findings: tuple[Finding, ...]
    triage: Triage


class State(TypedDict, total=False):
    """A claim on its way: what each step has given so far. A copy; the store has the truth."""

    claim_id: str
    source_id: str
    ordinal: int
    documents: tuple[Document, ...]
    classification: Classification
    exact: Exact
    plan: Plan
    answers: Annotated[dict[str, Answered], operator.or_]  # by question
    fused: Fused
    checked: Checked
    looks: Annotated[dict[int, Look], operator.or_]  # by round, from 1
    rounds: Annotated[dict[str, int], operator.or_]  # of "fuse" and "check": the look that they came after
    decision: Decision


class Step(NamedTuple):
    """A step of the corridor, and what of the state it gives."""

    name: str
    key: str
    result: type[Immutable]


STEPS = (
    Step("classify", "classification", Classification),
    Step("read_exact", "exact", Exact),
    Step("plan_questions", "plan", Plan),
    Step("ask", "answers", Answered),
    Step("fuse", "fused", Fused),
    Step("check", "checked", Checked),
    Step("investigate", "looks", Look),
    Step("decide", "decision", Decision),
)
_AGAIN = ("fuse", "check")  # the steps that follow a look
_ADDING = ("answers", "looks", "rounds")
_BY_NAME = {step.name: step for step in STEPS}
_BY_KEY = {step.key: step for step in STEPS}


def restore(state: State, results: Iterable[StepResult]) -> State:
    """The state with everything that is kept of it; the later round of a step counts."""
    for result in sorted(results, key=lambda result: result.round):
        step = _BY_NAME[result.step]
        value = step.result.model_validate(result.payload)
        place: dict[str, Any] = {"answers": {result.part: value}, "looks": {result.round: value}}
        state = merged(state, {step.key: place.get(step.key, value)})
        if result.round and step.name in _AGAIN:
            state = merged(state, {"rounds": {step.name: result.round}})
    return state


def merged(state: State, update: Mapping[str, Any]) -> State:
    """The state with what a step added; answers, looks and rounds add up, everything else replaces."""
    whole: dict[str, Any] = {**state, **update}
    for key in _ADDING:
        if key in update:
            whole[key] = {**cast(dict[Any, Any], state.get(key, {})), **update[key]}
    return cast(State, whole)


def to_results(claim_id: str, update: Mapping[str, Any], milliseconds: int) -> list[StepResult]:
    """What one streamed update of the state adds to the store."""
    found = []
    rounds = update.get("rounds", {})
    for key, value in update.items():
        if key == "rounds":
            continue
        step = _BY_KEY[key].name
        parts = value if key in ("answers", "looks") else {"": value}
        for part, of_part in parts.items():
            place: dict[str, Any] = (
                {"part": part} if key == "answers" else {"round": part if key == "looks" else rounds.get(step, 0)}
            )
            found.append(StepResult(claim_id, step, of_part.model_dump(mode="json"), milliseconds, **place))
    return found


def assemble(state: State) -> Claim:
    """The claim as far as its state goes."""
    classification, checked, fused = state.get("classification"), state.get("checked"), state.get("fused")
    answers = state.get("answers", {})
    asked = [answers[question.id] for question in questions_of(state) if question.id in answers]
    findings = (
        *(classification.findings if classification else ()),
        *(finding for answered in asked for finding in answered.findings),
        *(fused.findings if fused else ()),
        *(checked.findings if checked else ()),
        *(told(look, state["documents"]) for look in looks_of(state)),
    )
    return Claim(
        id=state["claim_id"],
        source_id=state["source_id"],
        ordinal=state["ordinal"],
        claim_type=classification.claim_type if classification else None,
        documents=with_seen(state["documents"], looks_of(state)),
        fields=after_rules(fused.fields, checked.findings if checked else ()) if fused else (),
        dropped=fused.dropped if fused else (),
        findings=findings,
        tallies=state["exact"].tallies if "exact" in state else (),
        triage=checked.triage if checked else None,
        decision=state.get("decision"),
    )


def questions_of(state: State) -> tuple[Question, ...]:
    """What is, or was, to be asked."""
    plan = state.get("plan")
    return plan.questions if plan else ()


def looks_of(state: State) -> tuple[Look, ...]:
    """The looks of the investigation, in their order."""
    looks = state.get("looks", {})
    return tuple(looks[number] for number in sorted(looks))


def fused_of(claim_type: ClaimType, state: State) -> Fused:
    """The fields that all readings support, those of the investigation before the others."""
    looks = looks_of(state)
    readings, documents = readings_of(state), with_seen(state["documents"], looks)
    return fuse_again(claim_type, readings, looks, documents) if looks else fuse(claim_type, readings, documents)


def readings_of(state: State) -> tuple[Reading, ...]:
    """The first readings: what code read, then the model's, in the order in which the questions were planned."""
    answers = state.get("answers", {})
    asked = [answers[question.id] for question in questions_of(state) if question.id in answers]
    return (*state["exact"].readings, *(reading for answered in asked for reading in answered.readings))


def corrected(claim: Claim, corrections: Mapping[str, str], claim_type: ClaimType | None) -> Claim:
    """The claim as a person corrected it; an empty correction says that there is no such value."""
    fields = {field.path: field for field in claim.fields}
    for path, typed in corrections.items():
        old = fields.pop(path, None)
        if typed:
            fields[path] = _typed(path, typed, old, claim_type)
    return claim.model_copy(update={"fields": tuple(fields.values())})


def _typed(path: str, typed: str, old: Field | None, claim_type: ClaimType | None) -> Field:
    spec = claim_type.spec(path) if claim_type else None
    value = None
    if spec is not None:
        options = spec.options
        value = typed if typed in options else KINDS[spec.kind].parse(typed, Hints(options=options))
    value = typed if value is None else value
    reading = Reading(path=path, verbatim=typed, value=value, source=ReadingSource.PERSON)
    return Field(
        path=path,
        value=value,
        chosen=reading,
        readings=(*(old.readings if old else ()), reading),
        grounding=Grounding.VERBATIM if str(value) == typed else Grounding.NORMALISED,
        score=1.0,
    )
