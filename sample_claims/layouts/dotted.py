"""Dotted: label left, dotted leaders, value right."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.forms import Form
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet

_SIZE = 9.5
_VALUE_AT = 250.0


def draw_dotted(sheet: Sheet, form: Form) -> None:
    """The form as a list with leaders; long values go on below themselves."""
    sheet.heading(form.title, 13)
    sheet.y -= 4
    for section in form.sections:
        sheet.heading(section.title.upper(), 9.5)
        for entry in section.entries:
            lines = sheet.lines(entry.text, WIDTH - MARGIN - _VALUE_AT, sheet.typed, _SIZE)
            sheet.room(len(lines) * 14)
            sheet.y -= 14
            start = MARGIN + stringWidth(entry.label, sheet.plain, _SIZE)
            dot = stringWidth(".", sheet.plain, _SIZE)
            dots = "." * max(int((_VALUE_AT - 6 - start) / dot), 2)
            sheet.text(MARGIN, sheet.y, f"{entry.label} {dots}", sheet.plain, _SIZE)
            for number, line in enumerate(lines):
                sheet.text(_VALUE_AT, sheet.y - number * 12, line, sheet.typed, _SIZE)
            sheet.y -= (len(lines) - 1) * 12
        if section.table:
            sheet.y -= 6
            sheet.table(section.table, ruled=False, size=8.5)
    if form.subtitle:
        sheet.paragraph(form.subtitle, 7, font=sheet.slanted)
