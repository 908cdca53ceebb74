"""Entry and Widget: a form's field, and the places on pages where it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "tick", "choice"]


@dataclass(frozen=True)
class Widget:
    """One place on a page where a field shows; `rect` is in the page's own coordinates."""

    page: int  # from 0
    rect: tuple[float, float, float, float]
    shown: str  # what a person sees there: a value, "[x]" or "[ ]"; "" for an empty field
    option: str = ""  # the option that this button stands for
    is_button: bool = False


@dataclass(frozen=True)
class Entry:
    """One field with all its widgets."""

    name: str
    label: str
    kind: Kind
    value: str
    widgets: tuple[Widget, ...]

    @property
    def place(self) -> int:
        """The number of the widget that shows the value: of buttons the chosen one."""
        ticked = (number for number, widget in enumerate(self.widgets) if widget.shown == "[x]")
        return next(ticked, 0)
