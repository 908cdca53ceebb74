"""Parts of an address: state -> two-letter code, ZIP code, city, and the address itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.reference import state_names
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits
from pipelines.values.text import Place, collapsed, plain, says_nothing

_LONGEST = 200  # characters of an address or a city
_ZIP = re.compile(r"([0-9]{5})(?:[- ]?([0-9]{4}))?")
_FIND_ZIP_4 = re.compile(r"(?<![\w.#$/-])([0-9]{5}-[0-9]{4})(?![\w/-])")
STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Circle|Cir|Way|Place|Pl|Terrace|"
    r"Ter|Parkway|"
    r"Pkwy|Highway|Hwy|Trail|Trl|Loop|Square|Sq|Plaza|Pike|Alley|Path|Run|Row|Crossing|Xing|Route|Rte|Expressway|"
    r"Expy|Freeway|Fwy)"
)
# A dot belongs to an initial or a short word; elsewhere it ends the sentence.
_NAME = r"(?:(?:St|Mt|Ft|Dr|Jr|[A-Z])\.|[A-Z0-9][\w']{0,24})"
_UNIT = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Bldg|Building|Floor|Fl|Lot|Rm|Room|#)\.? ?#?[\w-]{1,6})"
_CITY = (
    r"(?:,?\s{1,3}[A-Z][\w'.-]{0,24}(?: [A-Z][\w'.-]{0,24}){0,3},? {1,3}[A-Z]{2}\.?(?:,? {1,3}[0-9]{5}(?:-[0-9]{4})?)?)"
)
_FIND_ADDRESS = (
    re.compile(
        rf"(?<![\w$.#/-])[0-9]{{1,6}}[A-Z]?(?:-[0-9]{{1,4}})? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?"
        rf"{_NAME}(?: {_NAME}){{0,3}} (?:{STREET}|{STREET.upper()})\b\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b)?{_UNIT}?{_CITY}?"
    ),
    re.compile(rf"\b(?:P\.? ?O\.? ?Box|PO BOX) [0-9]{{1,7}}\b{_CITY}?"),
    re.compile(
        rf"\b(?:[Ii]ntersection|[Cc]orner) of {_NAME}(?: {_NAME}){{0,4}} (?:and|&|at) {_NAME}(?: {_NAME}){{0,4}}"
        rf"(?:,? (?:in|near) [A-Z][\w'-]{{0,24}}(?: [A-Z][\w'-]{{0,24}}){{0,2}})?{_CITY}?"
    ),
    re.compile(
        rf"(?<![\w.']){_NAME}(?: {_NAME}){{0,2}} {STREET}\.?"
        rf"\s(?:and|&|at)\s{_NAME}(?: {_NAME}){{0,2}} {STREET}\b\.?{_CITY}?"
    ),
    re.compile(
        r"\b(?:I|(?:US|State) (?:Route|Highway|Hwy)|US|SR|FM|Interstate|Highway|Hwy|Route)[- ][0-9]{1,4}\b"
        r"(?: (?:north|south|east|west)(?:bound)?)?"
        r"(?: (?:near|at|by) (?:mile marker|mile|exit|milepost) [0-9]{1,4}[A-Z]?)?"
    ),
)


# A street without a house number only where the sentence says that something happened on it.
_FIND_STREET = re.compile(rf"\b(?:[Oo]n|[Aa]long)\s({_NAME}(?: {_NAME}){{0,2}} {STREET}\b)")
# "Fresno CA." without its comma, but not "I am OK."
_AFTER_CITY = re.compile(r"\b[A-Z][a-z]{2,24} (?!OK|HI|OH|ID)([A-Z]{2})(?=[.,;)\n]|$)")


def _key(name: str) -> str:
    return re.sub(r"[^a-z']", "", name.lower())


@cache
def _codes() -> dict[str, str]:
    """Two-letter codes by every spelling of a state's name, without spaces and dots."""
    spellings = {_key(name): code for code, names in state_names().items() for name in names}
    return spellings | {code.lower(): code for code in state_names()}


@cache
def _find_state() -> re.Pattern[str]:
    names = sorted((names[0] for names in state_names().values()), key=len, reverse=True)
    full = "|".join(re.escape(name) for name in names)
    codes = "|".join(state_names())
    return re.compile(
        rf"\b(?:{full})\b|(?<=, )(?:{codes})\b(?!\.[A-Z])|\b(?:{codes})(?=,? {{1,3}}[0-9]{{5}}(?![0-9]))", re.MULTILINE
    )


