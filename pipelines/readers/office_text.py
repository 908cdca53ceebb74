"""RTF: a text document as text, converted by striprtf after hidden text was taken out and tables were marked."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipelines.readers.characters import clean_lines
from pipelines.readers.grid import Grid, GridCell
from pipelines.readers.reader import ReadResult, ReadTask
from pipelines.readers.written import with_pictures

_MARK = b"{\\rtf"
_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'[0-9a-fA-F]{2}|\\[^a-zA-Z]|[{}]|[^\\{}]+|\\")
_CELL, _ROW, _BEGIN = "\ue000", "\ue001", "\ue002"
_MARKED = {"cell": "\\u57344?", "nestcell": "\\u57344?", "row": "\\u57345?", "nestrow": "\\u57345?",
           "trowd": "\\u57346?"}  # fmt: skip
_SHOWN = frozenset("header headerl headerr headerf footer footerl footerr footerf footnote".split())
_HIDES = frozenset({"v", "deleted"})
_WHITE = re.compile(r"\\red255\\green255\\blue255", re.IGNORECASE)
_SHADED = re.compile(r"\\(?:cb|highlight|chcbpat|clcbpat|cbpat)[1-9]")
_PICTURES = ("jpegblip", "pngblip")
_MOST_PICTURES = 50
_BYTES_PER_CHARACTER = 40
_FORM = re.compile(r"\\fftype1\b[^{}]*?\\ffres(?P<result>\d+)(?:[^{}]*?\\ffdefres(?P<usual>\d+))?")


@dataclass(frozen=True)
class _State:
    """What holds inside a group."""

    hidden: bool = False
    white: bool = False
    aside: bool = False  # a group that readers are told to pass over, or one of the tables at the file's head
    picture: str = ""


@dataclass
class _Source:
    """An RTF's source without what does not show, and what was met on the way."""

    pieces: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    hidden: bool = False
    boxes: bool = False


class RtfReader:
    """Reads RTF into one document without pages; its JPEG and PNG pictures are attachments.

    Its problems: hidden_text, text_box_not_read, attachment_unreadable.
    """

    name = "RTF"
    media_types = ("application/rtf",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as RTF does."""
        return data.lstrip()[: len(_MARK)] == _MARK

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document, and those of its pictures; without words and pictures it is refused as "empty"."""
        source = _cleared(data.lstrip().decode("latin-1"))
        shown = "".join(source.pieces)
        task.check_length(len(shown) // _BYTES_PER_CHARACTER)
        # Few papers are RTF.
        from striprtf.striprtf import rtf_to_text

        plain = rtf_to_text(shown, errors="replace")  # type: ignore[no-untyped-call]
        problems = [
            *(["hidden_text"] if source.hidden else []),
            *(["text_box_not_read"] if source.boxes else []),
        ]
        text = clean_lines(_with_tables(plain))
        return with_pictures(data, self.media_types[0], text, source.pictures, problems, task)


def _cleared(rtf: str) -> _Source:
    source = _Source()
    white = _white_colours(rtf)
    shaded = bool(_SHADED.search(rtf))
    state, stack = _State(), list[_State]()
    position = 0
    while match := _TOKEN.match(rtf, position):
        position = match.end()
        piece, word, number = match[0], match[1], match[2]
        if piece == "{":
            stack.append(state)
        elif piece == "}":
            state = stack.pop() if stack else state
        elif word == "bin":
            position += int(number or 0)
            continue
        elif word is not None:
            state = _after(state, word, number, white, source)
            piece = _reworded(word, piece)
        elif state.picture and not piece.startswith("\\"):
            _keep(source, state, piece)
            continue
        elif not state.aside and (state.hidden or (state.white and not shaded)):
            source.hidden = source.hidden or bool(re.search(r"[^\W_]{2,}", piece))
            continue
        source.pieces.append(piece)
    return source


def _after(state: _State, word: str, number: str | None, white: frozenset[str], source: _Source) -> _State:
    on = number != "0"
    if word in _HIDES:
        return replace(state, hidden=on)
    if word == "plain":
        return replace(state, hidden=False, white=False)
    if word == "cf":
        return replace(state, white=(number or "0") in white)
    if word in ("fonttbl", "colortbl", "stylesheet", "info", "generator", "themedata", "datastore", "listtable"):
        return replace(state, aside=True)
    if word in _PICTURES:
        return replace(state, picture=word)
    if word in ("shptxt", "dptxbxtext"):
        source.boxes = True
    return state


def _reworded(word: str, piece: str) -> str:
    """The piece as the converter shall see it: cells are marked, heads and feet of pages are text like all other."""
    if word in _MARKED:
        return _MARKED[word]
    return "\\par " if word in _SHOWN else piece


def _keep(source: _Source, state: _State, piece: str) -> None:
    """Keep a picture's bytes, which stand as hexadecimal digits."""
    digits = re.sub(r"\s+", "", piece)
    if len(digits) > 1_000 and len(source.pictures) < _MOST_PICTURES:
        try:
            source.pictures.append(binascii.unhexlify(digits[: len(digits) // 2 * 2]))
        except binascii.Error:
            return


def _white_colours(rtf: str) -> frozenset[str]:
    """The numbers of the colours that are white, as the colour table counts them."""
    match = re.search(r"\{\\colortbl([^{}]{0,20000})\}", rtf)
    colours = match[1].split(";") if match else []
    return frozenset(str(number) for number, colour in enumerate(colours) if _WHITE.search(colour))


def _with_tables(text: str) -> str:
    """The text with its marked cells set out in columns."""
    blocks: list[str] = []
    grid = Grid()
    for piece in text.split(_ROW):
        first = piece.find(_CELL)
        begin = piece.rfind(_BEGIN, 0, first) if first >= 0 else -1
        before = piece[:begin] if begin >= 0 else "" if first >= 0 else piece
        before = before.replace(_BEGIN, "").strip("\n")
        if before.strip():
            blocks += ["\n".join(grid.lines())] if grid.rows else []
            blocks.append(before)
            grid = Grid()
        if first >= 0:
            cells = piece[begin + 1 :].replace(_BEGIN, "").split(_CELL)
            grid.rows.append([GridCell(tuple(_cell_lines(cell))) for cell in cells])
    blocks += ["\n".join(grid.lines())] if grid.rows else []
    return "\n\n".join(blocks)


def _cell_lines(cell: str) -> Iterator[str]:
    yield from (line.strip() for line in cell.strip().split("\n"))
