"""Agreeing: which of two readings says what handlers confirmed or typed, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.assembling import corrected
from agent.reprocess.comparing import alike
from agent.store import Store
from agent.trial_rows import TrialClaim
from pipelines.claim import Claim, Value, Verdict
from pipelines.claim_types.schema import ClaimType

_ROW = re.compile(r"\[\d+\]")
_LOOKED = (Verdict.ACCEPTED, Verdict.CORRECTED)  # the others say nothing of what was read


@dataclass
class Agreement:
    """How often each reading of a critical field says what the handler said; `looked_at` is out of how many."""

    claim_type: str
    field: str
    looked_at: int = 0
    corrected: int = 0  # of these: where the handler typed something else than was shown
    old_right: int = 0
    new_right: int = 0
    both_right: int = 0


def agreements(store: Store, claims: Sequence[TrialClaim], types: Mapping[str, ClaimType]) -> list[Agreement]:
    """One per critical field that a handler looked at, in claims that both readings have."""
    found: dict[tuple[str, str], Agreement] = {}
    for row in claims:
        if row.kind == "both" and row.is_done and row.basis_run:
            claim_type = store.claim_type_of(row.claim_id)
            said = _said(store, row.claim_id, claim_type)
            old = store.reading(row.claim_id, row.basis_run) if said else None
            if old is not None:
                _compare(found, said, old, store.trial_reading(row), claim_type or types.get(old.claim_type or ""))
    return [found[key] for key in sorted(found)]


def _compare(
    found: dict[tuple[str, str], Agreement],
    said: Mapping[str, tuple[str, Value | None]],
    old: Claim,
    new: Claim,
    claim_type: ClaimType | None,
) -> None:
    for path, (mark, truth) in said.items():
        key = (old.claim_type or "unknown", field_of(path))
        one = found.setdefault(key, Agreement(*key))
        was, now = old.field(path), new.field(path)
        old_right = alike(path, was.value if was else None, truth, claim_type)
        new_right = alike(path, now.value if now else None, truth, claim_type)
        one.looked_at += 1
        one.corrected += mark == "corrected"
        one.old_right += old_right
        one.new_right += new_right
        one.both_right += old_right and new_right


def _said(store: Store, claim_id: str, claim_type: ClaimType | None) -> dict[str, tuple[str, Value | None]]:
    """What handlers said of the critical fields that they looked at: the mark and the value, None for no value."""
    said: dict[str, tuple[str, Value | None]] = {}
    for verdict in store.verdicts(claim_id):
        if verdict.verdict not in _LOOKED:
            continue
        shown = store.reading(claim_id, verdict.run_id)
        typed = corrected(Claim(id=claim_id, source_id=""), verdict.corrections, claim_type)
        for path, mark in verdict.marks.items():
            if mark == "corrected":
                field = typed.field(path)
                said[path] = (mark, field.value if field else None)
            # What was typed before was shown as it was typed.
            elif mark == "confirmed" and path not in said:
                field = shown.field(path) if shown else None
                said[path] = (mark, field.value if field else None)
    return said


def field_of(path: str) -> str:
    """A path without its row: "vehicles[2].vin" is of the field "vehicles[].vin"."""
    return _ROW.sub("[]", path)
