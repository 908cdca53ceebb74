"""Questions: what is asked of the model, what is not, and what it may choose from."""

from __future__ import annotations

import pytest
from texts import BOAT, a_document, material_of

from agent.backends.scripted import Scripted, emptiest
from pipelines.extracting import Material, Question, plan_questions, read_exact
from pipelines.extracting.exact import FORM_LIKE
from pipelines.extracting.questions import SYSTEM, prompt_for, windows_of

OPEN = (
    "We keep a boat at the marina. It was on 4 May 2026 or 5 May 2026. Ilse Quandt was steering; Odo Brandt signed. "
    "It costs $900 or $950. Our numbers are QX-204518 and HN-55221."
)
FORM = (
    "Policy number: QX-204518\nTime of loss:\nLocation of loss:\nCity of loss:\nState of loss:\nZIP of loss:\n"
    "Hull number:\nBoat year:\nBoat make:\nBoat model:\nInsured name:\nInsured phone:\nSkipper name:\nEstimate: $90\n"
)


def a_model(context_tokens: int = 1 << 16) -> Scripted:
    return Scripted(lambda prompt: emptiest(prompt.schema), context_tokens=context_tokens)


def planned(material: Material, model: Scripted | None = None) -> tuple[Question, ...]:
    return plan_questions(material, read_exact(material), model or a_model())


def asked(*texts: str) -> set[str]:
    return {path for question in planned(material_of(*texts)) for path in question.paths or (question.record,)}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param(OPEN, {"policy_number", "date_of_loss", "loss_amount", "insured_name", "skipper_name"}, id="open"),
        pytest.param("My boat.", {"insured_name"}, id="no value of their kinds stands there: not asked"),
        pytest.param("My policy number is QX-204518. It happened on 4 May 2026.", {"insured_name"}, id="settled"),
        pytest.param("She may be stolen, or burned.", {"insured_name", "cause"}, id="two options are said"),
        pytest.param("She was stolen.", {"insured_name"}, id="one option is said: code reads it"),
        pytest.param("Ada Lorn, (503) 555-0142, was a witness.", {"insured_name", "witnesses"}, id="a list is told"),
        pytest.param("Items: an anchor for $40.00.", {"insured_name", "loss_amount"}, id="one price is no list"),
        pytest.param("Items: $40.00, $120.00, $160.00.", {"insured_name", "loss_amount", "items"}, id="three are"),
        pytest.param(FORM, {"insured_name"}, id="of a form only what is critical"),
        pytest.param(" \n\f", set(), id="nothing to read"),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, paths: set[str]) -> None:
    assert asked(text) == paths


def test_the_form_above_is_one() -> None:
    assert len(read_exact(material_of(FORM)).seen) >= FORM_LIKE


def test_narratives_are_never_asked_for() -> None:
    material = material_of(OPEN + " The description of loss follows.")
    kinds = {BOAT.spec(path).kind for question in planned(material) for path in question.paths}  # type: ignore[union-attr]
    assert "narrative" not in kinds


def test_a_list_that_a_table_gave_is_not_asked_for() -> None:
    assert "items" not in asked(
        "Description    Qty    Amount\nAnchor         1      $40.00\nFender  4  $120.00 $9.00\n"
    )


def test_what_may_be_chosen_stands_in_the_document() -> None:
    (question,) = planned(material_of(OPEN))
    assert question.candidates["policy_number"] == ("QX-204518", "HN-55221")
    assert question.candidates["date_of_loss"] == ("4 May 2026", "5 May 2026")
    assert question.candidates["loss_amount"] == ("$900", "$950")
    assert "insured_name" not in question.candidates


def test_numbers_that_another_field_owns_are_left_out() -> None:
    questions = planned(material_of("Hull number: HN-55221. On file: HN-55221, QX-204518, AB-1234567."))
    assert questions[0].candidates["policy_number"] == ("QX-204518", "AB-1234567")


def test_too_many_to_choose_from_leave_the_answer_open() -> None:
    text = "My boat. " + " ".join(f"QX-{number}." for number in range(204500, 204550))
    question = next(question for question in planned(material_of(text)) if "policy_number" in question.paths)
    assert question.candidates["policy_number"] == ()


def test_the_schema_binds_each_field_to_its_candidates() -> None:
    material = material_of(OPEN)
    (question,) = planned(material)
    prompt = prompt_for(question, material, a_model())
    properties = prompt.schema["properties"]
    assert list(properties) == list(question.paths) == prompt.schema["required"]
    assert properties["date_of_loss"] == {"enum": ["4 May 2026", "5 May 2026", None]}
    assert properties["insured_name"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert prompt.schema["additionalProperties"] is False
    assert prompt.system == SYSTEM
    assert OPEN in prompt.prefix
    assert OPEN not in prompt.question


def test_a_column_without_any_value_of_its_kind_can_only_be_null() -> None:
    material = material_of("Ada Lorn was a witness.")
    question = next(question for question in planned(material) if question.record)
    row = prompt_for(question, material, a_model()).schema["properties"]["rows"]
    assert row["items"]["properties"]["phone"] == {"type": "null"}
    assert row["maxItems"] == 4


def test_questions_about_one_document_share_their_prefix() -> None:
    material = material_of(OPEN + " The witness was Ada Lorn. Items: $40.00, $120.00.")
    prompts = [prompt_for(question, material, a_model()) for question in planned(material)]
    assert len(prompts) > 1
    assert len({(prompt.system, prompt.prefix) for prompt in prompts}) == 1


def test_a_long_document_is_asked_about_window_by_window() -> None:
    model = a_model(context_tokens=1400)
    text = "\n".join(f"{OPEN} Line {number}." for number in range(40))
    material = material_of(text)
    parts = windows_of(material.documents, model)
    windows = [question.window for question in planned(material, model)]
    assert len(parts) > 1
    assert sorted(set(windows)) == list(range(len(parts)))
    assert len({question.id for question in planned(material, model)}) == len(windows)
    prompt = prompt_for(planned(material, model)[1], material, model)
    assert parts[1] in prompt.prefix


def test_groups_are_small() -> None:
    material = Material((a_document(OPEN),), BOAT, material_of("x").received_on)
    assert all(len(question.paths) <= 8 for question in planned(material))
