"""Matching: keys, likenesses, and what a late document changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from rows_of_matches import OTHER, RETOLD, TOLD, paper
from rule_rows import claim_of, context_of, reading

from pipelines.claim import Claim, Genre
from pipelines.claim_types import CLAIM_TYPES
from pipelines.ports import Joined, Late
from pipelines.rules import RULES
from pipelines.rules.matching import (
    LEAST_PHOTO,
    LEAST_WORDING,
    comes_later,
    name_key,
    numbers_in,
    photo_marks,
    wording_marks,
)
from pipelines.rules.rule import ClaimView

BY_ID = {rule.id: rule for rule in RULES}
AT = datetime(2026, 5, 2, 9, tzinfo=UTC)


def shared(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    return len(set(a) & set(b))


def flipped(fingerprint: str, bits: list[int]) -> str:
    number = int(fingerprint, 16)
    for bit in bits:
        number ^= 1 << bit
    return f"{number:016x}"


def test_a_picture_is_met_again_with_up_to_five_other_bits_and_no_other_picture_is() -> None:
    rng = Random(7)
    prints = [f"{rng.getrandbits(64):016x}" for _ in range(400)]
    marks = [photo_marks(one)[0] for one in prints]
    assert all(marks)
    near = [
        shared(photo_marks(flipped(one, rng.sample(range(64), rng.randint(0, 5))))[0], photo_marks(one)[0])
        for one in prints
    ]
    assert min(near) >= LEAST_PHOTO
    far = [shared(a, b) for number, a in enumerate(marks) for b in marks[:number]]
    assert max(far) < LEAST_PHOTO


@pytest.mark.parametrize("fingerprint", ["", "xyz", "0000000000000000", "ffffffffffffffff", "0000000000000003"])
def test_a_picture_of_nothing_is_not_compared(fingerprint: str) -> None:
    assert photo_marks(fingerprint) == ()


def test_wordings_share_as_much_as_their_runs_of_words() -> None:
    marks = wording_marks(TOLD)
    assert len(marks) == 32
    assert shared(marks, wording_marks(TOLD.upper().replace("9", "11"))) == 32
    assert shared(marks, wording_marks(RETOLD)) >= LEAST_WORDING
    assert shared(marks, wording_marks(OTHER)) < LEAST_WORDING / 4
    assert wording_marks("Hail broke the glass.") == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [("Dr. Ada B. Quill Jr.", "ada quill"), ("QUILL, ADA", "ada quill"), ("Zoë Vane-Rook", "zoe rook"), ("Quill", "")],
)
def test_names_are_compared_by_their_first_and_last_word(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("genres", "later"),
    [
        ([Genre.POLICE_REPORT], True),
        ([Genre.EMAIL, Genre.ESTIMATE], True),
        ([Genre.LETTER], True),
        ([Genre.EMAIL, Genre.NOTICE], False),
        ([Genre.UNKNOWN], False),
        ([Genre.LOSS_RUN], False),
        ([], False),
    ],
)
def test_papers_that_come_later(genres: list[Genre], later: bool) -> None:
    assert comes_later([paper(genre) for genre in genres]) is later


def test_numbers_wherever_they_stand() -> None:
    text = "Re: claim KL-77120-4 (our ref. #26/114872), of 2026. Call 555-0101; $1,250.00; box 77.\n"
    found = numbers_in([paper(Genre.EMAIL, text)])
    assert {"kl771204", "26114872"} <= set(found)
    assert not {"2026", "77"} & set(found)


def late_claim() -> tuple[Claim, Late]:
    documents = (paper(Genre.NOTICE), paper(Genre.POLICE_REPORT, name="d2"))
    claim = claim_of("auto", {"report_number": "26-1", "vehicle_plate": "ABC123", "loss_city": "Joliet"}, documents)
    plate = claim.fields[1].model_copy(update={"readings": (reading("vehicle_plate", "XYZ999", document_id="d2"),)})
    claim = claim.model_copy(update={"fields": (claim.fields[0], plate, claim.fields[2])})
    before = {"vehicle_plate": "DEF456", "loss_city": "Joliet", "loss_state": "IL"}
    late = Late((Joined(AT, ("d2",)),), before, {"vehicle_plate": "ABC123", "loss_state": None})
    return claim, late


def findings(rule: str, claim: Claim, late: Late | None) -> list[str]:
    view = ClaimView(claim, CLAIM_TYPES["auto"])
    return [finding.message for finding in BY_ID[rule].findings(view, replace(context_of(), late=late))]


def test_a_late_document_is_told_with_its_day_and_what_it_changed() -> None:
    claim, late = late_claim()
    (message,) = findings("documents.late", claim, replace(late, corrected={}))
    assert message == (
        "Reopened by a late document: police report, joined on 2026-05-02. Report number is new, 26-1; vehicle plate "
        "is now ABC123, was DEF456; loss state is no longer found (rule documents.late)."
    )
    # What a handler had typed stays as it is, so that it has not changed.
    (message,) = findings("documents.late", claim, replace(late, corrected={"vehicle_plate": "DEF456"}))
    assert "vehicle plate" not in message
    assert findings("documents.late", claim, None) == []


def test_a_late_document_that_gainsays_a_handler_is_told() -> None:
    claim, late = late_claim()
    (message,) = findings("contradictions.corrected", claim, late)
    assert "Vehicle plate: a handler had said ABC123; the late document says XYZ999" in message
    assert findings("contradictions.corrected", claim, replace(late, corrected={"vehicle_plate": "xyz 999"})) == []
    (removed,) = findings("contradictions.corrected", claim, replace(late, corrected={"vehicle_plate": None}))
    assert "a handler had said that there is none" in removed
