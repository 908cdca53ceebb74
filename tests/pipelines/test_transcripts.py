"""Transcripts: which pages are written by hand, and what a model's words become."""

from __future__ import annotations

import pytest

from pipelines.claim import Box, Document, Genre, Layer, Page, PageSpan, Reading, ReadingSource, Word
from pipelines.claim_types import CLAIM_TYPES
from pipelines.fusing import MOST_TRANSCRIBED, fuse
from pipelines.grounding import ground
from pipelines.placing import name_of, place_of
from pipelines.transcripts import not_transcribed, pages_by_hand, transcript


def scan(*problems: str, genre: Genre = Genre.UNKNOWN) -> Document:
    """Pages 4 and 5 of a file."""
    box = Box(x0=10, top=10, x1=20, bottom=20)
    word = Word(text="AB-12", box=box, start=0, end=5, layer=Layer.OCR, confidence=0.3)
    pages = (
        Page(number=4, width=612, height=792, start=0, end=5, words=(word,)),
        Page(number=5, width=612, height=792, start=6, end=6),
    )
    return Document(
        id="scan", ordinal=0, media_type="image/tiff", sha256="1" * 64, text="AB-12\f", pages=pages, genre=genre,
        problems=problems,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("problems", "numbers"),
    [((), []), (("handwriting:page_5", "hard_to_read:page_4"), [5]), (("handwriting:page_9",), []),
     (("handwriting",), [4, 5]), (("handwriting:page_4", "handwriting:page_5"), [4, 5])],
)  # fmt: skip
def test_pages_are_known_by_their_problem(problems: tuple[str, ...], numbers: list[int]) -> None:
    assert [page.number for page in pages_by_hand(scan(*problems))] == numbers


def test_a_transcript_has_the_words_and_the_whole_page() -> None:
    source = scan()
    made = transcript(source, source.pages[1], "```text\nPolicy\tnumber: AB-77\u200b\fmore\n```", "eyes", lambda: "new")
    assert made is not None
    assert made.text == "Policy  number: AB-77\nmore"
    assert (made.id, made.sha256, made.pages[0].number) == ("new", source.sha256, 5)
    span = ground("AB-77", made)
    assert isinstance(span, PageSpan) and span.transcribed
    assert (span.page, span.boxes) == (5, (Box(x0=0, top=0, x1=612, bottom=792),))
    assert made.text[span.start : span.end] == "AB-77"
    assert place_of(span, (source, made)) == "document, page 5, transcribed by eyes"


def test_a_transcript_has_the_name_of_its_paper() -> None:
    source = scan(genre=Genre.STATEMENT)
    made = transcript(source, source.pages[0], "I saw it.", "eyes", lambda: "new")
    assert made is not None and made.genre is Genre.STATEMENT
    assert {name_of(one, (source, made)) for one in (source, made)} == {"statement"}


def test_nothing_written_is_no_transcript() -> None:
    source = scan()
    assert transcript(source, source.pages[0], "```\n \n```", "eyes", lambda: "new") is None
    told = not_transcribed(source, source.pages[0], "the server did not answer")
    assert told.defects[0].message.startswith("Page 4") and "did not answer" in told.defects[0].message


def test_it_stands_above_a_guess_and_is_never_enough_to_be_accepted() -> None:
    source = scan()
    made = transcript(source, source.pages[0], "AB-77", "eyes", lambda: "new")
    assert made is not None
    readings = []
    for document, text in ((source, "AB-12"), (made, "AB-77")):
        span = ground(text, document)
        assert span is not None
        readings.append(
            Reading(path="policy_number", verbatim=text, value=text, source=ReadingSource.LABEL, spans=(span,))
        )
    agreeing = [
        readings[1].model_copy(update={"source": source}) for source in (ReadingSource.MODEL, ReadingSource.CODE)
    ]
    (field,) = fuse(CLAIM_TYPES["auto"], [*readings, *agreeing]).fields
    assert (field.value, field.score) == ("AB-77", MOST_TRANSCRIBED)
