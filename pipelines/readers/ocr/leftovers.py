"""Leftovers: places of a page where ink stands of which an engine made nothing, or nothing sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from pipelines.readers.ocr.engine import Glimpse, Grey
from pipelines.readers.ocr.lighting import ink_of
from pipelines.readers.ocr.sizes import size_of

SURE = 0.85  # confidence: a word read with less is looked at once more by itself
_LEAST, _MOST = 0.38, 2.2  # of the usual type size: how high such ink may be; less is dirt, more is a drawing
_SPECK = 0.2  # of the type size: ink that is smaller both ways
_JOIN = 0.75  # of the type size: ink closer than this stands in one place
_LOWER = 0.12  # of the type size: the dot of an i belongs to its foot, the line above does not
_MARGIN = 0.35  # of the type size: white around a place
_MOST_PLACES = 50  # of a page: with more, the page is a poor one, and no word gains by being alone

_LETTER = 0.75  # of the type size: what is narrower is one letter
_SHORT = 2.2  # of the type size
_BETWEEN = 0.28  # of the type size: between the repetitions of a place
_TIMES = 3
_TOUCH = 0.12  # of the type size

Place = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def leftovers(picture: Grey, words: Sequence[Glimpse]) -> list[Place]:
    """Where to look once more: single letters in a wide field, small type in tight lines. None on poor pages."""
    sure = [word for word in words if word.confidence >= SURE and any(c.isalnum() for c in word.text)]
    if not sure:
        return []
    size = float(np.median([word.size for word in sure]))
    ink = ink_of(picture)
    for word in sure:
        ink[max(0, int(word.top) - 2) : int(word.bottom) + 3, max(0, int(word.left) - 2) : int(word.right) + 3] = 0
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(ink)[2][1:]:
        if h < _SPECK * size and w < _SPECK * size:  # the dirt of a fax
            ink[y : y + h, x : x + w] = 0
    kernel = np.ones((max(1, round(_LOWER * size)), max(1, round(_JOIN * size))), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, kernel))
    # The kernel made every place larger by its own sides.
    grown = (kernel.shape[1] - 1, kernel.shape[0] - 1)
    places = [
        (int(x + grown[0] / 2), int(y + grown[1] / 2), int(x + w - grown[0] / 2), int(y + h - grown[1] / 2))
        for x, y, w, h, _ in stats[1:]
        if _LEAST * size <= h - grown[1] <= _MOST * size and w - grown[0] >= 2
    ]
    places = [
        place
        for place in places
        if _tallest(ink[place[1] : place[3] + 1, place[0] : place[2] + 1]) >= _LEAST * size
        and not any(_touches(word, place) for word in sure)
    ]
    return places if len(places) <= _MOST_PLACES else []


def _tallest(ink: Grey) -> int:
    """The height of the highest ink that hangs together, in pixels."""
    return int(cv2.connectedComponentsWithStats(ink)[2][1:, 3].max(initial=0)) if ink.size else 0


def _touches(word: Glimpse, place: Place) -> bool:
    """Whether the place is the end of a word whose box came out short."""
    across = max(word.left, place[0]) - min(word.right, place[2])
    down = min(word.bottom, place[3]) - max(word.top, place[1])
    return across <= _TOUCH * word.size and down > 0.5 * min(word.bottom - word.top, place[3] - place[1])


def cut(picture: Grey, place: Place, size: float) -> Grey:
    """The place by itself on white."""
    left, top, right, bottom = place
    margin = max(6, round(_MARGIN * size))
    return np.pad(picture[max(0, top - 1) : bottom + 2, max(0, left - 1) : right + 2], margin, constant_values=255)


def is_one_letter(place: Place, size: float) -> bool:
    """Whether a place has room for one letter only."""
    return place[2] - place[0] <= _LETTER * size


def is_short(place: Place, size: float) -> bool:
    """Whether a place has room for a few letters only."""
    return place[2] - place[0] <= _SHORT * size


def repeated(picture: Grey, place: Place, size: float, times: int = _TIMES) -> Grey:
    """What stands at the place, three times on one line: engines learned to read lines, and make little of "01"."""
    left, top, right, bottom = place
    part = picture[max(0, top - 1) : bottom + 2, max(0, left - 1) : right + 2]
    gap, margin = max(2, round(_BETWEEN * size / 2)), max(6, round(_MARGIN * size))
    part = np.pad(part, ((margin, margin), (gap, gap)), constant_values=255)
    return np.pad(
        np.concatenate([part] * times, axis=1), ((0, 0), (margin, margin) if times > 1 else (0, 0)), constant_values=255
    )


def of_repeated(words: Sequence[Glimpse], place: Place, times: int = _TIMES) -> list[Glimpse]:
    """The word that was read three times over at a place; nothing where it was not the same each time."""
    text = "".join(word.text for word in words)
    once = text[: len(text) // times]
    if not once or once * times != text or not once.isalnum():
        return []
    left, top, right, bottom = place
    size = size_of(once, right - left, bottom - top) or float(bottom - top)
    return [Glimpse(once, left, top, right, bottom, bottom, size, min(word.confidence for word in words))]


def merged(words: Sequence[Glimpse], place: Place, again: Sequence[Glimpse]) -> list[Glimpse]:
    """The words with what was read `again` at a place instead of the unsure words there, where it is surer."""
    before = [word for word in words if word.confidence < SURE and _lies_in(word, place)]
    found = [word for word in again if any(c.isalnum() for c in word.text)]
    one = place[2] - place[0] <= _LETTER * min((word.size for word in found), default=0.0)
    if one and any(len(word.text) > 1 for word in found):
        return list(words)
    # Where there is room for one letter, what was read as several is no rival.
    rivals = [word for word in before if not one or len(word.text) == 1]
    if not found or _mean(found) < (max(_mean(rivals), 0.5) if before else SURE):
        return list(words)
    replaced = {id(word) for word in before}
    return [*(word for word in words if id(word) not in replaced), *found]


def _lies_in(word: Glimpse, place: Place) -> bool:
    across = min(word.right, place[2] + 3) - max(word.left, place[0] - 3)
    down = min(word.bottom, place[3] + 3) - max(word.top, place[1] - 3)
    wide, high = max(1.0, word.right - word.left), max(1.0, word.bottom - word.top)
    return across > 0.6 * wide and down > 0.5 * high


def _mean(words: Sequence[Glimpse]) -> float:
    weight = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / weight if weight else 0.0


def moved(words: Sequence[Glimpse], place: Place, size: float) -> Iterator[Glimpse]:
    """Words of a cut place where they stand in the whole picture."""
    margin = max(6, round(_MARGIN * size))
    right, down = max(0, place[0] - 1) - margin, max(0, place[1] - 1) - margin
    for w in words:
        yield Glimpse(
            w.text, w.left + right, w.top + down, w.right + right, w.bottom + down, w.baseline + down, w.size,
            w.confidence,
        )  # fmt: skip
