"""What names a vehicle: VIN, licence plate, model year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.dates import Date
from pipelines.values.kind import Hints
from pipelines.values.numerals import spoken_year
from pipelines.values.reference import makes
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits, spoken_runs
from pipelines.values.text import Place

# ISO 3779: the letters I, O and Q do not occur; weights and values as in 49 CFR 565.15.
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"  # 1980 to 2009, then again from 2010
_CHECK, _YEAR_PLACE = 8, 9
_MISREAD = str.maketrans("IOQ", "100")
_LEAST_DIGITS = 3
_FIND_VIN = re.compile(r"(?<![\w-])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![\w-])")
_FIND_SPACED = re.compile(r"(?<![\w-])(?:[A-HJ-NPR-Z0-9][ -]?){16}[A-HJ-NPR-Z0-9](?![\w-])")
_FIND_SOLID = re.compile(r"(?<![\w-])[A-Z0-9]{17}(?![\w-])")
_FIND_PLATE = re.compile(
    r"(?<![\w.$#/-])(?!US[- ]|SR[- ]|FM[- ]|CR[- ]|SH[- ])"
    r"(?:[A-Z]{2,3}[ -]?[0-9]{3,5}|[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[0-9][A-Z]{3}[0-9]{3}|"
    r"[0-9]{3,4}[ -]?[A-Z]{2,3}|[A-Z]{3}[0-9][A-Z][0-9]{2}|"
    r"[A-Z][0-9]{2}[- ]?[A-Z]{3})(?![\w/-]|\.[0-9])"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_OLDEST_MODEL = 1930


def vin_check_digit(vin: str) -> str:
    """The check digit that a VIN of 17 characters should have at place 9."""
    rest = sum(_VALUES[character] * weight for character, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def make_of_vin(vin: str) -> str | None:
    """The make behind a VIN's first characters, or None where the list does not know them: that proves nothing."""
    return makes().get(vin[:3]) or makes().get(vin[:2])


def model_years_of_vin(vin: str) -> tuple[int, ...]:
    """The model years that a VIN's tenth character may stand for (30 years apart); () where it stands for none."""
    place = _YEAR_CODES.find(vin[_YEAR_PLACE])
    return () if place < 0 else (1980 + place, 2010 + place)


class Vin(Shape):
    """A vehicle identification number of 17 characters. The check digit is a fault at most: real ones often fail it."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The VIN that the whole of `text` is or spells."""
        text = re.sub(r"^VIN\b[ .:#]*", "", text, flags=re.IGNORECASE)
        vin = re.sub(r"[\s\-*.]", "", text).upper()
        if len(vin) != 17:
            vin = re.sub(r"[-./]", "", spoken_digits(text) or "")
        if sum(character.isdigit() for character in vin) < _LEAST_DIGITS:
            return None
        if not _VIN.fullmatch(vin):
            mended = vin.translate(_MISREAD)
            # I, O and Q are misread digits if the check digit then holds.
            vin = mended if _VIN.fullmatch(mended) and vin_check_digit(mended) == mended[_CHECK] else ""
        return vin or None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where VINs stand in one piece; in several pieces, or with I, O or Q, only those whose check digit holds."""
        yield from (match.span() for match in _FIND_VIN.finditer(text))
        for pattern in (_FIND_SOLID, _FIND_SPACED):
            for match in pattern.finditer(text):
                vin = re.sub("[ -]", "", match.group()).translate(_MISREAD)
                if sum(character.isdigit() for character in vin) > 5 and vin_check_digit(vin) == vin[_CHECK]:
                    yield match.span()
        yield from (run.place for run in spoken_runs(text) if len(re.sub(r"[-./]", "", run.characters)) == 17)

    def faults(self, value: Value) -> list[str]:
        """A check digit that does not hold."""
        vin = str(value)
        expected = vin_check_digit(vin)
        return [] if vin[_CHECK] == expected else [f"check digit is {vin[_CHECK]}, expected {expected}"]


class Plate(Shape):
    """A licence plate in capitals, with the spaces and hyphens it was written with."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The plate that the whole of `text` is or spells: two to eight letters and figures."""
        text = re.sub(
            r"^(?:(?:licen[cs]e|plate|tag|reg(?:istration)?|no|number)\b[ .:#]*)+", "", text, flags=re.IGNORECASE
        )
        plate = text.upper()
        if (
            not re.fullmatch(r"[A-Z0-9]+(?:[ .-][A-Z0-9]+){0,3}", plate)
            or not 2 <= len(re.sub(r"[ .-]", "", plate)) <= 8
        ):
            plate = spoken_digits(text) or ""
        return plate if 2 <= len(re.sub(r"[ .-]", "", plate)) <= 8 and plate not in ("NA", "NONE", "UNKNOWN") else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where letters and figures stand together as on plates: "ABC-1234", "7ABC123", "123 ABC"."""
        yield from (match.span() for match in _FIND_PLATE.finditer(text))
        for run in spoken_runs(text):
            if any(character.isalpha() for character in run.characters):
                yield run.place


class Year(Shape):
    """A year from 1900 to 2100, as a whole number."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The year that the whole of `text` is; two figures need the day received."""
        match = re.fullmatch(r"(?:MY|model year|year)?[ :]*('?[0-9]{2}|[0-9]{4})(?: model)?", text, re.IGNORECASE)
        if match is None:
            return spoken_year(text)
        figures = match[1].strip("'")
        if len(figures) == 4:
            return int(figures) if _FIRST_YEAR <= int(figures) <= _LAST_YEAR else None
        if hints.today is None:
            return None
        this = hints.today.year
        year = this // 100 * 100 + int(figures)
        return year if year <= this + 1 else year - 100

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where years stand that are no part of a date, an amount or a longer number."""
        dates = Date("date").find(text, hints)
        for match in re.finditer(r"(?<![\w$€£.,/#-])(?:19|20)[0-9]{2}(?![\w%/]|[-.,][0-9])", text):
            before = bisect_right(dates, match.start(), key=lambda day: day.start) - 1
            if before < 0 or dates[before].end <= match.start():
                yield match.span()

    def faults(self, value: Value) -> list[str]:
        """A model year before cars had model years."""
        return [f"the year is before {_OLDEST_MODEL}"] if int(value) < _OLDEST_MODEL else []
