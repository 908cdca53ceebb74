"""Read series: lists told in running text, a row for each value that only such a row has (a procedure code)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document, Reading
from pipelines.claim_types.schema import FieldSpec, RecordSpec
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.material import Material
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\d])|\n\s*\n")
_UNITS = re.compile(
    r"\bunits?(?:\(s\))?\b[:\s]*(?P<after>\d{1,3})?|(?P<before>\d{1,3})\s*(?:x\b|units?\b)", re.IGNORECASE
)


def read_series(document: Document, material: Material, given: set[str]) -> list[Reading]:
    """The rows of lists with an anchor column whose anchors are not among the paths `given`."""
    readings: list[Reading] = []
    for record in material.claim_type.records:
        anchor = record.field(record.anchor) if record.anchor else None
        if anchor is None or any(path.startswith(f"{record.name}[") and path.endswith(anchor.name) for path in given):
            continue
        places = codes_in(document.text, anchor, material)
        for row, place in enumerate(places):
            before = places[row - 1].end if row else 0
            after = places[row + 1].start if row + 1 < len(places) else len(document.text)
            readings.append(reading_of(document, f"{record.name}[{row}].{anchor.name}", place))
            readings += _columns(document, record, row, _stretch(document.text, place, before, after), material)
    return readings


def codes_in(text: str, anchor: FieldSpec, material: Material) -> list[Candidate]:
    """The anchor's values, each once, in order. Five bare digits are as likely a ZIP code, so a letter must be in them,
    and a diagnosis without its point that could be a procedure is one."""
    found: dict[object, Candidate] = {}
    hints = material.hints(anchor)
    procedures = {c.start for c in KINDS["procedure"].find(text, hints)} if anchor.kind == "icd10" else set()
    for candidate in KINDS[anchor.kind].find(text, hints):
        written = text[candidate.start : candidate.end]
        if any(letter.isalpha() for letter in written) and (candidate.start not in procedures or "." in written):
            found.setdefault(candidate.value, candidate)
    return sorted(found.values(), key=lambda candidate: candidate.start)


def _stretch(text: str, place: Candidate, before: int, after: int) -> tuple[int, int]:
    """The sentence around a row's anchor, no further than the rows before and after it."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max([end for end in ends if end <= place.start], default=0)
    end = min([end for end in ends if end > place.end], default=len(text))
    return max(start, before), min(end, after)


def _columns(
    document: Document, record: RecordSpec, row: int, stretch: tuple[int, int], material: Material
) -> Iterator[Reading]:
    text = document.text[stretch[0] : stretch[1]]
    for spec in record.fields:
        if spec.kind == "integer":
            units = [match for match in _UNITS.finditer(text) if match["after"] or match["before"]]
            group = "after" if units and units[0]["after"] else "before"
            spots = [Candidate(*units[0].span(group), int(units[0][group]))] if units else []
        elif spec.kind in ("money", "date"):
            spots = [c for c in KINDS[spec.kind].find(text, material.hints(spec)) if _is_telling(text, c, spec)]
        else:
            continue
        if spots and not (spec.kind == "date" and spec.name.endswith("_to")):
            spot = Candidate(spots[0].start + stretch[0], spots[0].end + stretch[0], spots[0].value)
            yield reading_of(document, f"{record.name}[{row}].{spec.name}", spot)


def _is_telling(text: str, candidate: Candidate, spec: FieldSpec) -> bool:
    """Whether a number is written as an amount: with a currency, or with cents."""
    written = text[candidate.start : candidate.end]
    return spec.kind != "money" or bool(re.search(r"[$€£]|USD|dollar|\.\d\d$", written))
