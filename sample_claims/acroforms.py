"""Filled AcroForms: loss notices and a CMS-1500 with the field names that the industry's own files carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_claims.acord import acord_lines
from sample_claims.acrofields import Line, plain_lines
from sample_claims.cms_fields import cms_lines
from sample_claims.layouts.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from sample_claims.writing import Pen

_HEIGHT = 14.0
_LONGEST = 2000  # characters that a field takes


@dataclass(frozen=True)
class _Shape:
    title: str
    lines: Callable[[Pen], list[Line]]


_SHAPES = {
    "acord": _Shape("AUTOMOBILE LOSS NOTICE", acord_lines),
    "plain": _Shape("LOSS NOTICE (fillable)", plain_lines),
    "cms": _Shape("HEALTH INSURANCE CLAIM FORM", cms_lines),
}


def draw_acroform(pen: Pen, shape: str) -> bytes:
    """A one- or two-page form whose fields are filled in."""
    form = _SHAPES[shape]
    sheet = Sheet(pen.rng)
    sheet.heading(form.title, 13)
    sheet.y -= 6
    for line in form.lines(pen):
        _draw(sheet, line)
    return sheet.finish(form.title.title())


def _draw(sheet: Sheet, line: Line) -> None:
    if line.heading:
        sheet.heading(line.heading, 9, rule=True)
        return
    tall = max(box.rows for box in line.boxes)
    height = _HEIGHT * tall + 14
    sheet.room(height)
    total = sum(box.width for box in line.boxes)
    x = MARGIN
    for place, box in enumerate(line.boxes):
        width = (WIDTH - 2 * MARGIN) * box.width / total
        sheet.text(x + 1, sheet.y - 8, box.caption, size=_caption_size(line, place, width))
        if box.choices:
            _choose(sheet, box.name, box.choices, box.value, x)
        elif box.tick is not None:
            sheet.canvas.acroForm.checkbox(
                name=box.name,
                checked=box.tick,
                x=x + 2,
                y=sheet.y - 22,
                size=11,
                tooltip=box.tooltip or None,
                borderWidth=0.5,
            )
        else:
            _text(sheet, box.name, box.value, (x, sheet.y - height + 2, width - 6, _HEIGHT * tall), box.tooltip)
        x += width
    sheet.y -= height


def _caption_size(line: Line, place: int, width: float) -> float:
    """Captions shrink to their field; one that stands over a split date may run on to the end of it."""
    for box in line.boxes[place + 1 :]:
        if box.caption:
            break
        width *= 2 if box is line.boxes[place + 1] else 1.5
    need = stringWidth(line.boxes[place].caption, "Helvetica", 6.5)
    return 6.5 if need <= width - 4 else max(6.5 * (width - 4) / need, 3.5)


def _text(sheet: Sheet, name: str, value: str, place: tuple[float, float, float, float], tooltip: str) -> None:
    x, y, width, height = place
    assert 0 < y < HEIGHT
    sheet.canvas.acroForm.textfield(
        name=name,
        value=value,
        x=x,
        y=y,
        width=width,
        height=height,
        fontSize=8.5,
        borderWidth=0.5,
        maxlen=_LONGEST,
        tooltip=tooltip or None,
        fieldFlags="multiline" if height > _HEIGHT else "",
    )


def _choose(sheet: Sheet, name: str, choices: tuple[str, ...], value: str, x: float) -> None:
    for choice in choices:
        sheet.canvas.acroForm.radio(
            name=name,
            value=choice,
            selected=choice == value,
            x=x + 2,
            y=sheet.y - 22,
            size=10,
            borderWidth=0.5,
            buttonStyle="cross",
            shape="square",
        )
        sheet.text(x + 14, sheet.y - 20, choice, size=7)
        x += 20 + 4.2 * len(choice)
