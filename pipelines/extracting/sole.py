"""Read sole values: the only one of its kind in all documents, told by its kind or by how its words end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.claim import Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.material import Material
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

_WORD = r"[A-Z][\w'’.\-]*"
_NO_PART = r"(?:To|From|Dear|At|The|My|Our|And|But|In|By|Attn|Attention)\b"  # such words begin no name


def read_sole(material: Material, found: Sequence[Reading]) -> list[Reading]:
    """A reading for each open field that its claim type marks as `sole`, or knows by `endings`."""
    settled = {reading.path for reading in found if reading.value is not None}
    taken = {reading.value for reading in found}
    readings = []
    for spec in material.claim_type.fields:
        if spec.name in settled or not (spec.sole or spec.endings):
            continue
        standing = [
            (document, candidate)
            for document in material.documents
            for candidate in _candidates(document.text, spec, material)
            if candidate.value not in taken
        ]
        if len({str(candidate.value).casefold() for _, candidate in standing}) == 1:
            document, candidate = standing[0]
            readings.append(reading_of(document, spec.name, candidate, ReadingSource.CODE))
    return readings


def _candidates(text: str, spec: FieldSpec, material: Material) -> list[Candidate]:
    if not spec.endings:
        return KINDS[spec.kind].find(text, material.hints(spec))
    endings = "|".join(re.escape(ending) for ending in sorted(spec.endings, key=len, reverse=True))
    named = re.compile(rf"\b(?!{_NO_PART}){_WORD}(?: (?:of|&|and|{_WORD})){{0,3}}? (?:{endings})\b")
    found = [(match, KINDS[spec.kind].parse(match.group(), material.hints(spec))) for match in named.finditer(text)]
    return [Candidate(match.start(), match.end(), value) for match, value in found if value is not None]
