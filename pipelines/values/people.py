"""People and firms, and free text: names, organisations, text, narrative."""

from __future__ import annotations

import re

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.shape import Shape
from pipelines.values.text import collapsed, plain, says_nothing

_LONGEST_NAME = 80  # characters
_LONGEST_ORGANISATION = 120
_MOST_WORDS = 8
_HONORIFIC = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|rev|hon|sir|madam|officer|sgt|det|trooper)\b\.? ?)+(?=\S)",
    re.IGNORECASE,
)
CREDENTIALS = (
    r"(?:M\.?D|D\.?O|D\.?C|D\.?D\.?S|D\.?M\.?D|D\.?P\.?M|R\.?N|N\.?P|P\.?A(?:-C)?|P\.?T|Ph\.?D|Psy\.?D|FNP|APRN|"
    r"CRNA|LCSW|Esq|DPT|OD|F\.?A\.?C\.?S)"
)
_CREDENTIALS = re.compile(rf"(?:,? {CREDENTIALS}\.?|,{CREDENTIALS}\.?)+$")
SUFFIX = r"(?:jr|sr|ii|iii|iv|2nd|3rd)"
_SUFFIX_TAIL = re.compile(rf",? ({SUFFIX})\.?$", re.IGNORECASE)
_ASIDE = re.compile(r" ?\([^()]*\)$")
_NO_NAME = re.compile(
    r"(?:the )?(?:same|self|same as .*|insured|patient|owner|driver|claimant|caller|agent|none|no one|nobody|"
    r"myself|me|yes|no|true|false)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"^(?:i|we|he|she|they|it|my|his|her|their|there|this|that|was|is|were|has|had)\b", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'&/-]|\"[^\W\d_]+\"|\([^\W\d_]+\))*")
_SMALL_PARTICLES = frozenset({"and", "de", "la", "del", "van", "von", "der", "den", "di", "da", "dos", "y"})


class Name(Shape):
    """A person's name in the order first, middle, last; without "Mr." and "MD", capitals only where names have them."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The name that `verbatim` is, or None where it cannot be one."""
        text = collapsed(plain(verbatim)).strip(" ,;:*_|\"'")
        text = _ASIDE.sub("", re.sub(r"^(?:name|full name)\s*:\s*", "", text, flags=re.IGNORECASE))
        if len(text) > _LONGEST_NAME or says_nothing(text) or _NO_NAME.fullmatch(text):
            return None
        text = _CREDENTIALS.sub("", _HONORIFIC.sub("", text)).strip(" ,")
        text = _first_name_first(text)
        if _SENTENCE.match(text) or not 1 <= len(text.split()) <= _MOST_WORDS:
            return None
        bare_name = re.sub(rf" {SUFFIX}\.?$", "", text, flags=re.IGNORECASE)
        if not _NAME.fullmatch(bare_name) or not re.search(r"[^\W\d_]{2}", bare_name):
            return None
        return _cased(text) if text.isupper() else text


def _first_name_first(text: str) -> str:
    """ "Roe, Jane M., Jr." as "Jane M. Roe Jr."; three or more commas are left as they are."""
    suffix = _SUFFIX_TAIL.search(text)
    tail = f" {suffix[1]}" if suffix else ""
    if suffix:
        text = text[: suffix.start()].rstrip(" ,")
    last, comma, first = text.partition(",")
    if not comma or "," in first or not first.strip():
        return text + tail
    inner = _SUFFIX_TAIL.search(f" {last}") if not tail else None
    if inner:
        last, tail = f" {last}"[: inner.start()].strip(), f" {inner[1]}"
    return f"{_HONORIFIC.sub('', first.strip())} {last.strip()}{tail}"


def _cased(text: str) -> str:
    """ "JANE O'BRIEN-MCDONALD III" as "Jane O'Brien-McDonald III"."""
    return " ".join(_cased_word(word, place) for place, word in enumerate(text.split()))


def _cased_word(word: str, place: int) -> str:
    if re.fullmatch(r"(?:II|III|IV)", word) or re.fullmatch(r"(?:[A-Z]\.)+", word):
        return word
    if place and word.lower() in _SMALL_PARTICLES:
        return word.lower()
    parts = re.split(r"([-'.])", word)
    return "".join(re.sub(r"^Mc([a-z])", lambda match: "Mc" + match[1].upper(), part.capitalize()) for part in parts)


class Organisation(Shape):
    """A firm's or an authority's name as it is written, on one line."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The name that `verbatim` is, or None where nothing is said."""
        text = collapsed(plain(verbatim)).strip(' ,;:*_|"')
        if (
            len(text) > _LONGEST_ORGANISATION
            or says_nothing(text)
            or re.fullmatch("none|same|self", text, re.IGNORECASE)
        ):
            return None
        return text if re.search(r"[^\W\d_]", text) else None


class Text(Shape):
    """A short text as it is written, with single spaces."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The text, or None where nothing is said."""
        text = collapsed(plain(verbatim)).strip(" ,;:|_")
        return None if says_nothing(text) else text


class Narrative(Shape):
    """A passage as it is written, with single spaces."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The passage, or None where nothing is said."""
        text = collapsed(verbatim)
        return None if says_nothing(text) else text
