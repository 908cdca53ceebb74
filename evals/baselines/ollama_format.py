"""The baseline: a real Ollama, one request for a whole claim, its answer bound to the whole schema by `format`.

Prompt and settings follow Ollama's documentation of structured outputs: temperature 0, the schema also told in the
prompt, a context that holds it all, the model kept loaded. What is the same for all claims of a type comes first, so
that Ollama has it in its cache when the next one comes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from evals.baselines.normalising import object_in, values_in
from evals.baselines.schemas import described, schema_of
from pipelines.claim import Document, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.extracting.joining import join

KEEP_ALIVE = "30m"
OPTIONS: dict[str, Any] = {"temperature": 0, "seed": 0, "num_ctx": 8192, "num_predict": 3072}
SYSTEM = (
    "You read insurance claim documents and write down what they state as one JSON object on a single line, without "
    "line breaks or indentation.\n"
    "Use only what the document says. Copy names, addresses and numbers exactly as they are written. "
    "Write dates as YYYY-MM-DD, times as HH:MM on the 24-hour clock, amounts as plain numbers. "
    "Choose an option only where the document says so. "
    "Use null for everything that the document does not state, and [] for a list of which it names nothing."
)
FIELDS = "The object describes a claim of the type {title}. It has these keys:\n{fields}"
DOCUMENT = "Received on {weekday}, {day}.\n\nDocument:\n<<<\n{text}\n>>>\n\nWrite the JSON object for this document."
_SECONDS = 1800.0  # a long answer on a small box
_NANO = 1e-9


@dataclass(frozen=True)
class Reply:
    """What Ollama answered; seconds as it counts them itself."""

    text: str
    load_seconds: float
    prefill_seconds: float
    decode_seconds: float
    prompt_tokens: int
    answer_tokens: int
    cut: bool  # at the most tokens that it may write


class OllamaFormat:
    """Asks one model of an Ollama server for whole claims."""

    def __init__(self, url: str, tag: str) -> None:
        """Connects when it is first asked."""
        self._tag = tag
        self._client = httpx.Client(base_url=url, timeout=_SECONDS, trust_env=False)

    def ask(self, claim_type: ClaimType, documents: Sequence[Document], received_on: date) -> Reply:
        """The answer about one claim, as it came."""
        reply = self._client.post("/api/chat", json=request(self._tag, claim_type, documents, received_on))
        body = reply.raise_for_status().json()
        return Reply(
            text=str(body["message"]["content"]),
            load_seconds=body.get("load_duration", 0) * _NANO,
            prefill_seconds=body.get("prompt_eval_duration", 0) * _NANO,
            decode_seconds=body.get("eval_duration", 0) * _NANO,
            prompt_tokens=int(body.get("prompt_eval_count", 0)),
            answer_tokens=int(body.get("eval_count", 0)),
            cut=body.get("done_reason") == "length",
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def request(tag: str, claim_type: ClaimType, documents: Sequence[Document], received_on: date) -> dict[str, Any]:
    """What is sent to /api/chat for one claim."""
    fields = FIELDS.format(title=claim_type.title, fields=described(claim_type))
    question = DOCUMENT.format(weekday=f"{received_on:%A}", day=received_on.isoformat(), text=join(documents))
    return {
        "model": tag,
        "messages": [
            {"role": "system", "content": f"{SYSTEM}\n\n{fields}"},
            {"role": "user", "content": question},
        ],
        "format": schema_of(claim_type),
        "stream": False,
        "keep_alive": KEEP_ALIVE,
        "options": OPTIONS,
    }


def values_of(
    reply: Reply, claim_type: ClaimType, documents: Sequence[Document], received_on: date
) -> Mapping[str, Value]:
    """The values of an answer, by field path."""
    return values_in(object_in(reply.text), claim_type, documents, received_on)


def digest(claim_type: ClaimType) -> str:
    """What the baseline is: the digest of its prompt, its schema and its settings, for this claim type."""
    whole = request("model", claim_type, (), date(2026, 1, 5))
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
