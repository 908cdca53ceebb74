"""Below: the value stands on a line, and what it is stands in small print below the line."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.forms import Entry, Form
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_VALUE, _CAPTION = 9.5, 6.5
_STEP = 27.0
_GAP = 16.0


def draw_below(sheet: Sheet, form: Form) -> None:
    """The form as rows of signature-like lines."""
    sheet.heading(form.title, 14)
    if form.subtitle:
        sheet.paragraph(form.subtitle, 7, font=sheet.slanted)
    for section in form.sections:
        sheet.heading(section.title, 10)
        row: list[tuple[Entry, float]] = []
        for entry in section.entries:
            need = (
                max(stringWidth(entry.text, sheet.typed, _VALUE), stringWidth(entry.label, sheet.plain, _CAPTION), 60.0)
                + 14
            )
            if row and sum(width + _GAP for _, width in row) + need > WIDTH - 2 * MARGIN:
                _draw(sheet, row)
                row = []
            row.append((entry, min(need, WIDTH - 2 * MARGIN)))
        _draw(sheet, row)
        if section.table:
            sheet.y -= 6
            sheet.table(section.table)


def _draw(sheet: Sheet, row: list[tuple[Entry, float]]) -> None:
    if not row:
        return
    lines = [sheet.lines(entry.text, width - 4, sheet.typed, _VALUE) for entry, width in row]
    height = _STEP + (max(map(len, lines)) - 1) * 12
    sheet.room(height)
    base = sheet.y - height + 11
    x = MARGIN
    for (entry, width), text in zip(row, lines, strict=True):
        for number, line in enumerate(reversed(text)):
            sheet.text(x + 2, base + 2 + number * 12, line, sheet.typed, _VALUE)
        sheet.canvas.setLineWidth(0.5)
        sheet.canvas.line(x, base, x + width, base)
        sheet.text(x + 2, base - 7, entry.label, sheet.plain, _CAPTION)
        x += width + _GAP
    sheet.y -= height
