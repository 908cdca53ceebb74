"""Transcripts: what a vision model wrote down from the picture of a handwritten page, as a document of its own.

A transcript has no boxes of words: a value read from it points at the whole page, and always goes before a handler.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.claim import Box, Defect, Document, Genre, Page, PageSpan
from pipelines.readers.characters import clean_lines
from pipelines.readers.genres import genre_of

TRANSCRIBED, NOT_TRANSCRIBED = "documents.transcribed", "documents.not_transcribed"
_BY_HAND = re.compile(r"handwriting(?::page_(?P<page>\d+))?")
_FENCE = re.compile(r"\A\s*```[a-z]*\n(?P<text>.*?)(?:\n```\s*)?\Z", re.DOTALL)


def pages_by_hand(document: Document) -> tuple[Page, ...]:
    """The document's pages that hold handwriting; all of them where its problem names no page."""
    found = [match for problem in document.problems if (match := _BY_HAND.fullmatch(problem))]
    if any(match["page"] is None for match in found):
        return document.pages
    numbers = {int(match["page"]) for match in found}
    return tuple(page for page in document.pages if page.number in numbers)


def transcript(document: Document, page: Page, written: str, model: str, new_id: Callable[[], str]) -> Document | None:
    """The document that `model` wrote down from a page of `document`; None where it wrote nothing."""
    fenced = _FENCE.match(written)
    text = clean_lines((fenced["text"] if fenced else written).replace("\f", "\n")).strip("\n")
    if not text.strip():
        return None
    own_id = new_id()
    place = PageSpan(document_id=own_id, text="", page=page.number, boxes=(whole(page),), transcribed=True)
    told = f"Page {page.number} is handwritten and was transcribed by the model {model}; compare every value with it"
    made = Document(
        id=own_id,
        ordinal=document.ordinal,
        claim=document.claim,
        media_type=document.media_type,
        sha256=document.sha256,
        role=document.role,
        text=text,
        pages=(page.model_copy(update={"start": 0, "end": len(text), "words": ()}),),
        genre=document.genre,
        transcribed_by=model,
        defects=(Defect(rule=TRANSCRIBED, message=told, spans=(place,)),),
    )
    genre = genre_of(made)
    return made.model_copy(update={"genre": Genre.UNKNOWN if genre is Genre.PHOTO else genre})


def not_transcribed(document: Document, page: Page, why: str) -> Document:
    """The document, which tells that a page of it could not be transcribed, and `why`."""
    place = PageSpan(document_id=document.id, text="", page=page.number, boxes=(whole(page),))
    told = f"Page {page.number} is handwritten and was not transcribed: {why}; read it by eye"
    defect = Defect(rule=NOT_TRANSCRIBED, message=told, spans=(place,))
    return document.model_copy(update={"defects": (*document.defects, defect)})


def whole(page: Page) -> Box:
    """The box of a whole page."""
    return Box(x0=0, top=0, x1=page.width, bottom=page.height)
