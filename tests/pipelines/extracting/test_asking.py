"""Asking: answers become readings that stand in a document, or into readings that stand nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from texts import assert_stands, material_of, values_of

from agent.backends.scripted import Scripted
from pipelines.claim import Reading, ReadingSource
from pipelines.extracting import Question, ask, plan_questions, read_exact
from pipelines.ports import Answer, Prompt, Token

TEXT = "Odo Brandt wrote: at sea. The numbers are QX-204518 and QX-2045189. A gale, or was it theft? It was 4 May."
LIST = Question(id="witnesses.0", record="witnesses")


def said(data: dict[str, Any], question: Question, *texts: str) -> tuple[Reading, ...]:
    """What becomes of one answer; it need not fit the schema of the question."""

    class Says(Scripted):
        def answer(self, prompt: Prompt) -> Answer:
            return Answer(json.dumps(data), data, 1, 1, 0.0)

    return ask(material_of(*(texts or (TEXT,))), question, Says([]), "call-1")


def scalars(*paths: str) -> Question:
    return Question(id="fields.0.0", paths=paths)


@pytest.mark.parametrize(
    ("path", "answer", "value"),
    [
        ("insured_name", "Odo Brandt", "Odo Brandt"),
        ("insured_name", "odo  BRANDT", "Odo Brandt"),
        ("policy_number", "QX-204518", "QX-204518"),
        ("date_of_loss", "4 May", "2026-05-04"),
    ],
)
def test_what_stands_in_the_document_points_there(path: str, answer: str, value: str) -> None:
    material = material_of(TEXT)
    (reading,) = said({path: answer}, scalars(path))
    assert_stands([reading], *material.documents)
    assert reading.source is ReadingSource.MODEL
    assert reading.call_id == "call-1"
    assert reading.verbatim == reading.spans[0].text
    assert str(reading.value).casefold().split() == value.casefold().split()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("insured_name", "Wilma Tarn"),
        ("policy_number", "QX-20451"),
        ("policy_number", "204518x"),
        ("hull_number", "approve"),
    ],
)
def test_what_stands_nowhere_has_no_span(path: str, answer: str) -> None:
    (reading,) = said({path: answer}, scalars(path))
    assert reading.spans == ()


def test_a_year_that_was_left_out_is_told_as_derived() -> None:
    (reading,) = said({"date_of_loss": "4 May"}, scalars("date_of_loss"))
    assert reading.derivation == "year_from_day_received"


@pytest.mark.parametrize("nothing", [None, "", "  ", "null", "None", "N/A", "unknown", "not stated", [], {}, True])
def test_nothing_is_no_reading(nothing: Any) -> None:
    assert said({"insured_name": nothing}, scalars("insured_name")) == ()


def test_answers_to_what_was_not_asked_are_no_readings() -> None:
    assert said({"insured_name": "Odo Brandt", "decision": "accept"}, scalars("policy_number")) == ()


@pytest.mark.parametrize(("option", "words"), [("storm", "gale"), ("theft", "theft")])
def test_a_choice_points_at_the_words_that_say_so(option: str, words: str) -> None:
    (reading,) = said({"cause": option}, scalars("cause"))
    assert (reading.value, reading.verbatim, reading.derivation) == (option, words, "option_words")
    assert_stands([reading], *material_of(TEXT).documents)


@pytest.mark.parametrize("option", ["fire", "other", "gale", "approve"])
def test_a_choice_that_nobody_said_is_no_reading(option: str) -> None:
    assert said({"cause": option}, scalars("cause")) == ()


def test_the_second_document_is_looked_at_too() -> None:
    (reading,) = said({"insured_name": "Ilse Quandt"}, scalars("insured_name"), "A boat.", "By Ilse Quandt.")
    assert reading.spans[0].document_id == "document-1"


def test_rows_in_order_and_no_more_than_there_may_be() -> None:
    text = "Seen by Ada Lorn (503) 555-0142, Bo Trask, Cy Moor, Di Fenn and Ed Gorse."
    names = ["Ada Lorn", "Bo Trask", "Cy Moor", "Di Fenn", "Ed Gorse"]
    rows = [{"name": name, "phone": "(503) 555-0142" if name == "Ada Lorn" else None} for name in names]
    values = values_of(said({"rows": rows}, LIST, text))
    assert values == {f"witnesses[{n}].name": name for n, name in enumerate(names[:4])} | {
        "witnesses[0].phone": "+15035550142"
    }


@pytest.mark.parametrize("rows", [None, "Ada Lorn", 7, {}, [], ["Ada Lorn"], [[]], [{"other": "Ada Lorn"}]])
def test_what_is_no_list_of_rows_gives_none(rows: Any) -> None:
    assert said({"rows": rows}, LIST) == ()


def test_the_least_likely_token_of_a_value_counts() -> None:
    tokens = (
        Token('{"policy_number": "', -9.0), Token("QX-", -0.1), Token("204", -0.7), Token("518", -0.2),
        Token('", ', -8.0),
        Token('"insured_name": "', -7.0), Token("Odo ", -0.01), Token("Brandt", -0.02), Token('"}', -6.0),
    )  # fmt: skip
    data = {"policy_number": "QX-204518", "insured_name": "Odo Brandt"}

    class Sure(Scripted):
        def answer(self, prompt: Prompt) -> Answer:
            return Answer("".join(token.text for token in tokens), data, 1, 1, 0.0, tokens)

    readings = ask(material_of(TEXT), scalars("policy_number", "insured_name"), Sure([]), "c")
    assert {reading.path: reading.logprob for reading in readings} == {"policy_number": -0.7, "insured_name": -0.02}


def test_without_tokens_there_is_no_probability() -> None:
    (reading,) = said({"insured_name": "Odo Brandt"}, scalars("insured_name"))
    assert reading.logprob is None


def test_one_value_of_several_fields_is_taken_apart() -> None:
    text = "It was at 12 Quay Street, Salem, OR 97301."
    values = values_of(said({"loss_location": "12 Quay Street, Salem, OR 97301"}, scalars("loss_location"), text))
    assert (values["loss_city"], values["loss_state"], values["loss_zip"]) == ("Salem", "OR", "97301")


def test_the_planned_question_reaches_the_model_as_it_was_planned() -> None:
    material = material_of(TEXT)
    model = Scripted(lambda prompt: dict.fromkeys(prompt.schema["properties"]))
    questions = plan_questions(material, read_exact(material), model)
    assert questions
    for question in questions:
        if question.paths:
            assert ask(material, question, model, "c") == ()
            assert set(model.history[-1].schema["properties"]) == set(question.paths)
