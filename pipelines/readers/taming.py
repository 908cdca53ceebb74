"""Taming: text that no person wrote is brought into a shape that what reads it afterwards can stand.

Patterns that look for dates, amounts and names try every beginning in a row of like characters: on a line of a million
digits they would never end. What is longer than any paper has it is broken or cut, and the document says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document
from pipelines.errors import UnreadableError

_LONGEST_LINE = 2_000  # characters; a paragraph on one line is shorter
_LONGEST_PAGE_LINE = 5_000  # of a page, whose lines stand where they stand
_LONGEST_RUN = 200  # of one character
_MOST_BLANK_LINES = 60  # in a row: a page
_RUN = re.compile(rf"([^\n])\1{{{_LONGEST_RUN},}}")
_BLANK_LINES = re.compile(rf"\n{{{_MOST_BLANK_LINES + 1},}}")


def tame(document: Document) -> Document:
    """The document as it may be read; one whose text had to be changed has the problem "strange_text".

    UnreadableError "strange_text" where the words of a page would have to be changed.
    """
    if document.entries:
        return document
    wild = _is_wild(document.text, _LONGEST_PAGE_LINE if document.pages else _LONGEST_LINE)
    if document.pages and wild:
        raise UnreadableError(
            "strange_text",
            f"A page holds a line of more than {_LONGEST_PAGE_LINE} characters, which no paper has. Ask for a scan.",
        )
    if document.pages or not (wild or _is_empty(document.text)):
        return document
    text = _BLANK_LINES.sub("\n" * _MOST_BLANK_LINES, document.text)
    text = _RUN.sub(lambda run: run[1] * _LONGEST_RUN, text)
    text = "\n".join(part for line in text.split("\n") for part in _broken(line))
    problems = tuple(dict.fromkeys([*document.problems, "strange_text"]))
    return document.model_copy(update={"text": text, "problems": problems, "defects": ()})


def _is_wild(text: str, longest_line: int) -> bool:
    return len(text) > longest_line and any(len(line) > longest_line for line in text.split("\n"))


def _is_empty(text: str) -> bool:
    return "\n" * (_MOST_BLANK_LINES + 1) in text


def _broken(line: str) -> Iterator[str]:
    """The line in parts that are not too long, broken at blanks where there are some."""
    while len(line) > _LONGEST_LINE:
        at = line.rfind(" ", 1, _LONGEST_LINE + 1)
        at = at if at > 0 else _LONGEST_LINE
        yield line[:at].rstrip(" ")
        line = line[at:].lstrip(" ")
    yield line
