"""Clearing: a Word part as it shows on paper, before it is converted: without what is hidden, deleted or a prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

TAB = "\ue009"  # stands for a tab until the text is plain: HTML knows none
_WHITE = ("ffffff", "white")
_NO_FILL = ("", "auto", "ffffff", "white", "none")
_TINY = 3  # half-points
_LEAST_PICTURE = 2.5  # square inches shown: what is smaller is a logo or a signature
_EMU = 914_400  # per inch
_GONE = frozenset({"del", "moveFrom", "fldData", "instrDel"})
_DEEPEST = 400
_POINTS = re.compile(r"(width|height):\s*([\d.]+)(pt|in)")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; "" where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return None if element is None else next((one for one in element if local(one) == name), None)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as <w:vanish/> is there and not turned off."""
    return element is not None and attribute(element, "val").lower() not in ("0", "false", "off", "none")


@dataclass
class Cleared:
    """What clearing met with; `pictures` are the relations of the pictures that were shown large, in their order."""

    hidden: bool = False
    changed: bool = False
    pictures: list[str] = field(default_factory=list)


def clear(root: Element, hiding: frozenset[str], shading: frozenset[str], cleared: Cleared) -> None:
    """Clear a part in place. `hiding` are the styles whose text is hidden, `shading` those of coloured tables."""
    _Clearing(hiding, shading, cleared).walk(root, "", 0)


class _Clearing:
    def __init__(self, hiding: frozenset[str], shading: frozenset[str], cleared: Cleared) -> None:
        self._hiding = hiding
        self._shading = shading
        self._cleared = cleared

    def walk(self, parent: Element, fill: str, depth: int) -> None:
        """Clear what is below `parent`, which has the colour `fill` behind it."""
        if depth > _DEEPEST:
            raise ValueError("elements within elements, too deep")
        fill = self._fill(parent, fill)
        for element in list(parent):
            name = local(element)
            if name in _GONE:
                self._cleared.changed = self._cleared.changed or name in ("del", "moveFrom")
                parent.remove(element)
            elif name == "ins":
                self._cleared.changed = True
                self.walk(element, fill, depth + 1)
            elif name == "r":
                self._run(parent, element, fill, depth)
            elif name == "sdt" and is_on(child(child(element, "sdtPr"), "showingPlcHdr")):
                parent.remove(element)  # "Click here to enter text"
            elif name == "AlternateContent":
                self._alternative(parent, element, fill, depth)
            else:
                self.walk(element, fill, depth + 1)
        if local(parent) == "p":
            _lift_boxes(parent)

    def _run(self, parent: Element, run: Element, fill: str, depth: int) -> None:
        text = "".join(one.text or "" for one in run.iter() if local(one) == "t")
        if self._is_hidden(run, parent, fill):
            self._cleared.hidden = self._cleared.hidden or bool(re.search(r"[^\W_]{2,}", text))
            for one in list(run):
                if local(one) in ("t", "tab", "sym", "drawing", "pict", "AlternateContent"):
                    run.remove(one)
            return
        space = str(run.tag).rpartition("}")[0] + "}"
        for one in run:
            if local(one) in ("tab", "ptab"):
                one.tag, one.text = space + "t", TAB
                one.attrib.clear()
        for one in list(run):
            if local(one) in ("drawing", "pict", "object"):
                self._picture(one)
        chosen = _chosen(run)
        if chosen:
            SubElement(run, space + "t").text = chosen
        self.walk(run, fill, depth + 1)

    def _is_hidden(self, run: Element, parent: Element, fill: str) -> bool:
        look = child(run, "rPr")
        style = child(look, "rStyle")
        if is_on(child(look, "vanish")) or (style is not None and attribute(style, "val") in self._hiding):
            return True
        if local(parent) == "p":
            style = child(child(parent, "pPr"), "pStyle")
            if style is not None and attribute(style, "val") in self._hiding and child(look, "vanish") is None:
                return True
        size, colour = child(look, "sz"), child(look, "color")
        if size is not None and attribute(size, "val").isdigit() and int(attribute(size, "val")) < _TINY:
            return True
        if colour is None or attribute(colour, "val").lower() not in _WHITE:
            return False
        own = child(look, "shd")
        behind = attribute(own, "fill").lower() if own is not None else fill
        return behind in _NO_FILL and child(look, "highlight") is None

    def _fill(self, element: Element, outer: str) -> str:
        """The colour behind what is in an element."""
        name = local(element)
        if name == "tbl":
            style = child(child(element, "tblPr"), "tblStyle")
            if style is not None and attribute(style, "val") in self._shading:
                return "styled"
        if name == "wsp":
            colour = child(child(child(element, "spPr"), "solidFill"), "srgbClr")
            has_fill = child(child(element, "spPr"), "solidFill") is not None
            return attribute(colour, "val").lower() if colour is not None else "styled" if has_fill else outer
        if name in ("shape", "rect", "roundrect") and attribute(element, "fillcolor"):
            return attribute(element, "fillcolor").lstrip("#").lower()
        own = child(child(element, f"{name}Pr"), "shd") if name in ("p", "tc", "tbl") else None
        return attribute(own, "fill").lower() if own is not None and attribute(own, "fill") else outer

    def _alternative(self, parent: Element, element: Element, fill: str, depth: int) -> None:
        """Of the same thing said for new and for old programs, one: the first, with its text boxes and pictures."""
        place = list(parent).index(element)
        parent.remove(element)
        said = child(element, "Choice")
        said = said if said is not None and len(said) else child(element, "Fallback")
        for offset, one in enumerate(list(said) if said is not None else []):
            parent.insert(place + offset, one)
            self._picture(one)
            self.walk(one, fill, depth + 1)

    def _picture(self, drawing: Element) -> None:
        shown = [one for one in drawing.iter() if local(one) in ("blip", "imagedata")]
        if not shown or _area(drawing) < _LEAST_PICTURE:
            return
        for one in shown:
            relation = attribute(one, "embed") or (attribute(one, "id") if local(one) == "imagedata" else "")
            if relation and relation not in self._cleared.pictures:
                self._cleared.pictures.append(relation)


