"""RapidEngine: RapidOCR's small models, which come in its package, on the ONNX runtime."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from pipelines.readers.ocr.engine import Glimpse, Grey
from pipelines.readers.ocr.lighting import ink_of
from pipelines.readers.ocr.trimming import Span, trimmed

Part = tuple[str, float, Sequence[Sequence[float]]]  # a few characters, their confidence, the corners around them


class RapidEngine:
    """Reads with the models in the package `rapidocr`; ImportError without it."""

    name = "rapidocr"

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._reader: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.return_word_box": True,
                "Global.use_cls": False,
                "Global.text_score": 0.0,
                "Global.max_side_len": 2400,
                # A reading process may start no threads.
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def words(self, picture: Grey, dots_per_inch: int) -> list[Glimpse]:
        """The words of the lines that the detector finds."""
        found = self._reader(np.repeat(picture[:, :, None], 3, axis=2))
        if not found.txts:
            return []
        ink = ink_of(picture)
        return [
            word
            for text, corners, parts in zip(found.txts, found.boxes, found.word_results, strict=True)
            for word in trimmed(ink, _box(corners), list(_spans(text, parts)))
        ]


def _box(corners: Any) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a line whose box may lie a little askew."""
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return math.floor(min(across)), math.floor(min(down)), math.ceil(max(across)), math.ceil(max(down))


def _spans(text: str, parts: Sequence[Part]) -> Iterator[Span]:
    """The words of a line: the engine parts it by its own lights, in which a word may come in two parts."""
    owners = [part for part in parts for _ in part[0].replace(" ", "")]
    place = 0
    for word in text.split():
        own = owners[place : place + len(word)]
        place += len(word)
        if not own:
            continue
        across = [float(x) for part in own for x, _ in part[2]]
        left, right = _cut(own, word, min(across), max(across))
        yield word, left, right, min(part[1] for part in own)


def _cut(own: Sequence[Part], word: str, left: float, right: float) -> tuple[float, float]:
    """Where a word begins and ends that has only some of the characters of its first or last part."""
    first, last = own[0], own[-1]
    before = first[0].replace(" ", "").find(word[0]) if first is last else 0
    share = len(word) / max(1, len(first[0].replace(" ", "")))
    if first is last and share < 1:
        wide = right - left
        start = left + wide * max(0, before) / len(first[0])
        return start, min(right, start + wide * share)
    return left, right
