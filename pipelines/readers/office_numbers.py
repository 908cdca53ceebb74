"""Numbers of a spreadsheet's cells as the sheet shows them: "$1,250.00", "3/4/2026", "04521"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[0#?.,%]|E[+-]0+|[^"\\]', re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|AM/PM|A/P|yyyy|yy|y|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d'
    r"|hh|h|ss(?:\.0+)?|s(?:\.0+)?|.",
    re.IGNORECASE,
)
# Excel shows these two built-in formats by the country of the computer, whatever they say: here, as in the US.
_BY_COUNTRY = {"mm-dd-yy": "m/d/yyyy", "m/d/yy h:mm": "m/d/yyyy h:mm"}
_DIGITS = 11  # that a cell without a format shows at most
_MOST_DIGITS = 40


def shown(value: object, number_format: str) -> str:
    """What a cell with this value and this format shows; "" where the format hides it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, _BY_COUNTRY.get(number_format, number_format))
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    if number_format in ("General", "@", ""):
        return _general(value)
    section, negative_told = _section(value, number_format)
    if not re.search(r"[0#?]", _bare(section)):
        return "" if not section.strip() else _literals(section)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    pieces = [match[0] for match in _TOKEN.finditer(section)]
    places = [number for number, piece in enumerate(pieces) if piece in "0#?" and len(piece) == 1]
    number *= 100 ** pieces.count("%")
    tail = pieces[places[-1] + 1 :]
    while tail and tail[0] == ",":
        number /= 1000
        tail = tail[1:]
    point = next((at for at, piece in enumerate(pieces) if piece == "."), None)
    decimals = sum(at > point for at in places) if point is not None else 0
    optional = sum(pieces[at] != "0" for at in places if point is not None and at > point)
    rounded = abs(number).quantize(Decimal(1).scaleb(-min(decimals, _MOST_DIGITS)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    while optional and fraction.endswith("0"):
        fraction, optional = fraction[:-1], optional - 1
    inner = pieces[places[0] : (point if point is not None else places[-1] + 1)]
    text = _filled(pieces, places, point, _grouped(whole) if "," in inner else whole, fraction)
    return f"-{text}" if number < 0 and not negative_told and rounded else text


def _filled(pieces: list[str], places: list[int], point: int | None, whole: str, fraction: str) -> str:
    """The format's pieces with the digits in their places: those of the whole from the right."""
    before = [at for at in places if point is None or at < point]
    least = sum(pieces[at] == "0" for at in before)
    digits = whole.rjust(least, "0") if whole != "0" or least else ""
    slots = dict.fromkeys(places, "")
    for at in reversed(before[1:]):
        # Commas between digits belong to the digit before them.
        width = 2 if len(digits) > 1 and digits[-2] == "," else 1
        slots[at], digits = digits[-width:], digits[:-width] if digits else ""
    if before:
        slots[before[0]] = digits
    after = [at for at in places if point is not None and at > point]
    for at, digit in zip(after, fraction, strict=False):
        slots[at] = digit
    text = ""
    for at, piece in enumerate(pieces):
        if at in slots:
            text += slots[at]
        elif at == point:
            text += "." if fraction else ""
        elif piece != ",":
            text += _literals(piece)
    return " ".join(text.split())


def _grouped(whole: str) -> str:
    return f"{int(whole):,}" if len(whole) <= _MOST_DIGITS else whole


def _section(value: float, number_format: str) -> tuple[str, bool]:
    """The part of a format for this value, and whether it tells itself that the value is negative."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    limit = re.match(r"\[(<=|<|>=|>)(-?[\d.]+)\]", sections[0])
    if limit:
        sign, bound = limit[1], float(limit[2])
        fits = {"<=": value <= bound, "<": value < bound, ">=": value >= bound, ">": value > bound}[sign]
        return (sections[0] if fits else sections[min(1, len(sections) - 1)]), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _bare(section: str) -> str:
    return re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", section)


def _literals(section: str) -> str:
    """The words of a part of a format, currency signs among them, without its commands."""
    text = ""
    for match in _TOKEN.finditer(section):
        piece = match[0]
        if piece.startswith('"'):
            text += piece[1:-1]
        elif piece.startswith("\\"):
            text += piece[1:]
        elif piece.startswith("["):
            currency = _CURRENCY.match(piece)
            text += currency[1] if currency else ""
        elif not piece.startswith(("_", "*")) and piece.lower() != "general":
            text += piece
    return text


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_DIGITS):
        return str(int(value))
    text = f"{value:.{_DIGITS - 1}g}"
    return f"{Decimal(text):f}" if "e" not in text else text


def _moment(value: datetime | date | time | timedelta, number_format: str) -> str:
    section = number_format.split(";")[0]
    pieces = list(_DATE_TOKEN.finditer(section))
    names = [match[0].lower() for match in pieces]
    twelve = "am/pm" in names or "a/p" in names
    if not any(name[:1] in "ymdhs" and name[:1] for name in names):
        return _usual(value)
    text = ""
    for place, match in enumerate(pieces):
        piece = match[0]
        name = piece.lower()
        is_part = name[0] in "ymdhs" or name in ("am/pm", "a/p") or match["elapsed"]
        if not is_part:
            text += _literals(piece)
        elif name[0] == "m" and _is_minute(names, place):
            text += f"{_minute(value):0{len(name)}d}"
        else:
            text += _part(value, name, match["elapsed"], twelve)
    return " ".join(text.split())


def _is_minute(names: list[str], place: int) -> bool:
    """Whether an "m" stands for minutes: after hours, or before seconds."""
    parts = [(at, name[0]) for at, name in enumerate(names) if name[0] in "ymdhs" or name.startswith("[h")]
    here = next(number for number, (at, _) in enumerate(parts) if at == place)
    before = parts[here - 1][1] if here else ""
    after = parts[here + 1][1] if here + 1 < len(parts) else ""
    return before in ("h", "[") or after == "s"


def _part(value: datetime | date | time | timedelta, name: str, elapsed: str | None, twelve: bool) -> str:
    if elapsed or isinstance(value, timedelta):
        seconds = int(value.total_seconds()) if isinstance(value, timedelta) else 0
        return {"h": str(seconds // 3600), "s": f"{seconds % 60:02d}"}.get((elapsed or name)[0].lower(), "")
    day = value if isinstance(value, date) else None
    clock = value.time() if isinstance(value, datetime) else value if isinstance(value, time) else time()
    hour = (clock.hour % 12 or 12) if twelve else clock.hour
    if day is not None and name[0] in "ymd":
        codes = {"yyyy": "%Y", "yy": "%y", "y": "%y", "mmmmm": "%b", "mmmm": "%B", "mmm": "%b", "mm": "%m",
                 "dddd": "%A", "ddd": "%a", "dd": "%d"}  # fmt: skip
        if name in codes:
            return day.strftime(codes[name])
        return str(day.month if name == "m" else day.day)
    if name[0] == "h":
        return f"{hour:0{len(name)}d}"
    if name[0] == "s":
        return f"{clock.second:0{len(name.partition('.')[0])}d}"
    return ("AM" if clock.hour < 12 else "PM") if name in ("am/pm", "a/p") else ""


def _minute(value: datetime | date | time | timedelta) -> int:
    if isinstance(value, timedelta):
        return int(value.total_seconds()) // 60 % 60
    return value.minute if isinstance(value, datetime | time) else 0


def _usual(value: datetime | date | time | timedelta) -> str:
    """A moment whose format names no part of it."""
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
