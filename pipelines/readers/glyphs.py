"""Piece: a run of characters on a PDF page that stand together, with their place and looks, as pdfium tells them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import pypdfium2.raw as pdfium

from pipelines.claim import Box, Layer
from pipelines.readers.characters import clean_word

_WORD_GAP = 0.2  # of the type size: a wider gap parts words even where no blank is written
_BACK_STEP = 0.5  # of the type size: a step back by more begins a new piece
_ASKEW_DEGREES = 10.0  # text further from upright than this is a stamp or a watermark, not part of a line
ASKEW = 4  # the `turn` of such text


@dataclass(frozen=True)
class Look:
    """How one text object draws its characters; `turn` counts quarter turns against the clock, as displayed."""

    size: float  # points
    turn: int
    font: int = 0  # its address: tells fonts of one document apart


@dataclass
class Piece:
    """Characters that stand together: `baseline`, `left`, `right` in the direction of reading, `box` on the page."""

    text: str
    box: Box
    left: float
    right: float
    baseline: float
    look: Look
    after_blank: bool = False
    blank_is_written: bool = False  # the file has the blank; it was not inferred from the gap
    tick: bool = False  # a tick box, which belongs to the words beside it
    layer: Layer = Layer.VISIBLE
    confidence: float = 1.0  # how sure an OCR engine is of it, 0 to 1
    objects: frozenset[int] = frozenset()  # the addresses of the text objects that draw it
    entry: int = -1  # the number of the form's widget that this is the value of
    chars: str = ""  # as the file has them
    advances: Sequence[float] = ()  # of each of these, in type sizes


@dataclass(frozen=True)
class PageFrame:
    """A page's visible rectangle in its own coordinates and its rotation; turns them into points from the top left."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int  # clockwise quarter turns at display

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.quarter % 2 else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as displayed, from the top left."""
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        if self.quarter == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle as displayed."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return Box(
            x0=round(min(ax, bx), 2), top=round(min(ay, by), 2), x1=round(max(ax, bx), 2), bottom=round(max(ay, by), 2)
        )

    def along(self, x: float, y: float, turn: int) -> tuple[float, float]:
        """A displayed point as (how far along the line, how far down the lines) for text turned by `turn` quarters."""
        wide, high = self.size
        return {1: (high - y, x), 2: (wide - x, high - y), 3: (y, wide - x)}.get(turn, (x, y))


class _Blank(IntEnum):
    """What stands before a piece: nothing, a gap that pdfium takes for a blank, or a blank."""

    NONE = 0
    INFERRED = 1
    WRITTEN = 2


@dataclass
class _Run:
    """A piece in the making."""

    look: Look
    objects: set[int]
    blank: _Blank
    origin: tuple[float, float]
    chars: list[str] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    left: float = math.inf
    bottom: float = math.inf
    right: float = -math.inf
    top: float = -math.inf
    reached: float = 0.0  # how far along the line its last character goes


def frame_of(page: Any) -> PageFrame:
    """The frame of a pypdfium2 page."""
    left, bottom, right, top = page.get_bbox()
    return PageFrame(left, bottom, right, top, page.get_rotation() // 90 % 4)


@dataclass(frozen=True)
class _Axes:
    """How far along the line and down the lines a point of the page's own coordinates is: two sums, worked out once
    for each direction of reading, because every character of a page asks."""

    along_x: float
    along_y: float
    along_0: float
    down_x: float
    down_y: float
    down_0: float

    def extent(self, rect: Any) -> tuple[float, float]:
        """From where to where along the line a rectangle goes."""
        first = self.along_x * rect.left + self.along_y * rect.bottom + self.along_0
        last = self.along_x * rect.right + self.along_y * rect.top + self.along_0
        return (first, last) if first <= last else (last, first)

    def down(self, point: tuple[float, float]) -> float:
        """How far down the lines a point is."""
        return self.down_x * point[0] + self.down_y * point[1] + self.down_0


def _axes_of(frame: PageFrame, turn: int) -> _Axes:
    (along_0, down_0), (along_1, down_1), (along_2, down_2) = (
        frame.along(*frame.point(x, y), turn) for x, y in ((0, 0), (1, 0), (0, 1))
    )
    return _Axes(along_1 - along_0, along_2 - along_0, along_0, down_1 - down_0, down_2 - down_0, down_0)


def pieces_of(text_page: Any, frame: PageFrame) -> Iterator[Piece]:
    """The pieces of a page in the order in which it draws them."""
    raw = text_page.raw
    looks: dict[int, tuple[Look, _Axes]] = {}
    axes_by_turn: dict[int, _Axes] = {}
    rect = pdfium.FS_RECTF()
    run: _Run | None = None
    blank = _Blank.NONE
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in (0, 9, 10, 13, 32, 0xA0):
            if run:
                yield from _finish(run, frame)
            written = code in (32, 0xA0) and not pdfium.FPDFText_IsGenerated(raw, index)
            run, blank = None, max(blank, _Blank.WRITTEN if written else _Blank.INFERRED)
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
        address = ctypes.cast(pdfium.FPDFText_GetTextObject(raw, index), ctypes.c_void_p).value or 0
        known = looks.get(address)
        if known is None:
            look = _look(raw, index, frame, address)
            axes = axes_by_turn.get(look.turn) or axes_by_turn.setdefault(look.turn, _axes_of(frame, look.turn))
            looks[address] = look, axes
        else:
            look, axes = known
        origin = _origin(raw, index) if run is None or address not in run.objects else run.origin
        begin, end = axes.extent(rect)
        if run and not _joins(run, look, axes, origin, begin):
            yield from _finish(run, frame)
            run = None
        if run is None:
            run = _Run(look, {address}, blank, origin)
            blank = _Blank.NONE
        run.objects.add(address)
        run.chars.append(chr(code))
        run.advances.append((end - begin) / (look.size or 1.0))
        run.left, run.right = min(run.left, rect.left), max(run.right, rect.right)
        run.bottom, run.top = min(run.bottom, rect.bottom), max(run.top, rect.top)
        run.reached = end
    if run:
        yield from _finish(run, frame)


def _look(raw: Any, index: int, frame: PageFrame, address: int) -> Look:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    size = abs(pdfium.FPDFText_GetFontSize(raw, index)) * math.hypot(matrix.c, matrix.d)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * frame.quarter
    turn = round(angle / 90)
    askew = abs(angle - 90 * turn) > _ASKEW_DEGREES
    thing = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    font = ctypes.cast(pdfium.FPDFTextObj_GetFont(thing), ctypes.c_void_p).value if address else None
    return Look(size, ASKEW if askew else turn % 4, font or 0)


def _origin(raw: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return x.value, y.value


def _joins(run: _Run, look: Look, axes: _Axes, origin: tuple[float, float], begin: float) -> bool:
    """Whether a character that begins at `begin` goes on with the run."""
    if look.turn != run.look.turn or abs(look.size - run.look.size) > 0.3 * max(look.size, run.look.size):
        return False
    if look.turn == ASKEW:
        return True
    drop = 0.0 if origin is run.origin else axes.down(origin) - axes.down(run.origin)
    gap = begin - run.reached
    return abs(drop) <= 0.3 * look.size and -_BACK_STEP * look.size <= gap <= _WORD_GAP * look.size


def _finish(run: _Run, frame: PageFrame) -> Iterator[Piece]:
    # pdfium hands characters beyond the basic plane out as two halves.
    chars = "".join(run.chars)
    text = clean_word(chars.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if not text:
        return
    turn = run.look.turn
    first = frame.along(*frame.point(run.left, run.bottom), turn)[0]
    last = frame.along(*frame.point(run.right, run.top), turn)[0]
    baseline = frame.along(*frame.point(*run.origin), turn)[1]
    box = frame.box(run.left, run.bottom, run.right, run.top)
    piece = Piece(text, box, min(first, last), max(first, last), baseline, run.look, run.blank > _Blank.NONE)
    piece.blank_is_written = run.blank is _Blank.WRITTEN
    piece.chars, piece.advances, piece.objects = chars, run.advances, frozenset(run.objects)
    yield piece
