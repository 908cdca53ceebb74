"""Report: a letter-like page with headings, one "label: value" per line, sentences as paragraphs."""

from __future__ import annotations

from sample_claims.forms import Form
from sample_claims.layouts.sheet import MARGIN, WIDTH, Sheet


def draw_report(sheet: Sheet, form: Form) -> None:
    """The form as somebody types it into a word processor."""
    sheet.y -= 14
    sheet.canvas.setFont(sheet.bold, 15)
    sheet.canvas.drawCentredString(WIDTH / 2, sheet.y, form.title)
    sheet.y -= 8
    if form.subtitle:
        sheet.paragraph(form.subtitle, 9, font=sheet.slanted)
    for section in form.sections:
        sheet.heading(section.title, 11.5)
        for entry in section.entries:
            if entry.wide and len(entry.text) > 60:
                sheet.paragraph(f"{entry.label}:", 10, font=sheet.bold, gap=0)
                sheet.paragraph(entry.text, 10, x=MARGIN + 14, gap=3)
            else:
                sheet.paragraph(f"{entry.label}: {entry.text}", 10, gap=1)
        if section.table:
            sheet.y -= 4
            sheet.table(section.table, ruled=False, size=8.5)
