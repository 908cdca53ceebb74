"""Codes of dental claims: CDT procedure, tooth, surfaces, area of the mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.kind import Hints
from pipelines.values.shape import Shape
from pipelines.values.text import Place

UNIVERSAL = frozenset(
    [str(number) for number in (*range(1, 33), *range(51, 83))]  # permanent; 50 more is a tooth too many beside it
    + [letter + extra for letter in "ABCDEFGHIJKLMNOPQRST" for extra in ("", "S")]  # of milk; S: one too many
)
INTERNATIONAL = frozenset(
    [f"{quadrant}{place}" for quadrant in (1, 2, 3, 4) for place in range(1, 9)]
    + [f"{quadrant}{place}" for quadrant in (5, 6, 7, 8) for place in range(1, 6)]
)
_CDT = re.compile(r"D[0-9]{4}")
_FIND_CDT = re.compile(r"(?<![\w.$#/-])D[0-9]{4}(?![\w/]|[.-][0-9])")
_CDT_CATEGORIES = "0123456789"
_TOOTH = r"(?:[1-9][0-9]?|0[1-9]|[A-T]S?)"
_FIND_TOOTH = re.compile(
    rf"\b(?:tooth|teeth)\b(?: (?:number|no\.?|letter))?[ :#]{{1,3}}({_TOOTH})(?![\w/-])", re.IGNORECASE
)
_SURFACES = {
    "mesial": "M",
    "occlusal": "O",
    "distal": "D",
    "buccal": "B",
    "facial": "F",
    "lingual": "L",
    "incisal": "I",
}
_AREAS = {
    "00": "entire oral cavity|full mouth", "01": "maxillary arch|upper arch", "02": "mandibular arch|lower arch",
    "10": "upper right quadrant|upper right|UR", "20": "upper left quadrant|upper left|UL",
    "30": "lower left quadrant|lower left|LL", "40": "lower right quadrant|lower right|LR",
    "09": "other area of oral cavity",
}  # fmt: skip
_AREA_CODES = frozenset({*_AREAS, "03", "04", "05", "06", "07", "08"})  # sextants


class Cdt(Shape):
    """A dental procedure code: D and four figures. The list of codes is not public: only the shape is known."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that the whole of `text` is; the D may be missing, as on older forms."""
        code = re.sub(r"^(?:CDT|ADA|procedure|code)\b[ .:#]*", "", text, flags=re.IGNORECASE).upper()
        code = f"D{code}" if re.fullmatch("[0-9]{4}", code) else code
        code = f"D{code[1:]}" if re.fullmatch("0[0-9]{4}", code) else code  # the zero is the D of older forms
        return code if _CDT.fullmatch(code) else None

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """A D and four figures anywhere."""
        yield from (match.span() for match in _FIND_CDT.finditer(text))


class Tooth(Shape):
    """One tooth or several, by number or letter: "3", "A", "1, 2, 3", "18-20"."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The teeth that the whole of `text` names, parted by commas; ranges as they stand."""
        bare = re.sub(r"^(?:tooth|teeth|no|number|numbers|letter)\b[ .:#]*|^#", "", text, flags=re.IGNORECASE).upper()
        if bare == "N/A":
            return None
        parts = re.split(r" ?[,;/&] ?| AND | ", re.sub(r" ?- ?| (?:TO|THROUGH) ", "-", bare))
        if not all(re.fullmatch(rf"{_TOOTH}(?:-{_TOOTH})?", part) for part in parts):
            return None
        return ", ".join("-".join(tooth.lstrip("0") for tooth in part.split("-")) for part in parts)

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """A number or letter behind the word tooth."""
        yield from (match.span(1) for match in _FIND_TOOTH.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """Teeth that neither numbering knows."""
        odd = [tooth for tooth in teeth(str(value)) if tooth not in UNIVERSAL and tooth not in INTERNATIONAL]
        return [f"no tooth is numbered {', '.join(odd)}"] if odd else []


def teeth(value: str) -> list[str]:
    """The single teeth that a normalised value names, the ends of ranges among them."""
    return [tooth for tooth in re.split(", |-", value) if tooth]


class ToothSurfaces(Shape):
    """Surfaces of a tooth as capital letters, each once: M, O, D, B, F, L, I."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The letters that `text` is, or whose names it lists: "MOD", "M,O,D", "mesial occlusal"."""
        letters = re.sub("[^A-Z]", "", text.upper())
        words = re.findall("[a-z]+", text.lower())
        if words and all(word in _SURFACES or word == "and" for word in words):
            letters = "".join(_SURFACES[word] for word in words if word != "and")
        return letters if re.fullmatch("[MODBFLIV]{1,7}", letters) else None

    def faults(self, value: Value) -> list[str]:
        """A surface named twice, or both the chewing surface and the cutting edge."""
        letters = str(value)
        faults = ["names a surface twice"] if len(set(letters)) < len(letters) else []
        return [*faults, "has both O and I; a tooth has one of them"] if {"O", "I"} <= set(letters) else faults


class OralArea(Shape):
    """An area of the mouth as its two-digit code."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The code that `text` is, or whose name it is: "10", "UR", "upper right quadrant"."""
        if re.fullmatch("[0-9]{1,2}", text):
            return text.zfill(2)
        wanted = text.lower()
        return next((code for code, names in _AREAS.items() if wanted in names.lower().split("|")), None)

    def faults(self, value: Value) -> list[str]:
        """A code of no area."""
        return [] if value in _AREA_CODES else ["not in the list of areas of the oral cavity"]
