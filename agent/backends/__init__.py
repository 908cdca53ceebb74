"""The engines that a model may run in: one file each, one line each in BACKENDS.

Importing this imports no engine: each is imported when it is opened, and the embedded one is an extra.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from agent.backends.chosen import chosen_for
from agent.backends.llamacpp import open_llamacpp
from agent.backends.ollama import has_model, open_ollama
from agent.backends.openai import open_openai
from agent.backends.openvino import open_openvino
from agent.backends.scripted import open_scripted
from pipelines.errors import OperatorError
from pipelines.ports import Model

if TYPE_CHECKING:
    from agent.settings import Settings

BACKENDS: dict[str, Callable[[Settings], Model]] = {
    "llamacpp": open_llamacpp,
    "ollama": open_ollama,
    "openai": open_openai,
    "openvino": open_openvino,
    "scripted": open_scripted,
}
# What each embedded engine needs to be installed.
_PACKAGES = {"llamacpp": "xllamacpp", "openvino": "openvino"}
# An Ollama on this machine answers within milliseconds; one that does not should not delay every start.
_AUTO_SECONDS = 1.0


def open_model(settings: Settings) -> Model:
    """The model that the settings name, in the engine that they name; "auto" is `best_engine`.

    Raises OperatorError or ModelError where it cannot be had; nothing is downloaded.
    """
    name = best_engine(settings) if settings.backend == "auto" else settings.backend
    if name not in BACKENDS:
        choices = ", ".join(["auto", *BACKENDS])
        raise OperatorError(f"backend (LODGE_BACKEND) is {name!r}. It must be one of: {choices}.")
    return BACKENDS[name](settings)


def best_engine(settings: Settings) -> str:
    """The engine that `lodge models bench` chose for this model, where it can be had; else Ollama where it answers and
    has the model, else an embedded one."""
    chosen = chosen_for(settings)
    if chosen is not None and is_available(chosen.engine, settings):
        return chosen.engine
    if is_available("ollama", settings):
        return "ollama"
    return "openvino" if is_available("openvino", settings) and not is_available("llamacpp", settings) else "llamacpp"


def is_available(engine: str, settings: Settings) -> bool:
    """Whether the engine is installed here, or answers and has the model."""
    if engine == "ollama":
        return has_model(settings, _AUTO_SECONDS)
    return engine in _PACKAGES and find_spec(_PACKAGES[engine]) is not None
