"""Which characters of a source may stand in a document's text, and in what spelling."""

from __future__ import annotations

import re
import unicodedata

from pipelines.readers.separated import set_tabbed

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st"}
_TICKS = {0x2610: "[ ]", 0x2611: "[x]", 0x2612: "[x]"}
_SPACES = dict.fromkeys((9, 160, 5760, *range(8192, 8203), 8239, 8287, 12288), " ")
# A soft hyphen, and what pdfium reports for a hyphen at a line's end, is a hyphen to whoever looks at the page.
_HYPHENS = {0x02: "-", 0xAD: "-"}


# Control and format characters go: no person sees them, and they can carry words past a reader. Spelt out, for asking
# `unicodedata` about every code point takes longer than reading most documents.
_UNSEEN_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_TABLE: dict[int, str] = {
    **{code: "" for first, last in _UNSEEN_RANGES for code in range(first, last + 1)},
    **dict.fromkeys(range(55296, 57344), "�"),
    **_LIGATURES,
    **_TICKS,
    **_SPACES,
    **_HYPHENS,
}
_KEPT = {**_TABLE, 0x0A: "\n", 0x0C: "\f", 0x09: "\t", 0x02: ""}
_STRANGE_SHARE = 0.01  # of a text's characters
_LINE_ENDS = re.compile(r"\r\n?|[\v\x85\u2028\u2029]")


def clean_word(text: str) -> str:
    """`text` of one word without anything invisible, ligatures as letters; blanks at its ends are dropped."""
    return text.translate(_TABLE).strip()


def clean_lines(text: str) -> str:
    """`text` of many lines: each ends in a line feed, form feeds stay.

    Tabs become blanks to the next eighth column, or, where lines one after the other have as many, to columns.
    """
    lines = kept_lines(text).split("\n")
    return "\n".join(line.expandtabs(8).rstrip(" ") for line in set_tabbed(lines))


def kept_lines(text: str) -> str:
    """`text` without anything invisible; each line ends in a line feed, form feeds and tabs stay."""
    return _LINE_ENDS.sub("\n", text).translate(_KEPT)


def is_garbled(text: str) -> bool:
    """Whether a good part of `text` are characters that mean nothing: unassigned, private, or undecodable."""
    strange = sum(char == "�" or unicodedata.category(char) in {"Co", "Cn", "Cs"} for char in text)
    return strange > _STRANGE_SHARE * len(text)
