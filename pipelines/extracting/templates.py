"""Template: where a field stands in a structured document; `pipelines.extracting.entries` tells how one is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

ROW = re.compile(r"<n(?:-(\d))?>")
_PART = re.compile(r"\{([^{}]+)\}")
_SUM = re.compile(r"sum\(([^()]+)\)")
_PRODUCT = re.compile(r"product\(([^()]+)\)")
_MAP = re.compile(r"\(([^()]*=[^()]*)\)$")
_CONDITION = re.compile(r" (if|unless) (\S+)")
_DAYS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)?\d*(?:-(\d{4})(\d\d)(\d\d)\d*)?")


def first_day(text: str) -> str:
    """The day of `20260131`, `202601310915`, or the first one of `20260131-20260203`, as ISO 8601."""
    match = _DAYS.fullmatch(text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else text


def last_day(text: str) -> str:
    """The last day of `20260131-20260203`; of a single day that day."""
    match = _DAYS.fullmatch(text)
    return f"{match[5]}-{match[6]}-{match[7]}" if match and match[5] else first_day(text)


def range_end(text: str) -> str:
    """The last day of a range; nothing where there is none."""
    return last_day(text) if "-" in text else ""


def hour(text: str) -> str:
    """The hour of `202601310915` as two figures; nothing where there is none."""
    match = _DAYS.fullmatch(text)
    return (match[4] or "") if match else text[:2]


def dotted_icd9(text: str) -> str:
    """An ICD-9 code with its dot; codes of external causes have four characters before it."""
    code = text.replace(".", "").upper()
    if not re.fullmatch(r"[0-9]{3,5}|V[0-9]{2,4}|E[0-9]{3,4}", code):
        return text
    head = 4 if code.startswith("E") else 3
    return f"{code[:head]}.{code[head:]}" if code[head:] else code


def dotted_icd9_procedure(text: str) -> str:
    """An ICD-9 procedure code with its dot: two figures before it."""
    code = text.replace(".", "")
    return f"{code[:2]}.{code[2:]}" if re.fullmatch(r"[0-9]{3,4}", code) else text


FUNCTIONS: dict[str, Callable[[str], str]] = {
    "first": first_day,
    "last": last_day,
    "end": range_end,
    "hour": hour,
    "icd9": dotted_icd9,
    "icd9_procedure": dotted_icd9_procedure,
}
# Their result is the value: the kinds know the codes that replaced these.
FINAL = frozenset({"icd9", "icd9_procedure"})


@dataclass(frozen=True)
class Part:
    """One path of a template, with its map and its function."""

    path: str
    codes: tuple[tuple[str, str], ...] = ()
    function: str = ""

    def text(self, value: str) -> str:
        """What a value says here; "" where the map leaves it out."""
        if self.codes:
            codes = dict(self.codes)
            value = codes.get(value.strip(), codes.get("*", ""))
        return FUNCTIONS[self.function](value) if self.function and value else value


@dataclass(frozen=True)
class Template:
    """One template taken apart: texts stand around the parts, one more than there are parts."""

    parts: tuple[Part, ...]
    texts: tuple[str, ...]
    is_sum: bool = False
    is_product: bool = False
    each: bool = False
    conditions: tuple[tuple[str, str], ...] = ()  # ("if", "a=b"), ("unless", "c")

    @property
    def has_row(self) -> bool:
        """Whether it names the row that it belongs to."""
        return any(ROW.search(part.path) for part in self.parts)


@cache
def template_of(written: str) -> Template:
    """A template as `ClaimType.edi` and `.fhir` write it, taken apart; ValueError names a function that is none."""
    conditions = tuple((match[1], match[2]) for match in _CONDITION.finditer(written))
    body = _CONDITION.sub("", written).strip()
    each = body.endswith(" each")
    body = body.removesuffix(" each").strip()
    added = _SUM.fullmatch(body)
    if added:
        return Template((Part(added[1].strip()),), ("", ""), is_sum=True, conditions=conditions)
    multiplied = _PRODUCT.fullmatch(body)
    if multiplied:
        factors = tuple(Part(factor.strip()) for factor in multiplied[1].split(","))
        return Template(factors, ("",) * (len(factors) + 1), is_product=True, conditions=conditions)
    if "{" not in body:
        return Template((_part(body),), ("", ""), each=each, conditions=conditions)
    pieces = _PART.split(body)
    return Template(tuple(map(_part, pieces[1::2])), tuple(pieces[::2]), each=each, conditions=conditions)


def _part(written: str) -> Part:
    path, colon, function = written.rpartition(":")
    if not colon or not function.isidentifier():
        path, function = written, ""
    elif function not in FUNCTIONS:
        raise ValueError(f"a template names the function '{function}'; there are {', '.join(FUNCTIONS)}")
    coded = _MAP.search(path)
    if coded is None:
        return Part(path.strip(), function=function)
    pairs = (pair.partition("=") for pair in coded[1].split(","))
    codes = tuple((code.strip(), option.strip()) for code, _, option in pairs)
    return Part(path[: coded.start()].strip(), codes, function)
