"""Fusing what was read from scans: an engine's doubt lowers the score, and a person is told to compare."""

from __future__ import annotations

import pytest

from pipelines.claim import Box, Document, Layer, Page, PageSpan, Reading, ReadingSource, Word
from pipelines.claim_types import CLAIM_TYPES
from pipelines.fusing import fuse
from pipelines.grounding import span_at


def reading(confidence: float) -> Reading:
    text = "Policy AP-77"
    box = Box(x0=0, top=0, x1=9, bottom=9)
    words = (
        Word(text="Policy", box=box, start=0, end=6, layer=Layer.OCR, confidence=0.9),
        Word(text="AP-77", box=box, start=7, end=12, layer=Layer.OCR, confidence=confidence),
    )
    page = Page(number=1, width=100, height=100, start=0, end=12, words=words)
    document = Document(id="d", ordinal=0, media_type="image/png", sha256="0" * 64, text=text, pages=(page,))
    span = span_at(document, 7, 12)
    assert isinstance(span, PageSpan) and span.confidence == confidence
    return Reading(path="policy_number", verbatim="AP-77", value="AP-77", source=ReadingSource.LABEL, spans=(span,))


def test_doubt_of_the_engine_lowers_the_score() -> None:
    sure, unsure = (fuse(CLAIM_TYPES["auto"], [reading(confidence)]) for confidence in (1.0, 0.8))
    assert unsure.fields[0].score == pytest.approx(0.8 * sure.fields[0].score, abs=0.0001)
    assert not sure.findings and not unsure.findings


def test_a_value_that_is_hard_to_read_is_told() -> None:
    fused = fuse(CLAIM_TYPES["auto"], [reading(0.4)])
    assert [field.value for field in fused.fields] == ["AP-77"]
    assert [finding.rule for finding in fused.findings] == ["extraction.hard_to_read"]
    assert fused.findings[0].paths == ("policy_number",)
