"""PDF with a text layer: words and boxes from pdfium, form fields from pypdf, text that keeps the layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from pipelines.claim import Document, FormField, Layer, Page, Word
from pipelines.errors import UnreadableError
from pipelines.readers.characters import is_garbled
from pipelines.readers.filling import NOTE, fill
from pipelines.readers.glyphs import ASKEW, PageFrame, Piece, frame_of, pieces_of
from pipelines.readers.layout import lines_of, set_out
from pipelines.readers.ligatures import repair
from pipelines.readers.notes import notes_on
from pipelines.readers.opening import open_pdf
from pipelines.readers.paths import Path, has_picture, paths_of
from pipelines.readers.pixels import read_pixels
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of
from pipelines.readers.rulings import Ruling, rulings_of
from pipelines.readers.scanned import Scanner
from pipelines.readers.tickboxes import meet, with_ticks
from pipelines.readers.visibility import seen
from pipelines.readers.widgets import Entry, Widget

_HEAD_BYTES = 1024  # within which the standard wants the mark
_LETTER = PageFrame(0.0, 0.0, 612.0, 792.0, 0)  # of a page that does not tell its own size


@dataclass(frozen=True)
class _Sheet:
    """What stands on one page."""

    frame: PageFrame
    visible: list[Piece]
    hidden: list[Piece]
    turns: list[int]  # the directions of reading, the one with most text first
    paths: list[Path]
    notes: list[tuple[int, Widget]]
    pictured: bool
    rulings: list[Ruling] | None = None  # of a page that was read from its pixels, with its ticks among the words
    garbled: bool = False  # its text layer was
    lying: bool = True  # hidden words are not what a scanner read on the page itself
    opens: bool = True


@dataclass
class _Text:
    """A document's text as it grows page by page."""

    text: str = ""
    pages: list[Page] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)  # of the widgets' values, by the widgets' number


class PdfReader:
    """Reads a PDF into one document with pages, words and form fields.

    Its problems: hidden_text, no_text, page_without_text, page_not_read, garbled_text, form_unreadable, xfa_form,
    embedded_files.
    """

    name = "pdf"
    media_types = ("application/pdf",)

    def recognises(self, data: bytes) -> bool:
        """Whether the mark of a PDF stands near the beginning."""
        return b"%PDF-" in data[:_HEAD_BYTES]

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document; a scan without text has no words and the problem "no_text"."""
        with open_pdf(data) as pdf:
            _check_pages(len(pdf), task)
            entries, problems = _entries(data, pdf, task)
            widgets = [widget for entry in entries for widget in entry.widgets]
            scanner = Scanner(task)
            sheets = [_sheet_of(pdf, number, task, scanner) for number in range(len(pdf))]
        if not any(sheet.opens for sheet in sheets):
            raise UnreadableError("damaged", "No page of the PDF can be opened. Ask the sender to send it again.")
        repaired = repair([piece for sheet in sheets for piece in sheet.visible])
        body = _Text()
        for number, sheet in enumerate(sheets):
            here = [(slot, widget) for slot, widget in enumerate(widgets) if widget.page == number]
            _add_page(sheet, number, here, body)
            task.check_length(len(body.text))
        document = Document(
            id=task.new_id(),
            ordinal=0,
            media_type=self.media_types[0],
            sha256=sha256_of(data),
            text=body.text,
            pages=tuple(body.pages),
            form=tuple(_form_fields(entries, sheets, body)),
            problems=(*problems, *_problems(body, sheets, repaired), *scanner.oddities()),
        )
        return ReadResult((document,))


def _check_pages(count: int, task: ReadTask) -> None:
    if count > task.limits.max_pages:
        raise UnreadableError(
            "too_many_pages",
            f"The PDF has {count} pages; {task.limits.max_pages} are the limit. Ask for the claim's papers alone.",
        )
    if count == 0:
        raise UnreadableError("damaged", "The PDF has no pages. Ask the sender to send it again.")


def _entries(data: bytes, pdf: Any, task: ReadTask) -> tuple[list[Entry], list[str]]:
    """The form's fields, and what was odd about the file as a whole."""
    problems = ["embedded_files"] if pdfium.FPDFDoc_GetAttachmentCount(pdf) > 0 else []
    kind = pdf.get_formtype()
    if kind == pdfium.FORMTYPE_NONE:
        return [], problems
    if kind != pdfium.FORMTYPE_ACRO_FORM:
        problems.append("xfa_form")
    # pypdf takes a third of a second to import, and most papers are no forms.
    from pipelines.readers.forms import entries_of

    try:
        return entries_of(data, len(pdf), task.limits.max_fields), problems
    except UnreadableError:
        raise
    except Exception:  # pypdf raises nearly anything at a broken form; the page's own words can still be read
        return [], [*problems, "form_unreadable"]


