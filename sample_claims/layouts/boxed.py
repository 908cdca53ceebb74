"""Boxed: small captions above the values, box beside box, as on the industry's paper forms."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.forms import Entry, Form, Section
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_ROW = 25.0
_CAPTION, _VALUE = 5.8, 9.0


def draw_boxed(sheet: Sheet, form: Form) -> None:
    """The form as rows of boxes that fill the width of the page."""
    sheet.y -= 6
    sheet.text(MARGIN, sheet.y, form.title, sheet.bold, 14)
    if form.subtitle:
        sheet.text(
            WIDTH - MARGIN - stringWidth(form.subtitle, sheet.slanted, 7), sheet.y, form.subtitle, sheet.slanted, 7
        )
    sheet.y -= 10
    for section in form.sections:
        _bar(sheet, section.title)
        for row in _rows(sheet, section):
            _draw_row(sheet, row)
        if section.table:
            sheet.table(section.table)


def _bar(sheet: Sheet, title: str) -> None:
    sheet.room(60)
    sheet.canvas.setFillGray(0.85)
    sheet.canvas.rect(MARGIN, sheet.y - 12, WIDTH - 2 * MARGIN, 12, fill=1, stroke=1)
    sheet.canvas.setFillGray(0)
    sheet.text(MARGIN + 3, sheet.y - 9, title.upper(), sheet.bold, 7.5)
    sheet.y -= 12


def _need(sheet: Sheet, entry: Entry) -> float:
    value: float = 70.0 if entry.ticks else stringWidth(entry.text, sheet.typed, _VALUE)
    caption: float = stringWidth(entry.label.upper(), sheet.plain, _CAPTION)
    return max(value, caption) + 14


def _rows(sheet: Sheet, section: Section) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = 0.0
    for entry in section.entries:
        need = _need(sheet, entry)
        if not rows or used + need > WIDTH - 2 * MARGIN or len(rows[-1]) == 4:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += need
    return rows


def _draw_row(sheet: Sheet, row: list[Entry]) -> None:
    total = WIDTH - 2 * MARGIN
    needs = [_need(sheet, entry) for entry in row]
    spare = max(total - sum(needs), 0) / len(row)
    lines = [
        sheet.lines(entry.text, min(need + spare, total) - 8, sheet.typed, _VALUE)
        for entry, need in zip(row, needs, strict=True)
    ]
    height = _ROW + (max(map(len, lines)) - 1) * _VALUE * 1.2
    sheet.room(height)
    x = MARGIN
    for entry, need, text in zip(row, needs, lines, strict=True):
        width = min(need + spare, total)
        sheet.canvas.setLineWidth(0.5)
        sheet.canvas.rect(x, sheet.y - height, width, height)
        sheet.text(x + 3, sheet.y - 7, entry.label.upper(), sheet.plain, _CAPTION)
        if entry.ticks:
            sheet.ticks(x + 4, sheet.y - 19, entry)
        else:
            for number, line in enumerate(text):
                sheet.text(x + 4, sheet.y - 19 - number * _VALUE * 1.2, line, sheet.typed, _VALUE)
        x += width
    sheet.y -= height
