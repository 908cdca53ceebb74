"""The whole claim type as one JSON schema, as one writes it for an engine that is asked for everything at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.claim_types.schema import ClaimType, FieldSpec, RecordSpec

# Nobody cuts the same narrative out of a letter as another: it is not scored, and copying it would cost time.
LEFT_OUT = ("narrative",)
MOST_ROWS = 40  # a small model that may write rows without end does so
_TYPES: dict[str, dict[str, Any]] = {
    "money": {"type": "number"},
    "integer": {"type": "integer"},
    "year": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_WORDS = {"date": "date, YYYY-MM-DD", "time": "time, HH:MM", "money": "number", "boolean": "true or false"}


def schema_of(claim_type: ClaimType) -> dict[str, Any]:
    """The schema of one claim: every field with its type, null allowed; lists as arrays of objects."""
    properties = {spec.name: _value(spec) for spec in asked(claim_type.fields)}
    for record in claim_type.records:
        rows = _object({spec.name: _value(spec) for spec in asked(record.fields)})
        most = min(record.max_rows, MOST_ROWS)
        properties[record.name] = {"type": "array", "items": rows, "maxItems": most}
    return _object(properties)


def described(claim_type: ClaimType) -> str:
    """The schema in words, a line for each field: what it is, how it is written, which options it has."""
    lines = [f"- {_line(spec)}" for spec in asked(claim_type.fields)]
    for record in claim_type.records:
        lines += _rows(record)
    return "\n".join(lines)


def asked(specs: Sequence[FieldSpec]) -> list[FieldSpec]:
    """The fields that are asked for."""
    return [spec for spec in specs if spec.kind not in LEFT_OUT]


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _value(spec: FieldSpec) -> dict[str, Any]:
    if spec.kind == "enum":
        return {"anyOf": [{"type": "string", "enum": list(spec.options)}, {"type": "null"}]}
    return {"anyOf": [_TYPES.get(spec.kind, {"type": "string"}), {"type": "null"}]}


def _line(spec: FieldSpec) -> str:
    if spec.kind == "enum":
        return f"{spec.name} (one of {', '.join(spec.options)}): {spec.description}"
    written = _WORDS.get(spec.kind) or str(_TYPES.get(spec.kind, {"type": "text"})["type"])
    return f"{spec.name} ({written}): {spec.description}"


def _rows(record: RecordSpec) -> list[str]:
    head = f"- {record.name} (list of objects, [] where there are none): {record.description} Each object has:"
    return [head, *(f"  - {_line(spec)}" for spec in asked(record.fields))]
