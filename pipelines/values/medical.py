"""Codes of health claims: NPI, ICD-10-CM, procedure (HCPCS Level II, or the shape of CPT), place of service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.reference import hcpcs_codes, icd10_codes, places_of_service
from pipelines.values.shape import Shape
from pipelines.values.spoken import spoken_digits, spoken_runs
from pipelines.values.text import Place

_CARD_ISSUER = "80840"  # health applications in the United States: the Luhn check of an NPI counts these figures in
_FIND_NPI = re.compile(r"(?<![\w.+#$/-])[12][0-9]{9}(?![\w/-]|\.[0-9])")
_NPI_LABEL = re.compile(r"\bNPI\b[^0-9\n]{0,16}$", re.IGNORECASE)
_ICD = re.compile(r"([A-Z][0-9][0-9A-Z])[. ]?([0-9A-Z]{0,4})")
_FIND_ICD_DOTTED = re.compile(r"(?<![\w.$-])[A-Za-z][0-9][0-9A-Za-z]\.[0-9A-Za-z]{1,4}(?![\w-])")
_FIND_ICD_PLAIN = re.compile(r"(?<![\w.$#/-])[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}(?![\w/-]|\.[0-9A-Z])")
_HCPCS = re.compile(r"[A-V][0-9]{4}")
_CPT_SHAPE = re.compile(r"[0-9]{4}[0-9FTUM]")
_FIND_HCPCS = re.compile(r"(?<![\w.$#/-])[A-V][0-9]{4}(?![\w/]|[.-][0-9])")
_FIND_CPT = re.compile(r"\b(?:CPT|HCPCS|procedure)\b(?: code)?s?[ :#]{0,3}([0-9]{4}[0-9FTUM])(?![\w/-])", re.IGNORECASE)
_MODIFIERS = re.compile(r"(?:[ ,-]+[A-Z0-9]{2}){1,4}$")
_DENTAL = "D"  # CDT codes belong to the dental association and stand in no public list


def npi_check_digit(first_nine: str) -> str:
    """The tenth figure of an NPI: Luhn over 80840 and the first nine."""
    total = 0
    for place, figure in enumerate(reversed(_CARD_ISSUER + first_nine)):
        value = int(figure) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


class Npi(Shape):
    """A National Provider Identifier: ten figures."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The NPI that the whole of `text` is or spells."""
        npi = re.sub(r"[ -]", "", re.sub(r"^NPI\b[ .:#]*", "", text, flags=re.IGNORECASE))
        if not re.fullmatch("[0-9]{10}", npi):
            npi = re.sub("[-./]", "", spoken_digits(text) or "")
        return npi if re.fullmatch("[0-9]{10}", npi) else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Ten figures whose check digit holds, or which stand behind the word NPI."""
        for match in _FIND_NPI.finditer(text):
            npi = match.group()
            if npi_check_digit(npi[:9]) == npi[9] or _NPI_LABEL.search(text, max(0, match.start() - 20), match.start()):
                yield match.span()
        for run in spoken_runs(text):
            if (
                re.fullmatch("[12][0-9]{9}", run.characters)
                and npi_check_digit(run.characters[:9]) == run.characters[9]
            ):
                yield run.place

    def faults(self, value: Value) -> list[str]:
        """A first figure or a check digit that no NPI has."""
        npi = str(value)
        faults = [] if npi[0] in "12" else ["does not begin with 1 or 2"]
        expected = npi_check_digit(npi[:9])
        return faults if npi[9] == expected else [*faults, f"check digit is {npi[9]}, expected {expected}"]


class Icd10(Shape):
    """An ICD-10-CM code in capitals, with its dot."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is, with or without its dot."""
        code = re.sub(r"^(?:ICD-?10(?:-CM)?|dx|diagnosis)\b[ .:#]*", "", text, flags=re.IGNORECASE)
        code = re.sub(r"^[A-L][.):] +", "", code).upper()  # the pointer letter of its box
        match = _ICD.fullmatch(re.sub(r" ?\. ?", ".", code))
        if match is None:
            return None
        return f"{match[1]}.{match[2]}" if match[2] else match[1]

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Codes of a known group with a dot; without one, only those that are in the list."""
        for match in _FIND_ICD_DOTTED.finditer(text):
            group = match.group()[:3].upper()
            if group in icd10_codes() or icd10_codes().has_longer(group):
                yield match.span()
        for match in _FIND_ICD_PLAIN.finditer(text):
            if match.group() in icd10_codes():
                yield match.span()

    def faults(self, value: Value) -> list[str]:
        """A code that is not in the list, or is the head of a group and not billable."""
        code = str(value).replace(".", "")
        if code in icd10_codes():
            return []
        if icd10_codes().has_longer(code):
            return ["not billable: more digits needed"]
        return ["not in the ICD-10-CM list of codes"]


class Procedure(Shape):
    """A procedure code without its modifiers. Codes of five figures are known by their shape alone."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is."""
        code = re.sub(r"^(?:HCPCS|CPT|procedure|code)\b[ .:#]*", "", text, flags=re.IGNORECASE).upper()
        code = _MODIFIERS.sub("", code)
        return code if _HCPCS.fullmatch(code) or _CPT_SHAPE.fullmatch(code) else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """HCPCS codes anywhere; five figures only behind a label."""
        yield from (match.span() for match in _FIND_HCPCS.finditer(text))
        yield from (match.span(1) for match in _FIND_CPT.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """A HCPCS code that the list does not know; the list is old, so this is a reason to look."""
        code = str(value)
        if not _HCPCS.fullmatch(code) or code.startswith(_DENTAL) or code in hcpcs_codes():
            return []
        return ["not in the 2019 list of HCPCS codes"]


class PlaceOfService(Shape):
    """A place of service as its two-digit code."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that `text` is, or whose name it is: "11", "11 - Office", "Office"."""
        match = re.match(r"(?:POS[ :#]*)?([0-9]{1,2})(?![0-9/.])(?:[ (:-]|$)", text, re.IGNORECASE)
        if match and not re.search("[0-9]", text[match.end() :]):
            return match[1].zfill(2)
        wanted = _letters(text)
        named = [code for code, name in places_of_service().items() if _letters(name) == wanted]
        tail = re.search(r"\(?\b([0-9]{2})\)?$", text)
        if not named and tail and _letters(places_of_service().get(tail[1], "")) == _letters(text[: tail.start()]):
            return tail[1]
        return named[0] if len(named) == 1 else None

    def faults(self, value: Value) -> list[str]:
        """A code that is assigned to no place."""
        return [] if value in places_of_service() else ["not in the list of places of service"]


def _letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())
