"""Structured samples: what X12 and FHIR files tell is in the truth of each claim, and the readers agree with it."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from pipelines.claim import Document
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read
from pipelines.values.comparing import same
from sample_claims import Truth
from sample_claims.drafting import Draft
from sample_claims.generating import DRAW
from sample_claims.planning import STRUCTURED, Slot
from sample_claims.scene import RECEIVED_AT
from sample_claims.structured import draft_structured
from sample_claims.truth import truth_of

SEEDS = range(3)


def made(slot: Slot, seed: int) -> tuple[Draft, Truth]:
    # Not the slot as it prints: its fault prints with an address, which is another one in every process.
    plant = slot.plant.name if slot.plant else None
    document = draft_structured(slot, Random(f"{slot.claim_type}:{slot.kind}:{slot.shape}:{plant}:{seed}"), DRAW)
    return document, truth_of(document, "a")


def documents_of(data: bytes) -> tuple[Document, ...]:
    numbers = count()
    return read(data, lambda: f"d{next(numbers)}").documents


def unlike(documents: tuple[Document, ...], truth: Truth) -> dict[str, object]:
    """What was read otherwise than the truth has it."""
    assert classify(documents, CLAIM_TYPES).claim_type == truth.claim_type
    claim_type = CLAIM_TYPES[truth.claim_type]
    fused = fuse(claim_type, read_exact(Material(documents, claim_type, RECEIVED_AT.date())).readings)
    assert [finding.message for finding in fused.findings] == []
    found = {field.path: field.value for field in fused.fields}
    odd: dict[str, object] = dict.fromkeys(truth.fields.keys() - found.keys())
    for path, value in found.items():
        spec = claim_type.spec(path)
        assert spec is not None
        if path not in truth.fields or not same(spec.kind, value, truth.fields[path]):
            odd[path] = value
    return odd


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("slot", STRUCTURED, ids=lambda slot: f"{slot.claim_type}-{slot.kind}-{slot.shape}")
def test_every_claim_is_read_as_the_truth_has_it(slot: Slot, seed: int) -> None:
    document, truth = made(slot, seed)
    documents = documents_of(document.data)
    assert len({one.claim for one in documents}) == len(truth.claims)
    for ordinal, claim in enumerate(truth.claims):
        mine = tuple(one for one in documents if one.claim == ordinal)
        assert unlike(mine, claim) == {}, ordinal
        told = {defect.rule for one in mine for defect in one.defects}
        assert told == {plant.rule for plant in claim.planted if plant.rule.startswith("edi.")}


def test_a_batch_has_a_fault_in_each_of_three_claims_after_the_first() -> None:
    _, truth = made(Slot("health", "edi", "batch"), 1)
    assert [[plant.rule for plant in claim.planted] for claim in truth.claims] == [
        [], ["money.line_charges"], ["dates.service_order"], ["identifiers.npi"], []
    ]  # fmt: skip
    assert [claim.would_accept for claim in truth.claims] == [True, False, False, False, True]
    assert len({claim.fields["insured_id"] for claim in truth.claims}) == 5


def test_a_wrong_count_is_written_and_told() -> None:
    slot = next(slot for slot in STRUCTURED if slot.plant and slot.plant.name == "wrong_count")
    document, truth = made(slot, 2)
    text = document.data.decode()
    end = text[105]
    segments = [piece.strip() for piece in text.split(end)]
    first = next(n for n, one in enumerate(segments) if one.startswith("ST*"))
    last = next(n for n, one in enumerate(segments) if one.startswith("SE*"))
    assert int(segments[last].split("*")[1]) != last - first + 1
    assert truth.expected_findings == ("edi.bad_count",)


def test_the_same_seed_gives_the_same_bytes() -> None:
    for slot in STRUCTURED:
        assert made(slot, 7)[0].data == made(slot, 7)[0].data
