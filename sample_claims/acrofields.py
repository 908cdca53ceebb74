"""The fields of the fillable forms: names, captions and what a scene puts into them."""

from __future__ import annotations

from dataclasses import dataclass

from sample_claims.forms import SECTIONS, written
from sample_claims.words.labels import COLUMNS, LABELS, RECORD_TITLES
from sample_claims.writing import Pen


@dataclass(frozen=True)
class FieldBox:
    """One fillable field; `width` counts against its neighbours'. `choices` make it a row of radio buttons."""

    name: str
    caption: str
    value: str = ""
    width: float = 1.0
    rows: int = 1
    choices: tuple[str, ...] = ()
    tick: bool | None = None
    tooltip: str = ""


@dataclass(frozen=True)
class Line:
    """A row of fields, or a heading."""

    boxes: tuple[FieldBox, ...] = ()
    heading: str = ""


def value_of(pen: Pen, path: str, style: str = "") -> str:
    if not pen.scene.knows(path):
        return ""
    return written(pen, path) if not style else pen.tell(path, style)


def plain_lines(pen: Pen) -> list[Line]:
    """A form of somebody's own making, its fields named after what they hold."""
    lines: list[Line] = []
    labels = LABELS[pen.scene.claim_type]
    for titles, paths in SECTIONS[pen.scene.claim_type]:
        if not paths:
            lines += _record_lines(pen, titles[0])
            continue
        lines.append(Line(heading=titles[-1]))
        boxes = [_own(pen, path, pen.rng.choice(labels[path])) for path in paths]
        while boxes:
            take = 1 if boxes[0].rows > 1 else 2 if len(boxes) > 1 and boxes[1].rows == 1 else 1
            lines.append(Line(tuple(boxes[:take])))
            boxes = boxes[take:]
    return lines


def _own(pen: Pen, path: str, label: str) -> FieldBox:
    kind = pen.scene.kind(path)
    if kind == "boolean":
        value = value_of(pen, path)
        yes = pen.scene.values.get(path) is True
        return FieldBox(path, label, ("Yes" if yes else "No") if value else "", choices=("Yes", "No"))
    return FieldBox(path, label, value_of(pen, path), rows=2 if kind == "narrative" else 1, tooltip=label)


def _record_lines(pen: Pen, record: str) -> list[Line]:
    lines = [Line(heading=RECORD_TITLES[record][0])] if pen.scene.rows(record) else []
    for row in range(pen.scene.rows(record)):
        boxes = tuple(
            FieldBox(f"{record}_{row + 1}_{name}", labels[0], value_of(pen, f"{record}[{row}].{name}"))
            for name, labels in COLUMNS[record]
        )
        lines.append(Line(boxes))
    return lines
