"""What is taken as a whole answer, and how tokens are laid over its text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from backend_parts import NAME_SCHEMA
from hypothesis import given
from hypothesis import strategies as st

from agent.backends.chat import Reply, require_room, whole_answer, whole_tokens
from agent.backends.completions import read_completion
from pipelines.errors import ModelError

GOOD = '{"name": "Ann"}'


def _reply(text: str, finish: str | None = "stop") -> Reply:
    return Reply(text, finish, prompt_tokens=9, answer_tokens=4, seconds=0.5)


def test_a_finished_fitting_answer_is_whole() -> None:
    answer = whole_answer(_reply(GOOD), NAME_SCHEMA)

    assert answer.data == {"name": "Ann"}
    assert (answer.prompt_tokens, answer.answer_tokens, answer.seconds) == (9, 4, 0.5)


@pytest.mark.parametrize(
    ("text", "finish", "code"),
    [
        (GOOD, "length", "truncated"),
        (GOOD, None, "no_finish"),
        (GOOD, "content_filter", "no_finish"),
        (GOOD, "tool_calls", "no_finish"),
        ("", "stop", "invalid_answer"),
        ('{"name": "Ann"', "stop", "invalid_answer"),
        ("The name is Ann.", "stop", "invalid_answer"),
        ('["Ann"]', "stop", "invalid_answer"),
        ('{"name": NaN}', "stop", "invalid_answer"),
        ('{"name": 4}', "stop", "invalid_answer"),
        ("{}", "stop", "invalid_answer"),
        ("[" * 100_000, "stop", "invalid_answer"),
    ],
)
def test_anything_else_is_an_error(text: str, finish: str | None, code: str) -> None:
    with pytest.raises(ModelError) as caught:
        whole_answer(_reply(text, finish), NAME_SCHEMA)

    assert caught.value.code == code
    assert "Ann" not in str(caught.value)


def test_there_is_room_up_to_the_last_token() -> None:
    require_room(90, 10, 100)
    with pytest.raises(ModelError, match="LODGE_CONTEXT_TOKENS"):
        require_room(91, 10, 100)


@given(st.text(), st.data())
def test_tokens_that_split_characters_are_joined(text: str, data: st.DataObject) -> None:
    raw = text.encode()
    cuts = sorted(data.draw(st.sets(st.integers(0, len(raw)))) | {0, len(raw)})
    pieces = [(raw[start:end], -0.5) for start, end in pairwise(cuts)]

    tokens = whole_tokens(pieces, text)

    assert "".join(token.text for token in tokens) == text
    assert sum(token.logprob for token in tokens) == pytest.approx(-0.5 * len(pieces))


def test_a_fence_round_the_text_has_no_tokens() -> None:
    pieces = [(b"```json\n{", -1.0), (b'"name": ', -2.0), (b'"Ann"', -3.0), (b"}\n```", -4.0), (b"", -5.0)]

    tokens = whole_tokens(pieces, GOOD)

    assert [(token.text, token.logprob) for token in tokens] == [
        ("{", -1.0),
        ('"name": ', -2.0),
        ('"Ann"', -3.0),
        ("}", -4.0),
    ]


def test_tokens_of_another_text_are_dropped() -> None:
    assert whole_tokens([(b"something else", -1.0)], GOOD) == ()


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "text",
        {"choices": []},
        {"choices": [{"finish_reason": "stop"}]},
        {"choices": [{"message": "text"}]},
        {"choices": [{"message": {"content": GOOD}, "logprobs": {"content": [{"token": "x"}]}}]},
    ],
)
def test_a_body_that_is_no_completion_is_an_error(body: object) -> None:
    with pytest.raises(ModelError) as caught:
        read_completion(body, 0.0)

    assert caught.value.code == "invalid_answer"


def test_a_refusal_without_content_is_not_whole() -> None:
    body = {"choices": [{"message": {"content": None}, "finish_reason": "stop"}]}

    with pytest.raises(ModelError):
        whole_answer(read_completion(body, 0.0), NAME_SCHEMA)
