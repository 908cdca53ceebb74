"""Tools: what each look finds in papers, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest
from doubts import case_of, means, paper, policy

from agent.backends.scripted import Scripted, emptiest
from pipelines.claim import Claim, Severity
from pipelines.errors import ModelError
from pipelines.investigating import Case, Look, Means, Outcome, Tool, investigate
from pipelines.investigating.investigation import open_actions
from pipelines.investigating.ordering import at_random, by_model, fixed
from pipelines.ports import Prompt

FORM = """BOAT LOSS NOTICE

Policy Number: {policy}
Date of Loss: {day}
Amount of Loss: $1,250.00
Name of Insured: Wilma Tarnbeck
Time of Loss: 10:30
Location of Loss: 12 Quay Road
City of Loss: Salem
State of Loss: OR
Hull Number: {hull}
Boat Year: 2019
Boat Make: Bayliner
Boat Model: Element
Cause of Loss: storm
"""
LETTER = (
    "Dear claims department,\n\nPolicy number: {policy}. The storm tore my boat off its mooring.\n\nWilma Tarnbeck\n"
)


def form(policy: str = "QX-204-5108", day: str = "2026-05-03", hull: str = "HH-11-22-33") -> str:
    return FORM.format(policy=policy, day=day, hull=hull)


def all_looks(documents: list[str], given: Means, order: Any = fixed) -> tuple[Case, tuple[Look, ...]]:
    """The claim's looks until no more is to be looked at."""
    papers = [paper(text, f"d{number}") for number, text in enumerate(documents)]
    looks: tuple[Look, ...] = ()
    for _ in range(20):
        case = case_of(papers, given, looks)
        look = investigate(case, given, order)
        if look is None:
            return case, looks
        looks = (*looks, look)
    raise AssertionError("it does not end")


def values(claim: Claim) -> dict[str, object]:
    return {field.path: field.value for field in claim.fields}


def test_a_blank_in_the_form_is_found_in_the_letter() -> None:
    known = policy("QX-204-5108", "Wilma Tarnbeck")
    case, looks = all_looks([form(policy="________"), LETTER.format(policy="QX-204-5108")], means(known))
    before = case_of([paper(form(policy="________"))], means(known))
    assert "required.missing" in {finding.rule for finding in before.claim.findings}
    assert values(case.claim)["policy_number"] == "QX-204-5108"
    if looks:  # where the first reading had left it open
        assert [(look.tool, look.outcome) for look in looks][:1] == [(Tool.OTHER_DOCUMENT, Outcome.MENDED)]


def test_the_number_of_another_paper_counts_where_the_register_knows_it() -> None:
    known = policy("QX-204-5108", "Wilma Tarnbeck")
    case, looks = all_looks([form(policy="QX-204-5107"), LETTER.format(policy="QX-204-5108")], means(known))
    assert values(case.claim)["policy_number"] == "QX-204-5108"
    field = case.claim.field("policy_number")
    assert field is not None
    assert {reading.value for reading in field.readings} == {"QX-204-5107", "QX-204-5108"}
    assert looks[0].outcome is Outcome.MENDED
    assert looks[0].resolved == ("policy.not_found",)
    rules = {finding.rule for finding in case.claim.findings}
    assert "policy.not_found" not in rules
    assert "contradictions.identifiers" in rules  # that the papers differ is still to be seen


@pytest.mark.parametrize(
    "known",
    [
        policy("QX-204-5108", "Wilma Tarnbeck"),  # a slip away, and no paper says so
        policy("QX-204-5107", "Somebody Else"),
    ],
)
def test_the_register_alone_is_no_evidence(known: Any) -> None:
    case, looks = all_looks([form(policy="QX-204-5109")], means(known))
    assert values(case.claim)["policy_number"] == "QX-204-5109"
    assert all(look.outcome is not Outcome.MENDED for look in looks)
    assert "policy.not_found" in {finding.rule for finding in case.claim.findings}


def test_papers_that_do_not_agree_settle_nothing() -> None:
    papers = [form(policy="____"), LETTER.format(policy="QX-1-20451"), LETTER.format(policy="QX-2-99999")]
    case, looks = all_looks(papers, means(policy("ZZ-1", "Nobody")))
    taken = [look for look in looks if look.path == "policy_number" and look.readings]
    assert all(look.tool is not Tool.OTHER_DOCUMENT for look in taken)
    assert values(case.claim).get("policy_number") in (None, "QX-1-20451")