def _sheet_of(pdf: Any, number: int, task: ReadTask, scanner: Scanner) -> _Sheet:
    """What stands on a page; a page that is broken stays empty and is told of, for the others can be read."""
    try:
        return _read_sheet(pdf[number], number, task, scanner)
    except PdfiumError:
        if number + 1 not in scanner.unread:
            scanner.unread.append(number + 1)
        return _Sheet(_LETTER, [], [], [0], [], [], pictured=False, opens=False)


def _read_sheet(page: Any, number: int, task: ReadTask, scanner: Scanner) -> _Sheet:
    frame = frame_of(page)
    text_page = page.get_textpage()
    notes = [(NOTE, note) for note in notes_on(page, number)]
    task.check_length(text_page.count_chars())
    pieces = list(pieces_of(text_page, frame))
    shown = seen(page, pieces, frame)
    visible = [piece for piece, able in zip(pieces, shown, strict=True) if able]
    hidden = [piece for piece, able in zip(pieces, shown, strict=True) if not able]
    found = read_pixels(page, frame, visible, hidden, scanner, number + 1)
    visible = found.pieces if found else visible
    sheet = _Sheet(frame, visible, hidden, _turns(visible), paths_of(page, frame), notes, has_picture(page, frame))
    if found:
        sheet = replace(sheet, rulings=found.rulings, garbled=found.garbled, lying=not found.hidden_agrees)
    text_page.close()
    page.close()
    return sheet


def _add_page(sheet: _Sheet, number: int, widgets: Sequence[tuple[int, Widget]], body: _Text) -> None:
    """Set out one page at the end of the document's text."""
    body.text += "\f" if number else ""
    start = len(body.text)
    words: list[Word] = []
    for place, turn in enumerate(sheet.turns):
        pieces = [piece for piece in sheet.visible if piece.look.turn == turn]
        if place == 0 and sheet.rulings is None:
            pieces = with_ticks(pieces, _drawn_paths(sheet, widgets), sheet.frame, turn)
        lines = lines_of(pieces)
        if place == 0:
            fill(lines, [*widgets, *sheet.notes], sheet.frame, turn)
        body.text += "\n\n" if place else ""
        rulings = rulings_of(sheet.paths, sheet.frame, turn) if sheet.rulings is None else sheet.rulings
        text, placed = set_out(lines, rulings, len(body.text))
        body.text += text
        words += [word for word, _ in placed]
        for word, slot in placed:
            if slot >= 0:
                body.spans[slot] = (body.spans.get(slot, (word.start,))[0], word.end)
    words += [Word(text=piece.text, box=piece.box, start=-1, end=-1, layer=Layer.HIDDEN) for piece in sheet.hidden]
    wide, high = (round(side, 2) for side in sheet.frame.size)
    body.pages.append(
        Page(number=number + 1, width=wide, height=high, start=start, end=len(body.text), words=tuple(words))
    )


def _drawn_paths(sheet: _Sheet, widgets: Sequence[tuple[int, Widget]]) -> list[Path]:
    """The paths of a page without those around a field of the form, whose state the field itself tells."""
    fields = [sheet.frame.box(*widget.rect) for _, widget in widgets]
    return [path for path in sheet.paths if not any(meet(path.box, field) for field in fields)]


def _turns(pieces: Sequence[Piece]) -> list[int]:
    """The directions of reading on a page, the one with most text first; a page without text is upright."""
    counts: Counter[int] = Counter()
    for piece in pieces:
        counts[piece.look.turn] += len(piece.text)
    turns = sorted(counts, key=lambda turn: (turn == ASKEW, -counts[turn], turn))
    return turns if turns and turns[0] != ASKEW else [0, *turns]


def _form_fields(entries: Sequence[Entry], sheets: Sequence[_Sheet], body: _Text) -> Iterator[FormField]:
    first = 0
    for entry in entries:
        widget = entry.widgets[entry.place]
        start, end = body.spans.get(first + entry.place, (-1, -1))
        first += len(entry.widgets)
        yield FormField(
            name=entry.name,
            label=entry.label,
            value=entry.value,
            kind=entry.kind,
            page=widget.page + 1,
            box=sheets[widget.page].frame.box(*widget.rect),
            start=start,
            end=end,
        )


def _problems(body: _Text, sheets: Sequence[_Sheet], repaired: bool) -> list[str]:
    problems = []
    if any(sheet.hidden and sheet.lying for sheet in sheets):
        problems.append("hidden_text")
    if not body.text.strip():
        problems.append("no_text")
    elif any(sheet.pictured and page.start == page.end for sheet, page in zip(sheets, body.pages, strict=True)):
        problems.append("page_without_text")
    if repaired or is_garbled(body.text) or any(sheet.garbled for sheet in sheets):
        problems.append("garbled_text")
    return problems
