"""Scanner: reads pictures of pages one after another into a document's text and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipelines.claim import Page
from pipelines.readers.layout import lines_of, set_out
from pipelines.readers.reader import ReadTask

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipelines.readers.ocr import Engine, Grey, Scan

_BLANK = 24  # of 255: a page whose darkest and brightest places differ by less is empty
_FEW_LETTERS = 12  # read with certainty: a picture with fewer is a photo, not a paper
_DOUBTFUL = 0.94  # mean confidence: on pages read with less, more than one word in twenty is wrong
_AS_MUCH = 0.8  # of the letters read before
_UNSURE = 0.6  # confidence of a word that may be wrong
_GUESSED = 0.35  # confidence of a word that is probably wrong
_HARD = 0.3  # of a page's letters: so many unsure ones, and a person should look
_BY_HAND = 0.25  # of a page's letters: so many guessed ones are usually handwriting


class Scanner:
    """Reads pages while there is time, and keeps what was odd about them. Its engine is loaded at the first page."""

    def __init__(self, task: ReadTask) -> None:
        self.text = ""
        self.pages: list[Page] = []
        self.unread: list[int] = []  # page numbers
        self.hard: list[int] = []
        self.by_hand: list[int] = []
        self.letters = 0
        self._task = task

    @property
    def is_photo(self) -> bool:
        """Whether all pages were looked at, and hardly anything stands on them."""
        return bool(self.pages) and not self.unread and not self.by_hand and self.letters < _FEW_LETTERS

    def look(self, picture: Image, size: tuple[float, float], number: int) -> Scan | None:
        """What stands in the grey `picture` of page `number`, `size` points large; None where it is not."""
        if self._task.limits.ocr == "none" or not self._task.has_time():
            self.unread.append(number)
            return None
        low, high = picture.getextrema()
        if float(high) - float(low) < _BLANK:  # type: ignore[arg-type]
            return None
        # The picture library and the engines are large, and most papers need neither.
        import numpy as np

        from pipelines.readers.ocr import doubt_what_differs, engine_named, second_engine

        engine = engine_named(self._task.limits.ocr)
        if engine is None:  # none is installed
            self.unread.append(number)
            return None
        page = np.asarray(picture)
        found = _tried(page, size, engine)
        if found is None:
            self.unread.append(number)
            return None
        if self._task.limits.ocr == "auto" and found.confidence < _DOUBTFUL and self._task.has_time():
            # The second engine takes many times as long, and reads poor faxes and photos far better.
            try:
                slower = second_engine()
                again = _tried(page, size, slower) if slower else None
            except MemoryError:  # it needs twice the memory; what the first engine read is still there
                again = None
            if again and again.letters >= _AS_MUCH * found.letters:
                doubt_what_differs(again.pieces, found.pieces)
                found = again
        self.letters += found.letters
        self._judge(found, number)
        return found

    def add(self, picture: Image, size: tuple[float, float]) -> None:
        """Read the next page and put it at the end of the text."""
        number = len(self.pages) + 1
        self.text += "\f" if self.pages else ""
        start = len(self.text)
        found = self.look(picture, size, number)
        words: list[Any] = []
        if found:
            text, placed = set_out(lines_of(found.pieces), found.rulings, start)
            self.text += text
            words = [word for word, _ in placed]
        page = Page(number=number, width=size[0], height=size[1], start=start, end=len(self.text), words=tuple(words))
        self.pages.append(page)

    def oddities(self) -> list[str]:
        """What was odd about single pages, by code; the page stands after the code."""
        return [
            *_coded("page_not_read", self.unread),
            *_coded("handwriting", self.by_hand),
            *_coded("hard_to_read", self.hard),
        ]

    def problems(self) -> list[str]:
        """What was odd about the pages that were added."""
        found = self.oddities()
        if self.is_photo or self.unread:
            return found
        if not self.text.strip():
            return [*found, "no_text"]
        if any(page.start == page.end for page in self.pages):
            return [*found, "page_without_text"]
        return found

    def _judge(self, found: Scan, number: int) -> None:
        words = [piece for piece in found.pieces if not piece.tick and any(c.isalnum() for c in piece.text)]
        letters = found.illegible + sum(len(piece.text) for piece in words)
        guessed = found.illegible + sum(len(piece.text) for piece in words if piece.confidence < _GUESSED)
        unsure = found.illegible + sum(len(piece.text) for piece in words if piece.confidence < _UNSURE)
        if found.is_written and (found.letters < _FEW_LETTERS or guessed >= _BY_HAND * letters):
            self.by_hand.append(number)
        elif letters >= _FEW_LETTERS and unsure >= _HARD * letters:
            self.hard.append(number)


def _tried(page: Grey, size: tuple[float, float], engine: Engine) -> Scan | None:
    """What the engine reads; None where a strange picture is too much for its libraries: other pages may be better."""
    from pipelines.readers.ocr import scan

    try:
        return scan(page, size, engine)
    except MemoryError:
        raise
    except Exception:
        return None


def _coded(code: str, pages: Sequence[int]) -> list[str]:
    return [f"{code}:page_{number}" for number in pages]
