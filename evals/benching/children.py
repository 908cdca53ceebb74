"""Child: a contender in a process of its own, so that its memory and its cold start are its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from agent.backends.ollama import ollama_tag
from agent.settings import Settings
from evals.baselines.serving import OllamaServer
from evals.benching.contenders import Contender
from evals.benching.memory import peaks
from evals.benching.papers import Paper
from evals.benching.takes import Take
from pipelines.errors import OperatorError

_END_SECONDS = 30.0


class Child:
    """A reading process, and its Ollama server where it needs one, from `with` until its end."""

    def __init__(self, contender: Contender, model: str, settings: Settings) -> None:
        """Nothing is started yet; OperatorError where there is no Ollama to start."""
        self.contender = contender
        self._server = OllamaServer(settings.cache) if contender.needs_ollama else None
        self._model = model
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Child:
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            _end(self._process)
            self._process = None
        if self._server:
            self._server.end()

    def _open(self) -> None:
        """Start the processes, Ollama's and the reader's at once.

        A baseline's client is there before: it has Lodge's parsers in it, which another would not need to load.
        """
        self.started = time.monotonic()
        if self._server and not self.contender.is_client:
            self._server.start()
        self._process = self._start()
        self._opened = self._answer()
        if self._server and self.contender.is_client:
            self.started = time.monotonic()
            self._opened = {"start": 0.0, "open": 0.0}
            self._server.start()

    def first(self, paper: Paper) -> Take:
        """The first paper's take, with everything since the process was started: a cold start."""
        answer = self._ask([paper], together=False)
        take = Take.model_validate(answer["takes"][0])
        seconds = float(answer["finished"]) - self.started
        parts = {"start": self._opened["start"], "open": self._opened["open"], **take.parts}
        parts["rest"] = parts.get("rest", 0.0) + max(0.0, seconds - sum(parts.values()))
        return take.model_copy(update={"seconds": seconds, "parts": parts, "marks": ()})

    def read(self, paper: Paper) -> Take:
        """One paper's take."""
        return Take.model_validate(self._ask([paper], together=False)["takes"][0])

    def read_all(self, papers: Sequence[Paper]) -> tuple[list[Take], Take]:
        """The takes of papers that wait together, and that of the whole."""
        answer = self._ask(papers, together=True)
        return [Take.model_validate(one) for one in answer["takes"]], Take.model_validate(answer["whole"])

    def memory(self) -> dict[str, int]:
        """The most bytes that its processes have held: its own, those that read files, Ollama's."""
        own = peaks(self._process.pid) if self._process else {}
        found = {"reader": own.get("self", 0), "file reading": own.get("children", 0)}
        if self._server:
            served = peaks(self._server.pid)
            found |= {"Ollama's server": served.get("self", 0), "Ollama's engine": served.get("children", 0)}
        return {name: size for name, size in found.items() if size}

    def _start(self) -> subprocess.Popen[str]:
        spec = {
            "contender": self.contender.name,
            "without": self.contender.without,
            "url": self._server.url if self._server else "",
            "tag": ollama_tag(self._model),
            "started": self.started,
        }
        return subprocess.Popen(
            [sys.executable, "-m", "evals.benching.child", json.dumps(spec)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,  # what it says of a fault of its own goes where this process says such things
            env=self._environment(),
        )

    def _environment(self) -> dict[str, str]:
        own = {"LODGE_HOME": str(self._settings.home), "LODGE_MODEL": self._model}
        if self.contender.engine:
            own["LODGE_BACKEND"] = self.contender.engine
        if self._server:
            own["LODGE_OLLAMA_URL"] = self._server.url
        return {**os.environ, **own}

    def _ask(self, papers: Sequence[Paper], together: bool) -> dict[str, Any]:
        question = {"papers": [paper.as_json() for paper in papers], "together": together}
        if self._process and self._process.stdin:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process and self._process.stdout else ""
        if not line:
            raise OperatorError(
                f"The reading process of {self.contender.name} ended; what it said stands above. "
                "Go on from here with --resume."
            )
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise OperatorError(f"{self.contender.name}: {answer['error']}")
        return answer


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
