"""XLSX: a workbook as text, read by openpyxl: what its visible sheets show, in columns."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.claim import Document
from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines
from pipelines.readers.gathering import gather, read_members
from pipelines.readers.grid import GridCell, set_rows
from pipelines.readers.office import damaged, has_embedded, is_office, package, parts_of
from pipelines.readers.office_numbers import shown
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of

_UNTOLD = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*</c>")
_LEAST_PICTURE = 8 << 10  # bytes: what is smaller is a logo
_USUAL_TITLE = re.compile(r"^(?:sheet|tabelle|feuil|hoja|foglio|blad)\s?\d*$", re.IGNORECASE)
_WHITE = ("FFFFFFFF", "00FFFFFF")
_WORDS = re.compile(r"[^\W_]{2,}")


@dataclass
class _Found:
    """What was met besides what shows."""

    hidden: bool = False
    characters: int = 0


class SheetReader:
    """Reads an XLSX into one document without pages, sheet after sheet; larger pictures are attachments.

    Its problems: hidden_text (hidden sheets, rows, columns, letters, and comments), formula_without_value,
    embedded_files, attachment_unreadable.
    """

    name = "XLSX"
    media_types = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes are an Office package that holds a workbook."""
        return is_office(data, "xl/")

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document, and those of its pictures; without words and pictures it is refused as "empty"."""
        parts = parts_of(data, task)
        if "xl/workbook.xml" not in parts:
            raise UnreadableError(
                "unknown_format", "This kind of Excel workbook cannot be read. Save it as XLSX or PDF."
            )
        pictures = [part for name, part in parts.items() if "/media/" in name and len(part) >= _LEAST_PICTURE]
        found = _Found()
        texts = list(_sheets({name: part for name, part in parts.items() if "/media/" not in name}, found, task))
        text = clean_lines("\n\n".join(text for text in texts if text.strip()))
        inner = read_members(pictures, task)
        if not text.strip() and not inner.read:
            raise UnreadableError("empty", "The workbook shows no words. Ask the sender for a PDF.")
        untold = any(_UNTOLD.search(part) for name, part in parts.items() if name.startswith("xl/worksheets/"))
        problems = [
            *(["hidden_text"] if found.hidden else []),
            *(["formula_without_value"] if untold else []),
            *(["embedded_files"] if has_embedded(data) else []),
            *inner.problems,
        ]
        document = Document(
            id=task.new_id(),
            ordinal=0,
            media_type=self.media_types[0],
            sha256=sha256_of(data),
            text=text,
            problems=tuple(problems),
        )
        return ReadResult(gather([(document,), *inner.read]), inner.contents)


def _sheets(parts: dict[str, bytes], found: _Found, task: ReadTask) -> Iterator[str]:
    # A quarter of a second to import; most papers are no workbooks.
    from openpyxl import load_workbook

    with warnings.catch_warnings(), damaged():
        warnings.simplefilter("ignore")  # of extensions that it does not know
        book = load_workbook(package(parts), data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            found.hidden = found.hidden or any(_has_words(cell) for cell in sheet._cells.values())
            continue
        lines = set_rows(list(_rows(sheet, found, task)))
        if any(lines):
            yield "\n".join([*([] if _USUAL_TITLE.match(sheet.title) else [sheet.title, ""]), *lines])


def _rows(sheet: Any, found: _Found, task: ReadTask) -> Iterator[list[tuple[int, GridCell]]]:
    """The rows that show something; a blank line stands for those between them that do not."""
    rows: dict[int, list[Any]] = {}
    for (row, _), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            rows.setdefault(row, []).append(cell)
            found.hidden = found.hidden or cell.comment is not None
    hidden_columns = _hidden_columns(sheet)
    wide = {merged.coord.split(":")[0]: merged.size["columns"] for merged in sheet.merged_cells.ranges}
    before = 0
    for row, cells in rows.items():
        size = sheet.row_dimensions.get(row) if hasattr(sheet.row_dimensions, "get") else None
        if size is not None and (size.hidden or size.height == 0):
            found.hidden = found.hidden or any(map(_has_words, cells))
            continue
        seen = list(_seen(cells, hidden_columns, found))
        if not seen:
            continue
        if before and row > before + 1:
            yield []
        before = row
        placed = [(column, GridCell(tuple(text.split("\n")), wide.get(where, 1))) for column, where, text in seen]
        found.characters += sum(cell.width for _, cell in placed)
        task.check_length(found.characters)
        yield placed


def _seen(cells: Iterable[Any], hidden_columns: set[int], found: _Found) -> Iterator[tuple[int, str, str]]:
    """Column, address and words of the cells that a person sees."""
    for cell in cells:
        text = shown(cell.value, cell.number_format).strip()
        if cell.column in hidden_columns or _is_white(cell) or not text:
            found.hidden = found.hidden or _has_words(cell)
            continue
        yield cell.column, cell.coordinate, text


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            hidden |= set(range(column.min or 0, min(column.max or 0, 20_000) + 1))
    return hidden


def _is_white(cell: Any) -> bool:
    colour = cell.font.color
    is_white = colour is not None and colour.type == "rgb" and colour.rgb in _WHITE
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" and cell.fill.fgColor.type == "rgb" else None
    return is_white and (cell.fill.fill_type is None or fill in _WHITE)


def _has_words(cell: Any) -> bool:
    return cell.value is not None and bool(_WORDS.search(str(cell.value)))
