"""Claim types of the site's own: one YAML file or one Python module each, in a folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from pipelines.claim_types.file_faults import FileFaults
from pipelines.claim_types.located import read_located
from pipelines.claim_types.nesting import flatten
from pipelines.claim_types.schema import ClaimType
from pipelines.errors import OperatorError

if TYPE_CHECKING:
    from pipelines.rules.rule import Rule

_NO_TYPE = "unknown"


def load_claim_types(folder: Path) -> dict[str, ClaimType]:
    """The claim types in `folder` by name; {} where there is no such folder.

    `<name>.yaml` holds the attributes of a ClaimType; `<name>.py` names one as CLAIM_TYPE. A type with the name of a
    built-in one is meant to replace it. Raises OperatorError, which names file, key and value.
    """
    types: dict[str, ClaimType] = {}
    for path in _files(folder):
        claim_type = load_claim_type(path)
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


def load_claim_type(path: Path) -> ClaimType:
    """The claim type in one file. Raises OperatorError with a line for each fault: file, line, key and value."""
    claim_type = _from_module(path) if path.suffix == ".py" else _from_yaml(path)
    if claim_type.name == _NO_TYPE:
        raise OperatorError(f"claim_types/{path.name}: '{_NO_TYPE}' is what a claim of no type is called. Rename it.")
    return claim_type


def _from_yaml(path: Path) -> ClaimType:
    name = f"claim_types/{path.name}"
    try:
        located = read_located(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OperatorError(f"{name} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}" if mark else ""
        raise OperatorError(f"{name} is not valid YAML{place}.") from error
    if not isinstance(located.data, dict):
        raise OperatorError(f"{name} must hold keys and values: name, title, line, description, cues, fields.")
    flat = flatten(located.data)
    claim_type: ClaimType | None = None
    found: ValidationError | None = None
    try:
        claim_type = ClaimType.model_validate(flat.data)
    except ValidationError as raised:
        found = raised
    lines = FileFaults(name, located, flat).lines(found)
    if claim_type is None or lines:
        raise OperatorError("\n".join(lines)) from found
    return claim_type


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
