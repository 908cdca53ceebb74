"""Measures the engines that this box has, each in a process of its own, with invented letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING, Any

from agent.backends import BACKENDS, is_available
from agent.backends.bench_text import claim_questions, letter, reading_question, writing_question
from pipelines.errors import LodgeError, ModelError
from pipelines.ports import Model, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

ENGINES = ("llamacpp", "openvino", "ollama")


@dataclass(frozen=True)
class Measured:
    """What one engine needs with the site's model; `error` says why nothing could be measured."""

    engine: str
    load_seconds: float | None = None
    first_answer_seconds: float | None = None
    claim_seconds: float | None = None  # six questions about a letter that it has not read; the median of the rounds
    read_tokens_a_second: float | None = None
    written_tokens_a_second: float | None = None
    peak_mb: int | None = None  # None where the model runs in another process
    error: str = ""


def engines_here(settings: Settings) -> list[str]:
    """The engines that are installed, or answer and have the model."""
    return [engine for engine in ENGINES if is_available(engine, settings)]


def measure_apart(engine: str, settings: Settings, rounds: int) -> Measured:
    """Measure one engine in a new process, so that its peak memory is its own."""
    code = f"from agent.backends.benching import main; main({engine!r}, {rounds})"
    own = {"LODGE_HOME": str(settings.home), "LODGE_MODEL": settings.model, "LODGE_OLLAMA_URL": settings.ollama_url}
    environment = {**os.environ, **own}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment, capture_output=True)
    try:
        return Measured(**json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError, TypeError):
        return Measured(engine, error=f"It ended with code {done.returncode} before it had answered.")


def fastest(measured: list[Measured]) -> Measured | None:
    """The engine that needs the fewest seconds for a claim; None where none could be measured."""
    able = [one for one in measured if one.claim_seconds is not None]
    return min(able, key=lambda one: one.claim_seconds or 0.0, default=None)


def main(engine: str, rounds: int) -> None:
    """What the process of `measure_apart` does: one line of JSON on standard output."""
    from agent.settings import load_settings

    settings = load_settings().model_copy(update={"backend": engine})
    try:
        found = _measure(engine, settings, rounds)
    except LodgeError as error:
        found = {"engine": engine, "error": str(error)}
    sys.stdout.write(json.dumps(found) + "\n")


def _measure(engine: str, settings: Settings, rounds: int) -> dict[str, Any]:
    _prepare(engine, settings)
    started = monotonic()
    model = BACKENDS[engine](settings)
    loaded = monotonic()
    try:
        _answer_all(model, claim_questions(letter(0))[:1])
        first = monotonic()
        claims = [_claim_seconds(model, number) for number in range(1, rounds + 1)]
        read = _tokens_a_second(model, rounds + 1)
    finally:
        model.close()
    return {
        "engine": engine,
        "load_seconds": round(loaded - started, 2),
        "first_answer_seconds": round(first - loaded, 2),
        "claim_seconds": round(median(claims), 2),
        "read_tokens_a_second": read[0],
        "written_tokens_a_second": read[1],
        "peak_mb": None if engine == "ollama" else _peak_mb(),
    }


def _prepare(engine: str, settings: Settings) -> None:
    """What is made at an engine's very first start is no part of its load time."""
    if engine == "openvino":
        from agent.backends.openvino_files import graph_file
        from agent.backends.weights import find_weights

        graph_file(*find_weights(settings.model, settings.cache), settings.cache)


def _claim_seconds(model: Model, number: int) -> float:
    started = monotonic()
    _answer_all(model, claim_questions(letter(number)))
    return monotonic() - started


def _tokens_a_second(model: Model, number: int) -> tuple[float | None, float | None]:
    text = letter(number)
    read = model.answer(reading_question(text))
    written = model.answer(writing_question(text))
    # A letter that was read before need not be read for the second question: what it costs is writing.
    return tuple(  # type: ignore[return-value]
        round(count / seconds, 1) if seconds else None
        for count, seconds in ((read.prompt_tokens, read.seconds), (written.answer_tokens, written.seconds))
    )


def _answer_all(model: Model, prompts: list[Prompt]) -> None:
    """Ask as a claim is asked; an answer that does not fit took its time like any other."""
    together = getattr(model, "answers", None)
    if together is not None:
        together(prompts)
        return
    for prompt in prompts:
        try:
            model.answer(prompt)
        except ModelError as error:
            if error.code in ("unreachable", "missing_model"):
                raise


def _peak_mb() -> int:
    """The most memory that this process has held."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
