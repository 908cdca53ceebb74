"""Scan: the picture of a page made upright, level and even, read by an engine, with the way back to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from pipelines.claim import Box, Layer
from pipelines.readers.characters import clean_word
from pipelines.readers.glyphs import Look, PageFrame, Piece
from pipelines.readers.ocr.blanks import mark_blanks
from pipelines.readers.ocr.drawings import drawings_in
from pipelines.readers.ocr.engine import Engine, Glimpse, Grey
from pipelines.readers.ocr.lighting import evened, ink_of, unshaded
from pipelines.readers.ocr.sizes import evenly_sized
from pipelines.readers.ocr.straightening import Slant, Upright, cut_out, levelled, slant_of
from pipelines.readers.rulings import Ruling, rulings_of
from pipelines.readers.tickboxes import with_ticks

cv2.setNumThreads(1)  # a reading process may start no threads

_LETTER = 20.0  # pixels: how high letters should be for the engines
_SMALL_LETTER = 14.0  # pixels: smaller ones are made larger
_MOST_SCALE, _LEAST_SCALE = 3.0, 0.5
_MOST_PIXELS = 24_000_000  # of a picture that is read; beyond it nothing is made larger
_GOOD = 0.8  # mean confidence: a picture read so well stands the right way up
_BETTER = 1.4  # times: how much more another direction must tell before it is taken
_PAGE_LENGTH = 792.0  # points: a sheet cut out of a photo counts as letter size
_SQUARE = 0.03  # how far pixels may be from square and be left so
_STRIP_LINES = 14  # letter heights: how much of a page tells which way up it is
_TYPED_TICK = re.compile(r"^\[\s*([xX*✓✔]?)\s*\](?=\w|$)")
_DIRT = 0.6  # confidence: below it, a sign that is neither letter nor digit is dirt or a line
_PAPER = 190  # of 255
_PAPER_SHARE = 0.6  # of a picture with writing: photos of things are darker
_INK = (0.004, 0.3)  # of it that is ink
_STROKE, _THICK = 2.2, 0.1  # points; of the ink that may be thicker
_BEARING = 0.05  # of the type size: what a letter has beside its ink, which a PDF's own words count as theirs
_NOTHING = 0.12  # confidence: below it an engine saw no word


@dataclass(frozen=True)
class Scan:
    """What stands in a picture. Boxes are on the page as displayed; places along and down the lines are upright."""

    pieces: list[Piece] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    turn: int = 0  # how the page's lines run, in quarters against the clock
    is_written: bool = False  # paper with ink on it that may be letters, whatever was made of them
    illegible: int = 0  # signs of which the engine could make nothing

    @property
    def letters(self) -> int:
        """How many letters and digits were read with some certainty."""
        return sum(sum(c.isalnum() for c in p.text) for p in self.pieces if p.confidence >= 0.5 and not p.tick)

    @property
    def confidence(self) -> float:
        """The mean confidence of the words, longer ones counting more; 0 where there are none."""
        words = [piece for piece in self.pieces if not piece.tick]
        weight = sum(len(piece.text) for piece in words)
        return sum(piece.confidence * len(piece.text) for piece in words) / weight if weight else 0.0

    @property
    def worth(self) -> float:
        """How much was read: letters, the sure ones counting most."""
        return sum(len(piece.text) * piece.confidence**2 for piece in self.pieces if not piece.tick)


@dataclass(frozen=True)
class _Sheet:
    """A picture about to be read: how many of its pixels make a point, and how large the page is as displayed."""

    upright: Upright
    unit: float
    source: tuple[int, int]  # pixels of the picture as it came, wide and high
    page: tuple[float, float]  # points
    turn: int = 0
    slant: Slant | None = None


def scan(picture: Grey, page: tuple[float, float], engine: Engine) -> Scan:
    """What stands in the picture of a page that is displayed `page` points wide and high."""
    high, wide = picture.shape
    whole = _Sheet(*_squared(Upright(picture, np.eye(3)), page), (wide, high), page)
    sheet = cut_out(whole.upright)
    if sheet is None:
        return _scan(whole, engine)
    cut = _scan(_Sheet(sheet, max(sheet.picture.shape) / _PAGE_LENGTH, (wide, high), page), engine)
    if cut.confidence >= _GOOD:
        return cut
    # What was taken for a sheet of paper may be something else: the whole picture is the judge.
    return max(cut, _scan(whole, engine), key=lambda found: found.worth)


def _squared(upright: Upright, page: tuple[float, float]) -> tuple[Upright, float]:
    """The picture with square pixels, as faxes do not have them, and how many make a point."""
    high, wide = upright.picture.shape
    across, down = wide / page[0], high / page[1]
    unit = max(across, down)
    if abs(across / down - 1) > _SQUARE:
        upright = upright.scaled(unit / across, unit / down)
    return upright, unit


def _scan(sheet: _Sheet, engine: Engine) -> Scan:
    upright = Upright(evened(sheet.upright.picture), sheet.upright.to_source)
    slant = slant_of(upright.picture)
    if slant is None:
        return _read(_Sheet(upright, sheet.unit, sheet.source, sheet.page), engine)
    level = {quarters: levelled(upright.turned(quarters), slant.degrees) for quarters in _likely(slant)}

    def turned(quarters: int) -> _Sheet:
        if quarters not in level:
            level[quarters] = levelled(upright.turned(quarters), slant.degrees if quarters % 2 == 0 else 0.0)
        return _Sheet(level[quarters], sheet.unit, sheet.source, sheet.page, -quarters % 4, slant)

    first, *others = _likely(slant)
    if slant.sideways:
        tried = {quarters: _strip(turned(quarters), engine) for quarters in (first, *others)}
        return _read(turned(max(tried, key=lambda quarters: tried[quarters])), engine)
    found = _read(turned(first), engine)
    if found.confidence >= _GOOD:
        return found
    usual = _strip(turned(first), engine)
    tried = {quarters: _strip(turned(quarters), engine) for quarters in others}
    best = max(tried, key=lambda quarters: tried[quarters])
    return _read(turned(best), engine) if tried[best] > _BETTER * usual + 1 else found


def _likely(slant: Slant) -> tuple[int, ...]:
    """By how many quarters against the clock the picture may have to be turned, the likeliest first."""
    if slant.sideways:
        return (1, 3)
    return (0, 2) if slant.certain else (0, 2, 1, 3)


def _strip(sheet: _Sheet, engine: Engine) -> float:
    """How much an engine makes of the part of the page with most writing."""
    picture = sheet.upright.picture
    height = sheet.slant.letter_height if sheet.slant else _LETTER
    tall = min(picture.shape[0], round(_STRIP_LINES * height))
    rows = (ink_of(picture) > 0).sum(axis=1).astype(float)
    filled = np.convolve(np.minimum(rows, 0.3 * picture.shape[1]), np.ones(tall), mode="valid")
    top = int(filled.argmax())
    part = Upright(np.ascontiguousarray(picture[top : top + tall]), np.eye(3))
    part = _legible(part, height)
    words = engine.words(part.picture, 300)
    return sum(len(word.text) * word.confidence**2 for word in words if len(word.text) > 1)


def _legible(upright: Upright, letter_height: float) -> Upright:
    """The picture with letters as high as engines like them."""
    high, wide = upright.picture.shape
    if letter_height >= _SMALL_LETTER and letter_height <= 2.5 * _LETTER:
        return upright
    factor = max(_LEAST_SCALE, min(_MOST_SCALE, _LETTER / letter_height, (_MOST_PIXELS / (high * wide)) ** 0.5))
    return upright.scaled(factor, factor) if abs(factor - 1) > 0.1 else upright


def _read(sheet: _Sheet, engine: Engine) -> Scan:
    upright = _legible(sheet.upright, sheet.slant.letter_height) if sheet.slant else sheet.upright
    unit = sheet.unit * upright.picture.shape[1] / sheet.upright.picture.shape[1]
    height = (sheet.slant.letter_height if sheet.slant else _LETTER) * unit / sheet.unit
    drawn = drawings_in(unshaded(upright.picture, height), unit)
    words = evenly_sized(engine.words(drawn.rest, max(70, round(72 * unit))))
    high, wide = upright.picture.shape
    frame = PageFrame(0.0, 0.0, wide / unit, high / unit, 0)
    pieces = [piece for word in words if not _is_dirt(word) for piece in _pieces(word, unit)]
    mark_blanks(pieces)
    pieces = with_ticks(pieces, drawn.paths, frame, 0)
    for piece in pieces:
        piece.layer = Layer.OCR
        piece.look = Look(piece.look.size, sheet.turn)
        piece.box = _on_page(piece.box, upright, unit, sheet)
    illegible = sum(len(word.text) for word in words if word.confidence < _NOTHING)
    return Scan(pieces, rulings_of(drawn.paths, frame, 0), sheet.turn, _is_written(upright.picture, unit), illegible)


def _is_written(picture: Grey, unit: float) -> bool:
    """Whether this is bright paper with thin strokes on it, few enough to be writing."""
    ink = ink_of(picture)
    share = float((ink > 0).mean())
    side = max(5, round(_STROKE * unit))
    thick = float((cv2.erode(ink, np.ones((side, side), np.uint8)) > 0).mean())
    bright = float((picture > _PAPER).mean()) >= _PAPER_SHARE
    return bright and _INK[0] <= share <= _INK[1] and thick <= _THICK * share


def _is_dirt(word: Glimpse) -> bool:
    return word.confidence < _NOTHING or (word.confidence < _DIRT and not any(c.isalnum() for c in word.text))


def _pieces(word: Glimpse, unit: float) -> Iterator[Piece]:
    """A word as a piece, in points; a tick that was typed before it ("[x]No") is one of its own."""
    text = clean_word(word.text)
    if text == "|":  # rulings are gone from the picture that was read
        text = "I"
    typed = _TYPED_TICK.match(text)
    cut = word.left
    if typed:
        cut += (word.right - word.left) * typed.end() / len(text)
        yield _piece("[x]" if typed[1] else "[ ]", word, (word.left, cut), unit, True)
        text = text[typed.end() :]
    if text:
        yield _piece(text, word, (cut, word.right), unit, False)


def _piece(text: str, word: Glimpse, across: tuple[float, float], unit: float, tick: bool) -> Piece:
    left, right = across[0] / unit, across[1] / unit
    box = Box(x0=left, top=word.top / unit, x1=right, bottom=word.bottom / unit)
    bearing = _BEARING * word.size / unit
    piece = Piece(
        text, box, left - bearing, right + bearing, word.baseline / unit, Look(word.size / unit, 0), True, tick=tick
    )
    piece.confidence = word.confidence
    return piece


def _on_page(box: Box, upright: Upright, unit: float, sheet: _Sheet) -> Box:
    """The place on the page as displayed of a place in the upright picture."""
    corners = [(x * unit, y * unit) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    points = upright.points(corners)
    across = _clipped([x * sheet.page[0] / sheet.source[0] for x, _ in points], sheet.page[0])
    down = _clipped([y * sheet.page[1] / sheet.source[1] for _, y in points], sheet.page[1])
    return Box(x0=across[0], top=down[0], x1=across[1], bottom=down[1])


def _clipped(values: Sequence[float], most: float) -> tuple[float, float]:
    return round(max(0.0, min(values)), 2), round(min(most, max(values)), 2)
