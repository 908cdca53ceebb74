"""Joined: the documents of a claim as one text for a model, and the way back to each document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.claim import Document

_WIDE = re.compile(r"[ \t]{4,}")
_BLANK = re.compile(r"\n(?:[ \t]*[\n\f])+")
_RULES = re.compile(r"([_.\-=*~])\1{5,}")


def readable(document: Document) -> str:
    """A document's text with its layout, without the white space and ruled lines that cost tokens and say nothing."""
    text = _RULES.sub(r"\1\1\1", document.text)
    return _BLANK.sub("\n\n", _WIDE.sub("   ", text)).strip()


def join(documents: Sequence[Document]) -> str:
    """All documents of a claim, in order, with a line between."""
    texts = [readable(document) for document in documents if document.text.strip()]
    if len(texts) == 1:
        return texts[0]
    return "\n\n".join(f"=== document {number} ===\n{text}" for number, text in enumerate(texts, start=1))


def windows(text: str, most_tokens: int, count: Callable[[str], int]) -> list[str]:
    """`text` in parts of at most `most_tokens` tokens, cut between lines; nothing is left out."""
    if count(text) <= most_tokens:
        return [text]
    parts: list[str] = []
    lines: list[str] = []
    used = 0
    for line in _short_lines(text, most_tokens):
        cost = count(line) + 1
        if lines and used + cost > most_tokens:
            parts.append("\n".join(lines))
            lines, used = [], 0
        lines.append(line)
        used += cost
    return [*parts, "\n".join(lines)] if lines else parts


def _short_lines(text: str, most_tokens: int) -> list[str]:
    """Lines, those of a text without line ends cut: a token is at least one byte, so none can exceed the limit."""
    size = max(40, most_tokens)
    return [line[at : at + size] for line in text.split("\n") for at in range(0, max(1, len(line)), size)]
