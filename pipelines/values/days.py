"""Days told from today: "yesterday", "last Tuesday", "two weeks ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.values.numerals import CARDINAL, number

WEEKDAY = r"(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNT = rf"(?:an?|a couple(?: of)?|[0-9]{{1,3}}|{CARDINAL}(?:[ -]{CARDINAL})?)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_LONGEST_DAYS = 3660  # "ago" further back than ten years is no date of a claim
_NAMED = {
    "today": 0, "earlier today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "yesterday": 1, "yesterday morning": 1, "yesterday afternoon": 1, "yesterday evening": 1, "yesterday night": 1,
    "last night": 1, "last evening": 1, "the day before yesterday": 2, "day before yesterday": 2,
    "the night before last": 2, "tomorrow": -1,
}  # fmt: skip
_LAST_WEEKDAY = re.compile(
    rf"(?P<which>last|this past|past|on|this)? ?(?P<day>{WEEKDAY})(?: (?:morning|afternoon|evening|night))?"
)
_AGO = re.compile(rf"(?P<count>{_COUNT}) (?P<unit>day|week|night)s? (?:ago|earlier|back)")
_WEEK_AGO = re.compile(
    rf"(?P<ago>a week ago|last week) ?(?:on )?(?P<day>{WEEKDAY})|(?P<after>{WEEKDAY}) (?:of )?last week"
)

# In running text a bare "today" or "Tuesday" mostly is not the date of anything.
RELATIVE = re.compile(
    rf"\b(?:(?:the )?day before yesterday|yesterday|last night|this morning|(?:last|this past|"
    rf"on) {WEEKDAY}\b(?! last week|,? (?:the )?(?:[0-9]|{_MONTH}))|"
    rf"{WEEKDAY} (?:of )?last week|{_COUNT} (?:day|week)s? ago)\b",
    re.IGNORECASE,
)


def relative_day(text: str, today: date) -> date | None:
    """The day that `text` tells from `today`, or None; "last Tuesday" and "on Tuesday" lie in the past."""
    lower = text.lower().removeprefix("on ").strip()
    if lower in _NAMED:
        return today - timedelta(days=_NAMED[lower])
    ago = _AGO.fullmatch(lower)
    if ago:
        return _ago(ago["count"], ago["unit"], today)
    week = _WEEK_AGO.fullmatch(lower)
    if week:
        monday = today - timedelta(days=today.weekday() + 7)
        return monday + timedelta(days=_weekday(week["day"] or week["after"]))
    match = _LAST_WEEKDAY.fullmatch(lower)
    if match is None:
        return None
    back = (today.weekday() - _weekday(match["day"])) % 7
    return today - timedelta(days=7 if not back and match["which"] in ("last", "this past", "past") else back)


def _weekday(name: str) -> int:
    return _WEEKDAYS.index(name.lower()[:3])


def _ago(count: str, unit: str, today: date) -> date | None:
    said = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2}.get(count)
    value = said if said is not None else number(count)
    if value is None:
        return None
    days = value * (7 if unit == "week" else 1)
    return today - timedelta(days=days) if days <= _LONGEST_DAYS else None
