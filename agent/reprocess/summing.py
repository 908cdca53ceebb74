"""Summing: what became of a whole re-processing, in counts and closed words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from agent.reprocess.agreeing import agreements, field_of
from agent.reprocess.comparing import DIFFERENTLY, KIND, LESS, MORE, OUTCOME, SAME, VERDICTS, only_one
from agent.store import Store
from agent.trial_rows import Progress, ReprocessingRow, TrialClaim

_WORDS = {
    SAME: "{n} the same",
    MORE: "{n} read more",
    LESS: "{n} read less",
    DIFFERENTLY: "{n} read differently",
    "checks": "{n} read the same with other findings",
    KIND: "{n} taken for another kind of claim",
    OUTCOME: "{n} changed outcome",
}


def told(row: TrialClaim) -> Mapping[str, Any]:
    """How a claim differs; for one that is not in both readings, that it is not."""
    return row.difference if row.kind != "lost" else only_one(row.kind, row.basis_status)


def summarize(store: Store, row: ReprocessingRow) -> dict[str, Any]:
    """Everything that `lodge reprocess show` tells of a re-processing; it holds no value of a claim."""
    claims = [one for one in store.claims_of(row.id) if one.is_done or one.kind == "lost"]
    differences = [told(one) for one in claims]
    still_refused = store.still_refused(row.id)
    became = Counter(one["became"] for one in differences)
    became[SAME] += still_refused
    return {
        **heading(store, row),
        "claims": len(claims) + still_refused,
        "became": {name: became[name] for name in VERDICTS},
        "rescued": sum(one["outcome"][1] == "review" and one["outcome"][0] != "review" for one in differences),
        "lost": sum(one["outcome"] == ["review", "quarantine"] for one in differences),
        "adopted": sum(one.adopted_at is not None for one in claims),
        "fields": _fields(differences),
        "findings_new": _counts(rule for one in differences for rule in one.get("findings_new", ())),
        "findings_gone": _counts(rule for one in differences for rule in one.get("findings_gone", ())),
        "seconds": _seconds(claims),
        "agreement": [asdict(one) for one in agreements(store, claims, store.claim_types_of(row.pipeline_digest))],
        "codes": store.failures(row.id),
    }


def heading(store: Store, row: ReprocessingRow) -> dict[str, Any]:
    """Which re-processing it is, and how far it has come."""
    progress = store.trial_progress(row.id)
    return {
        "name": row.name,
        "status": row.status,
        "begun_at": row.begun_at.isoformat(),
        "pipeline": row.pipeline_digest,
        "model": store.model_of(row.pipeline_digest),
        "selection": dict(row.selection),
        "sources": progress_json(progress),
    }


def progress_json(progress: Progress) -> dict[str, int]:
    """How far it has come, in sources."""
    return {**asdict(progress), "left": progress.left}


def sentence(summary: Mapping[str, Any]) -> str:
    """The whole in one sentence: "Of 40 claims: 31 the same, 7 read more, 1 read differently, 1 changed outcome"."""
    parts = [_WORDS[name].format(n=count) for name, count in summary["became"].items() if count]
    count = summary["claims"]
    if not count:
        return "No claim was read again yet."
    return f"Of {count} {'claim' if count == 1 else 'claims'}: {', '.join(parts)}."


def _fields(differences: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """By kind of claim and field: how often it was found, lost and read differently; the most changed first."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one in differences:
        claim_type = (one.get("type") or [None, None])[1] or "unknown"
        for how in ("found", "lost", "changed"):
            for path in one.get(how, ()):
                counts.setdefault((claim_type, field_of(path)), Counter())[how] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
    return [
        {"type": key[0], "field": key[1], **{how: count[how] for how in ("found", "lost", "changed")}}
        for key, count in ordered
    ]


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(Counter(words).most_common())


def _seconds(claims: Sequence[TrialClaim]) -> dict[str, float | None]:
    """The middle of the seconds per claim, old and new, over claims that have both."""
    pairs = [
        (one.basis_seconds, one.seconds) for one in claims if one.basis_seconds is not None and one.seconds is not None
    ]
    if not pairs:
        return {"old": None, "new": None}
    return {"old": round(median(old for old, _ in pairs), 3), "new": round(median(new for _, new in pairs), 3)}