def _lift_boxes(paragraph: Element) -> None:
    """Set the text of a paragraph's text boxes after its own, each of their paragraphs as a run after a line break."""
    boxes = [one for one in paragraph.iter() if local(one) == "txbxContent"]
    space = str(paragraph.tag).rpartition("}")[0] + "}"
    for box in boxes:
        for inner in [one for one in box.iter() if local(one) == "p"]:
            text = "".join(_texts(inner))
            if text.strip():
                run = SubElement(paragraph, space + "r")
                SubElement(run, space + "br")
                SubElement(run, space + "t").text = text
        box.clear()
    for run in [one for one in paragraph.iter() if local(one) == "r"]:
        for one in list(run):
            if local(one) in ("drawing", "pict", "object"):
                run.remove(one)


def _texts(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name == "br":
            yield " "


def _chosen(run: Element) -> str:
    """What an old drop-down field shows: the chosen one of its list."""
    for one in run:
        options = child(child(one, "ffData"), "ddList") if local(one) == "fldChar" else None
        if options is None:
            continue
        entries = [attribute(entry, "val") for entry in options if local(entry) == "listEntry"]
        result = child(options, "result")
        number = attribute(result, "val") if result is not None else "0"
        if number.isdigit() and int(number) < len(entries):
            return entries[int(number)]
    return ""


def _area(drawing: Element) -> float:
    """How large a picture is shown, in square inches; a large figure where nothing tells."""
    for one in drawing.iter():
        if local(one) == "extent":
            sides = attribute(one, "cx"), attribute(one, "cy")
            if all(side.isdigit() for side in sides):
                return int(sides[0]) / _EMU * int(sides[1]) / _EMU
        found = {
            name: float(size) / (72 if unit == "pt" else 1)
            for name, size, unit in _POINTS.findall(attribute(one, "style"))
        }
        if len(found) == 2:
            return found["width"] * found["height"]
    return float("inf")
