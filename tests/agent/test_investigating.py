"""The investigation in the corridor: its rounds, what is kept of them, and that it ends whatever a model says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from branch import branch_settings, put, work_off
from corridors import AT, Branch, a_branch, documents_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.assembling import State, assemble, looks_of, merged, restore, to_results
from agent.backends.scripted import Scripted, emptiest
from agent.graph import Corridor, next_step, walk
from agent.looking import SandboxCloser
from agent.rows import StepResult
from agent.site import init_home, open_site
from agent.worker import Worker
from evals.evidence import stands
from evals.investigations.case import register_of
from evals.investigations.making import made_cases
from pipelines.claim import Claim, Finding, Severity
from pipelines.errors import ModelError
from pipelines.investigating import Outcome
from pipelines.investigating.merging import RULE, key_of, may_go
from pipelines.ports import Prompt
from pipelines.readers.reader import sha256_of

KINDS = ("blank_in_the_form-00", "slip_in_the_notice-00", "far_from_its_cue-01", "blank_and_untold-02")
CASES = {case.name: case for case in made_cases() if case.name in KINDS}
SLIP = CASES["slip_in_the_notice-00"]


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    folder = tmp_path_factory.mktemp("branch")
    with a_branch(folder / "home") as one:
        register = folder / "policies.csv"
        register.write_text(register_of(CASES.values()))
        one.site.policies.import_policies(register)
        yield one


@cache
def start(data: bytes) -> State:
    return State(claim_id="c", source_id="s", ordinal=0, documents=documents_in(data))


def corridor(branch: Branch, model: Scripted, order: str = "fixed", most: int = 6, data: bytes = b"") -> Corridor:
    closer = SandboxCloser(branch.site.sandbox.look, {sha256_of(data): data}.__getitem__)
    made = branch.site.corridor_for(AT)
    return replace(made, model=lambda: model, order=order, most_looks=most, closer=closer)


def silent() -> Scripted:
    return Scripted(lambda prompt: emptiest(prompt.schema))


def walked(made: Corridor, state: State) -> tuple[State, list[dict[str, Any]]]:
    updates = list(walk(made, state))
    for update in updates:
        state = merged(state, update)
    return state, updates


def test_a_look_is_a_round_and_the_rules_check_again(branch: Branch) -> None:
    state, updates = walked(corridor(branch, silent()), start(SLIP.data))
    keys = [key for update in updates for key in update if key != "rounds"]
    at = keys.index("looks")
    assert keys[at - 2 : at + 3] == ["fused", "checked", "looks", "fused", "checked"]
    assert keys[-1] == "decision"
    claim = assemble(state)
    field = claim.field("policy_number")
    assert field is not None
    assert field.value == SLIP.truth["policy_number"]
    (look,) = looks_of(state)
    assert look.outcome is Outcome.MENDED
    assert look.readings == (field.chosen,)
    told = [finding for finding in claim.findings if finding.rule == RULE]
    assert [finding.severity for finding in told] == [Severity.NOTE]


@pytest.mark.parametrize("most", [0, 1, 6])
def test_the_setting_is_the_most_that_is_done(branch: Branch, most: int) -> None:
    for case in CASES.values():
        state, _ = walked(corridor(branch, silent(), most=most), start(case.data))
        assert len(looks_of(state)) <= most


def test_nothing_is_looked_at_in_the_order_none(branch: Branch) -> None:
    state, _ = walked(corridor(branch, silent(), "none"), start(SLIP.data))
    assert looks_of(state) == ()
    assert "policy.not_found" in {finding.rule for finding in assemble(state).findings}


@pytest.mark.parametrize("name", KINDS)
def test_resuming_after_any_update_gives_the_same_claim(branch: Branch, name: str) -> None:
    first = start(CASES[name].data)
    whole, updates = walked(corridor(branch, silent()), first)
    for kept in range(len(updates) + 1):
        results = [result for update in updates[:kept] for result in to_results("c", update, 1)]
        assert len({place(result) for result in results}) == len(results)
        state, rest = walked(corridor(branch, silent()), restore(first, results))
        assert len(rest) == len(updates) - kept
        assert told(assemble(state)) == told(assemble(whole))
    assert next_step(whole) == "__end__"


def place(result: StepResult) -> tuple[str, str, int]:
    return result.step, result.part, result.round


def told(claim: Claim) -> Any:
    return [(field.path, field.value, field.score) for field in claim.fields], claim.findings, claim.decision


def test_what_a_worker_keeps_is_the_claim_that_it_worked_on(tmp_path: Any) -> None:
    given = branch_settings(tmp_path / "home")
    init_home(given)
    with open_site(given) as site:
        register = tmp_path / "policies.csv"
        register.write_text(register_of([SLIP]))
        site.policies.import_policies(register)
        put(given, "mail.eml", SLIP.data)
        work_off(site)
        (row,) = site.store.queue()
        claim = site.store.claim(row.claim_id)
        assert claim is not None
        field = claim.field("policy_number")
        assert field is not None
        assert field.value == SLIP.truth["policy_number"]
        assert RULE in {finding.rule for finding in claim.findings}
        steps = [(entry.action, entry.detail.get("round")) for entry in site.store.history(row.claim_id)]
        assert ("step.investigate", 1) in steps
        assert ("step.fuse", 1) in steps
        assert ("step.check", 1) in steps
        assert Worker(site).run_once() == 0


WORDS = st.sampled_from(["null", "none", "QX-1-20451", "5/3/2026", "$1.00", "Zebedee Quux", "1", "7", "", "\n" * 400])


@st.composite
def answers(draw: Any) -> Callable[[Prompt], Any]:
    """What a model says to each prompt in turn: what fits, what does not, floods, and errors."""
    ways = draw(st.lists(st.sampled_from(["empty", "pick", "any", "raw", "flood", "error"]), min_size=1, max_size=12))
    seed = draw(st.randoms(use_true_random=False))
    word = draw(WORDS)
    turn = iter(range(10**9))

    def say(prompt: Prompt) -> Any:
        way = ways[next(turn) % len(ways)]
        if way == "empty":
            return emptiest(prompt.schema)
        if way == "raw":
            return word
        if way == "flood":
            return '{"step": "' + "x" * 20_000
        if way == "error":
            return ModelError(seed.choice(["truncated", "invalid_answer", "no_finish"]), "no")
        filled = emptiest(prompt.schema)
        for name, schema in prompt.schema["properties"].items():
            if "enum" in schema:
                filled[name] = seed.choice(schema["enum"]) if way == "pick" else word
            elif "anyOf" in schema:
                filled[name] = word
        return filled

    return say


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers(), st.sampled_from(KINDS), st.sampled_from(["fixed", "random", "model"]), st.integers(0, 99))
def test_it_ends_for_any_model_and_no_finding_goes_without_new_evidence(
    branch: Branch, say: Callable[[Prompt], Any], name: str, order: str, seed: int
) -> None:
    model = Scripted(say)
    made = replace(corridor(branch, model, order), seed=seed)
    state = start(CASES[name].data)
    before: tuple[Finding, ...] = ()
    for update in walk(made, state):
        state = merged(state, update)
        if "checked" in update or "fused" in update:
            after = open_findings(state)
            looks = looks_of(state)
            for finding in before if looks and "checked" in update else ():
                gone = key_of(finding) not in {key_of(one) for one in after}
                assert not gone or may_go(finding, looks[-1].changed), finding.rule
            before = after if "checked" in update else before
    claim = assemble(state)
    looks = looks_of(state)
    assert claim.decision is not None
    assert len(looks) <= 6
    assert len({(look.tool, look.path) for look in looks}) == len(looks)
    assert all(field.chosen.spans for field in claim.fields)
    assert all(stands(field.chosen, claim.documents) for field in claim.fields)
    for look in looks:
        assert all(reading.spans and reading.value is not None for reading in look.readings)
        assert bool(look.readings) == (look.outcome in (Outcome.MENDED, Outcome.CONFIRMED))


def open_findings(state: State) -> tuple[Finding, ...]:
    return tuple(finding for finding in assemble(state).findings if finding.rule != RULE)
