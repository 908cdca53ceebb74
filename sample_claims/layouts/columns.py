"""Columns: label and value behind a colon, two columns side by side."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.forms import Entry, Form
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_SIZE = 9.0
_STEP = 14.0


def draw_columns(sheet: Sheet, form: Form) -> None:
    """The form as pairs of entries on a line; sentences take a line of their own."""
    sheet.heading(form.title, 15)
    if form.subtitle:
        sheet.paragraph(form.subtitle, 8, font=sheet.slanted)
    for section in form.sections:
        sheet.heading(section.title, 10.5, rule=True)
        sheet.y -= 4
        waiting: Entry | None = None
        for entry in section.entries:
            if not _fits(sheet, entry):
                _line(sheet, [waiting] if waiting else [])
                waiting = None
                sheet.paragraph(f"{entry.label}: {entry.text}", _SIZE, gap=3)
            elif waiting:
                _line(sheet, [waiting, entry])
                waiting = None
            else:
                waiting = entry
        _line(sheet, [waiting] if waiting else [])
        if section.table:
            sheet.table(section.table, ruled=False)


def _fits(sheet: Sheet, entry: Entry) -> bool:
    width: float = stringWidth(f"{entry.label}: {entry.text}", sheet.bold, _SIZE)
    room: float = (WIDTH - 2 * MARGIN) / 2 - 24
    return width < room


def _line(sheet: Sheet, entries: list[Entry]) -> None:
    if not entries:
        return
    sheet.room(_STEP)
    sheet.y -= _STEP
    for place, entry in enumerate(entries):
        x = MARGIN + place * (WIDTH - 2 * MARGIN) / 2
        sheet.text(x, sheet.y, f"{entry.label}:", sheet.bold, _SIZE)
        x += stringWidth(f"{entry.label}:", sheet.bold, _SIZE) + 5
        if entry.ticks:
            sheet.ticks(x, sheet.y, entry)
        else:
            sheet.text(x, sheet.y, entry.text, sheet.typed, _SIZE)
