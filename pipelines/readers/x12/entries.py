"""Entries of X12: each value of a loop's segments under the path that claim types know it by."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Entry
from pipelines.readers.x12.guides import COMPOSITES, QUALIFIED
from pipelines.readers.x12.segments import Segment
from pipelines.readers.x12.walking import Frame

_SET: set[str] = {"path", "value", "segment", "element", "component"}


def entries_of(frame: Frame, component: str) -> Iterator[Entry]:
    """The entries of one loop's own segments; `component` parts its composites."""
    counts: dict[str, int] = {}
    for segment in frame.segments:
        if segment.tag == "HI":
            yield from _codes(frame.path, segment, component, counts)
            continue
        name = f"{frame.path}.{segment.tag}"
        element = QUALIFIED.get(segment.tag)
        if element and segment[element]:
            name = f"{name}[{segment[element]}]"
        count = counts.get(name, 0)
        counts[name] = count + 1
        if count:
            name = f"{name}[{count}]"
        yield from _elements(name, segment, component)
        if segment.tag == "PER":
            yield from _numbers(name, segment)


def _elements(name: str, segment: Segment, component: str) -> Iterator[Entry]:
    composites = COMPOSITES.get(segment.tag, frozenset())
    for number in range(1, len(segment.elements)):
        value = segment[number]
        if not value:
            continue
        if number in composites:
            for part, text in enumerate(value.split(component), start=1):
                if text.strip():
                    yield _entry(f"{name}.{number:02}-{part}", text.strip(), segment.number, number, part)
        else:
            yield _entry(f"{name}.{number:02}", value, segment.number, number, 0)


def _codes(path: str, segment: Segment, component: str, counts: dict[str, int]) -> Iterator[Entry]:
    """The composites of an HI, each under its own qualifier."""
    for number in range(1, len(segment.elements)):
        parts = [part.strip() for part in segment[number].split(component)]
        if not parts[0]:
            continue
        name = f"{path}.HI[{parts[0]}]"
        count = counts.get(name, 0)
        counts[name] = count + 1
        if count:
            name = f"{name}[{count}]"
        for part, text in enumerate(parts, start=1):
            if text:
                yield _entry(f"{name}.{part:02}", text, segment.number, number, part)


def _numbers(name: str, segment: Segment) -> Iterator[Entry]:
    """Telephone numbers and addresses of a PER under what they are: `PER[IC].TE`."""
    for number in (3, 5, 7):
        if segment[number] and segment[number + 1]:
            yield _entry(f"{name}.{segment[number]}", segment[number + 1], segment.number, number + 1, 0)


def _entry(path: str, value: str, segment: int, element: int, component: int) -> Entry:
    # Hundreds of thousands are made of values that need no validating; checked, they take twice the memory.
    return Entry.model_construct(
        _SET, path=path, value=value, segment=segment, element=element, component=component, place=""
    )
