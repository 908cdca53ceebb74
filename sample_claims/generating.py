"""generate: a whole set of documents with truth and register, the same bytes for the same seed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from random import Random
from typing import Any

from pipelines.errors import UsageError
from sample_claims.case import SUFFIX, Case, Truth
from sample_claims.drafting import Draft, draft
from sample_claims.facts.auto import draw_auto
from sample_claims.facts.facilities import draw_dental, draw_institutional
from sample_claims.facts.health import draw_health
from sample_claims.facts.liability import draw_liability
from sample_claims.facts.property import draw_property
from sample_claims.facts.workers_comp import draw_workers_comp
from sample_claims.loss_runs import ROWS, draw_loss_run
from sample_claims.planning import Slot, draw_plan
from sample_claims.scene import PolicyRow, Scene
from sample_claims.specials import SPECIAL_KINDS, Earlier, draft_special
from sample_claims.statements import draw_statement
from sample_claims.structured import STRUCTURED_KINDS, draft_structured
from sample_claims.truth import truth_of

DRAW = {
    "auto": draw_auto,
    "property": draw_property,
    "health": draw_health,
    "liability": draw_liability,
    "workers_comp": draw_workers_comp,
    "institutional": draw_institutional,
    "dental": draw_dental,
    "accident_statement": draw_statement,
    "loss_run": draw_loss_run,
}


@dataclass
class _Set:
    """What has been made so far."""

    drafts: list[tuple[str, Draft, Truth]] = field(default_factory=list)
    policies: list[PolicyRow] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)


_FOR_LABELLING = dict.fromkeys(("unscored_kinds", "confirmed", "to_confirm"), True)  # of truths that people write


def generate(seed: int, out: Path, count: int | None = None) -> list[Case]:
    """Write `count` documents (default: one whole set) and their truth to `out`/documents, and `out`/policies.csv.

    The same seed and count give the same bytes. UsageError where `out` holds documents already.
    """
    folder = out / "documents"
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("The folder to write into has documents already; name a new one, or remove them first.")
    folder.mkdir(parents=True, exist_ok=True)
    made = _Set()
    for number, slot in enumerate(draw_plan(Random(f"{seed}"), count), 1):
        _add(made, slot, number, Random(f"{seed}:{number}"))
    for name, document, truth in made.drafts:
        (folder / truth.file).write_bytes(document.data)
        kept = truth.model_dump(mode="json", exclude=_unsaid(truth))
        text = json.dumps(kept, indent=1, ensure_ascii=False)
        (folder / f"{name}{SUFFIX}").write_text(text + "\n", encoding="utf-8", newline="\n")
    (out / "policies.csv").write_text(_register(made.policies), encoding="utf-8", newline="\n")
    return [Case(folder / truth.file, truth) for _, _, truth in sorted(made.drafts, key=lambda item: item[0])]


def _unsaid(truth: Truth) -> dict[str, Any]:
    """What is not written of a truth, because it is the same for every generated one."""
    return {**_FOR_LABELLING, "further": {"__all__": _FOR_LABELLING} if truth.further else True}


def _add(made: _Set, slot: Slot, number: int, rng: Random) -> None:
    if slot.kind in SPECIAL_KINDS:
        document = draft_special(slot, rng, made.earlier, DRAW)
    elif slot.kind in STRUCTURED_KINDS:
        document = draft_structured(slot, rng, DRAW)
    else:
        document = draft(slot, _scene(slot, rng))
    name = f"{slot.claim_type if slot.claim_type != 'unknown' else 'other'}-{document.name or slot.kind}-{number:03d}"
    truth = truth_of(document, f"{name}{document.suffix}")
    made.drafts.append((name, document, truth))
    if document.scene and not document.duplicate_of:
        made.policies += document.scene.policies
        made.policies += [row for told in document.further for row in told.scene.policies]
    made.earlier.append(Earlier(name, slot, document))


def _scene(slot: Slot, rng: Random) -> Scene:
    if slot.claim_type == "loss_run":
        return draw_loss_run(rng, ROWS[slot.shape])
    scene = DRAW[slot.claim_type](rng)
    if slot.plant:
        slot.plant.apply(scene)
    return scene


def _register(policies: list[PolicyRow]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in fields(PolicyRow)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in sorted(policies, key=lambda row: (row.policy_number, row.vin)))
    return text.getvalue()
