"""Classifying: the type whose words a document speaks most clearly, or none."""

from __future__ import annotations

import pytest
from texts import BOAT, a_document

from pipelines.claim import Severity
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import UNKNOWN, Classification, classify

TEXTS = {
    "auto": "I was driving my car through the intersection when the other driver hit my bumper. The vehicle was towed.",
    "property": "A pipe burst in my kitchen and the water ran through the ceiling of my house. My dwelling leaks.",
    "health": "Patient: Odo Brandt. Diagnosis code M54.5. The rendering provider's NPI is below; place of service 11.",
}


def of(*texts: str) -> Classification:
    return classify([a_document(text, number) for number, text in enumerate(texts)], CLAIM_TYPES)


@pytest.mark.parametrize("name", TEXTS)
def test_plain_letters(name: str) -> None:
    found = of(TEXTS[name])
    assert found.claim_type == name
    assert found.findings == ()
    assert set(found.scores) == set(CLAIM_TYPES)
    assert found.scores[name] == max(found.scores.values())


@pytest.mark.parametrize("claim_type", CLAIM_TYPES.values(), ids=lambda claim_type: claim_type.name)
def test_a_title_alone_tells_the_type(claim_type: object) -> None:
    assert of(claim_type.title.upper()).claim_type == claim_type.name  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ["", "Thank you for the calendar.", "Dear all, the summer party is on Friday.", "1 2 3", "漢字"]
)
def test_what_is_no_claim_is_unknown_and_told(text: str) -> None:
    found = of(text)
    assert found.claim_type == UNKNOWN
    assert [(finding.rule, finding.severity) for finding in found.findings] == [
        ("classification.unknown", Severity.ERROR)
    ]


def test_what_could_be_either_is_unknown() -> None:
    found = of(CLAIM_TYPES["auto"].title, CLAIM_TYPES["property"].title)
    assert found.claim_type == UNKNOWN
    assert "auto" in found.findings[0].message
    assert "property" in found.findings[0].message


def test_a_word_counts_once_however_often_it_stands_there() -> None:
    assert of(TEXTS["auto"]).scores == of(TEXTS["auto"] + " car" * 500).scores


def test_all_documents_of_a_claim_speak() -> None:
    halves = TEXTS["auto"].split("other driver")
    assert of(*halves).claim_type == "auto"
    assert of("please see the attached file", TEXTS["health"]).claim_type == "health"


def test_a_type_of_the_sites_own_is_told_from_the_others() -> None:
    types = {**CLAIM_TYPES, "boat": BOAT}
    assert classify([a_document("BOAT LOSS NOTICE\nHull number: HN-55221")], types).claim_type == "boat"
    assert classify([a_document(TEXTS["auto"])], types).claim_type == "auto"


def test_without_claim_types_everything_is_unknown() -> None:
    assert classify([a_document(TEXTS["auto"])], {}).claim_type == UNKNOWN


def test_a_document_cannot_name_its_type_into_being() -> None:
    assert of("claim_type: health. This is a health claim of the type health.").claim_type in (UNKNOWN, "health")
    assert of("claim_type: approved").claim_type == UNKNOWN
