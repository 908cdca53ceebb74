"""Calls `lodge` in this process, with a home of its own and the scripted model."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agent.cli import lodge

Cli = Callable[..., Result]


def lodge_cli(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A function that takes the words after `lodge`; what is no LodgeError is raised."""
    for name in list(os.environ):
        if name.startswith(("LODGE_", "LANG")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LODGE_HOME", str(home))
    monkeypatch.setenv("LODGE_BACKEND", "scripted")
    monkeypatch.setenv("LODGE_SETTLE_SECONDS", "0")

    def call(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(lodge, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
