"""Options that commands share, and the settings that they lead to."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from agent.settings import Settings, load_settings, refuse_tracing
from pipelines.errors import OperatorError

P = ParamSpec("P")
R = TypeVar("R")
_HOME = "LODGE_HOME"

option = functools.partial(click.option, show_envvar=True)

json_option = option("--json", "as_json", is_flag=True, envvar="LODGE_JSON", help="Print JSON, for programs.")
model_option = option(
    "--model",
    envvar="LODGE_MODEL",
    help="A name from `lodge models list`, or a GGUF file (default: as set for the site).",
)
backend_option = option(
    "--backend",
    envvar="LODGE_BACKEND",
    help="The engine: auto, ollama, llamacpp, openvino, openai or scripted (default: as set).",
)


def use_home(context: click.Context, home: Path | None) -> None:
    """Let this command, and whatever it starts, live in `home`; afterwards the environment is as it was."""
    if home is None:
        return
    before = os.environ.get(_HOME)

    def restore() -> None:
        os.environ.pop(_HOME, None)
        if before is not None:
            os.environ[_HOME] = before

    os.environ[_HOME] = str(home)
    context.call_on_close(restore)


def _take_home(context: click.Context, parameter: click.Parameter, home: Path | None) -> None:
    use_home(context, home)


home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    expose_value=False,
    callback=_take_home,
    envvar=_HOME,
    show_envvar=True,
    help="The folder that holds everything of this site.",
)


def reads_documents(command: Callable[P, R]) -> Callable[P, R]:
    """Refuse to start while the environment asks for tracing: it would upload the text of claims."""

    @functools.wraps(command)
    def guarded(*args: P.args, **options: P.kwargs) -> R:
        refuse_tracing(os.environ)
        return command(*args, **options)

    return guarded


def settings_with(**overrides: str | None) -> Settings:
    """The settings in force, with a command's own options over them; their errors name the setting."""
    given = {f"LODGE_{name.upper()}": value for name, value in overrides.items() if value}
    return load_settings(environ={**os.environ, **given})


def home_settings(**overrides: str | None) -> Settings:
    """As `settings_with`, for commands that need a home which `lodge init` has made."""
    settings = settings_with(**overrides)
    try:
        there = settings.database.exists()
    except OSError as error:
        raise OperatorError(f"The home folder cannot be used: {error.strerror}. Set LODGE_HOME or --home.") from None
    if not there:
        raise OperatorError("There is no Lodge in the home folder yet. Make one with: lodge init")
    if not os.access(settings.home, os.W_OK):
        raise OperatorError("The home folder cannot be written to. Correct its owner, or set LODGE_HOME or --home.")
    return settings
