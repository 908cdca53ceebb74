"""Reads a reply in the form of OpenAI's chat completions, which several engines speak."""

from __future__ import annotations

from typing import Any

from agent.backends.chat import Reply
from pipelines.errors import ModelError


def read_completion(body: Any, seconds: float) -> Reply:
    """The first choice of a chat completion; raises ModelError where the body is not one."""
    try:
        choice = body["choices"][0]
        usage, timings = body.get("usage") or {}, body.get("timings") or {}
        return Reply(
            text=choice["message"]["content"] or "",
            finish=choice.get("finish_reason"),
            prompt_tokens=int(usage.get("prompt_tokens", 0)),
            answer_tokens=int(usage.get("completion_tokens", 0)),
            seconds=seconds,
            tokens=read_logprobs((choice.get("logprobs") or {}).get("content")),
            prefill_seconds=float(timings.get("prompt_ms", 0.0)) / 1e3,
            decode_seconds=float(timings.get("predicted_ms", 0.0)) / 1e3,
        )
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        raise ModelError("invalid_answer", "The model server's reply is not a chat completion.") from None


def read_logprobs(rows: Any) -> tuple[tuple[bytes, float], ...]:
    """Bytes and natural log-probability of each token, from rows {"token", "bytes", "logprob"}."""
    return tuple((_row_bytes(row), float(row["logprob"])) for row in rows or ())


def _row_bytes(row: dict[str, Any]) -> bytes:
    raw = row.get("bytes")
    return bytes(raw) if raw is not None else str(row["token"]).encode()
