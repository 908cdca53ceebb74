"""Claim types of the site's own: one YAML file or one Python module each, in a folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from pipelines.claim_types.schema import ClaimType
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    from pipelines.rules.rule import Rule


def load_claim_types(folder: Path) -> dict[str, ClaimType]:
    """The claim types in `folder` by name; {} where there is no such folder.

    `<name>.yaml` holds the attributes of a ClaimType; `<name>.py` names one as CLAIM_TYPE. A type with the name of a
    built-in one is meant to replace it. Raises OperatorError, which names file, key and value.
    """
    types: dict[str, ClaimType] = {}
    for path in _files(folder):
        claim_type = _from_yaml(path) if path.suffix != ".py" else _from_module(path)
        if claim_type.name in types:
            raise OperatorError(f"claim_types/{path.name}: the claim type '{claim_type.name}' stands in two files.")
        types[claim_type.name] = claim_type
    return types


def load_rules(folder: Path) -> tuple[Rule, ...]:
    """The rules that the Python modules in `folder` bring along as RULES. Raises OperatorError."""
    from pipelines.rules.rule import Rule

    found: list[Rule] = []
    for path in _files(folder):
        if path.suffix != ".py":
            continue
        for rule in getattr(_module(path), "RULES", ()):
            if not isinstance(rule, Rule):
                raise OperatorError(f"claim_types/{path.name}: RULES holds a {type(rule).__name__}, not a Rule.")
            if rule.id in {earlier.id for earlier in found}:
                raise OperatorError(f"claim_types/{path.name}: the rule '{rule.id}' stands twice.")
            found.append(rule)
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    """YAML files and Python modules, by name; names that begin with "." or "_" are no claim types."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in {".yaml", ".yml", ".py"} and path.name[0] not in "._":
                yield path


def _from_yaml(path: Path) -> ClaimType:
    name = f"claim_types/{path.name}"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}" if mark else ""
        raise OperatorError(f"{name} is not valid YAML{place}.") from error
    if not isinstance(data, dict):
        raise OperatorError(f"{name} must hold keys and values: name, title, line, description, cues, fields.")
    try:
        return ClaimType.model_validate(data)
    except ValidationError as error:
        raise OperatorError("\n".join(f"{name}: {fault}" for fault in _faults(error))) from error


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"])
        match fault["type"]:
            case "extra_forbidden":
                yield f"'{key}' is not a key that a claim type has."
            case "missing":
                yield f"'{key}' is missing."
            case "value_error":
                yield f"{key + ': ' if key else ''}{fault['ctx']['error']}."
            case _:
                yield f"'{key}' has the value {_shown(fault['input'])}: {fault['msg']}."


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"lodge_claim_types_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise OperatorError(f"claim_types/{path.name} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the author's module raises, the operator must see which file it was
        raise OperatorError(f"claim_types/{path.name} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _from_module(path: Path) -> ClaimType:
    claim_type = getattr(_module(path), "CLAIM_TYPE", None)
    if not isinstance(claim_type, ClaimType):
        raise OperatorError(f"claim_types/{path.name} must name a ClaimType as CLAIM_TYPE.")
    return claim_type
