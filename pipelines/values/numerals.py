"""Numbers written as words: "three thousand two hundred", "twenty-first", "nineteen eighty-four"."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = {word: value for value, word in enumerate("zero one two three four five six seven eight nine".split())}
TEENS = {
    word: value
    for value, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
SCALES = {"thousand": 1_000, "grand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = UNITS | TEENS | TENS
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
_WORD = re.compile(r"[a-z]+|[0-9]+(?:,[0-9]{3})*")
_OTHER = re.compile(r"[^a-z0-9,\s\-]|,(?![0-9]{3})")

CARDINAL = rf"(?:{'|'.join([*_SMALL, 'hundred', *SCALES])})"
ORDINAL = (
    r"(?:(?:twenty|thirty)[ -])?"
    rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
)


def words_of_number(text: str) -> list[str] | None:
    """The words of a number in lower case, hyphens apart; None where something else stands between them."""
    lower = text.lower()
    return None if _OTHER.search(lower) else _WORD.findall(lower)


def cardinal(words: Sequence[str]) -> int | None:
    """The number that words such as `["two", "hundred", "and", "six"]` make, or None where they make none."""
    total, part, smallest_scale, last = 0, 0, None, ""
    for place, word in enumerate(words):
        if word in ("a", "an") and place == 0 and words[1:2] and (words[1] == "hundred" or words[1] in SCALES):
            part = 1
        elif word == "and" and last and (last == "hundred" or last in SCALES) and place + 1 < len(words):
            pass
        elif word == "hundred" and 0 < part < 100:
            part *= 100
        elif word in SCALES and part and (smallest_scale is None or SCALES[word] < smallest_scale):
            smallest_scale = SCALES[word]
            total, part = total + part * smallest_scale, 0
        else:
            fitted = _fit(part, word, last)
            if fitted is None:
                return None
            part = fitted
        last = word
    return total + part if last and last != "and" and _says_number(words) else None


def _fit(part: int, word: str, last: str) -> int | None:
    """`part` with one more small number at its end: "twenty" and "six" fit together, "six" and "twenty" do not."""
    if word[0].isdigit():
        value = int(word.replace(",", ""))
        fits = part == 0 or (part % 100 == 0 and value < 100 and last in ("hundred", "and"))
    elif word in _SMALL:
        value = _SMALL[word]
        free = (part == 0 and last not in UNITS) or (part % 100 == 0 and part > 0)
        fits = free or (last in TENS and 0 < value < 10)
    else:
        return None
    return part + value if fits else None


def _says_number(words: Sequence[str]) -> bool:
    return any(word in _SMALL or word == "hundred" or word in SCALES or word[0].isdigit() for word in words)


def number(text: str) -> int | None:
    """The whole number that `text` writes in words, alone or mixed with figures ("3 thousand"), or None."""
    words = words_of_number(text)
    return cardinal(words) if words else None


def ordinal(text: str) -> int | None:
    """The number behind "third", "twenty-first" or "thirtieth", or None."""
    words = words_of_number(text)
    if not words or words[-1] not in _ORDINALS:
        return None
    last = _ORDINALS[words[-1]]
    if len(words) == 1:
        return last
    return TENS[words[0]] + last if len(words) == 2 and words[0] in ("twenty", "thirty") and last < 10 else None


def spoken_year(text: str) -> int | None:
    """The year behind "twenty twenty-six", "nineteen eighty-four", "two thousand and six", or None."""
    words = words_of_number(text)
    if not words or any(word[0].isdigit() for word in words):
        return None
    whole = cardinal(words)
    if whole is not None:
        return whole if 1900 <= whole <= 2100 else None
    century = _SMALL.get(words[0])
    if century not in (19, 20):
        return None
    rest = words[1:]
    if len(rest) == 2 and rest[0] in ("oh", "o", "zero") and rest[1] in UNITS:
        return century * 100 + UNITS[rest[1]]
    tail = cardinal(rest) if rest else None
    return century * 100 + tail if tail is not None and 10 <= tail <= 99 else None
