"""Ways to reach people: telephone numbers -> E.164 ("+12025550199"), e-mail addresses in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits, spoken_runs
from pipelines.values.text import Place

_COUNTRY = "US"
_LABEL = re.compile(
    r"^(?:(?:tele)?phone|tel|cell(?:ular)?|mobile|home|work|office|business|fax|call|ph|no|number|"
    r"[cmhwof])\b[.:# ]*(?=[(+0-9])",
    re.IGNORECASE,
)
_EXTENSION = r"(?:,? ?(?:x|ext\.?|extension|#) ?[0-9]{1,6})"
_AFTER = re.compile(
    rf"(?:{_EXTENSION}|,? ?\(?(?:home|cell|work|mobile|office|main|direct|fax|[cmhw])\)?)$", re.IGNORECASE
)
_ALLOWED = re.compile(r"[0-9+().\-/ ]+|1?[- .]?8[0-9]{2}[- .][A-Z0-9-]{7,9}", re.IGNORECASE)
_ABROAD = re.compile(r"^\(?00\)?[ .-]?(?=[2-9](?:[ .\-()/]*[0-9]){9})")  # how Europe dials another country
# Ten figures of North America, in groups.
PHONE = r"(?:\+?1[ .\-/]?)?(?:\( ?)?[2-9][0-9]{2} ?\)? ?[ .\-/]? ?[2-9][0-9]{2} ?[ .\-] ?[0-9]{4}"
_FIND = (
    re.compile(rf"(?<![\w.+#/$-]){PHONE}(?![\w/]|[-.,][0-9])"),
    re.compile(r"(?<![\w+])\+[1-9][0-9]{0,2}(?:[ .\-()/]{0,2}[0-9]{1,4}){2,6}(?![\w])"),
    re.compile(r"(?<![\w.+#/$-])(?:1?[2-9][0-9]{2}[2-9][0-9]{6})(?![\w/]|[-.,][0-9])"),
    re.compile(r"(?<![\w.-])(?:1-)?8(?:00|33|44|55|66|77|88)-[A-Z0-9]{3}-?[A-Z0-9]{4}(?![\w-])"),
)

_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9._%+'-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}", re.IGNORECASE
)
_SPOKEN_EMAIL = re.compile(
    r"(?<![\w@.])[a-z0-9]{1,30}(?: (?:dot|underscore|dash|"
    r"hyphen) [a-z0-9]{1,30}){0,4} at [a-z0-9-]{1,30}(?: dot [a-z0-9]{2,24}){1,3}\b",
    re.IGNORECASE,
)
_SPOKEN_MARKS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "at": "@"}


class Phone(Shape):
    """A telephone number as E.164, of the United States where no country is named; an extension is left out."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The number that the whole of `text` writes or spells."""
        text = _AFTER.sub("", _LABEL.sub("", text)).strip(" .,;:")
        if not _ALLOWED.fullmatch(text):
            text = _spelled(text) or ""
        if not text:
            return None
        try:
            parsed = phonenumbers.parse(_ABROAD.sub("+", text), _COUNTRY)
        except phonenumbers.NumberParseException:
            return None
        if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
            return None
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where written numbers stand, and where ten or eleven digits are spelled out."""
        for pattern in _FIND:
            yield from (match.span() for match in pattern.finditer(text))
        for run in spoken_runs(text):
            if len(run.digits) == 10 or (len(run.digits) == 11 and run.digits[0] == "1"):
                yield run.place

    def faults(self, value: Value) -> list[str]:
        """A number that its country's plan does not know; invented and mistyped numbers are such."""
        try:
            known = phonenumbers.is_valid_number(phonenumbers.parse(str(value), _COUNTRY))
        except phonenumbers.NumberParseException:
            known = False
        return [] if known else ["no such number in its country's numbering plan"]


def _spelled(text: str) -> str | None:
    characters = spoken_digits(text)
    if characters is None:
        return None
    digits = re.sub(r"[-./]", "", characters).replace("O", "0")
    return digits if digits.isdigit() else None


class Email(Shape):
    """An e-mail address in lower case."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The address that the whole of `text` writes, or spells as in "jane dot roe at example dot com"."""
        address = re.sub(r"^(?:mailto|e-?mail)\s*:\s*", "", text, flags=re.IGNORECASE).strip("<>()[]. ")
        if _SPOKEN_EMAIL.fullmatch(address):
            address = "".join(_SPOKEN_MARKS.get(word, word) for word in address.lower().split(" "))
        address = re.sub(r" ?@ ?", "@", address)
        return address.lower() if _EMAIL.fullmatch(address) and ".." not in address else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where addresses stand or are spelled."""
        for at in re.finditer("@", text):
            start = max(0, at.start() - 64)
            head = re.search(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*$", text[start : at.start()])
            match = _EMAIL.match(text, start + head.start()) if head else None
            if match:
                yield match.span()
        yield from (match.span() for match in _SPOKEN_EMAIL.finditer(text))
