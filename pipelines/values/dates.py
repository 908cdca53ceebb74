"""Dates as people write and say them -> ISO 8601: "1/2/26", "2-Jan-26", "the 3rd of May", "last Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.claim import Value
from pipelines.values.days import RELATIVE, WEEKDAY, relative_day
from pipelines.values.kind import Hints
from pipelines.values.numerals import ORDINAL, TEENS, TENS, UNITS, ordinal, spoken_year
from pipelines.values.shape import Shape
from pipelines.values.text import Place

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_OLDEST_YEAR, _FURTHEST_YEAR = 1910, 2060  # beyond these a date on a claim is odd
_FUTURE_YEARS = 10  # "35" is 2035 for a policy's end, "45" is 1945
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = rf"(?P<day>[0-3]?[0-9](?![0-9])(?: ?(?:st|nd|rd|th)\b)?|{ORDINAL}\b)"
_YEAR4 = r"(?:19|20)[0-9]{2}|2100"
_TAIL_WORDS = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS)}))?|{'|'.join(TEENS)})"
_YEAR_WORDS = (
    rf"(?:nineteen|twenty)[ -](?:{_TAIL_WORDS}|(?:oh|o|zero)[ -](?:{'|'.join(UNITS)}))\b"
    rf"|two thousand(?:(?: and)? (?:{_TAIL_WORDS}|{'|'.join(UNITS)}))?\b"
)
_YEAR_CLEAR = rf"(?:{_YEAR4})(?![0-9])|'[0-9]{{2}}(?![0-9])|{_YEAR_WORDS}"
_YEAR = rf"(?P<year>{_YEAR_CLEAR}|[0-9]{{2}}(?![0-9]))"
_CLOCK = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?"

_ISO = rf"(?P<year>{_YEAR4})(?P<mark>[-/.])(?P<m>[0-9]{{1,2}})(?P=mark)(?P<d>[0-9]{{1,2}}){_CLOCK}"
_SLASHED = rf"(?P<a>[0-9]{{1,2}}) ?/ ?(?P<b>[0-9]{{1,2}}) ?/ ?(?P<year>(?:{_YEAR4})|'?[0-9]{{2}})"
_MARKED = rf"(?P<a>[0-9]{{1,2}}) ?(?P<mark>[-.|]) ?(?P<b>[0-9]{{1,2}}) ?(?P=mark) ?(?P<year>(?:{_YEAR4})|'?[0-9]{{2}})"
_BOXED = rf"(?P<a>[0-9]{{1,2}}) +(?P<b>[0-9]{{1,2}}) +(?P<year>(?:{_YEAR4})|[0-9]{{2}})"
_YEAR_FIRST = rf"(?P<year>{_YEAR4})[-/., ]{{1,2}}{_MONTH}[-/., ]{{0,2}}{_DAY}"
# One mark between all three parts, or spaces: "May 10-12" is two days, not a year.
_MONTH_FIRST_MARKED = rf"{_MONTH}(?P<mark>[-/.]){_DAY}(?P=mark){_YEAR}"
_DAY_FIRST_MARKED = rf"{_DAY}(?P<mark>[-/.]?){_MONTH}(?P=mark){_YEAR}"
_MONTH_FIRST = rf"{_MONTH},? ?(?:the )?{_DAY}(?:(?: of|,)? {_YEAR}|, ?{_YEAR.replace('year', 'year2')})?"
_DAY_FIRST = rf"(?:the )?{_DAY}(?: day)?(?: of)? ?{_MONTH}(?:(?: of|,)? {_YEAR}|, ?{_YEAR.replace('year', 'year2')})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _ISO, _SLASHED, _MARKED, _BOXED, _YEAR_FIRST, _MONTH_FIRST_MARKED, _DAY_FIRST_MARKED, _MONTH_FIRST, _DAY_FIRST
    )
)  # fmt: skip
_COMPACT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_NO_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_BEFORE = re.compile(
    rf"^(?:(?:on or about|on|dated?|the date of|around|about|approximately|"
    rf"circa)[ :]+)*(?:{WEEKDAY}\.?(?:,? (?:the )?|,))?",
    re.IGNORECASE,
)

_ALONE, _ENDS = r"(?<![\w/.-])", r"(?!\w|[-/.] ?[0-9])"
_NO_RANGE = r"(?! ?(?:-|to|and|&|or|/) ?[0-9])"
_SAID_YEAR = rf"(?:(?: of|,)? (?:{_YEAR_CLEAR})|, ?(?:{_YEAR_CLEAR}))"
_FIND = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_ALONE}{_ISO}(?!\w|[-/.][0-9])",
        rf"(?<![\w/]){_SLASHED}(?![\w/]|\.[0-9])",
        rf"{_ALONE}{_MARKED}{_ENDS}",
        rf"{_ALONE}{_YEAR_FIRST}(?!\w)",
        rf"{_ALONE}{_MONTH_FIRST_MARKED}(?!\w)",
        rf"{_ALONE}{_DAY_FIRST_MARKED}(?!\w)",
        rf"{_ALONE}{_MONTH},? ?(?:the )?{_DAY}{_SAID_YEAR}(?!\w)",
        rf"(?<![\w/.$-])(?:the )?{_DAY}(?: day)?(?: of)? {_MONTH}{_SAID_YEAR}(?!\w)",
        rf"{_ALONE}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![\w/-]|\.[0-9])",
    )
)
_FIND_NO_YEAR = (
    re.compile(rf"{_ALONE}{_MONTH},? (?:the )?{_DAY}(?![\w%:$]|[.,][0-9]){_NO_RANGE}", re.IGNORECASE),
    re.compile(rf"(?<![\w/.$-])(?:the )?{_DAY}(?: day)?(?: of)? {_MONTH}(?!\w)", re.IGNORECASE),
)
_FIND_BOXED = re.compile(r"(?<![\w.,/$-])(?=([0-9]{2} {1,3}[0-9]{2} {1,3}(?:(?:19|20)[0-9]{2}|[0-9]{2}))(?![\w.,/%-]))")
_IN_A_ROW = re.compile(r"[0-9] ?$")


class Date(Shape):
    """A day as ISO 8601. Impossible days, and years outside 1900 to 2100, are None."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The day that the whole of `text` names."""
        bare_day = _BEFORE.sub("", text)
        day = self._from_form(bare_day, hints) or _from_digits(bare_day, hints)
        if day is None and hints.today is not None and not hints.birth:
            day = relative_day(text, hints.today)
        return day.isoformat() if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where days stand in running text: with a year, then without one, then told from today."""
        for pattern in _FIND:
            yield from (match.span() for match in pattern.finditer(text))
        for match in _FIND_BOXED.finditer(text):
            start, end = match.span(1)
            alone = not _IN_A_ROW.search(text, max(0, start - 2), start) and not re.match(
                r" ?[0-9]", text[end : end + 2]
            )
            if alone or text[end - 4 : end].isdigit():
                yield start, end
        if hints.today is None or hints.birth:
            return
        for pattern in _FIND_NO_YEAR:
            yield from (match.span() for match in pattern.finditer(text) if _is_month_name(match))
        yield from (match.span() for match in RELATIVE.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """A year that no date on a claim should have."""
        year = int(str(value)[:4])
        return [f"the year {year} is out of the usual range"] if not _OLDEST_YEAR <= year <= _FURTHEST_YEAR else []

    def _from_form(self, text: str, hints: Hints) -> date | None:
        for form in _FORMS:
            match = form.fullmatch(text)
            day = _day_of(match.groupdict(), hints) if match else None
            if day:
                return day
        return None


def _is_month_name(match: re.Match[str]) -> bool:
    """Whether "may 9" or "march 3" is a day rather than a verb and a count."""
    named_day = not match["day"].isdigit()
    return (
        match["month"][0].isupper() or named_day or match["month"].lower() not in ("may", "march", "mar", "dec", "sept")
    )


def _day_of(parts: dict[str, str | None], hints: Hints) -> date | None:
    """The day that a form's parts make, or None where no calendar has it."""
    month_name, day_name = parts.get("month"), parts.get("day")
    written_year = parts.get("year") or parts.get("year2")
    if month_name and day_name:
        month = _MONTHS.index(month_name.lower()[:3]) + 1
        digits = re.match(r"[0-9]+", day_name)
        return _dated(written_year, month, int(digits.group()) if digits else ordinal(day_name) or 0, hints)
    if parts.get("m"):
        return _dated(written_year, int(parts["m"] or 0), int(parts["d"] or 0), hints)
    return _numeric(int(parts["a"] or 0), int(parts["b"] or 0), written_year, hints, parts.get("mark") == ".")


