"""What all chat engines share: how a prompt is laid out, and what makes their reply a whole answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agent.backends.estimating import estimate_tokens
from agent.backends.schema_check import misfit
from pipelines.errors import ModelError
from pipelines.ports import Answer, Prompt, Token

_FRAME_TOKENS = 8  # role, turn marks and line ends round one message; the layouts in use take 4 to 6


@dataclass(frozen=True)
class Reply:
    """An engine's reply as it came: `finish` is the engine's own word for why it stopped, None where it gave none.

    `tokens` are pairs of raw bytes and natural log-probability.
    """

    text: str
    finish: str | None
    prompt_tokens: int
    answer_tokens: int
    seconds: float
    tokens: tuple[tuple[bytes, float], ...] = ()
    prefill_seconds: float = 0.0
    decode_seconds: float = 0.0


def messages(prompt: Prompt) -> list[dict[str, str]]:
    """The prompt as chat messages; what many questions share comes first, so that the engine's cache can keep it."""
    return [
        {"role": "system", "content": prompt.system},
        {"role": "user", "content": f"{prompt.prefix}\n\n{prompt.question}"},
    ]


def estimate_prompt(chat: list[dict[str, str]]) -> int:
    """How many tokens `chat` is with the frame that the model's template puts round it, estimated upwards."""
    return sum(estimate_tokens(message["content"]) + _FRAME_TOKENS for message in chat)


def require_room(prompt_tokens: int, max_tokens: int, context_tokens: int) -> None:
    """Refuse a prompt that would not fit: an engine that cuts it would answer about half a document."""
    if prompt_tokens + max_tokens > context_tokens:
        raise ModelError(
            "truncated",
            f"The question needs {prompt_tokens} tokens and its answer up to {max_tokens}, but the model's context "
            f"holds {context_tokens}. Raise context_tokens (LODGE_CONTEXT_TOKENS) or ask about fewer pages at once.",
        )


def whole_answer(reply: Reply, schema: dict[str, Any]) -> Answer:
    """Take a reply as an answer only if it was finished, is JSON and fits `schema`; otherwise raise ModelError."""
    if reply.finish == "length":
        raise ModelError("truncated", f"The model was cut off after {reply.answer_tokens} tokens.")
    if reply.finish != "stop":
        raise ModelError(
            "no_finish", f"The model stopped before its answer was finished ({reply.answer_tokens} tokens)."
        )
    try:
        data = json.loads(reply.text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ModelError("invalid_answer", "The model's answer is not JSON.") from None
    if not isinstance(data, dict):
        raise ModelError("invalid_answer", "The model's answer is not a JSON object.")
    problem = misfit(data, schema)
    if problem is not None:
        raise ModelError("invalid_answer", f"The model's answer does not fit its schema: {problem}.")
    return Answer(
        text=reply.text,
        data=data,
        prompt_tokens=reply.prompt_tokens,
        answer_tokens=reply.answer_tokens,
        seconds=reply.seconds,
        tokens=whole_tokens(reply.tokens, reply.text),
        prefill_seconds=reply.prefill_seconds,
        decode_seconds=reply.decode_seconds,
    )


def whole_tokens(pieces: Iterable[tuple[bytes, float]], text: str) -> tuple[Token, ...]:
    """The tokens that make up `text`, joined where one character spans several, so that their texts add up to it.

    Empty where they do not: a wrong log-probability for a value would be worse than none.
    """
    tokens: list[Token] = []
    held, held_logprob = b"", 0.0
    for piece, logprob in pieces:
        held, held_logprob = held + piece, held_logprob + min(logprob, 0.0)
        try:
            word = held.decode()
        except UnicodeDecodeError:
            continue
        if word:  # the end-of-turn token has no text
            tokens.append(Token(word, held_logprob))
        held, held_logprob = b"", 0.0
    return _covering(tokens, text)


def _covering(tokens: list[Token], text: str) -> tuple[Token, ...]:
    # Some engines put a Markdown fence round the JSON and take it off the text, but not off the tokens.
    start = "".join(token.text for token in tokens).find(text)
    covered: list[Token] = []
    position = 0
    for token in tokens if start >= 0 else []:
        cut = token.text[max(start - position, 0) : max(start + len(text) - position, 0)]
        if cut:
            covered.append(Token(cut, token.logprob))
        position += len(token.text)
    return tuple(covered)


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)  # NaN and Infinity are not JSON