@cache
def _find_zip() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for names in state_names().values() for name in names)
    return re.compile(
        r"(?:\bZIP(?: ?code)?\b[ :#.]{1,4}|\bpostal code\b[ :#.]{1,4}|"
        rf"\b(?:{'|'.join(state_names())}|{names})[ ,.]{{1,3}}|"
        r",[ \n]{1,2})([0-9]{5}(?:-[0-9]{4})?)(?![\w/-]|[.,][0-9])",
        re.IGNORECASE,
    )


class State(Shape):
    """A state of the United States (or a territory, or a province of Canada) as its two-letter code."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The state that the whole of `text` names; two capitals that are no state's code stay, as a fault."""
        name = re.sub(r"^(?:the )?(?:state|commonwealth) of |^state[ :]+", "", text, flags=re.IGNORECASE)
        code = _codes().get(_key(name))
        if code is None and re.fullmatch(r"[A-Z]\.?[A-Z]", name) and not says_nothing(name):
            code = name.replace(".", "")
        return code

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Full names, and codes behind a comma or before a ZIP code."""
        yield from (match.span() for match in _find_state().finditer(text))
        yield from (match.span(1) for match in _AFTER_CITY.finditer(text) if match[1] in state_names())

    def faults(self, value: Value) -> list[str]:
        """A code that is no state's."""
        return [] if value in state_names() else ["not a state"]


class Zip(Shape):
    """A ZIP code of five figures, or nine as "78701-1234"."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is or spells."""
        code = re.sub(r"^(?:ZIP(?: ?code)?|postal code)\b[ :#.]*", "", text, flags=re.IGNORECASE)
        match = _ZIP.fullmatch(code) or _ZIP.fullmatch((spoken_digits(code) or "").replace("O", "0"))
        if match is None:
            return None
        return f"{match[1]}-{match[2]}" if match[2] else match[1]

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Five figures behind a state, a comma or a label; nine anywhere."""
        yield from (match.span(1) for match in _find_zip().finditer(text))
        yield from (match.span(1) for match in _FIND_ZIP_4.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """A code below the first one that the postal service has given out."""
        return ["no such ZIP code is given out"] if str(value) < "00501" else []


class City(Shape):
    """A city's name as it is written, without state and ZIP code."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The city that `verbatim` names, alone or before its state."""
        text = collapsed(plain(verbatim)).strip(" ,;:")
        if len(text) > _LONGEST or says_nothing(text):
            return None
        text = re.sub(r"^(?:city|town)(?: of)?[ :]+", "", text, flags=re.IGNORECASE)
        text = re.sub(r" [0-9]{5}(?:-[0-9]{4})?$", "", text).strip(" ,")
        head, comma, tail = text.rpartition(",")
        if comma and _key(tail) in _codes():
            text = head.strip(" ,")
        elif not comma:
            text = re.sub(rf" (?:{'|'.join(state_names())})\.?$", "", text)
        return text if re.fullmatch(r"[^\W\d_][^\W\d_ .'\-/]*(?:[ .'\-/]+[^\W\d_]+\.?)*\.?", text) else None


class Address(Shape):
    """A place as it is written, on one line."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The address with its lines joined by commas."""
        lines = [collapsed(line).strip(" ,;") for line in re.split(r"[\r\n\f]+", plain(verbatim))]
        text = ", ".join(line for line in lines if line)
        text = re.sub(r"^(?:address|location)\s*:\s*", "", text, flags=re.IGNORECASE)
        if len(text) > _LONGEST or says_nothing(text) or re.fullmatch(r"same(?: as .*)?", text, re.IGNORECASE):
            return None
        return text if re.search(r"[^\W\d_]{2}", text) or re.search(r"[0-9] [A-Z]", text) else None

    def meaning(self, written: str, hints: Hints) -> Value | None:
        """The address at a place of running text; its lines are kept apart."""
        return self.parse(written, hints)

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where addresses stand in running text."""
        for pattern in _FIND_ADDRESS:
            yield from (match.span() for match in pattern.finditer(text))
        yield from (match.span(1) for match in _FIND_STREET.finditer(text))
