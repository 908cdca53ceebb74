"""Checks an answer against the JSON Schema it was asked under: the flat subset that Lodge's questions use.

An engine that promises to hold a schema may still not do so, so every backend checks. A schema word that is not
known here is a bug and raises ValueError, so that no rule is ever skipped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_Check = Callable[[Any, Any, Mapping[str, Any], str], str | None]
_NOTES = frozenset({"$schema", "title", "description", "default", "examples"})
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    # In Python True is an int; in JSON it is not.
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}


def misfit(value: Any, schema: Mapping[str, Any], path: str = "answer") -> str | None:
    """Say where `value` first breaks `schema`, without quoting it; None means that it fits."""
    for word, rule in schema.items():
        if word in _NOTES:
            continue
        if word not in _CHECKS:
            raise ValueError(f"The answer check does not know the schema word {word!r} (agent.backends.schema_check).")
        problem = _CHECKS[word](value, rule, schema, path)
        if problem is not None:
            return problem
    return None


def _type(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    names = [rule] if isinstance(rule, str) else rule
    return None if any(_TYPES[name](value) for name in names) else f"{path}: not of type {' or '.join(names)}"


def _enum(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    same = any(value == choice and isinstance(value, bool) == isinstance(choice, bool) for choice in rule)
    return None if same else f"{path}: not one of the choices"


def _const(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    return _enum(value, [rule], schema, path)


def _any_of(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    problems = [misfit(value, branch, path) for branch in rule]
    return None if None in problems else problems[0]


def _properties(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    if isinstance(value, dict):
        for name, branch in rule.items():
            problem = misfit(value[name], branch, f"{path}.{name}") if name in value else None
            if problem is not None:
                return problem
    return None


def _required(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    missing = [name for name in rule if isinstance(value, dict) and name not in value]
    return f"{path}.{missing[0]}: missing" if missing else None


def _additional(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    if rule is True or not isinstance(value, dict):
        return None
    extra = [name for name in value if name not in schema.get("properties", {})]
    if rule is False:
        # The extra name comes from the model, so from the document: it is not quoted.
        return f"{path}: a property that was not asked for" if extra else None
    problems = (misfit(value[name], rule, f"{path}.(extra)") for name in extra)
    return next((problem for problem in problems if problem is not None), None)


def _items(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    rows = enumerate(value) if isinstance(value, list) else ()
    problems = (misfit(row, rule, f"{path}[{number}]") for number, row in rows)
    return next((problem for problem in problems if problem is not None), None)


def _bound(kind: type | tuple[type, ...], size: Callable[[Any], float], low: bool, words: str) -> _Check:
    def check(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
        if not isinstance(value, kind) or isinstance(value, bool):
            return None
        broken = size(value) < rule if low else size(value) > rule
        return f"{path}: {words} {rule}" if broken else None

    return check


def _pattern(value: Any, rule: Any, schema: Mapping[str, Any], path: str) -> str | None:
    fits = not isinstance(value, str) or re.search(rule, value) is not None
    return None if fits else f"{path}: not of the asked form"


_CHECKS: dict[str, _Check] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "anyOf": _any_of,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "pattern": _pattern,
    "minItems": _bound(list, len, True, "fewer rows than"),
    "maxItems": _bound(list, len, False, "more rows than"),
    "minLength": _bound(str, len, True, "shorter than"),
    "maxLength": _bound(str, len, False, "longer than"),
    "minimum": _bound((int, float), float, True, "less than"),
    "maximum": _bound((int, float), float, False, "more than"),
}
