"""The fillable fields of a PDF (AcroForm): names, tooltips, values, ticks, and where they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader as PypdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pipelines.errors import UnreadableError
from pipelines.readers.characters import clean_lines
from pipelines.readers.widgets import Entry, Kind, Widget

_PUSH_BUTTON = 1 << 16
_RADIO = 1 << 15
_PASSWORD = 1 << 13
_UNSEEN = 0b10 | 0b100000  # annotation flags: hidden, not viewed
_MAX_PARENTS = 32


@dataclass
class _Field:
    """A field while its widgets are collected."""

    name: str
    label: str
    radio: bool
    tick: bool
    kind: Kind
    value: str
    widgets: list[Widget] = field(default_factory=list)


def entries_of(data: bytes, max_pages: int, max_fields: int) -> list[Entry]:
    """The fields of the form that a person can see, in the order of pages and annotations.

    UnreadableError "too_many_fields" where there are more than any form has; else raises what pypdf raises.
    """
    reader = PypdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    fields: dict[str, _Field] = {}
    count = 0
    for number in range(min(len(reader.pages), max_pages)):
        for widget in _widgets(reader.pages[number]):
            count += 1
            if count > max_fields:
                raise UnreadableError(
                    "too_many_fields",
                    f"The form has more than {max_fields} fillable fields. Ask for a printed copy.",
                )
            _collect(widget, number, fields)
    return [_entry(one) for one in fields.values() if one.widgets]


def _widgets(page: DictionaryObject) -> Iterator[DictionaryObject]:
    annotations = _plain(page.get("/Annots"))
    for annotation in annotations if isinstance(annotations, ArrayObject) else ():
        widget = _plain(annotation)
        if isinstance(widget, DictionaryObject) and widget.get("/Subtype") == "/Widget":
            yield widget


def _collect(widget: DictionaryObject, page: int, fields: dict[str, _Field]) -> None:
    line = _ancestry(widget)
    kind, flags = _inherited(line, "/FT"), _number(_inherited(line, "/Ff"))
    rect = _rect(widget)
    if kind not in ("/Tx", "/Btn", "/Ch") or _number(widget.get("/F")) & _UNSEEN or rect is None:
        return
    if kind == "/Btn" and flags & _PUSH_BUTTON:
        return
    name = ".".join(reversed([_text(node["/T"]) for node in line if "/T" in node]))
    if name not in fields:
        shown = "" if kind == "/Btn" or flags & _PASSWORD else _value(line)
        label = _text(_inherited(line, "/TU"))
        fields[name] = _Field(
            name, label, bool(flags & _RADIO), kind == "/Btn", "choice" if kind == "/Ch" else "text", shown
        )
    shown, option = _button(widget, line) if kind == "/Btn" else (fields[name].value, "")
    fields[name].widgets.append(Widget(page, rect, shown, option, kind == "/Btn"))


def _entry(one: _Field) -> Entry:
    widgets = tuple(one.widgets)
    if not one.tick:
        return Entry(one.name, one.label, one.kind, one.value, widgets)
    ticked = next((widget.option for widget in widgets if widget.shown == "[x]"), "")
    if one.radio or len({widget.option for widget in widgets}) > 1:
        return Entry(one.name, one.label, "choice", ticked, widgets)
    return Entry(one.name, one.label, "tick", "true" if ticked else "false", widgets)


def _ancestry(widget: DictionaryObject) -> list[DictionaryObject]:
    """The widget and the fields above it; a circle of parents ends at a depth that no form has."""
    line = [widget]
    while len(line) < _MAX_PARENTS:
        parent = _plain(line[-1].get("/Parent"))
        if not isinstance(parent, DictionaryObject):
            break
        line.append(parent)
    return line


def _inherited(line: list[DictionaryObject], key: str) -> Any:
    return next((_plain(node[key]) for node in line if key in node), None)


def _value(line: list[DictionaryObject]) -> str:
    """The value as it is shown: of a list the options' wording, not their codes."""
    value = _inherited(line, "/V")
    wording = {}
    options = _inherited(line, "/Opt")
    for option in options if isinstance(options, ArrayObject) else ():
        pair = _plain(option)
        if isinstance(pair, ArrayObject) and len(pair) == 2:
            wording[_text(pair[0])] = _text(pair[1])
    chosen = [_text(one) for one in value] if isinstance(value, ArrayObject) else [_text(value)]
    return ", ".join(wording.get(one, one) for one in chosen)


def _button(widget: DictionaryObject, line: list[DictionaryObject]) -> tuple[str, str]:
    """What a tick box or radio button shows, and the option it stands for."""
    looks = _plain(widget.get("/AP"))
    normal = _plain(looks.get("/N")) if isinstance(looks, DictionaryObject) else None
    states = [str(key) for key in normal if key != "/Off"] if isinstance(normal, DictionaryObject) else []
    state = widget.get("/AS", _inherited(line, "/V"))
    on = states[0] if states else str(state or "")
    ticked = state is not None and state != "/Off" and (not states or str(state) in states)
    options = _inherited(line, "/Opt")
    option = on.lstrip("/")
    if isinstance(options, ArrayObject) and option.isdigit() and int(option) < len(options):
        option = _text(options[int(option)])
    return ("[x]" if ticked else "[ ]"), _text(option)


def _rect(widget: DictionaryObject) -> tuple[float, float, float, float] | None:
    """The widget's rectangle; None where it is missing or too small to see."""
    rect = _plain(widget.get("/Rect"))
    if not isinstance(rect, ArrayObject) or len(rect) != 4:
        return None
    x0, y0, x1, y1 = (float(_plain(number)) for number in rect)
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (x0, y0, x1, y1) if x1 - x0 > 1 and y1 - y0 > 1 else None


def _plain(value: Any) -> Any:
    """The object behind a reference."""
    return value.get_object() if hasattr(value, "get_object") else value


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _text(value: Any) -> str:
    """A text on one line; streams hold long values."""
    value = _plain(value)
    if value is None or isinstance(value, ArrayObject):
        return ""
    if isinstance(value, StreamObject):
        value = value.get_data().decode("utf-8", "replace")
    elif isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(clean_lines(str(value)).split())
