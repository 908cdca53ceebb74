"""The reference lists behind the checks, read from the package once, when first asked for."""

from __future__ import annotations

import csv
import lzma
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DATA = files("pipelines.values") / "data"


@dataclass(frozen=True)
class CodeList:
    """A list of codes in order; asking it is a binary search."""

    codes: tuple[str, ...]

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, str):
            return False
        place = bisect_left(self.codes, code)
        return place < len(self.codes) and self.codes[place] == code

    def has_longer(self, stem: str) -> bool:
        """Whether a listed code begins with `stem` and goes on."""
        place = bisect_left(self.codes, stem + "0")
        return place < len(self.codes) and self.codes[place].startswith(stem)


def _packed(name: str) -> CodeList:
    return CodeList(tuple(lzma.decompress((_DATA / name).read_bytes()).decode("ascii").split("\n")))


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_DATA / name).read_text("utf-8").splitlines()))


@cache
def icd10_codes() -> CodeList:
    """The billable ICD-10-CM codes, without dots."""
    return _packed("icd10cm_billable.txt.xz")


@cache
def hcpcs_codes() -> CodeList:
    """The HCPCS Level II codes of the 2019 list."""
    return _packed("hcpcs_level2_2019.txt.xz")


@cache
def places_of_service() -> dict[str, str]:
    """Names of the places of service by their two-digit code."""
    return {row["code"]: row["name"] for row in _rows("place_of_service.csv")}


@cache
def makes() -> dict[str, str]:
    """Makes by world manufacturer code; many codes are missing, so a miss proves nothing."""
    return {row["wmi"]: row["make"] for row in _rows("vin_makes.csv")}


@cache
def state_names() -> dict[str, tuple[str, ...]]:
    """Names and older abbreviations of a state, territory or province by its two-letter code, the full name first."""
    return {row["code"]: (row["name"], *filter(None, row["also"].split("|"))) for row in _rows("states.csv")}
