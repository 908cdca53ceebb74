"""Styles: which elements of a hypertext nobody sees, by their attributes and the style sheets in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MEDIA = re.compile(r"@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_NAME = re.compile(r"^(?P<tag>\w*)(?P<mark>[.#])(?P<name>[\w-]+)$")
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|visibility:collapse|opacity:0(?:\.0+)?(?![.\d])|mso-hide:all"
    r"|font-size:[01](?:\.\d+)?(?:px|pt|em|rem|%)?(?![.\d])(?!em|rem)"
    r"|(?:left|top|text-indent|margin-left|margin-top):-\d{3,}|clip:rect\(0|(?:max-)?height:0(?:px)?;.*overflow:hidden"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)")
_WHITE = re.compile(r"^(?:white|#f[a-f]f[a-f]f[a-f]|#fff|rgba?\(25[0-5],25[0-5],25[0-5](?:,[\d.]+)?\)|transparent)$")


@dataclass(frozen=True)
class Look:
    """How an element shows: whether not at all, and the colours of its letters and of what is behind them."""

    hidden: bool = False
    colour: str = "black"
    background: str = "white"

    @property
    def unseen(self) -> bool:
        """Whether nobody sees its words."""
        return self.hidden or (self.colour == self.background)


def look_of(attributes: Mapping[str, str], outer: Look, hiding: frozenset[str]) -> Look:
    """How an element with these attributes looks inside another; `hiding` are the names that the style sheets hide."""
    style = re.sub(r"\s+|!important", "", attributes.get("style", "")).lower()
    names = {f".{name}" for name in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    hidden = "hidden" in attributes or bool(names & hiding) or bool(style and _UNSEEN.search(style))
    colour = _last(_COLOUR, style) or attributes.get("color", "").lower()
    background = _last(_BACKGROUND, style) or attributes.get("bgcolor", "").lower()
    return Look(
        outer.hidden or hidden,
        _plain(colour) if colour else outer.colour,
        _plain(background) if background else outer.background,
    )


def hidden_names(sheet: str) -> frozenset[str]:
    """The classes and ids (".note", "#x") that a style sheet hides everywhere; what it says of other media is left."""
    found = set()
    for selectors, body in _RULE.findall(_MEDIA.sub("", sheet)):
        if _UNSEEN.search(re.sub(r"\s+|!important", "", body).lower()):
            for selector in selectors.split(","):
                match = _NAME.match(selector.strip())
                if match:
                    found.add(match["mark"] + match["name"])
    return frozenset(found)


def _last(pattern: re.Pattern[str], style: str) -> str:
    found = pattern.findall(style)
    return str(found[-1]) if found else ""


def _plain(colour: str) -> str:
    colour = colour.strip().lower()
    if colour in ("inherit", "initial", "currentcolor"):
        return "black"
    return "white" if _WHITE.match(colour) else colour
