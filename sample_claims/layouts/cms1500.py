"""CMS-1500: a page with the 33 boxes of the professional health claim where the paper form has them."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.layouts.cell import Cell
from sample_claims.layouts.cms1500_cells import rows_of
from sample_claims.layouts.sheet import Sheet
from sample_claims.writing import Pen

_LEFT, _TOP = 36.0, 700.0
_ROW = 24.0
_RED = (0.72, 0.2, 0.2)


def draw_cms1500(pen: Pen) -> bytes:
    """The whole form on one page, captions in red, typed values in Courier."""
    sheet = Sheet(pen.rng, "Helvetica", "Courier")
    sheet.canvas.setFillColorRGB(*_RED)
    sheet.text(_LEFT, 745, "HEALTH INSURANCE CLAIM FORM", sheet.bold, 13)
    sheet.text(_LEFT, 735, "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12", size=6)
    sheet.canvas.setFillGray(0)
    if pen.scene.knows("payer_name"):
        sheet.text(330, 748, pen.tell("payer_name"), sheet.typed, 9)
    top = _TOP + 24
    for row in rows_of(pen):
        top = draw_row(sheet, row, top)
    sheet.canvas.setFillColorRGB(*_RED)
    sheet.text(_LEFT, top - 10, "NUCC Instruction Manual available at: www.nucc.org", size=6)
    sheet.text(400, top - 10, "APPROVED OMB-0938-1197 FORM 1500 (02-12)", size=6)
    sheet.canvas.setFillGray(0)
    return sheet.finish("Health insurance claim form")


def draw_row(sheet: Sheet, cells: tuple[Cell, ...], top: float) -> float:
    """One row of boxes with their captions; its lower edge."""
    height = 17.0 if all(not cell.caption for cell in cells) else _ROW
    for cell in cells:
        x, width = _LEFT + cell.start, cell.end - cell.start
        sheet.canvas.setStrokeColorRGB(*_RED)
        sheet.canvas.setLineWidth(0.5)
        sheet.canvas.rect(x, top - height, width, height)
        sheet.canvas.setFillColorRGB(*_RED)
        for number, line in enumerate(sheet.lines(cell.caption, width - 4, size=5.2)):
            sheet.text(x + 2, top - 6 - number * 5.2, line, size=5.2)
        _ticks(sheet, cell, x, top - height + 5)
        sheet.canvas.setFillGray(0)
        size = _fit(sheet, cell.text, width, sheet.typed, 9)
        sheet.text(x + 4, top - height + 4.5, cell.text, sheet.typed, size)
    sheet.canvas.setStrokeGray(0)
    return top - height


def _fit(sheet: Sheet, text: str, width: float, font: str, size: float) -> float:
    """The size, or a smaller one at which the text stays in its box."""
    need = stringWidth(text, font, size)
    return size if need <= width - 6 else size * (width - 6) / need


def _ticks(sheet: Sheet, cell: Cell, x: float, y: float) -> None:
    if not cell.ticks:
        return
    needs = [stringWidth(choice, sheet.plain, 5.5) + 12 for choice, _ in cell.ticks]
    gap = max((cell.end - cell.start - 6 - sum(needs)) / len(needs), 0)
    at = x + 4 - gap
    before = 0.0
    for need, (choice, ticked) in zip(needs, cell.ticks, strict=True):
        at += before + gap
        before = need
        sheet.canvas.rect(at, y - 1.5, 8, 8)
        if ticked:
            sheet.canvas.setFillGray(0)
            sheet.text(at + 1.4, y, "X", sheet.typed, 8.5)
            sheet.canvas.setFillColorRGB(*_RED)
        sheet.text(at + 10, y, choice, size=5.5)
