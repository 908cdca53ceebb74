"""Where values of structured documents are marked in their text."""

from __future__ import annotations

import pytest

from agent.review.evidence import exhibit
from agent.review.places import Places
from pipelines.claim import Document, PathSpan, SegmentSpan

TEXT = """     9  HL*2*1*22*0
    24  CLM*A1*100.50***11:B:1*Y*A*Y*Y
    26  HI*ABK:J069*ABF:R05
    40  SV1*HC:1:25:1*75.00*UN*1***1:2"""


def document(text: str, media_type: str = "application/edi-x12") -> Document:
    return Document(id="d", ordinal=0, media_type=media_type, sha256="00", text=text)


def marked(segment: int, element: int, component: int, text: str) -> str | None:
    span = SegmentSpan(document_id="d", text=text, segment=segment, element=element, component=component)
    place = Places(document(TEXT)).of(span)
    return TEXT[slice(*place)] if place else None


@pytest.mark.parametrize(
    ("segment", "element", "component", "text", "wanted"),
    [
        (24, 1, 0, "A1", "A1"),
        (24, 2, 0, "100.50", "100.50"),
        (24, 5, 1, "11", "11"),
        (26, 1, 2, "J069", "J069"),
        (26, 2, 2, "R05", "R05"),
        (40, 7, 2, "2", "2"),
        (24, 0, 0, "", "CLM*A1*100.50***11:B:1*Y*A*Y*Y"),
        (9, 0, 0, "", "HL*2*1*22*0"),
        (9, 9, 0, "", "HL*2*1*22*0"),
        (99, 1, 0, "x", None),
    ],
)
def test_a_segment_element_or_component_is_marked(
    segment: int, element: int, component: int, text: str, wanted: str | None
) -> None:
    assert marked(segment, element, component, text) == wanted


def test_of_equal_components_the_right_one_is_marked() -> None:
    span = SegmentSpan(document_id="d", text="1", segment=40, element=1, component=4)
    place = Places(document(TEXT)).of(span)
    assert place and TEXT[: place[1]].endswith("SV1*HC:1:25:1")


def test_a_path_is_marked_at_its_value() -> None:
    text = "Claim.total.value: 12.00\nClaim.item[0].net.value: 12.00"
    span = PathSpan(document_id="d", text="12.00", path="Claim.item[0].net.value")
    place = Places(document(text, "application/fhir+json")).of(span)
    assert place and text[: place[1]] == text


def test_marks_on_a_document_keep_their_rows() -> None:
    spans = {
        "total": [SegmentSpan(document_id="d", text="100.50", segment=24, element=2)],
        "line": [SegmentSpan(document_id="d", text="", segment=24, element=0)],
        "other": [SegmentSpan(document_id="e", text="A1", segment=24, element=1)],
    }
    pieces = exhibit(document(TEXT), "batch", spans).pieces
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece.text for piece in pieces if piece.keys == ("total", "line")] == ["100.50"]
    assert "".join(piece.text for piece in pieces if "line" in piece.keys) == "CLM*A1*100.50***11:B:1*Y*A*Y*Y"
