"""An Ollama server on this machine or on the site, by its own HTTP interface.

Not by the `ollama` package, which only brings weights to the server (ollama_loading): that cannot send `truncate` and
`shift`, without which Ollama quietly drops the beginning of a long document, and it does not show whether a model runs
in Ollama's cloud.
"""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, Any

from agent.backends.catalogue import CATALOGUE
from agent.backends.chat import Reply, estimate_prompt, messages, require_room, whole_answer
from agent.backends.completions import read_logprobs
from agent.backends.estimating import estimate_tokens
from agent.backends.server import ModelServer
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Answer, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

SETTING = "ollama_url (LODGE_OLLAMA_URL)"
_CLOUD = re.compile(r"[-:]cloud$")
_BLOB = re.compile(r"^FROM .*sha256[-:]([0-9a-f]{64})\s*$", re.MULTILINE)


class Ollama:
    """One model of an Ollama server; its weights' digest is read from the server."""

    def __init__(self, server: ModelServer, tag: str, *, context_tokens: int) -> None:
        """Ask the server about `tag`; ModelError if it has no such model, OperatorError if it runs in the cloud."""
        refuse_cloud_name(tag)
        self.name = tag
        self._server = server
        self._lock = threading.Lock()
        shown = server.post("/api/show", {"model": tag})
        if shown.get("remote_host") or shown.get("remote_model"):
            raise cloud_error(tag)
        self.sha256 = _weights_digest(shown)
        self.context_tokens = min(context_tokens, _trained_context(shown) or context_tokens)

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is, estimated upwards: Ollama does not tell."""
        return estimate_tokens(text)

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer; raises ModelError where it is cut off, not finished or does not fit."""
        chat = messages(prompt)
        require_room(estimate_prompt(chat), prompt.max_tokens, self.context_tokens)
        with self._lock:
            started = time.monotonic()
            body = self._server.post("/api/chat", self._request(prompt, chat))
            return whole_answer(_reply(body, time.monotonic() - started), prompt.schema)

    def close(self) -> None:
        """Close the connection; the server keeps the model for a while by its own rule."""
        self._server.close()

    def _request(self, prompt: Prompt, chat: list[dict[str, str]]) -> dict[str, Any]:
        return {
            "model": self.name,
            "messages": chat,
            "format": prompt.schema,
            "stream": False,
            "logprobs": True,
            # Without these two Ollama cuts what does not fit and answers as if nothing were amiss.
            "truncate": False,
            "shift": False,
            "options": {
                "num_ctx": self.context_tokens,
                "num_predict": prompt.max_tokens,
                "temperature": 0,
                "seed": 0,
            },
        }


def open_ollama(settings: Settings) -> Ollama:
    """The settings' model on the settings' Ollama server."""
    server = ModelServer(settings.ollama_url, SETTING, settings.site_networks)
    try:
        return Ollama(server, ollama_tag(settings.model), context_tokens=settings.context_tokens)
    except Exception:
        server.close()
        raise


def has_model(settings: Settings, seconds: float) -> bool:
    """Whether the server answers within `seconds` and has the model."""
    server = ModelServer(settings.ollama_url, SETTING, settings.site_networks)
    tag = ollama_tag(settings.model)
    try:
        rows = server.get("/api/tags", seconds=seconds).get("models") or ()
        return any(isinstance(row, dict) and row.get("name") in (tag, f"{tag}:latest") for row in rows)
    except ModelError:
        return False
    finally:
        server.close()


def ollama_tag(model: str) -> str:
    """The name that Ollama has for a model of the catalogue; any other name is Ollama's own."""
    return CATALOGUE[model].ollama_tag if model in CATALOGUE else model


def refuse_cloud_name(tag: str, setting: str = "model (LODGE_MODEL)") -> None:
    """Refuse the names under which Ollama offers models that run elsewhere; `setting` is the one that names `tag`."""
    if _CLOUD.search(tag):
        raise cloud_error(tag, setting)


def cloud_error(tag: str, setting: str = "model (LODGE_MODEL)") -> OperatorError:
    """The refusal of a model that runs elsewhere."""
    return OperatorError(
        f"The model {tag!r} runs in Ollama's cloud: claims would leave the site. "
        f"Set {setting} to one whose weights are on the server."
    )


def _weights_digest(shown: dict[str, Any]) -> str:
    # The digest in /api/tags is of the manifest; the weights' own stands in the Modelfile's FROM line. More than one
    # such line (an adapter, a projector) would make one digest a half-truth.
    digests = _BLOB.findall(str(shown.get("modelfile", "")))
    return digests[0] if len(digests) == 1 else ""


def _trained_context(shown: dict[str, Any]) -> int | None:
    facts = shown.get("model_info")
    lengths = [facts[key] for key in facts if key.endswith(".context_length")] if isinstance(facts, dict) else []
    return int(lengths[0]) if lengths and isinstance(lengths[0], int) else None


def _reply(body: dict[str, Any], seconds: float) -> Reply:
    try:
        return Reply(
            text=body["message"]["content"],
            finish=body.get("done_reason"),
            prompt_tokens=int(body.get("prompt_eval_count", 0)),
            answer_tokens=int(body.get("eval_count", 0)),
            seconds=seconds,
            tokens=read_logprobs(body.get("logprobs")),
            prefill_seconds=int(body.get("prompt_eval_duration", 0)) / 1e9,
            decode_seconds=int(body.get("eval_duration", 0)) / 1e9,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ModelError("invalid_answer", f"The reply is not one of Ollama's. Correct {SETTING}.") from None
