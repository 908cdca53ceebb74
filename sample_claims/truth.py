"""truth_of: what exactly stands in a draft, in the normal forms of `pipelines.values`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.claim import Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.values import KINDS, Hints
from sample_claims.case import Truth
from sample_claims.drafting import Draft, Told
from sample_claims.expecting import rules_that_speak
from sample_claims.scene import RECEIVED_AT, TODAY, Scene

_ROW = re.compile(r"^(\w+)\[(\d+)\]")
# Kinds whose values the scenes hold in their normal form already.
_NORMAL = frozenset({"enum", "narrative", "date", "money", "time"})


def truth_of(draft: Draft, file: str) -> Truth:
    """The truth of a document that will be called `file`."""
    scene = draft.scene
    if scene is None:
        return Truth(
            file=file,
            claim_type="unknown",
            kind=draft.kind,
            received_at=RECEIVED_AT,
            outcome=draft.outcome,
            expected_findings=("classification.unknown",) if draft.outcome == "review" else (),
        )
    values = {path: normal(scene, path, value) for path, value in _renumbered(draft.written).items()}
    values = dict(sorted(values.items()))
    spoken = rules_that_speak(scene.claim_type, values, scene.policies)
    expected = tuple(dict.fromkeys([*(plant.rule for plant in scene.planted), *scene.expected, *spoken]))
    return Truth.model_validate(
        {
            "file": file,
            "claim_type": scene.claim_type,
            "kind": draft.kind,
            "received_at": RECEIVED_AT,
            "free_text": draft.free_text,
            "fields": values,
            "rows": _rows(values),
            "expected_findings": expected,
            "planted": tuple(scene.planted),
            "would_accept": not expected,
            "duplicate_of": draft.duplicate_of,
            "further": tuple(truth_of(_further(draft, told), file) for told in draft.further),
        }
    )


def _further(draft: Draft, told: Told) -> Draft:
    return replace(draft, scene=told.scene, written=told.written, further=())


def _renumbered(written: dict[str, Value]) -> dict[str, Value]:
    """Rows counted from 0 without gaps: a document may tell the second service and not the first."""
    seen: dict[str, list[str]] = {}
    for path in sorted(written, key=_row_order):
        if match := _ROW.match(path):
            rows = seen.setdefault(match.group(1), [])
            if match.group(2) not in rows:
                rows.append(match.group(2))
    return {_renumber(path, seen): value for path, value in written.items()}


def _row_order(path: str) -> int:
    match = _ROW.match(path)
    return int(match.group(2)) if match else -1


def _renumber(path: str, seen: dict[str, list[str]]) -> str:
    match = _ROW.match(path)
    if not match:
        return path
    return f"{match.group(1)}[{seen[match.group(1)].index(match.group(2))}]{path[match.end() :]}"


def _rows(values: dict[str, Value]) -> dict[str, int]:
    counts: dict[str, set[str]] = {}
    for path in values:
        if match := _ROW.match(path):
            counts.setdefault(match.group(1), set()).add(match.group(2))
    return {record: len(rows) for record, rows in sorted(counts.items())}


def normal(scene: Scene, path: str, value: Value) -> Value:
    """The value in its normal form; ValueError where its kind cannot read it, which is a fault of the generator."""
    spec = CLAIM_TYPES[scene.claim_type].spec(path)
    if spec is None:
        raise ValueError(f"{scene.claim_type} has no field {path}")
    if isinstance(value, bool | int) or spec.kind in _NORMAL:
        return value
    parsed = KINDS[spec.kind].parse(value, Hints(today=TODAY, options=spec.options))
    if parsed is None:
        raise ValueError(f"{path}: its kind, {spec.kind}, cannot read the value")
    return parsed
