"""Segments: X12 text taken apart. The delimiters stand in the ISA segment, at fixed places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.errors import UnreadableError

ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)  # of ISA01 to ISA16, in characters
_ISA_ELEMENTS = len(ISA_WIDTHS)
_PLACES = tuple(3 + sum(ISA_WIDTHS[:number]) + number for number in range(_ISA_ELEMENTS))  # of the delimiters in an ISA
_BLANK = " \t\r\n\f\v\0\x1a"
_LONGEST_ISA = 400  # characters; with every element as long as sloppy senders make it
_GROUP = r"GS{sep}[A-Z]{{2}}{sep}"
_HEADLESS = re.compile(r"(?:GS(?P<gs>[^\w\s])[A-Z]{2}(?P=gs)|ST(?P<st>[^\w\s])\d{3}(?P=st))")
_ENDINGS = "~\n\r'|^!"  # what ends segments where no ISA says it, most usual first


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What parts segments, elements and components in one interchange; one character each."""

    element: str
    component: str
    segment: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its number in the file, counted from 1, and its elements; `elements[0]` is its tag ("NM1")."""

    number: int
    elements: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The segment's name."""
        return self.elements[0]

    def __getitem__(self, element: int) -> str:
        """An element without the blanks around it, counted from 1; "" where the segment is shorter."""
        return self.elements[element].strip() if element < len(self.elements) else ""


@dataclass
class Stretch:
    """What stands from one ISA to the next: its delimiters, its segments, and what is wrong with the ISA itself."""

    delimiters: Delimiters
    segments: list[Segment] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


_WHOLE_ISA = re.compile(r"(?im)^(?P<quote>[> ]*)ISA(?P<sep>[^\w\s])(?:(?:(?!(?P=sep)).){0,60}(?P=sep)){15}", re.S)
_WHOLE_IEA = re.compile(r"(?i)IEA[^\w\s](?:\s*\d){1,5}\s*[^\w\s](?:\s*\d){1,9}\s*[^\w\s]?")
_QUOTE = re.compile(r"(?m)^(?:> ?)+")
_LINE_END = re.compile(r"[\r\n]+")


def interchange_in(text: str) -> tuple[int, int] | None:
    """Where an interchange begins that stands at the beginning of a line behind other words, and where the last one
    ends; None where there is none."""
    start = next((match for match in _WHOLE_ISA.finditer(text) if re.search(r"(?i)GS[^\w\s]|ST[^\w\s]837",
                  text[match.end() : match.end() + _LONGEST_ISA])), None)  # fmt: skip
    if start is None:
        return None
    ends = [match.end() for match in _WHOLE_IEA.finditer(text, start.end())]
    return start.start(), ends[-1] if ends else len(text)


def unquoted(text: str) -> str:
    """The text without the marks that mail programs set before the lines of an answered message."""
    return _QUOTE.sub("", text)


def unwrapped(text: str) -> str:
    """The text without line ends where they break its segments anywhere, as files of 80 columns have them."""
    beginning = _LINE_END.sub("", text[:_LONGEST_ISA])
    if _is_whole_isa(beginning) and not _is_whole_isa(text):
        return _LINE_END.sub("", text)
    return text


def _is_whole_isa(text: str) -> bool:
    element = text[3:4]
    return len(text) > _PLACES[-1] + 2 and all(text[place] == element for place in _PLACES)


def is_x12(text: str) -> bool:
    """Whether a file's beginning is X12's, an interchange, a group or a transaction set."""
    start = text.lstrip(_BLANK + "\ufeff")[:_LONGEST_ISA]
    if re.match(r"ISA[^\w\s]", start):
        return start.count(start[3]) >= _ISA_ELEMENTS // 2
    return bool(_HEADLESS.match(start))


def segments_of(text: str, most: int) -> list[Stretch]:
    """All segments of a file; more than `most` are refused before they are taken apart."""
    text = text.lstrip(_BLANK + "\ufeff")
    delimiters, faults = _delimiters_at(text, 0)
    if text.count(delimiters.segment) > most * 2:  # doubled ends are no segments
        raise _too_many(most)
    stretches = [Stretch(delimiters, faults=faults)]
    number = 0
    for start, piece in _pieces(text, stretches):
        body = piece.replace("\r", "").replace("\n", "").strip(_BLANK)
        if not body:
            continue
        number += 1
        if number > most:
            raise _too_many(most)
        if start is not None:
            delimiters, faults = _delimiters_at(text, start)
            stretches.append(Stretch(delimiters, faults=faults))
        elements = body.split(stretches[-1].delimiters.element)
        stretches[-1].segments.append(Segment(number, (elements[0].strip().upper(), *elements[1:])))
    return stretches


