"""TesseractEngine: Tesseract 5 in this process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.readers.ocr.engine import Glimpse, Grey

_LANGUAGE = "eng"
_PLACES = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tessdata"),
    Path(sys.prefix) / "share" / "tessdata",
    Path("/usr/local/share/tessdata"),
)
_LEAST_SIZE = 4.0  # pixels


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

    def words(self, picture: Grey, dots_per_inch: int) -> list[Glimpse]:
        """The words as Tesseract orders them."""
        high, wide = picture.shape
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
            size = max(_LEAST_SIZE, min(rows["row_height"], 1.6 * (line[3] - line[1])))
            yield Glimpse(
                text.strip(), left, top, right, bottom, _baseline(word, level, box), size, _share(word, level)
            )


def _baseline(word: Any, level: Any, box: tuple[int, int, int, int]) -> float:
    """Where the line of type stands below the middle of the word."""
    line = word.Baseline(level.TEXTLINE) or word.Baseline(level.WORD)
    if line is None:
        return float(box[3])
    (x0, y0), (x1, y1) = line
    middle = (box[0] + box[2]) / 2
    return float(y0 + (y1 - y0) * (middle - x0) / (x1 - x0)) if x1 != x0 else float(y0)


def _share(word: Any, level: Any) -> float:
    return max(0.0, min(1.0, float(word.Confidence(level.WORD)) / 100))
