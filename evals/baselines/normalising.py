"""Normalise: what a baseline said, as values by field path; kindly, with Lodge's own parsers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic_core import from_json

from pipelines.claim import Document, Value
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.extracting.material import Material
from pipelines.values import KINDS

_NOTHING = ("", "null", "none", "n/a", "unknown", "not stated", "not specified", "not provided")


def object_in(text: str) -> dict[str, Any]:
    """The JSON object in an answer, as far as it goes where it was cut off; {} where there is none."""
    try:
        said = from_json(text, allow_partial="trailing-strings")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def values_in(
    said: Mapping[str, Any], claim_type: ClaimType, documents: Sequence[Document], received_on: date
) -> dict[str, Value]:
    """Every value that can be understood, by its path; rows without any are no rows."""
    material = Material(tuple(documents), claim_type, received_on)
    found = _understood(claim_type.fields, said, material)
    for record in claim_type.records:
        rows = said.get(record.name)
        objects = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        filled = [values for row in objects if (values := _understood(record.fields, row, material))]
        for number, values in enumerate(filled):
            found |= {f"{record.name}[{number}].{name}": value for name, value in values.items()}
    return found


def _understood(specs: Sequence[FieldSpec], said: Mapping[str, Any], material: Material) -> dict[str, Value]:
    values = ((spec, _value(spec, said.get(spec.name), material)) for spec in specs)
    return {spec.name: value for spec, value in values if value is not None}


def _value(spec: FieldSpec, said: Any, material: Material) -> Value | None:
    if spec.kind == "boolean" and isinstance(said, bool):
        return said
    if not isinstance(said, str | int | float):
        return None
    words = str(said).strip()
    if words.casefold() in _NOTHING:
        return None
    return KINDS[spec.kind].parse(words, material.hints(spec))
