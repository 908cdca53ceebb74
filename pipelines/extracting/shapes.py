"""Shapes: what values without a form of their own look like in running text: names, firms, towns."""

from __future__ import annotations

import re

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’\-]*"
_PARTICLE = r"(?:de|da|del|della|der|den|di|dos|du|el|la|le|van|von|bin|ibn|al|y|e)\b"
_NAME = (
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ])?{_CAPITAL}(?:[ ](?:[A-Z]\.|{_PARTICLE}|{_CAPITAL})){{1,4}}"
    r"(?:,?[ ](?:Jr|Sr)\.?|[ ]I{2,3})?"
)
FREE = {
    "name": re.compile(_NAME),
    "organisation": re.compile(rf"{_CAPITAL}(?:[ ](?:of|the|and|&|{_CAPITAL}))*[ ]{_CAPITAL}"),
    "city": re.compile(rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}"),
}