def _numeric(first: int, second: int, year: str | None, hints: Hints, dots: bool = False) -> date | None:
    """A day of two numbers: the day comes first with dots, where the document does so, or above 12."""
    day_first = (dots or hints.day_first or first > 12) and second <= 12
    month, day = (second, first) if day_first else (first, second)
    return _dated(year, month, day, hints)


def _from_digits(text: str, hints: Hints) -> date | None:
    """ "20260102", "01022026", "010226", and "1/2" in the year that is left out."""
    short = _NO_YEAR.fullmatch(text)
    if short:
        return _numeric(int(short[1]), int(short[2]), None, hints)
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    if len(text) == 8 and re.match(_YEAR4, text):
        day = _dated(text[:4], int(text[4:6]), int(text[6:]), hints)
        if day:
            return day
    return _numeric(int(match[1]), int(match[2]), match[3], hints)


def _dated(year: str | None, month: int, day: int, hints: Hints) -> date | None:
    """The day in its year; a year of two figures, or none, is settled by the day received."""
    if year is None:
        if hints.today is None or hints.birth:
            return None
        today = hints.today
        days = (
            _valid(year, month, day) for year in range(today.year, today.year - 9, -1)
        )  # 29 February: up to 8 years
        return next((found for found in days if found and found <= today), None)
    figures = year.strip("'")
    if not figures.isdigit():
        return _valid(spoken_year(figures) or 0, month, day)
    if len(figures) == 4:
        return _valid(int(figures), month, day)
    return _valid(_century(int(figures), month, day, hints), month, day)


def _century(year: int, month: int, day: int, hints: Hints) -> int:
    """The full year behind two figures: a birth lies in the past, anything else at most ten years ahead."""
    if hints.today is None:
        return 1900 + year if year > 68 else 2000 + year  # as the POSIX strptime reads them
    limit = (
        (hints.today.year, hints.today.month, hints.today.day)
        if hints.birth
        else (hints.today.year + _FUTURE_YEARS, 12, 31)
    )
    century = limit[0] // 100 * 100
    return century + year if (century + year, month, day) <= limit else century - 100 + year


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
