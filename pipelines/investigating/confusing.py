"""Confusions: signs that look alike in a scan, and the slips of people who copy a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A letter and a figure that one sign of a form or a fax may stand for. Two figures are never taken for each other: a
# five where a six should be is a slip of the writer, and the document says five.
ALIKE = ("0OQD", "1IL", "2Z", "5S", "6G", "8B")
_GROUPS = {sign: frozenset(group) - {sign} for group in ALIKE for sign in group}
_FIGURES = frozenset("0123456789")
_SOLID = re.compile(r"[^0-9A-Z]")


def solid(number: str) -> str:
    """A number as it is compared: its letters and figures in capitals."""
    return _SOLID.sub("", number.upper())


def look_alike(one: str, other: str) -> bool:
    """Whether two numbers of the same length differ only in signs that look alike."""
    left, right = solid(one), solid(other)
    return len(left) == len(right) and all(a == b or b in _GROUPS.get(a, ()) for a, b in zip(left, right, strict=True))


def one_slip_from(number: str) -> Iterator[str]:
    """Every number that one confusion, one wrong figure, one swap, one sign too many or too few makes of it."""
    signs = solid(number)
    for at, sign in enumerate(signs):
        others = _GROUPS.get(sign, frozenset()) | (_FIGURES - {sign} if sign.isdigit() else frozenset())
        yield from (signs[:at] + other + signs[at + 1 :] for other in sorted(others))
        yield signs[:at] + signs[at + 1 :]
        yield from (signs[:at] + more + signs[at:] for more in sorted(_FIGURES))
        if at + 1 < len(signs) and signs[at + 1] != sign:
            yield signs[:at] + signs[at + 1] + sign + signs[at + 2 :]
    yield from (signs + more for more in sorted(_FIGURES))
