"""The embedded engine: llama.cpp in this very process, by way of xllamacpp (`pip install 'lodge[llamacpp]'`)."""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.backends.chat import Reply, messages, require_room, whole_answer
from agent.backends.completions import read_completion
from agent.backends.cores import physical_cores
from agent.backends.weights import find_weights
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Answer, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

# Small models under a schema with free white space fall into endless indentation; fixed separators make that
# impossible. These are the separators the models were trained on: measured without the space after the colon, a 0.5B
# model, kept from its usual next token, left out half of the values it otherwise found.
_SPACING = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
_SPINS = "10000"


class LlamaCpp:
    """One model file in memory; one question at a time."""

    def __init__(self, path: Path, *, name: str, sha256: str, context_tokens: int, threads: int = 0) -> None:
        """Load `path`; `threads` 0 means one per physical core."""
        self.name = name
        self.sha256 = sha256
        self.context_tokens = context_tokens
        self._lock = threading.Lock()
        self._key = secrets.token_urlsafe(32)
        self._engine = _start(path, context_tokens, threads or physical_cores(), self._key)
        self._local: Any = _local_client(self.server_url, self._key)

    @property
    def server_url(self) -> str:
        """Where the engine's own OpenAI-compatible server listens: loopback, a free port."""
        return str(self._engine.listening_address)

    @property
    def server_key(self) -> str:
        """The bearer token without which that server answers nobody; a new one for each engine."""
        return self._key

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is, by the model's own tokenizer."""
        reply = self._local.post("/tokenize", json={"content": text})
        return len(reply.raise_for_status().json()["tokens"])

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer; raises ModelError where it is cut off or does not fit."""
        chat = messages(prompt)
        with self._lock:
            require_room(self._chat_tokens(chat), prompt.max_tokens, self.context_tokens)
            started = time.monotonic()
            body = self._engine.handle_chat_completions(
                {
                    "messages": chat,
                    "grammar": _grammar(prompt.schema),
                    "max_tokens": prompt.max_tokens,
                    "temperature": 0,
                    "seed": 0,
                    "logprobs": True,
                    "top_logprobs": 1,
                    "cache_prompt": True,
                }
            )
            reply = self._read(body, time.monotonic() - started)
        return whole_answer(reply, prompt.schema)

    def close(self) -> None:
        """Give back the model's memory and the engine's port."""
        with self._lock:
            self._local.close()
            self._engine = None

    def _chat_tokens(self, chat: list[dict[str, str]]) -> int:
        layout = self._local.post("/apply-template", json={"messages": chat}).raise_for_status().json()
        return self.count_tokens(layout["prompt"])

    def _read(self, body: dict[str, Any], seconds: float) -> Reply:
        if "error" in body:
            # Its type is a fixed word; its message may repeat the question.
            kind = body["error"].get("type")
            code = "truncated" if kind == "exceed_context_size_error" else "invalid_answer"
            raise ModelError(code, f"The embedded engine refused the question ({kind}).")
        return read_completion(body, seconds)


def open_llamacpp(settings: Settings) -> LlamaCpp:
    """The embedded engine with the weights that the settings name; fetches nothing."""
    path, sha256 = find_weights(settings.model, settings.cache)
    name = settings.model if settings.model != str(path) else path.stem
    return LlamaCpp(
        path, name=name, sha256=sha256, context_tokens=settings.context_tokens, threads=settings.threads or 0
    )


def _start(path: Path, context_tokens: int, threads: int, key: str) -> Any:
    # The engine's threads wait for each other by spinning. Where something else wants a core, the spinning thread keeps
    # it from the one that is waited for: measured on a busy 2-core box, a tenth of the tokens per second. The library
    # reads this when it is loaded.
    os.environ.setdefault("GOMP_SPINCOUNT", _SPINS)
    try:
        import xllamacpp
    except ImportError:
        raise OperatorError(
            "The embedded engine is not installed. Install it with: pip install 'lodge[llamacpp]', "
            "or set backend (LODGE_BACKEND) to ollama or openai."
        ) from None
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.fit_params = False
    params.verbosity = -1  # llama.cpp's log would quote prompts
    # The engine cannot be had without its port: what it tells there is closed, and the rest needs the key.
    params.api_keys = [key]
    params.endpoint_slots = False
    params.ui = False
    # By default up to 8 GB of earlier prompts are kept in memory; the slot's own cache is all that is needed.
    params.cache_ram_mib = 0
    try:
        return xllamacpp.Server(params)
    except RuntimeError:
        raise OperatorError(
            f"The embedded engine cannot load the model (weights {path.stem[:12]}…). "
            "Check the file with: lodge models verify."
        ) from None


def _local_client(url: str, key: str) -> Any:
    import httpx

    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, trust_env=False, timeout=60)


def _grammar(schema: dict[str, Any]) -> str:
    import xllamacpp

    return str(xllamacpp.json_schema_to_grammar(json.dumps({**schema, "x-guidance": _SPACING})))
