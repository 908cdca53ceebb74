"""A value against a schema in Kubernetes' own dialect: what a server in strict mode would refuse."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
Violation = tuple[str, str]  # the path, what is wrong there

_QUANTITY = re.compile(r"[+-]?(\d+|\d+\.\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_RANGES = {"int32": 2**31, "int64": 2**63}
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
_WORDS = {dict: "a mapping", list: "a list", str: "text", bool: "yes/no", int: "a number", float: "a number"}
_FREE = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = ("apiVersion", "kind", "metadata")


@dataclass(frozen=True)
class Structure:
    """Schemas that may name each other, and how a null counts."""

    resolve: Callable[[str], Schema]
    null_is_absent: bool  # built-in kinds read null as nothing; custom resources do not

    def check(self, value: Any, schema: Schema, path: str = "") -> Iterator[Violation]:
        """Everything in `value` that `schema` does not allow, unknown fields too."""
        if "$ref" in schema:
            schema = self.resolve(schema["$ref"])
        if value is None:
            if not schema.get("nullable") and not self.null_is_absent:
                yield path, "is empty; write a value or leave the field out"
            return
        wrong = _type_fault(value, schema)
        if wrong:
            yield path, wrong
            return
        yield from ((path, text) for text in _value_faults(value, schema))
        if isinstance(value, dict):
            yield from self._fields(value, schema, path)
        elif isinstance(value, list):
            yield from self._entries(value, schema, path)

    def _fields(self, value: dict[str, Any], schema: Schema, path: str) -> Iterator[Violation]:
        known = schema.get("properties", {})
        others = schema.get("additionalProperties")
        free = schema.get(_FREE) or others is True or not ("type" in schema or "properties" in schema)
        for name in schema.get("required", ()):
            absent = name not in value or (self.null_is_absent and value[name] is None)
            if absent and "default" not in known.get(name, {}):
                yield path, f"lacks {name}, which is required"
        for name, part in value.items():
            here = f"{path}.{name}" if path else str(name)
            if name in known:
                yield from self.check(part, known[name], here)
            elif isinstance(others, dict):
                yield from self.check(part, others, here)
            elif not (free or (schema.get("x-kubernetes-embedded-resource") and name in _EMBEDDED)):
                near = difflib.get_close_matches(str(name), known, n=1)
                yield here, "is an unknown field" + (f"; {near[0]} is known" if near else "; take it out")

    def _entries(self, value: list[Any], schema: Schema, path: str) -> Iterator[Violation]:
        inner = schema.get("items")
        if isinstance(inner, dict):
            for number, part in enumerate(value):
                yield from self.check(part, inner, f"{path}[{number}]")
        keys = schema.get("x-kubernetes-list-map-keys") if schema.get("x-kubernetes-list-type") == "map" else None
        if keys:
            seen: set[tuple[str, ...]] = set()
            for part in value:
                key = tuple(repr(part.get(name)) for name in keys) if isinstance(part, dict) else ()
                if key and key in seen:
                    named = ", ".join(f"{name} {part.get(name)}" for name in keys if name in part)
                    yield path, f"has two entries of {named}; keep one"
                seen.add(key)


def _type_fault(value: Any, schema: Schema) -> str:
    if schema.get("x-kubernetes-int-or-string"):
        right = isinstance(value, int | str) and not isinstance(value, bool)
        return "" if right else f"is {_word(value)}, not a whole number or text"
    if schema.get("format") == "quantity":
        right = not isinstance(value, bool) and isinstance(value, int | float | str)
        return "" if right and _QUANTITY.fullmatch(str(value)) else f"{_shown(value)} is no quantity, as 500m or 2Gi"
    wanted = schema.get("type")
    if wanted not in _TYPES:
        return ""
    right = isinstance(value, _TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))
    if wanted == "integer" and isinstance(value, float):
        right = value.is_integer()
    return "" if right else f"is {_word(value)} ({_shown(value)}), not {_WORDS[_TYPES[wanted][0]]}"


def _value_faults(value: Any, schema: Schema) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{_shown(value)} is none of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        yield from _text_faults(value, schema)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_faults(value, schema)
    elif isinstance(value, list | dict):
        yield from _length_faults(len(value), schema, "Items" if isinstance(value, list) else "Properties", "entries")
    yield from _combined_faults(value, schema)


def _text_faults(value: str, schema: Schema) -> Iterator[str]:
    pattern = _compiled(schema.get("pattern"))
    if pattern and not pattern.search(value):
        yield f"{_shown(value)} does not match {schema['pattern']}"
    if schema.get("format") == "date-time" and not _DATE_TIME.fullmatch(value):
        yield f"{_shown(value)} is no time, as 2027-01-31T08:00:00Z"
    yield from _length_faults(len(value), schema, "Length", "characters")


def _number_faults(value: float, schema: Schema) -> Iterator[str]:
    bound = _RANGES.get(schema.get("format", ""))
    if bound and not -bound <= value < bound:
        yield f"{value} does not fit {schema['format']}"
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and (value < low or (value == low and schema.get("exclusiveMinimum") is True)):
        yield f"{value} is less than {low}"
    if high is not None and (value > high or (value == high and schema.get("exclusiveMaximum") is True)):
        yield f"{value} is more than {high}"
    if schema.get("multipleOf") and value % schema["multipleOf"]:
        yield f"{value} is no multiple of {schema['multipleOf']}"


def _length_faults(length: int, schema: Schema, what: str, words: str) -> Iterator[str]:
    low, high = schema.get(f"min{what}"), schema.get(f"max{what}")
    if low is not None and length < low:
        yield f"has {length} {words}, fewer than {low}"
    if high is not None and length > high:
        yield f"has {length} {words}, more than {high}"


def _combined_faults(value: Any, schema: Schema) -> Iterator[str]:
    for part in schema.get("allOf", ()):
        if not _fits(value, part):
            yield f"does not fit what goes with it: {_told(part)}"
    if "anyOf" in schema and not any(_fits(value, part) for part in schema["anyOf"]):
        yield "fits none of: " + " | ".join(_told(part) for part in schema["anyOf"])
    if "oneOf" in schema and (fitting := sum(_fits(value, part) for part in schema["oneOf"])) != 1:
        yield f"fits {fitting or 'none'} of what needs exactly one: " + " | ".join(map(_told, schema["oneOf"]))
    if "not" in schema and _fits(value, schema["not"]):
        yield f"is what it must not be: {_told(schema['not'])}"


def _fits(value: Any, schema: Schema) -> bool:
    """Whether a value meets a value validation, in which unknown fields do not count."""
    if value is None or _type_fault(value, schema) or next(_value_faults(value, schema), None):
        return False
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return all(name in value for name in schema.get("required", ())) and all(
            _fits(value[name], part) for name, part in known.items() if name in value
        )
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        return all(_fits(part, schema["items"]) for part in value)
    return True


@functools.cache
def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error:  # Go's patterns know a few words that Python's do not; the server has the last word
        return None


def _told(schema: Schema) -> str:
    if "required" in schema:
        return "with " + " and ".join(schema["required"])
    return ", ".join(f"{key} {value}" for key, value in schema.items() if not isinstance(value, dict)) or "a shape"


def _word(value: Any) -> str:
    return _WORDS.get(type(value), type(value).__name__)


def _shown(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
