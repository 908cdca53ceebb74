"""Times of day -> "HH:MM" on the 24-hour clock: "3:30 PM", "1530 hrs", "half past three in the afternoon", "noon"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.numerals import CARDINAL, TEENS, TENS, UNITS, number
from pipelines.values.shape import Shape
from pipelines.values.text import Place

_HALF = r"(?P<half>[ap](?:\.? ?m\b\.?|\b))"
_PART = r"(?:,? (?:in the|at|of the|that|this|on the)? ?(?P<part>early morning|morning|afternoon|evening|night))"
_ZONE = r"(?: ?\(?(?:[ECMP][SD]?T|local(?: time)?|hrs?\.?|hours?|h|Uhr|heures?)\)?)?"
_SMALL = rf"(?:{'|'.join([*TEENS, *UNITS])})"
_MINUTES = (
    rf"(?:(?:oh|o|zero) (?:{'|'.join(UNITS)})|(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS)}))?|{'|'.join(TEENS)})"
)
_CLOCK = r"(?P<hour>[0-2]?[0-9])(?: ?[:.h] ?(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_CLOCK}(?: ?{_HALF}|(?: ?o'?clock)?{_PART}){_ZONE}",
        rf"(?P<hour>[0-2]?[0-9])(?P<minute>[0-5][0-9]) ?{_HALF}{_ZONE}",
        rf"(?P<hour>[0-2]?[0-9]) ?[:h] ?(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?Z)?{_ZONE}",
        rf"(?P<hour>[0-2][0-9])[:.]?(?P<minute>[0-5][0-9]){_ZONE}",
        r"(?P<hour>[0-2]?[0-9])(?:\.(?P<minute>[0-5][0-9]))? ?(?:Uhr|heures?)",
        rf"(?:(?P<to>half|(?:a )?quarter|{CARDINAL}(?:[ -]{CARDINAL})?|[0-5]?[0-9])(?: minutes?)? (?P<side>past|"
        rf"after|to|till|of|before) )"
        rf"(?P<named>noon|midnight|{_SMALL}|[0-9]{{1,2}})(?: o'?clock)?(?: ?{_HALF}|{_PART})?",
        rf"(?P<named>{_SMALL})(?: o'?clock)?(?: (?P<said>{_MINUTES}))?(?: o'?clock)?(?: ?{_HALF}|{_PART}){_ZONE}",
        rf"(?P<named>{'|'.join(TEENS)}|twenty(?:[ -](?:one|two|three))?|(?:oh|zero) {_SMALL}) (?P<said>hundred|"
        rf"{_MINUTES}) (?:hours|hrs)",
        r"(?:12(?::00)? |twelve )?(?P<named>noon|midday|midnight)",
    )
)
_HEDGE = re.compile(
    r"^(?:(?:at|around|about|approximately|approx\.?|roughly|circa|ca\.?|just (?:after|before|past)|"
    r"shortly (?:after|before)|"
    r"nearly|almost|maybe|probably|exactly|~|@)\s*)+",
    re.IGNORECASE,
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2}.*)?")
_FIND = tuple(
    re.compile(rf"(?<![\w.:,/$-])(?:{form})(?![\w:%]|[.-][0-9])", re.IGNORECASE)
    for form in (
        rf"(?<!/ )[0-2]?[0-9](?: ?[:.] ?[0-5][0-9](?::[0-5][0-9])?)?(?: ?[ap]\.? ?m\b\.?|"
        rf"(?: ?o'?clock)?{_PART.replace('?P<part>', '?:')})",
        r"[0-2]?[0-9][0-5][0-9] ?[ap]\.?m\b\.?",
        r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?!.{0,8}\b[ap]\.? ?m\b)",
        r"[0-2][0-9]:?[0-5][0-9] ?(?:hrs\.?|hours?|h)\b",
        r"[0-2]?[0-9]h[0-5][0-9]",
        r"[0-2]?[0-9](?:[:.][0-5][0-9])? ?Uhr\b",
        rf"(?:half|(?:a )?quarter|(?:{CARDINAL}|[0-5]?[0-9])(?: minutes?)?) (?:past|after|to|till|of|before) "
        rf"(?:noon|midnight|(?:{_SMALL}|[0-9]{{1,2}})(?: o'?clock)?(?: ?[ap]\.? ?m\b\.?|"
        rf"{_PART.replace('?P<part>', '?:')}))",
        rf"(?:{_SMALL})(?: o'?clock)?(?: {_MINUTES})?(?: o'?clock)?(?: ?[ap]\.? ?m\b\.?|"
        rf"{_PART.replace('?P<part>', '?:')})",
        rf"(?:{'|'.join(TEENS)}|twenty(?:[ -](?:one|two|three))?|(?:oh|zero) {_SMALL}) (?:hundred|"
        rf"{_MINUTES}) (?:hours|hrs)",
        r"(?:12(?::00)? |twelve )?(?:noon|midday|midnight)",
    )
)
_ROUND = {"half": 30, "quarter": 15, "a quarter": 15}


class Time(Shape):
    """A time of day. A spoken time without morning or evening is None: half the day is unknown."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The time that the whole of `text` names."""
        stamp = _ISO.fullmatch(text)
        if stamp:
            return _clock(int(stamp[1]), int(stamp[2]))
        text = _HEDGE.sub("", text)
        for form in _FORMS:
            match = form.fullmatch(text)
            value = _time_of(match.groupdict()) if match else None
            if value:
                return value
        return None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where times stand in running text."""
        for pattern in _FIND:
            yield from (match.span() for match in pattern.finditer(text))


def _time_of(parts: dict[str, str | None]) -> str | None:
    named = (parts.get("named") or "").lower()
    hour, minute = _named_hour(named) if named else (int(parts.get("hour") or 0), int(parts.get("minute") or 0))
    if hour is None:
        return None
    said = (parts.get("said") or "").lower()
    if said and said != "hundred":
        minute = number(said.replace("oh ", "").replace("o ", "").replace("zero ", "")) or 0
    half, part = _half(parts), (parts.get("part") or "").lower()
    if named in ("noon", "midday", "midnight"):
        half, part = "", ""
    if half or part:
        turned = _on_24(hour, half, part)
        if turned is None:
            return None
        hour = turned
    if parts.get("to"):
        if named.isalpha() and named not in ("noon", "midnight") and not (half or part):
            return None
        return _shifted(hour, parts["to"] or "", (parts.get("side") or "").lower())
    return _clock(hour, minute)


def _half(parts: dict[str, str | None]) -> str:
    return (parts.get("half") or "")[:1].lower()


def _named_hour(name: str) -> tuple[int | None, int]:
    if name in ("noon", "midday"):
        return 12, 0
    if name == "midnight":
        return 0, 0
    return number(name.removeprefix("oh ").removeprefix("zero ") if " " in name else name), 0


def _on_24(hour: int, half: str, part: str) -> int | None:
    """The hour on the 24-hour clock, or None where the half of the day cannot be ("13 AM")."""
    if hour > 12:
        return hour if half == "p" or part in ("afternoon", "evening", "night") else None
    if hour == 0:
        return None if half == "p" or part in ("afternoon", "evening") else 0
    # "Two at night" is 02:00, "ten at night" 22:00.
    late = half == "p" or part in ("afternoon", "evening") or (part == "night" and 5 <= hour < 12)
    return hour % 12 + (12 if late else 0)


def _shifted(hour: int, by: str, side: str) -> str | None:
    words = by.lower()
    minutes = _ROUND.get(words) or number(words)
    if minutes is None or not 0 < minutes < 60:
        return None
    total = hour * 60 + (minutes if side in ("past", "after") else -minutes)
    return _clock(total // 60 % 24, total % 60)


def _clock(hour: int, minute: int) -> str | None:
    if hour == 24 and minute == 0:
        hour = 0  # police reports end the day at 2400
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
