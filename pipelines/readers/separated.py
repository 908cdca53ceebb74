"""Separated values: rows of plain text whose cells a tab, comma or semicolon parts, set out in columns as on a page."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.readers.grid import GridCell, set_rows

_WIDEST = 200  # characters of a column: rows of a list hold whole sentences
_MOST_BLANKS = 4  # times as long as its words a table may become; a wider one keeps narrower columns
_LEAST_CELLS = 3  # of a row of a file of separated values
_LEAST_PAIRS = 4  # rows, where a row is a name and its value alone
_ALIKE = 0.9  # share of the rows below the first full one that have as many cells, or lack some at their end
_PROSE_BLANKS = 0.2  # share of separators with a blank behind them: more, and they are punctuation
_LONGEST_NAME = 60  # characters of a column's head
_LONGEST_CELL = 4_000  # characters; a longer one is a quotation mark that was never closed
_SEPARATORS = "\t;,|"
_TOLD = re.compile(r"sep=([\t;,|])\n", re.IGNORECASE)  # how a spreadsheet names its separator in the first line
_ENDS_SENTENCE = re.compile(r"[.!?]\s*$")

Rows = list[list[str]]


def set_separated(text: str) -> str | None:
    """The file as columns, if the whole of it is a table of separated values; a letter with commas is none.

    Lines end in line feeds. A cell's own line breaks become blanks, so that a row is one line.
    """
    told = _TOLD.match(text)
    body = text[told.end() :] if told else text
    for separator in told[1] if told else _SEPARATORS:
        if separator not in body or (separator == "\t" and '"' not in body and not told):
            continue  # tabs without quotation marks part the cells of single lines
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            rows = _rows(body, separator, quoting)
            if rows is not None and _is_table(rows, separator):
                return "\n".join(_set_blocks(rows)) + "\n"
    return None


def set_tabbed(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with those that follow one another and have as many tabs set out in columns."""
    block: Rows = []
    for line in [*lines, None]:
        cells = line.split("\t") if line is not None and "\t" in line and "\f" not in line else []
        if block and not _goes_on(block, cells):
            yield from _tabbed(block)
            block = []
        if cells:
            block.append(cells)
        elif line is not None:
            yield line


def _goes_on(block: Rows, cells: list[str]) -> bool:
    """Whether a row belongs to the rows above: as many cells, or fewer under a head that names them all."""
    head = block[0]
    return len(cells) == len(head) or (len(head) >= _LEAST_CELLS and 2 <= len(cells) < len(head) and all(head))


def _tabbed(block: Rows) -> list[str]:
    several = [row for row in block if sum(1 for cell in row if cell.strip()) > 1]
    if len(block) < 2 or len(several) * 2 < len(block):
        return ["\t".join(row) for row in block]
    return _columns(block)


def _rows(text: str, separator: str, quoting: int) -> Rows | None:
    """The rows of a text; None where its quotation marks make no sense, or where none would change anything."""
    if quoting == csv.QUOTE_NONE and '"' not in text:
        return None
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, quoting=quoting))  # type: ignore[arg-type]
    except csv.Error:
        return None
    return None if any(len(cell) > _LONGEST_CELL for row in rows for cell in row) else rows


def _is_table(rows: Rows, separator: str) -> bool:
    written = [row for row in rows if any(cell.strip() for cell in row)]
    counts = Counter(len(row) for row in written if len(row) > 1)
    if not counts:
        return False
    most = counts.most_common(1)[0][0]
    first = next(number for number, row in enumerate(written) if len(row) == most)
    table = written[first:]
    alike = sum(len(row) == most or (len(row) < most and most >= _LEAST_CELLS and len(row) > 1) for row in table)
    full = [row for row in table if len(row) == most and sum(1 for cell in row if cell.strip()) * 2 > most]
    if alike < _ALIKE * len(table) or len(full) < 2 or _is_prose(table, separator):
        return False
    # A name and its value on every line, and nothing else.
    if most < _LEAST_CELLS:
        return len(full) == len(written) >= _LEAST_PAIRS and not any(_ENDS_SENTENCE.search(row[-1]) for row in full)
    head = [cell.strip() for cell in full[0] if cell.strip()]
    return all(len(cell) <= _LONGEST_NAME for cell in head) and len(set(head)) == len(head)


def _is_prose(table: Rows, separator: str) -> bool:
    """Whether separators have blanks behind them, as punctuation has, and the rows are not as regular as a list's."""
    if separator in "\t|":
        return False
    behind = [cell for row in table for cell in row[1:] if cell]
    blanks = sum(cell[0] == " " for cell in behind)
    if blanks <= _PROSE_BLANKS * len(behind):
        return False
    regular = len({len(row) for row in table}) == 1 and len(table[0]) > _LEAST_CELLS and len(table) >= _LEAST_CELLS
    return not regular or any(_ENDS_SENTENCE.search(row[-1]) for row in table)


def _set_blocks(rows: Rows) -> Iterator[str]:
    """Rows of as many cells together; what stands above a table with fewer cells widens none of its columns."""
    block: Rows = []
    for row in [*rows, None]:
        is_blank = row is None or not any(cell.strip() for cell in row)
        if block and (is_blank or row is None or len(row) > len(block[0]) or len(row) < 2):
            yield from _columns(block)
            block = []
        if row is None:
            return
        if is_blank:
            yield ""
        else:
            block.append(row)


def _columns(rows: Rows) -> list[str]:
    placed = [
        [(number, GridCell((" ".join(cell.split()),))) for number, cell in enumerate(row) if cell.strip()]
        for row in rows
    ]
    written = sum(cell.width for row in placed for _, cell in row)
    for widest in (_WIDEST, _WIDEST // 2):
        lines = set_rows(placed, widest)
        if sum(map(len, lines)) <= _MOST_BLANKS * written:
            return lines
    return set_rows(placed)
