"""Passages of policy wording: a text is cut where it has paragraphs, and long ones between sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEAST, _MOST = 40, 900  # characters of one passage


def passages(text: str) -> Iterator[str]:
    """The passages of a wording, in their order; headings go with what they stand over."""
    heading = ""
    for paragraph in re.split(r"\n\s*\n", text):
        whole = " ".join(paragraph.split())
        if not whole:
            continue
        if len(whole) < _LEAST:
            heading = f"{heading} {whole}".strip()
            continue
        for part in _cut(whole):
            yield f"{heading}: {part}" if heading else part
        heading = ""
    if heading:
        yield heading


def _cut(paragraph: str) -> Iterator[str]:
    part = ""
    for sentence in re.split(r"(?<=[.;:!?])\s+", paragraph):
        if part and len(part) + len(sentence) > _MOST:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    yield part
