"""Transcribing: after reading, handwritten pages are shown to the site's vision model, where one is set."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid4

from agent.backends.vision import Vision
from pipelines.claim import Document
from pipelines.errors import ModelError, OperatorError, UnreadableError
from pipelines.readers.reader import ReadResult, sha256_of
from pipelines.transcripts import not_transcribed, pages_by_hand, transcript

log = logging.getLogger("lodge.transcribing")

Render = Callable[[bytes, int, float], bytes]

_SCALE = 2.0  # pixels per point: 144 dpi, what the usual models still look at
_SECONDS = 1200.0  # of one source: no further page is begun after them
_WORDS = {
    "unreachable": "the server of the vision model did not answer, or failed",
    "missing_model": "the server does not have the vision model",
    "truncated": "the vision model did not come to an end",
    "no_finish": "the vision model broke off",
    "invalid_answer": "the vision model's answer makes no sense",
}
_MISSING = frozenset({"unreachable", "missing_model"})  # another page would fare no better
_NOT_USABLE = "the vision model cannot be used, see lodge doctor"


def add_transcripts(found: ReadResult, data: bytes, render: Render, open_vision: Callable[[], Vision]) -> ReadResult:
    """What was read of a source's `data`, with what the vision model wrote down from its handwritten pages.

    The model is opened at the first such page. Where it fails, the page's document tells so; nothing is tried again.
    """
    if not any(pages_by_hand(document) for document in found.documents):
        return found
    copyist = _Copyist({sha256_of(data): data, **found.contents}, render, open_vision)
    documents = [after for document in found.documents for after in copyist.copies(document)]
    return replace(
        found, documents=tuple(one.model_copy(update={"ordinal": number}) for number, one in enumerate(documents))
    )


class _Copyist:
    """Shows pages of one source to the model, until it fails for good or the time is over."""

    def __init__(self, contents: dict[str, bytes], render: Render, open_vision: Callable[[], Vision]) -> None:
        self._contents = contents
        self._render = render
        self._open = open_vision
        self._end = time.monotonic() + _SECONDS
        self._given_up = ""  # why no further page is shown

    def copies(self, document: Document) -> Iterator[Document]:
        """The document, and after it what the model wrote down from its pages."""
        made = []
        for page in pages_by_hand(document):
            written, why = self._written(document, page.number)
            copy = None if why else transcript(document, page, written[0], written[1], lambda: str(uuid4()))
            if copy:
                made.append(copy)
            else:
                document = not_transcribed(document, page, why or "the vision model saw no writing on it")
        yield document
        yield from made

    def _written(self, document: Document, number: int) -> tuple[tuple[str, str], str]:
        """What the model wrote and its name, or why it did not."""
        nothing = ("", "")
        if not self._given_up and time.monotonic() >= self._end:
            self._given_up = "there was no time left for it"
        if self._given_up:
            return nothing, self._given_up
        try:
            picture = self._render(self._contents[document.sha256], number, _SCALE)
        except (UnreadableError, KeyError):
            return nothing, "its picture could not be drawn"
        try:
            vision = self._open()
            return (vision.transcribe(picture), vision.name), ""
        except ModelError as error:
            log.warning("page not transcribed code=%s", error.code)
            why = _WORDS.get(error.code, _WORDS["no_finish"])
            self._given_up = why if error.code in _MISSING else ""
            return nothing, why
        except OperatorError as error:
            log.error("%s", error)
            self._given_up = _NOT_USABLE
            return nothing, _NOT_USABLE
