"""Ablating: Lodge with one part of its reading strategy switched off."""

from __future__ import annotations

from dataclasses import fields, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pipelines.errors import UsageError

if TYPE_CHECKING:
    from agent.graph import Corridor

_MODULE = "pipelines.extracting.strategy"


def parts() -> tuple[str, ...]:
    """The parts that can be switched off, by name; none where the strategy cannot be taken apart."""
    strategy = _strategy()
    if strategy is None:
        return ()
    return tuple(name for name, field in strategy.model_fields.items() if field.annotation is bool)


def corridor_without(corridor: Corridor, part: str) -> Corridor:
    """The corridor with this part of the strategy off; the corridor itself for ""."""
    if not part:
        return corridor
    strategy = _strategy()
    if strategy is None or "strategy" not in {field.name for field in fields(corridor)}:
        raise UsageError("The corridor takes no reading strategy: nothing can be switched off.")
    changed: dict[str, Any] = {"strategy": strategy(**{part: False})}
    return replace(corridor, **changed)


def _strategy() -> Any:
    try:
        return import_module(_MODULE).Strategy
    except (ModuleNotFoundError, AttributeError):
        return None
