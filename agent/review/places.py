"""Where values of structured documents stand in their text: a numbered line for each segment, or "path: value"."""

from __future__ import annotations

import re
from functools import cached_property

from pipelines.claim import Document, PathSpan, SegmentSpan, Span

_NUMBERED = re.compile(r"^ *(\d+)  (?=\S)", re.MULTILINE)
_TAG = re.compile(r"\w*")


class Places:
    """The lines of one structured document, by segment number or by path."""

    def __init__(self, document: Document) -> None:
        self._text = document.text

    def of(self, span: Span) -> tuple[int, int] | None:
        """The characters [start, end) of the text that a span means; None where it means none of them."""
        if isinstance(span, SegmentSpan):
            return self._in_segment(span)
        return self._lines_by_path.get(span.path) if isinstance(span, PathSpan) else None

    def _in_segment(self, span: SegmentSpan) -> tuple[int, int] | None:
        start = self._lines_by_number.get(span.segment)
        if start is None:
            return None
        end = self._text.find("\n", start)
        line = self._text[start : end if end >= 0 else len(self._text)]
        tag = _TAG.match(line)
        delimiter = line[tag.end() : tag.end() + 1] if tag else ""
        elements = line.split(delimiter) if delimiter else [line]
        if not 0 < span.element < len(elements):
            return start, start + len(line)
        begin = start + sum(len(element) + 1 for element in elements[: span.element])
        element = elements[span.element]
        return _within(element, span, begin) if span.component else (begin, begin + len(element))

    @cached_property
    def _lines_by_number(self) -> dict[int, int]:
        return {int(match[1]): match.end() for match in _NUMBERED.finditer(self._text)}

    @cached_property
    def _lines_by_path(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        at = 0
        for line in self._text.split("\n"):
            path, colon, value = line.partition(": ")
            if colon:
                found.setdefault(path, (at + len(path) + 2, at + len(path) + 2 + len(value)))
            at += len(line) + 1
        return found


def _within(element: str, span: SegmentSpan, begin: int) -> tuple[int, int]:
    """A component: the last place up to its number where its text stands alone; the whole element where it does not."""
    whole = [match.start() for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(span.text)}(?![A-Za-z0-9])", element)]
    if not span.text or not whole:
        return begin, begin + len(element)
    at = whole[min(span.component, len(whole)) - 1]
    # Components with the same text: the one before which as many marks stand as components precede it.
    for place in whole:
        if len(re.findall(r"[^\w\s.]", element[:place])) == span.component - 1:
            at = place
    return begin + at, begin + at + len(span.text)
