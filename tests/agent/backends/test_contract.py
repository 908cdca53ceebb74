"""What every backend promises, asked of each: the scripted model and the real engines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from backend_parts import CONTEXT_TOKENS, SMALL, some_settings

from agent.backends import BACKENDS, open_model
from agent.backends.chat import messages
from agent.backends.schema_check import misfit
from agent.backends.scripted import Scripted
from pipelines.errors import ModelError
from pipelines.ports import Model, Prompt

SYSTEM = "You copy values from a document, word for word, and return them as JSON."
LETTER = (
    "Dear Sirs,\nmy policy number is KX-4471. On 3 May 2025 a red Volvo hit our fence in Łódź. "
    "Please call me.\nYours, Ingrid Halvorsen"
)
OTHER_LETTER = "Dear Sirs,\nmy policy number is QT-9002. A blue Skoda slid into our gate.\nYours, Bo Lindqvist"
NUMBER_SCHEMA = {
    "type": "object",
    "properties": {"policy_number": {"anyOf": [{"type": "string", "maxLength": 40}, {"type": "null"}]}},
    "required": ["policy_number"],
    "additionalProperties": False,
}
COLOUR_SCHEMA = {
    "type": "object",
    "properties": {
        "colour": {"enum": ["green", "red", "blue"]},
        "injured": {"type": "null"},
        "words": {"type": "array", "items": {"type": "string", "maxLength": 20}, "minItems": 1, "maxItems": 2},
        "fence_hit": {"type": "boolean"},
    },
    "required": ["colour", "injured", "words", "fence_hit"],
    "additionalProperties": False,
}
NUMBER = Prompt(SYSTEM, LETTER, "Copy the policy number.", NUMBER_SCHEMA, max_tokens=60)
COLOUR = Prompt(SYSTEM, LETTER, "Copy the colour of the car and two words.", COLOUR_SCHEMA, max_tokens=80)


def _script(prompt: Prompt) -> dict[str, Any]:
    if prompt.schema is COLOUR_SCHEMA:
        return {"colour": "red", "injured": None, "words": ["Volvo"], "fence_hit": True}
    return {"policy_number": "KX-4471" if "KX-4471" in prompt.prefix else "QT-9002"}


ENGINES = {
    "scripted": (),
    "llamacpp": (pytest.mark.model,),
    "ollama": (pytest.mark.ollama,),
    "openai": (pytest.mark.model,),
    "openvino": (pytest.mark.model,),
}


@pytest.fixture(scope="module", params=[pytest.param(name, marks=marks) for name, marks in ENGINES.items()])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def model(engine: str, request: pytest.FixtureRequest) -> Iterator[Model]:
    if engine == "scripted":
        yield Scripted(_script, context_tokens=CONTEXT_TOKENS)
    elif engine == "llamacpp":
        yield request.getfixturevalue("embedded")
    elif engine == "openvino":
        yield request.getfixturevalue("fast")
    elif engine == "ollama":
        url = request.getfixturevalue("ollama_url")
        opened = open_model(some_settings(backend="ollama", ollama_url=url))
        yield opened
        opened.close()
    else:
        server = request.getfixturevalue("embedded")
        opened = open_model(
            some_settings(backend="openai", openai_url=f"{server.server_url}/v1", openai_api_key=server.server_key)
        )
        yield opened
        opened.close()


def test_every_backend_is_held_to_the_contract() -> None:
    assert set(ENGINES) == set(BACKENDS)


def test_an_answer_is_json_that_fits(model: Model) -> None:
    answer = model.answer(NUMBER)

    assert misfit(answer.data, NUMBER_SCHEMA) is None
    assert json.loads(answer.text) == answer.data
    assert answer.prompt_tokens > 0
    assert answer.answer_tokens > 0
    assert answer.seconds >= 0


def test_it_reads_the_document(model: Model) -> None:
    assert model.answer(NUMBER).data == {"policy_number": "KX-4471"}


def test_choices_nulls_and_rows_are_held(model: Model) -> None:
    data = model.answer(COLOUR).data

    assert data["colour"] in ("green", "red", "blue")
    assert data["injured"] is None
    assert 1 <= len(data["words"]) <= 2
    assert isinstance(data["fence_hit"], bool)


def test_the_same_question_has_the_same_answer(model: Model) -> None:
    first, second = model.answer(NUMBER), model.answer(NUMBER)

    assert first.text == second.text


def test_a_shared_prefix_changes_no_answer(model: Model) -> None:
    """The engine's cache holds another question, then another document, and none of it shows."""
    alone = model.answer(NUMBER).data
    model.answer(COLOUR)
    after_question = model.answer(NUMBER).data
    other = model.answer(Prompt(SYSTEM, OTHER_LETTER, NUMBER.question, NUMBER_SCHEMA, max_tokens=60)).data

    assert alone == after_question == model.answer(NUMBER).data
    assert other == {"policy_number": "QT-9002"}


def test_an_answer_cut_off_is_an_error(model: Model) -> None:
    with pytest.raises(ModelError) as caught:
        model.answer(Prompt(SYSTEM, LETTER, "Copy the policy number.", NUMBER_SCHEMA, max_tokens=3))

    assert caught.value.code == "truncated"


@pytest.mark.parametrize("words", [CONTEXT_TOKENS * 2, CONTEXT_TOKENS * 20])
def test_a_document_beyond_the_context_is_an_error(model: Model, words: int) -> None:
    with pytest.raises(ModelError) as caught:
        model.answer(Prompt(SYSTEM, "fence " * words + LETTER, "Copy the policy number.", NUMBER_SCHEMA))

    assert caught.value.code == "truncated"


def test_tokens_make_up_the_text(model: Model, engine: str) -> None:
    answer = model.answer(COLOUR)

    if engine == "scripted":
        assert answer.tokens == ()
    else:
        assert "".join(token.text for token in answer.tokens) == answer.text
        assert all(math.isfinite(token.logprob) and token.logprob <= 0 for token in answer.tokens)


def test_counted_tokens_are_never_too_few(model: Model) -> None:
    answer = model.answer(NUMBER)
    counted = sum(model.count_tokens(message["content"]) for message in messages(NUMBER))
    frame = 2 * 8  # role and turn marks round two messages

    assert counted + frame >= answer.prompt_tokens


def test_the_weights_are_named_by_their_digest(model: Model, engine: str) -> None:
    assert model.sha256 == ("" if engine in ("openai", "scripted") else SMALL.sha256)


@pytest.mark.model
def test_the_embedded_engine_reads_a_shared_prefix_once(embedded: Any) -> None:
    """Two questions about one document: the second is spared all that stands before its question."""
    replies = [
        httpx.post(
            f"{embedded.server_url}/v1/chat/completions",
            headers={"Authorization": f"Bearer {embedded.server_key}"},
            json={"messages": messages(prompt), "max_tokens": 1, "cache_prompt": True},
            timeout=60,
        ).json()
        for prompt in (NUMBER, COLOUR)
    ]

    shared = embedded.count_tokens(SYSTEM) + embedded.count_tokens(LETTER)
    assert replies[1]["timings"]["cache_n"] >= shared


@pytest.mark.model
def test_the_embedded_engines_port_answers_nobody_without_its_key(embedded: Any) -> None:
    for path in ("/v1/models", "/slots", "/props", "/metrics"):
        assert httpx.get(embedded.server_url + path).status_code in (401, 404)
    body = {"messages": messages(NUMBER)}
    assert httpx.post(f"{embedded.server_url}/v1/chat/completions", json=body).status_code == 401
