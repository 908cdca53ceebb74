"""The engines that a model may run in: one file each, one line each in BACKENDS.

Importing this imports no engine: each is imported when it is opened, and the embedded one is an extra.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from agent.backends.llamacpp import open_llamacpp
from agent.backends.ollama import has_model, open_ollama
from agent.backends.openai import open_openai
from agent.backends.scripted import open_scripted
from pipelines.errors import OperatorError
from pipelines.ports import Model

if TYPE_CHECKING:
    from agent.settings import Settings

BACKENDS: dict[str, Callable[[Settings], Model]] = {
    "llamacpp": open_llamacpp,
    "ollama": open_ollama,
    "openai": open_openai,
    "scripted": open_scripted,
}
# An Ollama on this machine answers within milliseconds; one that does not should not delay every start.
_AUTO_SECONDS = 1.0


def open_model(settings: Settings) -> Model:
    """The model that the settings name; "auto" is Ollama where it answers and has the model, else the embedded engine.

    Raises OperatorError or ModelError where it cannot be had; nothing is downloaded.
    """
    name = settings.backend
    if name == "auto":
        name = "ollama" if has_model(settings, _AUTO_SECONDS) else "llamacpp"
    if name not in BACKENDS:
        choices = ", ".join(["auto", *BACKENDS])
        raise OperatorError(f"backend (LODGE_BACKEND) is {name!r}. It must be one of: {choices}.")
    return BACKENDS[name](settings)