def _pieces(text: str, stretches: list[Stretch]) -> Iterator[tuple[int | None, str]]:
    """What stands between segment ends; with the place of an ISA that begins a new interchange, after the first."""
    at, first = 0, True
    while at < len(text):
        start: int | None = None
        begin = at
        while begin < len(text) and text[begin] in _BLANK:
            begin += 1
        # Another interchange may have delimiters of its own.
        if not first and text.startswith("ISA", begin) and is_x12(text[begin : begin + _LONGEST_ISA]):
            start = begin
        delimiters = _delimiters_at(text, begin)[0] if start is not None else stretches[-1].delimiters
        end = text.find(delimiters.segment, begin)
        end = len(text) if end < 0 else end
        yield start, text[begin:end]
        at, first = end + 1, False


def _delimiters_at(text: str, start: int) -> tuple[Delimiters, list[str]]:
    """The delimiters of the interchange whose ISA begins at `start`, and what is wrong with that ISA."""
    if not text.startswith("ISA", start):
        return _guessed(text, start)
    element = text[start + 3]
    if all(text[start + place : start + place + 1] == element for place in _PLACES):
        component, ending = text[start + 104 : start + 105], text[start + 105 : start + 106]
        marks = {element, component, ending}
        if len(marks) == 3 and not any(mark.isalnum() or not mark.strip() for mark in marks):
            return Delimiters(element, component, ending), []
    group = re.compile(_GROUP.format(sep=re.escape(element))).search(text, start, start + _LONGEST_ISA)
    parts = text[start : group.start() if group else start + _LONGEST_ISA].split(element, _ISA_ELEMENTS)
    faults = []
    tail = parts[_ISA_ELEMENTS] if len(parts) > _ISA_ELEMENTS else parts[-1]
    told = tail.strip(_BLANK)
    if len(parts) <= _ISA_ELEMENTS:
        component, ending = "", told[-1:]
    elif len(told) != 1:
        component, ending = tail[:1], tail[1:2]
    else:  # one of the two is a line end, or is not there
        component, ending = (told, tail[1:2] or "\n") if not _ends(told, element, text, start) else ("", told)
    if len(parts) <= _ISA_ELEMENTS:
        faults.append(f"ISA has {len(parts) - 1} elements; it must have {_ISA_ELEMENTS}")
    if not ending or ending.isalnum() or ending == element:
        raise UnreadableError(
            "damaged",
            "The X12 file does not say what ends its segments: its ISA segment is broken. Ask the sender to send it"
            " again.",
        )
    if not component or component in (element, ending) or component.isalnum() or component in _BLANK:
        faults.append("ISA16 names no character that parts components; a colon was assumed")
        component = ":" if ":" not in (element, ending) else ">"
    for number, (part, width) in enumerate(zip(parts[1:_ISA_ELEMENTS], ISA_WIDTHS, strict=False), start=1):
        if len(part) != width:
            faults.append(f"ISA element {number} has {len(part)} characters; it must have {width}")
    return Delimiters(element, component, ending), faults


def _ends(mark: str, element: str, text: str, start: int) -> bool:
    """Whether the segment that follows an ISA ends with this mark."""
    following = text[start + _LONGEST_ISA // 4 : start + 3 * _LONGEST_ISA]
    return re.search(rf"{re.escape(mark)}\s*(?:ST|BHT|GE){re.escape(element)}", following) is not None


def _guessed(text: str, start: int) -> tuple[Delimiters, list[str]]:
    """Delimiters where no ISA tells them."""
    match = _HEADLESS.match(text, start)
    if match is None:
        raise UnreadableError("damaged", "The X12 file has no ISA segment. Ask the sender to send it again.")
    element = match["gs"] or match["st"]
    beginning = text[start : start + _LONGEST_ISA]
    following = re.search(rf"(?<=[^\w\s])\s*(?:ST|BHT){re.escape(element)}", beginning[2:])
    ending = beginning[2:][: following.start()][-1:] if following else ""
    if not ending or ending == element or ending.isalnum():
        ending = next((mark for mark in _ENDINGS if mark in beginning and mark != element), "~")
    return Delimiters(element, ":" if ":" not in (element, ending) else ">", ending), []


def _too_many(most: int) -> UnreadableError:
    return UnreadableError(
        "too_many_segments",
        f"The X12 file has more than {most} segments. Ask the sender to send the claims in several files.",
    )
