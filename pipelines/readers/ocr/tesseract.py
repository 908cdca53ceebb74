"""TesseractEngine: Tesseract 5 in this process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from pipelines.readers.ocr.engine import Glimpse, Grey
from pipelines.readers.ocr.leftovers import (
    SURE,
    Place,
    cut,
    is_one_letter,
    is_short,
    leftovers,
    merged,
    moved,
    of_repeated,
    repeated,
)
from pipelines.readers.ocr.parting import Letter, parted
from pipelines.readers.ocr.sizes import size_of

_LANGUAGE = "eng"
_PLACES = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tessdata"),
    Path(sys.prefix) / "share" / "tessdata",
    Path("/usr/local/share/tessdata"),
)
_LEAST_SIZE = 4.0  # pixels
_ROW = 0.92  # of the type size: from the top of a row's ascenders to the foot of its descenders
_LARGER = 1.25  # times the row's type size: what a word may seem to have with a line of a box in it
# Tesseract hardly ever says more. Of the words of faxes of which it said 0.92 and more, 2 of 100 were wrong; of those
# of which it said 0.85 to 0.92, 18 of 100.
_MOST_SURE = 0.97


class TesseractEngine:
    """Reads with the trained data that the system has. FileNotFoundError where it has none, ImportError without it."""

    name = "tesseract"

    def __init__(self) -> None:
        import tesserocr

        place = next((place for place in _PLACES if (place / f"{_LANGUAGE}.traineddata").is_file()), None)
        if place is None:
            raise FileNotFoundError(f"{_LANGUAGE}.traineddata")
        self._library: Any = tesserocr
        self._api: Any = tesserocr.PyTessBaseAPI(
            path=f"{place}/", lang=_LANGUAGE, psm=tesserocr.PSM.SINGLE_COLUMN, oem=tesserocr.OEM.LSTM_ONLY
        )
        # The binding sends messages to a file, which a process that may write none cannot open: Tesseract then crashes.
        self._api.SetVariable("debug_file", "")
        # What one document says must not change how the next one is read.
        self._api.SetVariable("tessedit_enable_doc_dict", "0")

    def words(self, picture: Grey, dots_per_inch: int) -> list[Glimpse]:
        """The words as Tesseract orders them."""
        words = self._read(picture, dots_per_inch, self._library.PSM.SINGLE_COLUMN)
        size = float(median(word.size for word in words)) if words else 0.0
        # A letter alone in a wide field passes for dirt beside whole lines; by itself it is read.
        for place in leftovers(picture, words):
            words = merged(words, place, self._alone(picture, place, size, dots_per_inch))
        return words

    def _alone(self, picture: Grey, place: Place, size: float, dots_per_inch: int) -> list[Glimpse]:
        """What stands at a place, read without what is around it."""
        modes = self._library.PSM
        if is_short(place, size):
            thrice = self._read(repeated(picture, place, size), dots_per_inch, modes.SINGLE_LINE)
            word = of_repeated(thrice, place)
            if word and word[0].confidence >= SURE:
                return word
        part = cut(picture, place, size)
        found = list(moved(self._read(part, dots_per_inch, modes.SINGLE_LINE), place, size))
        if is_one_letter(place, size) and any(len(word.text) != 1 for word in found):
            # This mode is surer about single letters the less white stands beside them, and bad at all else.
            close = self._read(repeated(picture, place, size, 1), dots_per_inch, modes.SINGLE_WORD)
            return of_repeated(close, place, 1)
        return found

    def _read(self, picture: Grey, dots_per_inch: int, mode: Any) -> list[Glimpse]:
        high, wide = picture.shape
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(picture.tobytes(), wide, high, 1, wide)
        self._api.SetSourceResolution(dots_per_inch)
        try:
            if not self._api.Recognize():
                return []
            return list(self._words())
        finally:
            self._api.Clear()

    def _words(self) -> Iterator[Glimpse]:
        level = self._library.RIL
        iterator = self._api.GetIterator()
        if iterator is None:
            return
        for word in self._library.iterate_level(iterator, level.WORD):
            if word.Empty(level.WORD):
                continue
            text = word.GetUTF8Text(level.WORD)
            box, line = word.BoundingBox(level.WORD), word.BoundingBox(level.TEXTLINE)
            if not text or not text.strip() or box is None or line is None:
                continue
            left, top, right, bottom = box
            rows = word.RowAttributes()
            text = text.strip()
            # The height of a row is that of its largest type: small labels stand beside what is filled in.
            own = size_of(text, right - left, bottom - top)
            row = min(rows["row_height"], 1.6 * (line[3] - line[1])) / _ROW
            size = max(_LEAST_SIZE, min(own, _LARGER * row) if own else row)
            whole = Glimpse(text, left, top, right, bottom, _baseline(word, level, box), size, _share(word, level))
            yield from parted(whole, _letters(word, level))


def _letters(word: Any, level: Any) -> list[Letter]:
    """The letters of the word that the iterator stands at; it is moved to the last of them."""
    found: list[Letter] = []
    while True:
        box = word.BoundingBox(level.SYMBOL)
        found.append((word.GetUTF8Text(level.SYMBOL) or "", *(box[0], box[2])) if box else ("", 0, 0))
        if word.IsAtFinalElement(level.WORD, level.SYMBOL) or not word.Next(level.SYMBOL):
            return found


def _baseline(word: Any, level: Any, box: tuple[int, int, int, int]) -> float:
    """Where the line of type stands below the middle of the word."""
    line = word.Baseline(level.TEXTLINE) or word.Baseline(level.WORD)
    if line is None:
        return float(box[3])
    (x0, y0), (x1, y1) = line
    middle = (box[0] + box[2]) / 2
    return float(y0 + (y1 - y0) * (middle - x0) / (x1 - x0)) if x1 != x0 else float(y0)


def _share(word: Any, level: Any) -> float:
    return max(0.0, min(1.0, float(word.Confidence(level.WORD)) / 100 / _MOST_SURE))
