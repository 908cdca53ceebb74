"""Read datelines: the day a letter or an e-mail was written, from a line at its top that holds only a date."""

from __future__ import annotations

import re
from itertools import islice

from pipelines.claim import Document, Reading
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.cells import Cell, lines_of
from pipelines.extracting.material import Material
from pipelines.values import KINDS
from pipelines.values.kind import Candidate, Hints

_FIRST_LINES = 16  # with words on them
_AROUND = re.compile(r"(?:(?:date|sent|dated)\b\W*|[A-Z][\w .]+,\s*|[A-Z][a-z]{2,8},?\s*)*", re.IGNORECASE)
_CLOCK = re.compile(
    r"[\s,]*(?:at\s*)?(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[+\-]\d{4}|[A-Z]{2,4})?(?:\s*\(\w+\))?)?\W*",
    re.IGNORECASE,
)


def read_dateline(document: Document, material: Material) -> list[Reading]:
    """A reading for each field marked as `dateline`, from the first line that is a date and nothing else."""
    specs = [spec for spec in material.claim_type.fields if spec.dateline]
    cells = (cell for line in lines_of(document.text) for cell in line.cells)
    for cell in islice(cells, _FIRST_LINES) if specs else ():
        found = _date_alone(cell, material.hints(specs[0]))
        if found:
            place = Candidate(cell.start + found.start, cell.start + found.end, found.value)
            return [reading_of(document, spec.name, place) for spec in specs]
    return []


def _date_alone(cell: Cell, hints: Hints) -> Candidate | None:
    found = KINDS["date"].find(cell.text, hints)
    if len(found) != 1:
        return None
    before, after = cell.text[: found[0].start], cell.text[found[0].end :]
    return found[0] if _AROUND.fullmatch(before) and _CLOCK.fullmatch(after) else None