def test_a_model_is_asked_for_one_field_with_the_lines_around_it() -> None:
    story = "\n".join(f"Line {number} speaks of the weather and nothing else." for number in range(200))
    text = (
        f"Boat loss notice of my boat.\n{story}\nThe day when it sank: the third of May, 5/3/2026, in a gale.\n{story}"
    )

    def say(prompt: Prompt) -> Any:
        answer = emptiest(prompt.schema)
        return answer | {"date_of_loss": "5/3/2026"} if "date_of_loss" in answer else answer

    model = Scripted(say)
    case, looks = all_looks([text], means(model=model))
    asked = [prompt for prompt in model.history if list(prompt.schema["properties"]) == ["date_of_loss"]]
    assert len(asked) == 1
    assert "sank" in asked[0].prefix
    assert len(asked[0].prefix) < 2500
    assert values(case.claim)["date_of_loss"] == "2026-05-03"
    assert any(look.tool is Tool.ASK_AGAIN and look.outcome is Outcome.MENDED for look in looks)


def test_a_form_that_leaves_a_place_blank_is_not_asked_about() -> None:
    model = Scripted(lambda prompt: emptiest(prompt.schema))
    all_looks([form(day="")], means(model=model))
    assert not [prompt for prompt in model.history if "date_of_loss" in prompt.schema["properties"]]


@pytest.mark.parametrize("code", ["truncated", "invalid_answer", "no_finish"])
def test_an_answer_that_is_none_is_told_and_ends_nothing(code: str) -> None:
    text = (
        "Boat loss notice. My boat was hit, when I do not recall, 5/3/2026 or 5/4/2026. It will be $500.00 or $700.00."
    )
    model = Scripted(lambda prompt: ModelError(code, "no"))
    _, looks = all_looks([text], means(model=model))
    assert looks
    assert {look.outcome for look in looks} <= {Outcome.NO_ANSWER, Outcome.NOTHING}


def test_an_engine_that_is_away_is_raised() -> None:
    text = "Boat loss notice. My boat was hit, when I do not recall, 5/3/2026 or 5/4/2026."
    with pytest.raises(ModelError):
        all_looks([text], means(model=Scripted(lambda prompt: ModelError("unreachable", "away"))))


def test_nothing_is_done_twice_in_any_order() -> None:
    papers = [form(policy="", day="5/3/2062"), LETTER.format(policy="none"), "The day of the loss: 5/3/2026."]
    for order in (fixed, at_random(1), at_random(2), by_model):
        model = Scripted(lambda prompt: emptiest(prompt.schema))
        _, looks = all_looks(papers, means(model=model), order)
        keys = [(look.tool, look.path) for look in looks]
        assert len(keys) == len(set(keys)) <= 6
        assert [look.number for look in looks] == list(range(1, len(looks) + 1))


def test_the_model_chooses_among_what_is_listed_and_gets_the_first_where_it_chooses_nothing() -> None:
    papers = [paper(form(policy="", day="5/3/2062"), "a"), paper("My policy number is QX-1-20451.", "b")]

    def choosing(said: Any) -> tuple[Any, Any]:
        given = means(model=Scripted(lambda prompt: said))
        case = case_of(papers, given)
        actions = open_actions(case, given)
        assert len(actions) > 1
        return by_model(actions, case, given), actions

    chosen, actions = choosing({"step": "2"})
    assert chosen == actions[1]
    for said in ({"step": "99"}, {"step": None}, "rm -rf", ModelError("invalid_answer", "no")):
        chosen, actions = choosing(said)
        assert chosen == actions[0]


def test_the_gravest_finding_comes_first() -> None:
    case = case_of([paper(form(policy="QX-204-5107")), paper(LETTER.format(policy="QX-204-5108"), "e")], means(
        policy("QX-204-5108", "Wilma Tarnbeck")))  # fmt: skip
    actions = open_actions(case, means(policy("QX-204-5108", "Wilma Tarnbeck")))
    assert actions[0].finding.severity is Severity.ERROR
