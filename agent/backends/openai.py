"""Any server that speaks OpenAI's chat completions: KServe, AIBrix, vLLM, llama.cpp's own server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from agent.backends.chat import estimate_prompt, messages, require_room, whole_answer
from agent.backends.completions import read_completion
from agent.backends.estimating import estimate_tokens
from agent.backends.server import ModelServer
from pipelines.ports import Answer, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

SETTING = "openai_url (LODGE_OPENAI_URL)"


class OpenAI:
    """One model of an OpenAI-compatible server; such a server does not tell which weights it runs."""

    sha256 = ""

    def __init__(self, server: ModelServer, name: str, *, context_tokens: int) -> None:
        """Use the model that `server` calls `name`; `context_tokens` is what that server was started with."""
        self.name = name
        self.context_tokens = context_tokens
        self._server = server

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is, estimated upwards: the interface has no tokenizer."""
        return estimate_tokens(text)

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer; raises ModelError where it is cut off, not finished or does not fit."""
        chat = messages(prompt)
        require_room(estimate_prompt(chat), prompt.max_tokens, self.context_tokens)
        form = {"name": "answer", "schema": prompt.schema, "strict": True}
        started = time.monotonic()
        body = self._server.post(
            "/chat/completions",
            {
                "model": self.name,
                "messages": chat,
                "response_format": {"type": "json_schema", "json_schema": form},
                "max_tokens": prompt.max_tokens,
                "temperature": 0,
                "seed": 0,
                "logprobs": True,
            },
        )
        return whole_answer(read_completion(body, time.monotonic() - started), prompt.schema)

    def close(self) -> None:
        """Close the connections."""
        self._server.close()


def open_openai(settings: Settings) -> OpenAI:
    """The settings' model on the settings' OpenAI-compatible server; the URL ends where `/chat/completions` begins."""
    key = settings.openai_api_key
    server = ModelServer(settings.openai_url, SETTING, settings.site_networks, key=key or "")
    return OpenAI(server, settings.openai_model or settings.model, context_tokens=settings.context_tokens)
