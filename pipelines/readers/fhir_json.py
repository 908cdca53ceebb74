"""JSON of strangers: numbers as they are written, and whatever JSON should not be is refused before it does harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.errors import UnreadableError

MOST_LEVELS = 40  # of lists and objects within each other; extensions of extensions stay far below
MOST_BYTES = 64 << 20
MOST_VALUES = 6_000_000  # strings, brackets and commas of one file
_PAID_AT_ONCE = 10_000
# Escapes are marks of their own, so that a quotation mark behind a backslash ends nothing.
_MARK = re.compile(r'\\.|["\[\]{},]', re.DOTALL)
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
_ASK = "Ask the sender to send it again."


class Number(str):
    """A number of a JSON file, as its figures stand there: nothing is rounded."""

    __slots__ = ()


@dataclass
class Budget:
    """How many strings, brackets and commas may still be read of one file."""

    values: int = MOST_VALUES

    def spend(self, values: int) -> None:
        """Take so many off: UnreadableError "too_long" where they are not left."""
        self.values -= values
        if self.values < 0:
            raise UnreadableError(
                "too_long",
                f"The file holds more than {MOST_VALUES:,} values. Ask for it in several smaller files.",
            )


def decoded(data: bytes) -> str:
    """The text of a JSON file in any of its encodings; UnreadableError "too_long" or "damaged"."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(
            "too_long", f"The file is larger than {MOST_BYTES >> 20} MB. Ask for it in several smaller files."
        )
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise UnreadableError("damaged", f"The JSON file holds bytes that are no characters. {_ASK}") from None


def is_whole(text: str) -> bool:
    """Whether `text` opens and closes its brackets once, at its two ends: one JSON value on a line of its own."""
    depth = 0
    for mark, end in _brackets(text, Budget()):
        depth += 1 if mark in "{[" else -1 if mark in "}]" else 0
        if depth == 0:
            return end == len(text.rstrip())
        if depth > MOST_LEVELS:
            return False
    return False


def _brackets(text: str, budget: Budget) -> Iterator[tuple[str, int]]:
    """Brackets and commas outside of strings, each with its end; what stands in strings is paid for as well."""
    quoted = False
    marks = 0
    for match in _MARK.finditer(text):
        mark = match.group()
        marks += 1
        if marks % _PAID_AT_ONCE == 0:
            budget.spend(_PAID_AT_ONCE)
        if mark == '"':
            quoted = not quoted
        elif not quoted and len(mark) == 1:
            yield mark, match.end()
    budget.spend(marks % _PAID_AT_ONCE)


def parse(text: str, budget: Budget) -> object:
    """The JSON value that `text` is; UnreadableError "too_deep", "too_long" or "damaged" where it is none."""
    _check_levels(text, budget)
    try:
        value: object = json.loads(
            text,
            parse_float=Number,
            parse_int=Number,
            parse_constant=_no_number,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        raise UnreadableError(
            "damaged", f"The JSON breaks off or is malformed at line {error.lineno}, column {error.colno}. {_ASK}"
        ) from None
    except RecursionError:
        raise UnreadableError("too_deep", f"The JSON has too many levels within each other. {_ASK}") from None
    if _HALF_CHARACTER.search(text):
        _check_characters(value)
    return value


def _check_levels(text: str, budget: Budget) -> None:
    depth = 0
    for mark, _ in _brackets(text, budget):
        depth += 1 if mark in "{[" else -1 if mark in "}]" else 0
        if depth > MOST_LEVELS:
            raise UnreadableError("too_deep", f"The JSON has more than {MOST_LEVELS} levels within each other. {_ASK}")


def _check_characters(value: object) -> None:
    """Refuse halves of a character: they cannot be written down again."""
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableError("damaged", f"The JSON holds half a character (a lone surrogate). {_ASK}") from None


def _no_number(word: str) -> object:
    raise UnreadableError("damaged", f"The JSON says {word} where a number must stand. {_ASK}")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; where a name stands twice two readers would see two claims, so nobody should read it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableError("damaged", f"An object in the JSON names one of its members twice. {_ASK}")
    return found
