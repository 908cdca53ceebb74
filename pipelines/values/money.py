"""Amounts of money: "$1,250.00", "1.250,00 EUR", "351 50", "$4.5K", "three thousand dollars" -> "1250.00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.numerals import CARDINAL, number
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits
from pipelines.values.text import Place

_LARGEST = Decimal(10) ** 12
_SIGN = r"(?:US ?\$|C(?:A|DN)? ?\$|[$€£]|USD|EUR|GBP|CAD|US dollars?)"
_WORD = r"(?:US ?)?(?:dollars?|bucks?|USD|EUR|euros?|CAD|GBP|pounds sterling)"
_TIMES = {
    "k": 3, "thousand": 3, "grand": 3, "m": 6, "mm": 6, "mil": 6, "mill": 6, "million": 6,
    "b": 9, "bn": 9, "billion": 9,
}  # fmt: skip
_FIGURES = r"[0-9][0-9,.' ]*[0-9]|[0-9]|\.[0-9]{1,2}"
_HEDGE = re.compile(
    r"^(?:(?:about|approximately|approx\.?|around|roughly|some|est\.?|estimated(?: at)?|circa|ca\.?|nearly|almost|"
    r"close to|"
    r"exactly|only|just|the sum of|in the amount of|a total of|total of|total|maybe|probably|like|say|~|=|:)\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,]*(?:/?-|\.-|/?xx|or so|in total|total|approx(?:imately|\.)?|each|even|only|exactly|flat|US|\(est\.?\)|"
    r"est\.?|CR|DR)$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"(?P<before>-)? ?(?:{_SIGN})? ?(?P<minus>-)? ?(?P<figures>{_FIGURES})"
    rf" ?(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})? ?(?:{_WORD}|[$€£])?",
    re.IGNORECASE,
)
_EURO = re.compile(r"€|EUR", re.IGNORECASE)
_ENGLISH = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]+)(?:\.([0-9]{1,2}|[0-9]{2}0{2,}))?"
)
_CONTINENTAL = re.compile(r"(?:[0-9]{1,3}(?:[. '][0-9]{3})+|[0-9]+)(?:,[0-9]{2})?")
_SPACED = re.compile(r"(?:[0-9]{1,3}(?:[ '][0-9]{3})+|[0-9]+)(?:\.[0-9]{1,2}| [0-9]{2})?")
_SPLIT = re.compile(r"\.[0-9]{1,2}")
_BOX_CENTS = re.compile(r"(?<=[0-9]) ?[.|] ?([0-9]{2})$")
_CENTS = re.compile(
    r"(?P<dollars>.*?)(?:,? and |,? )?(?P<cents>[a-z-]+(?:[ -][a-z]+)?|[0-9]{1,2}) cents?", re.IGNORECASE
)
_CHEQUE = re.compile(r"(?P<dollars>.+?),? (?:and|&) (?P<cents>[0-9]{2}|no)/100", re.IGNORECASE)
_WORDS = re.compile(rf"(?P<words>[a-z0-9 ,-]+?)(?: {_WORD})?", re.IGNORECASE)

# In running text an amount shows itself by a sign, a word, cents or a thousands comma.
_FIND = re.compile(
    rf"(?<![\w.,/$€£])(?:\((?:{_SIGN}) ?[0-9][0-9,.]*\)"
    rf"|(?:(?<![\w)-])-)?(?:{_SIGN}) ?-?[0-9](?:[0-9,.']*[0-9])?"
    r"(?: ?(?:thousand|million|billion|grand|mil|mm?|bn|k)\b| [0-9]{2}(?=  | ?$| ?\n))?"
    rf"|(?<!-)[0-9](?:[0-9,.']*[0-9])?(?:(?: ?k)| thousand| million| hundred)? (?:{_WORD})\b"
    r"(?: and [0-9a-z -]{1,16} cents?\b)?"
    r"|(?<!-)[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?|(?<!-)[0-9]+\.[0-9]{2})(?![\w%/]|[.,][0-9]|-[0-9])",
    re.IGNORECASE,
)
_FIND_WORDS = re.compile(
    rf"\b(?:an? (?=hundred|thousand|million))?(?:{CARDINAL}|[0-9]+(?= (?:hundred|thousand)))"
    rf"(?:(?:[ -]|,? and |, ){CARDINAL}){{0,14}}\b"
    rf"(?P<unit> (?:{_WORD})\b(?:,? (?:and )?(?:[0-9]{{1,2}}|[a-z]+(?:[ -][a-z]+)?) cents?\b)?)?",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"[ -]?(?:miles?|mi|km|feet|foot|ft|sq|square|pounds|lbs?|people|hours?|hrs?|minutes?|days?|weeks?|months?|"
    r"years?|rpm|"
    r"gallons?|inch(?:es)?|block|percent|times|units?|pages?|yards?|watts?|degrees?|north|south|east|west|street|"
    r"avenue|"
    r"road|n\.|s\.|e\.|w\.)\b",
    re.IGNORECASE,
)


class Money(Shape):
    """An amount as a decimal with two places; the currency is the branch's and is not kept."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The amount that the whole of `text` names."""
        amount = _amount(text)
        if amount is None or abs(amount) >= _LARGEST or amount != amount.quantize(Decimal("0.01")):
            return None
        return f"{amount:.2f}" if amount else "0.00"

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where amounts stand in running text."""
        for match in _FIND.finditer(text):
            bare_number = match.group()[0].isdigit() and match.group()[-1].isdigit()
            if not (bare_number and _OTHER_UNIT.match(text, match.end())):
                yield match.span()
        for match in _FIND_WORDS.finditer(text):
            words = match.group().lower()
            if match["unit"] or _is_amount_in_words(words, text, match.end()):
                yield match.span()

    def faults(self, value: Value) -> list[str]:
        """A negative amount is odd on a claim."""
        return ["the amount is negative"] if str(value).startswith("-") else []


def _is_amount_in_words(words: str, text: str, end: int) -> bool:
    """Whether a number in words without "dollars" can be an amount: round, no year, and counting nothing else."""
    if "hundred" not in words and "thousand" not in words:
        return False
    value = number(words)
    return value is not None and not 1900 <= value <= 2100 and not _OTHER_UNIT.match(text, end)


def _amount(text: str) -> Decimal | None:
    text = _BOX_CENTS.sub(r".\1", _HEDGE.sub("", text))
    negative = bool(re.fullmatch(r"\(.*\)|.*\.[0-9]{2} ?(?:-|CR)", text))
    text = text.strip("()").strip() if text.startswith("(") and text.endswith(")") else text
    for _ in range(3):
        text = _TAIL.sub("", text)
    amount = _from_figures(text)
    if amount is None:
        amount = _from_words(text)
    if amount is None:
        return None
    return -amount if negative and amount > 0 else amount


def _from_figures(text: str) -> Decimal | None:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    value = _figures(match["figures"], bool(_EURO.search(text)))
    if value is None:
        return None
    if match["times"]:
        value = value.scaleb(_TIMES[match["times"].lower()])
    return -value if match["before"] or match["minus"] else value


def _figures(figures: str, continental: bool) -> Decimal | None:
    """The number behind figures with their commas, dots and spaces; None where two readings are possible."""
    if _ENGLISH.fullmatch(figures) and not (continental and re.fullmatch(r"[0-9]{1,3},[0-9]{2}", figures)):
        return Decimal(figures.replace(",", ""))
    if _SPLIT.fullmatch(figures):
        return Decimal("0" + figures)
    if _SPACED.fullmatch(figures):
        # A box with a column of its own for the cents: "351 50".
        cents = re.sub(r" ([0-9]{2})$", r".\1", figures)
        return Decimal(re.sub("[ ']", "", cents))
    if _CONTINENTAL.fullmatch(figures):
        one_dot = figures.count(".") == 1 and "," not in figures
        if one_dot and not continental:
            return None  # "1.250" is 1250 or 1.25
        return Decimal(re.sub("[. ']", "", figures).replace(",", "."))
    return None


def _from_words(text: str) -> Decimal | None:
    lower = text.lower()
    cheque = _CHEQUE.fullmatch(re.sub(rf" {_WORD}$", "", lower, flags=re.IGNORECASE))
    if cheque:
        return _with_cents(cheque["dollars"], cheque["cents"].replace("no", "00"))
    cents = _CENTS.fullmatch(lower)
    if cents:
        return _with_cents(cents["dollars"], cents["cents"])
    match = _WORDS.fullmatch(lower)
    value = number(match["words"]) if match else None
    if value is not None:
        return Decimal(value)
    digits = spoken_digits(match["words"]) if match else None
    return Decimal(digits) if digits and re.fullmatch(r"[0-9]+(?:\.[0-9]{2})?", digits) else None


def _with_cents(dollars: str, cents: str) -> Decimal | None:
    part = int(cents) if cents.isdigit() else number(cents)
    if part is None or part > 99:
        return None
    whole = Decimal(0) if not dollars.strip() else _from_figures(dollars.strip())
    if whole is None:
        match = _WORDS.fullmatch(dollars.strip())
        value = number(match["words"]) if match else None
        whole = None if value is None else Decimal(value)
    return None if whole is None or whole != int(whole) else whole + Decimal(part) / 100
