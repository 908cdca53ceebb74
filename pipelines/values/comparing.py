"""Same: whether two values of a kind say the same thing, however they were written."""

from __future__ import annotations

import re
import unicodedata

from pipelines.claim import Value
from pipelines.values.people import CREDENTIALS
from pipelines.values.reference import state_names

_NICE = re.compile(r"[^\w\s]|_")
_HONORIFICS = frozenset("mr mrs ms miss mx dr prof rev".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_CREDENTIALS = re.compile(rf",? {CREDENTIALS}\.?$", re.IGNORECASE)
_COMPANY = frozenset("inc incorporated llc llp lp ltd limited co company corp corporation pllc pc the".split())
# Publication 28 of the United States Postal Service, the ones that occur.
_STREET = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "lane": "ln",
    "boulevard": "blvd", "court": "ct", "circle": "cir", "place": "pl", "terrace": "ter", "parkway": "pkwy",
    "highway": "hwy", "trail": "trl", "square": "sq", "plaza": "plz", "route": "rte", "rt": "rte",
    "expressway": "expy", "freeway": "fwy", "crossing": "xing", "mount": "mt", "fort": "ft", "north": "n",
    "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "apartment": "apt", "suite": "ste", "building": "bldg", "floor": "fl", "room": "rm",
    "saint": "st", "interstate": "i", "northbound": "nb", "southbound": "sb", "eastbound": "eb",
    "westbound": "wb", "and": "&", "at": "&", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th",
    "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_ADDRESS_NOISE = frozenset("the of corner intersection usa united states unit apt ste no number".split())
_DIRECTIONS = frozenset("n s e w ne nw se sw".split())
_LEAST_SHARED = 3  # words that a shorter address must have before it can stand for a longer one


def same(kind: str, a: Value, b: Value) -> bool:
    """Whether normalised values `a` and `b` of this kind agree."""
    if a == b and isinstance(a, bool) == isinstance(b, bool):
        return True
    left, right = str(a), str(b)
    if kind == "name":
        return _same_name(left, right)
    if kind == "address":
        return _same_address(left, right)
    if kind == "organisation":
        return _company(left) == _company(right)
    if kind in ("policy_number", "claim_number", "identifier", "plate", "tax_id"):
        return _solid(left) == _solid(right)
    if kind in ("text", "narrative", "city"):
        return _words(left) == _words(right)
    return left == right


def _folded(text: str) -> str:
    """Lower case without accents."""
    return "".join(part for part in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(part))


def _words(text: str) -> list[str]:
    return _NICE.sub(" ", _folded(text).replace("'", "").replace("’", "")).split()


def _solid(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", _folded(text))


def _company(text: str) -> str:
    words = [word for word in _words(re.sub(r"&|\+", " and ", text).replace(".", "")) if word not in _COMPANY]
    return " ".join(words) or " ".join(_words(text))


def _same_name(a: str, b: str) -> bool:
    """Names agree if first and last do, and the middle names where both have them; an initial stands for its name."""
    left, right = _name(a), _name(b)
    if not left or not right:
        return False
    left_suffix, right_suffix = _suffix(left), _suffix(right)
    if left_suffix and right_suffix and left_suffix != right_suffix:
        return False
    left, right = [word for word in left if word not in _SUFFIXES], [word for word in right if word not in _SUFFIXES]
    if "".join(left) == "".join(right):
        return True
    if len(left) < 2 or len(right) < 2 or left[0] != right[0] or left[-1] != right[-1]:
        return False
    return _same_middle(left[1:-1], right[1:-1])


def _same_middle(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        longer = a or b
        return all(len(word) == 1 for word in longer) or len(longer) <= 1
    return len(a) == len(b) and all(
        x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in zip(a, b, strict=True)
    )


def _suffix(words: list[str]) -> str:
    return next((word for word in words if word in _SUFFIXES), "")


def _name(text: str) -> list[str]:
    text = _CREDENTIALS.sub("", text)
    last, comma, first = text.partition(",")
    if comma and first.strip().lower().rstrip(".") not in _SUFFIXES:
        text = f"{first} {last}"
    words = _words(text.replace("-", " "))
    return [word for word in words if word not in _HONORIFICS]


def _same_address(a: str, b: str) -> bool:
    """Addresses agree if their words do, or if one leaves out city and state after house number and street."""
    left, right = sorted((_address(a), _address(b)), key=len)
    if left == right:
        return True
    if "&" in left and "&" in right and sorted(left) == sorted(right):
        return True
    starts = right[: len(left)] == left and len(left) >= _LEAST_SHARED and right[len(left)] not in _DIRECTIONS
    return starts and (left[0][0].isdigit() or "&" in left)


def _address(text: str) -> list[str]:
    for code, names in state_names().items():
        text = re.sub(
            rf"\b{re.escape(names[0])}(?=[\s,]*(?:[0-9]{{5}}(?:-[0-9]{{4}})?)?\W*$)", code, text, flags=re.IGNORECASE
        )
    words = re.sub(r"[^\w\s&]", " ", _folded(text).replace("'", "").replace(".", "")).split()
    short = [_STREET.get(word, word) for word in words]
    kept = [word for word in short if word not in _ADDRESS_NOISE]
    if kept and re.fullmatch(r"[0-9]{9}", kept[-1]):
        kept[-1] = kept[-1][:5]
    return kept
