"""A claim type, put for a person who reads or writes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from agent.commands.output import table
from pipelines.claim_types import ClaimType, FieldSpec

_MOST_LABELS = 4


def shown_type(claim_type: ClaimType, rules: Sequence[str]) -> RenderableType:
    """Its fields and lists with their kinds, options and first labels, and the rules that apply."""
    parts: list[RenderableType] = [
        Text(f"{claim_type.title} ({claim_type.name}, line of business: {claim_type.line})", style="bold"),
        Text(claim_type.description),
        Text(f"Known by: {', '.join(claim_type.cues[:12])}{' …' if len(claim_type.cues) > 12 else ''}\n"),
        _fields(claim_type.fields),
    ]
    for record in claim_type.records:
        parts += [Text(f"\n{record.name}[]: {record.description}", style="bold"), _fields(record.fields)]
    parts.append(Text(f"\nRules that apply: {len(rules)}. {', '.join(rules)}"))
    return Group(*parts)


def _fields(fields: Iterable[FieldSpec]) -> RenderableType:
    rows = ((spec.name, spec.kind, _marks(spec), spec.group, spec.description, _said(spec)) for spec in fields)
    return table(("field", "kind", "", "group", "description", "labels and options"), rows)


def _marks(spec: FieldSpec) -> str:
    return " ".join(word for word, holds in (("critical", spec.critical), ("required", spec.required)) if holds)


def _said(spec: FieldSpec) -> str:
    labels = spec.labels or spec.section_labels
    shown = " | ".join(labels[:_MOST_LABELS]) + (" | …" if len(labels) > _MOST_LABELS else "")
    return f"{shown}; {', '.join(spec.options)}" if spec.options else shown
