"""Spellings that do not matter: odd spaces, dashes, quotes, full-width letters, and marks around a value."""

from __future__ import annotations

import re

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u00ad"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    }
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SPACE = re.compile(r"\s+")
_AROUND = " \t\r\n\f\v,;:!?\"'*_|"
_NOTHING = re.compile(
    r"(?:n\.?\s?[/.]?\s?a|not applicable|not known|unknown|unk|none given|not (?:given|provided|stated|available)|"
    r"tbd|to be determined|pending|[-–—./\s]+|null|nil|see (?:above|below|attached))\.?",
    re.IGNORECASE,
)

Place = tuple[int, int]  # where something begins in a text, and where it ends


def plain(text: str) -> str:
    """`text` with one spelling of spaces, dashes, quotes and full-width letters; every character keeps its offset."""
    return text.translate(_ONE_FOR_ONE)


def collapsed(text: str) -> str:
    """`text` with single spaces, and none around it."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def bare(verbatim: str) -> str:
    """A value without the marks that stand around it in a sentence or on a form."""
    text = collapsed(plain(verbatim))
    return text.strip(_AROUND).rstrip(". " + _AROUND).strip()


def says_nothing(text: str) -> bool:
    """Whether a text stands for a value left out: "n/a", "unknown", a dash."""
    return not text or _NOTHING.fullmatch(text) is not None
