"""Numbers that name something: policies, claims, reports, loans, accounts, taxpayers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.contact import PHONE
from pipelines.values.dates import Date
from pipelines.values.kind import Hints
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits, spoken_runs
from pipelines.values.text import Place, says_nothing

_LONGEST = 40  # characters
_LABEL = re.compile(
    r"^(?:(?:policy|claim|account|acct|loan|report|case|file|reference|ref|member|group|subscriber|license|"
    r"licence|control|"
    r"authorization|patient|certificate|incident|id|i\.d|no|nr|num|number|nbr)\b"
    # A hyphen that joins makes the word a part of the number: "CLAIM-2025-001".
    r"(?: +-+ +|[ :#.=])+(?=.*[0-9]))+",
    re.IGNORECASE,
)
_SAID_DASH = re.compile(r" (?:dash|hyphen) (?=[A-Za-z0-9] |[A-Za-z]?[0-9])", re.IGNORECASE)
_WRITTEN = re.compile(r"[A-Za-z0-9]+(?:(?:[-/._]| ?[-/] ?| )[A-Za-z0-9]+)*")
_PART = re.compile(r"[A-Za-z0-9]+")
_SHORT_WORD = 4  # letters; "HO" or "POL" belong to a number, "pending" does not
_PHONE = re.compile(PHONE)
_OTHERS = (
    re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})"),  # a date
    re.compile(r"[0-9]+(?:,[0-9]{3})*\.[0-9]{2}"),  # an amount
    # A road, a time. "CR1547" in one piece is an account: hardly anybody writes a road of four figures so.
    re.compile(r"(?:I|US|SR|FM|HWY|RT|RTE|CR|SH|TX|CA|PM|AM)(?:[- ][0-9]{1,4}|[0-9]{1,3})", re.IGNORECASE),
)
# In running text: capitals and figures in one piece, with at least one figure; or "AC 987654321", "AC45 987 654".
_TOKEN = re.compile(r"(?<![\w@$.+/-])#?[A-Z0-9](?:[A-Z0-9]|[-/._](?=[A-Z0-9]))*(?![\w@%]|[.,:][0-9])")
_PREFIXED = re.compile(
    r"(?:(?<=[a-z:#,;.?] )|(?<=[(\n])|\A)(?!(?:NO|ID|NPI|EIN|SSN|ZIP|VIN|TEL|FAX|BOX|REF|PO|CPT|ICD|HWY|DOB)\b)"
    r"[A-Z]{1,4}[0-9]{0,3} "
    r"(?![0-9]{5}(?:-[0-9]{4})?(?![0-9-]))[0-9]{2,12}(?:[- ][0-9]{2,12}){0,4}(?![\w@%/-]|[.,:][0-9])"
)
_LEAST_FIGURES = 3
_LEAST_CHARACTERS = 5  # with a hyphen; 6 in one piece, for "J1100" is a code
_LEAST_PLAIN = 6  # figures alone: shorter ones are ZIPs, years, house numbers
_NEVER = (
    re.compile(r"[0-9]{5}-[0-9]{4}"),  # ZIP+4
    re.compile(r"[A-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}"),  # ICD-10-CM
    re.compile(r"[0-9]{3}-[0-9]{4}"),  # the rest of a telephone number
    re.compile(r"(?=.*[A-Z])[A-HJ-NPR-Z0-9]{17}"),  # VIN
)
_TAX = re.compile(r"(?<![\w./-])(?:[0-9]{2}-[0-9]{7}|[0-9]{3}-[0-9]{2}-[0-9]{4})(?![\w/-])")
_BARE_TAX = re.compile(
    r"\b(?:EIN|SSN|FEIN|TIN|tax ?(?:payer)? ?i\.?d\.?(?: number| no\.?)?|"
    r"social security(?: number)?)\b[ :.#]{1,4}([0-9]{9}|[0-9]{3} [0-9]{2} [0-9]{4})(?!\w)",
    re.IGNORECASE,
)


class Identifier(Shape):
    """A number with letters, hyphens or slashes in it, in capitals; spaces and hyphens stay as they were written."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The identifier that `text` is or spells; it has a figure, and is no date, amount or telephone number."""
        text = _SAID_DASH.sub("-", _LABEL.sub("", text)).strip(" #.:,-/")
        if says_nothing(text) or len(text) > _LONGEST or not any(character.isdigit() for character in text):
            return spelled_identifier(text)
        if not _WRITTEN.fullmatch(text) or not text.isascii():
            return spelled_identifier(text)
        words = [part for part in _PART.findall(text) if part.isalpha()]
        if any(len(word) > _SHORT_WORD and not word.isupper() for word in words):
            return spelled_identifier(text)
        return None if _is_other(text) else text.upper()

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where identifiers stand in running text or are spelled out."""
        for match in _PREFIXED.finditer(text):
            figures = match.group().partition(" ")[2]
            if sum(character.isdigit() for character in figures) >= _LEAST_PLAIN and not _PHONE.fullmatch(figures):
                yield match.span()
        for match in _TOKEN.finditer(text):
            if _stands_out(match.group()) and not _PHONE.fullmatch(match.group()):
                yield match.span()
        for run in spoken_runs(text):
            if (
                not run.scaled
                and len(run.characters) >= _LEAST_CHARACTERS
                and not _is_phone(run.digits, run.characters)
            ):
                yield run.place


def spelled_identifier(text: str) -> str | None:
    """The identifier that is said character by character, or None."""
    characters = spoken_digits(text)
    return characters if characters and len(characters) <= _LONGEST else None


def _is_phone(digits: str, characters: str) -> bool:
    return (
        characters.replace("-", "").isdigit()
        and len(digits) in (10, 11)
        and bool(re.fullmatch(r"1?[2-9]..[2-9].{6}", digits))
    )


def _is_other(text: str) -> bool:
    if any(other.fullmatch(text) for other in _OTHERS) or (_PHONE.fullmatch(text) and not text.isdigit()):
        return True
    return not text.isdigit() and _DATE.parse(text) is not None and not re.search(r"[0-9]{5}", text)


def _stands_out(token: str) -> bool:
    """Whether a piece of running text looks like an identifier rather than a number, a date or a code."""
    text = token.strip("#")
    figures = sum(character.isdigit() for character in text)
    length = sum(character.isalnum() for character in text)
    if text.isdigit():
        return figures >= (_LEAST_CHARACTERS - 1 if token.startswith("#") else _LEAST_PLAIN)
    least = _LEAST_CHARACTERS + (length == len(text) and not token.startswith("#"))
    if figures < _LEAST_FIGURES or length < least or len(text) > _LONGEST:
        return False
    return not (any(other.fullmatch(text) for other in _NEVER) or _is_other(text))


class TaxId(Shape):
    """An employer or social security number, as hyphenated as it was written; nine figures."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The number that the whole of `text` is."""
        text = re.sub(r"^(?:EIN|SSN|FEIN|TIN|tax id|no)\b[ .:#]*", "", text, flags=re.IGNORECASE)
        if re.fullmatch(r"[0-9]{2} ?- ?[0-9]{7}|[0-9]{3} ?- ?[0-9]{2} ?- ?[0-9]{4}", text):
            return text.replace(" ", "")
        digits = text.replace(" ", "")
        if not re.fullmatch(r"[0-9]{9}", digits):
            digits = re.sub(r"[-./]", "", spoken_digits(text) or "")
        return digits if re.fullmatch(r"[0-9]{9}", digits) else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Where hyphenated numbers stand, and nine figures behind their label."""
        yield from (match.span() for match in _TAX.finditer(text))
        yield from (match.span(1) for match in _BARE_TAX.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """Social security numbers that are never issued."""
        parts = str(value).split("-")
        if len(parts) == 3 and (parts[0] in ("000", "666") or parts[1] == "00" or parts[2] == "0000"):
            return ["no such social security number is issued"]
        return ["every figure is the same"] if len(set("".join(parts))) == 1 else []


_DATE = Date("date")
