"""Characters said one by one, as over the telephone: "A C dash nine eight seven", "double five", "B as in Bravo"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.values.numerals import TEENS, TENS, UNITS
from pipelines.values.text import Place

_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|[0-9]+|[-/]")
_DIGITS = {word: str(value) for word, value in UNITS.items()} | {"oh": "0", "nought": "0", "niner": "9"}
_TWO_DIGITS = {word: str(value) for word, value in (TEENS | TENS).items()}
_SCALES = {"hundred": "00", "thousand": "000"}
_MARKS = {"dash": "-", "hyphen": "-", "minus": "-", "slash": "/", "dot": ".", "point": ".", "-": "-", "/": "/"}
_SILENT = frozenset({"space", "hash", "pound", "uh", "um", "er", "hashtag", "capital"})
_REPEATS = {"double": 2, "triple": 3}
_ALPHABET = {
    word: word[0].upper()
    for word in (
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar "
        "papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    ).split()
}
_LEAST_SPOKEN = 3  # digits said as words before a run counts as spelled out
_SEPARATORS = " \t\r\n,.…;"


@dataclass(frozen=True)
class _Unit:
    """One thing said: the characters it stands for, and the tokens it took."""

    characters: str
    start: int
    end: int
    spoken: int  # how many digits were said as words
    scaled: bool = False  # a number such as "four thousand", rather than characters


@dataclass(frozen=True)
class Run:
    """A stretch of text in which characters are said one by one. `scaled`: "hundred" or "thousand" stands in it."""

    start: int
    end: int
    characters: str
    scaled: bool

    @property
    def place(self) -> Place:
        """Where it begins and ends."""
        return self.start, self.end

    @property
    def digits(self) -> str:
        """Its digits alone; a letter O between them is a zero."""
        return re.sub(r"[^0-9]", "", re.sub(r"(?<=[0-9-])O|O(?=[0-9-])", "0", self.characters))


def spoken_digits(text: str) -> str | None:
    """The characters that the whole of `text` spells ("AC-987"), or None where it holds anything else."""
    runs = list(spoken_runs(text))
    if len(runs) != 1:
        return None
    rest = text[: runs[0].start] + text[runs[0].end :]
    return runs[0].characters if not rest.strip(_SEPARATORS + "-/#") else None


def spoken_runs(text: str) -> Iterator[Run]:
    """Every stretch of `text` in which at least three digits are said as words."""
    tokens = list(_TOKEN.finditer(text))
    units: list[_Unit] = []
    place = 0
    while place < len(tokens):
        unit, following = _unit(tokens, place)
        if unit is None or (units and not _continues(text, units[-1], unit)):
            yield from _run(units)
            units = [unit] if unit else []
        else:
            units.append(unit)
        place = following
    yield from _run(units)


def _continues(text: str, before: _Unit, unit: _Unit) -> bool:
    """Whether a unit goes on with the run: nothing but a pause between, and a group of capitals only after a dash."""
    gap = text[before.end : unit.start]
    near = len(gap) <= 6 and not gap.strip(_SEPARATORS) and gap.count("\n") <= 1
    sentence_ends = gap.startswith(".") and not gap.startswith("..")
    group = len(unit.characters) > 1 and unit.characters.isalpha()
    return near and not sentence_ends and not (group and gap and before.characters not in ("-", "/"))


def _unit(tokens: Sequence[re.Match[str]], place: int) -> tuple[_Unit | None, int]:
    """What is said from token `place` on, and the token after it."""
    token = tokens[place]
    word = token.group().lower()
    start, end, following = token.start(), token.end(), place + 1
    characters, spoken = _plain_unit(token.group(), word)
    if characters is None:
        if word not in _REPEATS or following >= len(tokens) or tokens[following].group().lower() in _REPEATS:
            return None, following
        unit, following = _unit(tokens, following)
        if unit is None or len(unit.characters) != 1:
            return None, place + 1
        repeated = unit.characters * _REPEATS[word]
        return _Unit(repeated, start, unit.end, unit.spoken * _REPEATS[word]), following
    if word in TENS:
        unit_word, after = _unit_after_tens(tokens, following)
        if unit_word is not None:
            return _Unit(characters[0] + _DIGITS[unit_word], start, tokens[after - 1].end(), 2), after
    if len(word) == 1 and word.isalpha():
        following = _after_example(tokens, following, word)
        end = tokens[following - 1].end()
    return _Unit(characters, start, end, spoken, word in _SCALES), following


def _plain_unit(written: str, word: str) -> tuple[str | None, int]:
    """The characters that one word stands for, and how many digits of them are said; (None, 0) for another word."""
    if word in _DIGITS:
        return _DIGITS[word], 1
    if word in _TWO_DIGITS:
        return _TWO_DIGITS[word], 2
    if written == "o":
        return "0", 1
    for table in (_SCALES, _MARKS, _ALPHABET):
        if word in table:
            return table[word], 0
    if word in _SILENT:
        return "", 0
    if written.isdigit() or len(written) == 1 or (len(written) <= 4 and written.isupper()):
        return written.upper(), 0
    return None, 0


def _unit_after_tens(tokens: Sequence[re.Match[str]], place: int) -> tuple[str | None, int]:
    """The "three" of "twenty-three" or "twenty three", and the token after it."""
    tight = (
        place + 1 < len(tokens) and tokens[place].group() == "-" and tokens[place].end() == tokens[place + 1].start()
    )
    place += tight
    if place >= len(tokens) or tokens[place].start() - tokens[place - 1].end() > 1:
        return None, place
    word = tokens[place].group().lower()
    return (word, place + 1) if word in UNITS and word != "zero" else (None, place)


def _after_example(tokens: Sequence[re.Match[str]], place: int, letter: str) -> int:
    """The token after "as in Bravo", "for Bravo" or "like boy", where the example begins with `letter`."""
    words = [token.group().lower() for token in tokens[place : place + 3]]
    for lead in (["as", "in"], ["for"], ["like"]):
        length = len(lead)
        if words[:length] == lead and len(words) > length and words[length].startswith(letter):
            return place + length + 1
    return place


def _run(units: list[_Unit]) -> Iterator[Run]:
    """A run of the units without the marks and stray words at its ends."""
    first, last = 0, len(units)
    while first < last and (not units[first].characters.isalnum() or _is_stray(units, first)):
        first += 1
    while last > first and not units[last - 1].characters.isalnum():
        last -= 1
    kept = units[first:last]
    if sum(unit.spoken for unit in kept) >= _LEAST_SPOKEN:
        characters = "".join(unit.characters for unit in kept)
        yield Run(kept[0].start, kept[-1].end, characters, any(unit.scaled for unit in kept))


def _is_stray(units: list[_Unit], place: int) -> bool:
    """Whether a run begins with the word "a" or "I" rather than with a letter that is spelled."""
    return (
        units[place].characters in ("A", "I")
        and units[place].end - units[place].start == 1
        and place + 1 < len(units)
        and units[place + 1].characters[:1].isdigit()
    )
