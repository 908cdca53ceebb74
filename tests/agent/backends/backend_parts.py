"""What the tests of backends build on: settings, a small real model, and loopback servers that misbehave."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

import agent
from agent.backends.catalogue import CATALOGUE, Weights
from agent.settings import Settings, load_settings

SMALL = CATALOGUE["qwen2.5-coder-0.5b"]
MODELFILE = Path(agent.__file__).parents[1] / "edge_deploy" / "ollama" / "Modelfile"
CONTEXT_TOKENS = 2048
NAME_SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": ["string", "null"]}},
    "required": ["name"],
    "additionalProperties": False,
}


def a_cache() -> Path:
    """The cache of this machine, where real engines and weights are kept."""
    environ = {name: os.environ[name] for name in ("LODGE_CACHE", "XDG_CACHE_HOME") if name in os.environ}
    return load_settings(Path("/nonexistent"), environ).cache


def some_settings(**changes: Any) -> Settings:
    """Settings for the small model in this machine's cache, with no server anywhere."""
    nowhere = {"ollama_url": "http://127.0.0.1:9", "openai_url": "http://127.0.0.1:9/v1"}
    usual = {"home": "/nonexistent", "cache": a_cache(), "model": SMALL.name, "context_tokens": CONTEXT_TOKENS}
    return Settings.model_validate(usual | nowhere | changes)


def small_weights() -> Path:
    """The smallest real model; skips where it is not on this machine."""
    path = a_cache() / "weights" / f"{SMALL.sha256}.gguf"
    if not path.exists():
        pytest.skip(f"The weights are not here. Fetch them with: lodge models pull {SMALL.name}")
    return path


def tiny_weights(data: bytes, url: str, wheels: tuple[str, ...] = ()) -> Weights:
    """A catalogue entry for a few made-up bytes."""
    return Weights("tiny", hashlib.sha256(data).hexdigest(), len(data), "Apache-2.0", "tiny:latest", url, wheels)


def free_port() -> int:
    """A port of loopback that was free a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until `url` answers; fails if the server ends first."""
    while server.poll() is None:
        try:
            httpx.get(url, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server ended before it answered.")


Play = Callable[[SimpleNamespace], tuple[int, dict[str, str], bytes]]


@dataclass
class Stage:
    """A loopback HTTP server that answers as `play` says, and what it was asked."""

    play: Play
    asked: list[SimpleNamespace] = field(default_factory=list)
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        """Start it on a free port."""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        """Stop it."""
        self.server.shutdown()
        self.server.server_close()


def as_json(data: Any, status: int = 200) -> tuple[int, dict[str, str], bytes]:
    """A JSON reply."""
    return status, {"Content-Type": "application/json"}, json.dumps(data).encode()


def _handler(stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = SimpleNamespace(method=self.command, path=self.path, headers=self.headers, body=body)
            stage.asked.append(asked)
            status, headers, reply = stage.play(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(reply)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply)

        def do_POST(self) -> None:
            self.do_GET()

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            """Keep the test's output clean."""

    return Handler
