"""Halves: two columns of small boxes side by side, caption above value, as on the trade's crowded paper forms."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.forms import Entry, Form, Section
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_GAP = 8.0
_COLUMN = (WIDTH - 2 * MARGIN - _GAP) / 2
_CAPTION, _VALUE, _STEP = 5.2, 8.2, 9.6
_HEIGHT = 22.0
_MOST_BOXES = 3  # side by side in a column


def draw_halves(sheet: Sheet, form: Form) -> None:
    """The form with each section's boxes in two columns; sentences and tables take the whole width."""
    sheet.y -= 6
    sheet.text(MARGIN, sheet.y, form.title, sheet.bold, 12)
    sheet.y -= 10
    for section in form.sections:
        _bar(sheet, section.title)
        _columns(sheet, section)
        if section.table:
            sheet.table(section.table, size=8)


def _bar(sheet: Sheet, title: str) -> None:
    sheet.room(70)
    sheet.canvas.setFillGray(0.88)
    sheet.canvas.rect(MARGIN, sheet.y - 11, WIDTH - 2 * MARGIN, 11, fill=1, stroke=1)
    sheet.canvas.setFillGray(0)
    sheet.text(MARGIN + 3, sheet.y - 8, title.upper(), sheet.bold, 7)
    sheet.y -= 11


def _need(sheet: Sheet, entry: Entry) -> float:
    value: float = 64.0 if entry.ticks else stringWidth(entry.text, sheet.typed, _VALUE)
    caption: float = stringWidth(entry.label.upper(), sheet.plain, _CAPTION)
    return max(value, caption) + 10


def _columns(sheet: Sheet, section: Section) -> None:
    narrow = [entry for entry in section.entries if _need(sheet, entry) <= _COLUMN]
    half = (len(narrow) + 1) // 2
    columns = [_rows(sheet, narrow[:half]), _rows(sheet, narrow[half:])]
    for number in range(max(map(len, columns))):
        sheet.room(_HEIGHT)
        for side, rows in enumerate(columns):
            if number < len(rows):
                _draw(sheet, rows[number], MARGIN + side * (_COLUMN + _GAP), _COLUMN)
        sheet.y -= _HEIGHT
    for entry in section.entries:
        if entry not in narrow:
            _wide(sheet, entry)


def _rows(sheet: Sheet, entries: list[Entry]) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        need = _need(sheet, entry)
        if not rows or used + need > _COLUMN or len(rows[-1]) == _MOST_BOXES:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += need
    return rows


def _draw(sheet: Sheet, row: list[Entry], x: float, total: float) -> None:
    needs = [_need(sheet, entry) for entry in row]
    spare = (total - sum(needs)) / len(row)
    for entry, need in zip(row, needs, strict=True):
        _box(sheet, entry, (x, need + spare, _HEIGHT), [entry.text])
        x += need + spare


def _wide(sheet: Sheet, entry: Entry) -> None:
    width = WIDTH - 2 * MARGIN
    lines = sheet.lines(entry.text, width - 8, sheet.typed, _VALUE)
    height = _HEIGHT + (len(lines) - 1) * _STEP
    sheet.room(height)
    _box(sheet, entry, (MARGIN, width, height), lines)
    sheet.y -= height


def _box(sheet: Sheet, entry: Entry, place: tuple[float, float, float], lines: list[str]) -> None:
    x, width, height = place
    sheet.canvas.setLineWidth(0.4)
    sheet.canvas.rect(x, sheet.y - height, width, height)
    sheet.text(x + 2, sheet.y - 6.5, entry.label.upper(), sheet.plain, _CAPTION)
    if entry.ticks:
        sheet.ticks(x + 4, sheet.y - 17, entry)
        return
    for number, line in enumerate(lines):
        sheet.text(x + 4, sheet.y - 17 - number * _STEP, line, sheet.typed, _VALUE)
