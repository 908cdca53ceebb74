"""Evidence: what a reading points at is looked up in the document."""

from __future__ import annotations

import pytest

from evals.evidence import stands
from pipelines.claim import (
    Box,
    Document,
    Entry,
    FormField,
    PageSpan,
    PathSpan,
    Reading,
    ReadingSource,
    SegmentSpan,
    Span,
    TextSpan,
)

DOCUMENT = Document(
    id="d",
    ordinal=0,
    media_type="text/plain",
    sha256="0" * 64,
    text="Policy QX-1 of Ada Lorn",
    form=(FormField(name="n", label="", value="QX-2", kind="text", page=1, box=None),),
    entries=(
        Entry(path="CLM.01", value="A1", segment=3, element=1),
        Entry(path="fhir.lines[0].net", value="5.00", place="Claim.item[0].net.value"),
    ),
)
BOX = Box(x0=0, top=0, x1=1, bottom=1)


def a_reading(*spans: Span, source: ReadingSource = ReadingSource.MODEL) -> Reading:
    return Reading(path="policy_number", verbatim="QX-1", value="QX-1", source=source, spans=spans)


@pytest.mark.parametrize(
    ("span", "is_there"),
    [
        (TextSpan(document_id="d", text="QX-1", start=7, end=11), True),
        (TextSpan(document_id="d", text="QX-9", start=7, end=11), False),
        (TextSpan(document_id="d", text="QX-1", start=8, end=12), False),
        (TextSpan(document_id="other", text="QX-1", start=7, end=11), False),
        (TextSpan(document_id="d", text="", start=7, end=7), False),
        (PageSpan(document_id="d", text="QX-1", page=1, boxes=(BOX,), start=7, end=11), True),
        (PageSpan(document_id="d", text="QX-1", page=1, boxes=(BOX,), start=0, end=4), False),
        (PageSpan(document_id="d", text="QX-2", page=1, boxes=()), True),
        (PageSpan(document_id="d", text="QX-2", page=2, boxes=()), False),
        (PageSpan(document_id="d", text="QX-3", page=1, boxes=()), False),
        (SegmentSpan(document_id="d", text="A1", segment=3, element=1), True),
        (SegmentSpan(document_id="d", text="A1", segment=4, element=1), False),
        (PathSpan(document_id="d", text="5.00", path="Claim.item[0].net.value"), True),
        (PathSpan(document_id="d", text="6.00", path="Claim.item[0].net.value"), False),
    ],
)
def test_a_place_holds_what_it_should(span: Span, is_there: bool) -> None:
    assert stands(a_reading(span), [DOCUMENT]) is is_there


def test_every_place_counts_and_there_must_be_one() -> None:
    good, bad = (TextSpan(document_id="d", text=text, start=7, end=11) for text in ("QX-1", "QX-9"))
    assert not stands(a_reading(good, bad), [DOCUMENT])
    assert not stands(a_reading(), [DOCUMENT])
    assert stands(a_reading(source=ReadingSource.PERSON), [DOCUMENT])
