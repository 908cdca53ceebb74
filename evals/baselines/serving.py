"""A real Ollama server of the bench's own: started on a free port of loopback, and ended again."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path
from types import TracebackType

import httpx

from agent.backends.ollama import ollama_tag
from agent.backends.ollama_loading import TEMPLATE, load_into_ollama
from agent.settings import Settings
from evals.baselines.waiting import wait_until_there
from pipelines.errors import OperatorError

_END_SECONDS = 30.0
_HOST = "127.0.0.1"


class OllamaServer:
    """A server that runs from `with` until its end; `url` says where. Models lie in the cache, and stay there."""

    def __init__(self, cache: Path) -> None:
        """OperatorError where this machine has no Ollama in its cache."""
        self._binary = cache / "bin" / "ollama"
        self._models = cache / "ollama"
        if not self._binary.exists():
            raise OperatorError("There is no Ollama server in the cache. Build it with: make ollama")
        self._host = f"{_HOST}:{_free_port()}"
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://{self._host}"

    @property
    def pid(self) -> int:
        """The server's process; the engine is a child of it."""
        return self._server.pid if self._server else 0

    def start(self) -> None:
        """Start it, and do not wait."""
        own = {
            "OLLAMA_HOST": self._host,
            "OLLAMA_MODELS": str(self._models),
            "OLLAMA_NO_CLOUD": "1",
            "OLLAMA_NOPRUNE": "1",  # the folder may be another server's, too
            "HOME": str(self._models.parent),
        }
        environment = {"PATH": os.environ.get("PATH", ""), **own}
        self._server = subprocess.Popen(
            [str(self._binary), "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def end(self) -> None:
        """End this server, and no other."""
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def __enter__(self) -> OllamaServer:
        self.start()
        wait_until_there(self.url)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def give_model(model: str, server: OllamaServer, settings: Settings) -> None:
    """Let the server have the catalogue's `model` with the very weights that Lodge uses; nothing where it has it."""
    shown = httpx.post(f"{server.url}/api/show", json={"model": ollama_tag(model)}, trust_env=False)
    if shown.is_success and shown.json().get("template") == TEMPLATE:
        return
    load_into_ollama(model, settings.model_copy(update={"ollama_url": server.url}), lambda sent: None)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        return int(listener.getsockname()[1])
