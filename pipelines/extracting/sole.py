"""Read sole values: a value that is the only one of its kind in all documents, and no other field's."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.claim import Reading, ReadingSource
from pipelines.extracting.material import Material
from pipelines.grounding import span_at
from pipelines.values import KINDS


def read_sole(material: Material, found: Sequence[Reading]) -> list[Reading]:
    """A reading for each open field that its claim type marks as `sole`."""
    settled = {reading.path for reading in found if reading.value is not None}
    taken = {reading.value for reading in found}
    readings = []
    for spec in material.claim_type.fields:
        if not spec.sole or spec.name in settled:
            continue
        standing = [
            (document, candidate)
            for document in material.documents
            for candidate in KINDS[spec.kind].find(document.text, material.hints(spec))
            if candidate.value not in taken
        ]
        if len({candidate.value for _, candidate in standing}) == 1:
            document, candidate = standing[0]
            readings.append(
                Reading(
                    path=spec.name,
                    verbatim=document.text[candidate.start : candidate.end],
                    value=candidate.value,
                    source=ReadingSource.CODE,
                    spans=(span_at(document, candidate.start, candidate.end),),
                )
            )
    return readings
