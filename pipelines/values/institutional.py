"""Codes of institutional claims: revenue code, type of bill, DRG, ICD-10-PCS, and the short codes of a UB-04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.shape import Shape
from pipelines.values.text import Place

TOTAL_REVENUE_CODE = "0001"  # the line that bears the sum of the others
_HIGHEST_CATEGORY = 109  # revenue codes are assigned up to 109x …
_FAR_CATEGORIES = (210, 310)  # … and in these two
_UNASSIGNED_CATEGORIES = frozenset({*range(3, 10)})
_BILL_LABEL = re.compile(r"^(?:TOB|type of bill|bill type)\b[ .:#]*", re.IGNORECASE)
_PCS = re.compile(r"[0-9A-HJ-NP-Z]{7}")  # no I and no O: they would look like figures
_FIND_PCS = re.compile(r"(?<![\w.$#/-])(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*[0-9])[0-9BCDFGHX][0-9A-HJ-NP-Z]{6}(?![\w/-])")
_FREQUENCIES = "0123456789ABCDEFGHIJKMOPQXYZ"


class RevenueCode(Shape):
    """A revenue code as four figures: "450" is "0450"."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is."""
        code = re.sub(r"^(?:revenue code|rev\.? ?(?:cd|code)?)\b[ .:#]*", "", text, flags=re.IGNORECASE)
        return code.zfill(4) if re.fullmatch("[0-9]{3,4}|1", code) else None

    def faults(self, value: Value) -> list[str]:
        """A code of a category that was never assigned."""
        category = int(str(value)[:3])
        if value == TOTAL_REVENUE_CODE or category in _FAR_CATEGORIES:
            return []
        known = 1 < category <= _HIGHEST_CATEGORY and category not in _UNASSIGNED_CATEGORIES
        return [] if known else ["no such revenue code is assigned"]


class TypeOfBill(Shape):
    """A type of bill as four characters: a zero, facility, kind of care, frequency; "131" is "0131"."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is."""
        code = _BILL_LABEL.sub("", text).upper()
        code = code.zfill(4) if len(code) == 3 else code
        return code if re.fullmatch("0[0-9]{2}[0-9A-Z]", code) else None

    def faults(self, value: Value) -> list[str]:
        """A kind of facility, of care or a frequency that is not assigned."""
        code = str(value)
        faults = [] if code[1] in "12345678" else [f"its second character, {code[1]}, names no kind of facility"]
        if code[2] not in "123456789":
            faults.append(f"its third character, {code[2]}, names no kind of care")
        return faults if code[3] in _FREQUENCIES else [*faults, f"its last character, {code[3]}, is no frequency code"]


class Drg(Shape):
    """A diagnosis-related group as three figures."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The group that the whole of `text` names: "MS-DRG 291", "0291", "291"."""
        code = re.sub(r"^(?:(?:MS|APR|AP)[- ]?)?DRG\b[ .:#]*", "", text, flags=re.IGNORECASE)
        code = code[1:] if re.fullmatch("0[0-9]{3}", code) else code
        return code if re.fullmatch("[0-9]{3}", code) else None

    def faults(self, value: Value) -> list[str]:
        """The number that no group has."""
        return ["no such group"] if value == "000" else []


class Icd10Pcs(Shape):
    """An ICD-10-PCS procedure code: seven characters in capitals."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is."""
        code = re.sub(r"^(?:ICD-?10-?PCS|PCS)\b[ .:#]*", "", text, flags=re.IGNORECASE).upper().replace(".", "")
        return code if _PCS.fullmatch(code) else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Seven characters that hold both letters and figures, and begin with a section that exists."""
        yield from (match.span() for match in _FIND_PCS.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """A section that does not exist."""
        code = str(value)
        return [] if code[0] in "0123456789BCDFGHX" else [f"its first character, {code[0]}, names no section"]


class ShortCode(Shape):
    """A code of a UB-04 of a fixed small length: condition, occurrence, value, status, hour; "1" is "01" of two."""

    def __init__(self, name: str, length: int) -> None:
        super().__init__(name)
        self.length = length

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is, or that a code's name follows: "01 - Discharged to home"."""
        match = re.fullmatch(r"([0-9A-Z]{1,2})(?: ?[-–:(] ?.*| +[A-Z][a-z].*)?", text)
        code = match[1] if match else ""
        if code.isdigit():
            code = code.zfill(self.length) if len(code) <= self.length else code.removeprefix("0")
        return code if len(code) == self.length else None
