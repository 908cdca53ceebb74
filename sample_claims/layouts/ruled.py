"""Ruled: one table of two columns per section, label left and value right, with rules all round."""

from __future__ import annotations

from sample_claims.forms import Entry, Form
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_LEFT = 165.0
_SIZE = 8.5


def draw_ruled(sheet: Sheet, form: Form) -> None:
    """The form as a spreadsheet would print it."""
    sheet.heading(form.title, 14)
    if form.subtitle:
        sheet.paragraph(form.subtitle, 8, font=sheet.slanted)
    for section in form.sections:
        sheet.heading(section.title, 10)
        for entry in section.entries:
            _row(sheet, entry)
        if section.table:
            sheet.table(section.table)
        sheet.y -= 4


def _row(sheet: Sheet, entry: Entry) -> None:
    right = WIDTH - 2 * MARGIN - _LEFT
    lines = sheet.lines(entry.text, right - 8, sheet.typed, _SIZE)
    height = len(lines) * _SIZE * 1.25 + 5
    sheet.room(height)
    sheet.canvas.setLineWidth(0.4)
    sheet.canvas.rect(MARGIN, sheet.y - height, _LEFT, height)
    sheet.canvas.rect(MARGIN + _LEFT, sheet.y - height, right, height)
    sheet.text(MARGIN + 4, sheet.y - _SIZE - 2, entry.label, sheet.bold, _SIZE)
    for number, line in enumerate(lines):
        sheet.text(MARGIN + _LEFT + 4, sheet.y - _SIZE - 2 - number * _SIZE * 1.25, line, sheet.typed, _SIZE)
    sheet.y -= height
