"""Hand: how one writer writes dates, money, phones and the rest; the same way all through a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from random import Random

from pipelines.claim import Value
from sample_claims.scene import TODAY
from sample_claims.words.places import SHORT_WAYS

_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_SPOKEN_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()

Written = Callable[[str], str]


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def ordinal(day: int) -> str:
    """A day of the month as 1st, 2nd, 3rd, 4th."""
    return f"{day}{_ORDINALS.get(day, 'th')}"


DATE_STYLES: dict[str, Written] = {
    "padded": lambda v: _day(v).strftime("%m/%d/%Y"),
    "slashes": lambda v: f"{_day(v).month}/{_day(v).day}/{_day(v).year}",
    "short": lambda v: f"{_day(v).month}/{_day(v).day}/{_day(v).year % 100:02d}",
    "long": lambda v: f"{_day(v):%B} {_day(v).day}, {_day(v).year}",
    "middle": lambda v: f"{_day(v):%b} {_day(v).day}, {_day(v).year}",
    "day_first": lambda v: f"{_day(v).day} {_day(v):%B} {_day(v).year}",
    "iso": lambda v: v,
    "dashes": lambda v: _day(v).strftime("%m-%d-%Y"),
    "military": lambda v: f"{_day(v).day:02d}-{_day(v):%b}-{_day(v).year}",
    "ordinal": lambda v: f"{_day(v):%B} {ordinal(_day(v).day)}, {_day(v).year}",
    "weekday": lambda v: f"{_day(v):%A}, {_day(v):%B} {_day(v).day}, {_day(v).year}",
    "yearless": lambda v: f"{_day(v):%B} {ordinal(_day(v).day)}",
    "of": lambda v: f"the {ordinal(_day(v).day)} of {_day(v):%B}",
    "spoken": lambda v: f"{_day(v):%B} {_SPOKEN_DAYS[_day(v).day - 1]}",
    "spaced": lambda v: _day(v).strftime("%m %d %Y"),
}
_PHONES: dict[str, Written] = {
    "brackets": lambda v: f"({v[:3]}) {v[3:6]}-{v[6:]}",
    "hyphens": lambda v: f"{v[:3]}-{v[3:6]}-{v[6:]}",
    "dots": lambda v: f"{v[:3]}.{v[3:6]}.{v[6:]}",
    "plus": lambda v: f"+1 {v[:3]} {v[3:6]} {v[6:]}",
    "spaces": lambda v: f"{v[:3]} {v[3:6]} {v[6:]}",
}
TIME_STYLES: dict[str, Written] = {
    "clock": lambda v: _twelve(v, " ", "AM", "PM"),
    "small": lambda v: _twelve(v, " ", "am", "pm"),
    "close": lambda v: _twelve(v, "", "am", "pm"),
    "dots": lambda v: _twelve(v, " ", "a.m.", "p.m."),
    "day": lambda v: v,
}
FORM_DATES = ("padded", "slashes", "short", "iso", "dashes", "long", "military", "middle")
LETTER_DATES = (
    "long",
    "day_first",
    "slashes",
    "short",
    "ordinal",
    "weekday",
    "middle",
    "padded",
    "iso",
    "yearless",
    "of",
)
YEARLESS = frozenset({"yearless", "of", "spoken"})  # only for days of the last months
_RECENT_DAYS = 120
SPOKEN_DATES = ("spoken", "yearless", "ordinal", "of", "long")


def _twelve(value: str, gap: str, morning: str, evening: str) -> str:
    moment = time.fromisoformat(value)
    return f"{moment.hour % 12 or 12}:{moment.minute:02d}{gap}{morning if moment.hour < 12 else evening}"


def spoken_number(number: int) -> str:
    """A number below 100,000 in words: "four thousand two hundred fifty"."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    unit, size = ("thousand", 1000) if number >= 1000 else ("hundred", 100)
    rest = number % size
    return f"{spoken_number(number // size)} {unit}" + (f" {spoken_number(rest)}" if rest else "")


def spoken_money(amount: str) -> str:
    """An amount as said on the telephone; cents stay figures."""
    dollars, cents = amount.split(".")
    said = f"{spoken_number(int(dollars))} dollars"
    return said if cents == "00" else f"{said} and {int(cents)} cents"


MONEY_STYLES: dict[str, Written] = {
    "dollars": lambda v: f"${float(v):,.2f}",
    "round": lambda v: f"${float(v):,.0f}" if v.endswith(".00") else f"${float(v):,.2f}",
    "plain": lambda v: f"${v}",
    "code": lambda v: f"USD {float(v):,.2f}",
    "words": lambda v: (f"{float(v):,.0f}" if v.endswith(".00") else f"{float(v):,.2f}") + " dollars",
    "bare": lambda v: f"{float(v):,.2f}",
    "spoken": spoken_money,
    "spaced": lambda v: v.replace(".", " "),
}


class Hand:
    """One writer's habits; `medium` is "form", "letter" or "speech"."""

    def __init__(self, rng: Random, medium: str) -> None:
        self._rng = rng
        self.medium = medium
        self.date_style = rng.choice({"form": FORM_DATES, "letter": LETTER_DATES, "speech": SPOKEN_DATES}[medium])
        self.money_style = rng.choice(
            {
                "form": ("dollars", "dollars", "bare", "plain", "code"),
                "letter": ("dollars", "round", "plain", "code", "words", "round"),
                "speech": ("words", "round", "spoken", "round"),
            }[medium]
        )
        self.phone_style = rng.choice(tuple(_PHONES))
        self.time_style = rng.choice(tuple(TIME_STYLES) if medium == "form" else ("clock", "small", "close", "dots"))
        self.plain_boolean = rng.choice((("Yes", "No"), ("YES", "NO"), ("Y", "N"), ("Yes", "No")))
        self.short_streets = rng.random() < 0.35

    def write(self, kind: str, value: Value, style: str = "") -> str:
        """A value of a kind in this writer's way, or in a named style."""
        if isinstance(value, bool):
            return self.plain_boolean[0] if value else self.plain_boolean[1]
        text = str(value)
        if kind == "date":
            chosen = style or self.date_style
            recent = 0 <= (TODAY - _day(text)).days <= _RECENT_DAYS
            return DATE_STYLES["ordinal" if chosen in YEARLESS and not recent else chosen](text)
        if kind == "money":
            return MONEY_STYLES[style or self.money_style](text)
        if kind == "phone":
            return _PHONES[style or self.phone_style](text)
        if kind == "time":
            return TIME_STYLES[style or self.time_style](text)
        if kind == "address" and self.short_streets:
            return shorten_street(text)
        return text


def shorten_street(address: str) -> str:
    """An address with St, Ave, Rd for the words."""
    for way, short in SHORT_WAYS.items():
        address = address.replace(f" {way},", f" {short},")
        if address.endswith(f" {way}"):
            address = address[: -len(way)] + short
    return address
