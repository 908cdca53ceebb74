"""Read scenes: values that stand in the same sentence as another field's ("on 6 May around 7 am at Oak and Main")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.material import Material
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

_SENTENCE = re.compile(
    r"(?:[^.!?\n]|[.!?](?!\s)|\n(?!\s*\n)|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St|No|Rd))\.|(?<=\bMrs)\.)+[.!?]?"
)
# "San Jose, CA", "Salem, Oregon": a town is what stands before its state.
_TOWN = re.compile(r"(?:\b(?:in|of|at|near)\s+|,\s*)(?P<city>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,2}),\s*$")


def read_scenes(document: Document, material: Material, found: Sequence[Reading], settled: set[str]) -> list[Reading]:
    """For each field with neighbours (`beside`): its only value in the sentences where these stand, or the next one."""
    sentences = [match.span() for match in _SENTENCE.finditer(document.text)]
    readings: list[Reading] = []
    for spec in material.claim_type.fields:
        if not spec.beside or spec.name in settled:
            continue
        for start, end in _scenes(document, spec, found, sentences):
            free = _candidates(document.text, start, end, spec, material)
            candidates = [candidate for candidate in free if candidate.start not in _taken(spec, found, material)]
            if len({candidate.value for candidate in candidates}) == 1:
                readings.append(reading_of(document, spec.name, candidates[0], ReadingSource.CODE))
                break
    return readings


def _scenes(
    document: Document, spec: FieldSpec, found: Sequence[Reading], sentences: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The sentences in which a neighbour's reading stands, each followed by the one after it."""
    starts = [
        getattr(span, "start", -1)
        for name in spec.beside
        for reading in found
        if reading.path == name and reading.value is not None
        for span in reading.spans
        if span.document_id == document.id
    ]
    for start in starts:
        for number, (begin, end) in enumerate(sentences):
            if begin <= start < end:
                yield begin, end
                if number + 1 < len(sentences):
                    yield sentences[number + 1]


def _taken(spec: FieldSpec, found: Sequence[Reading], material: Material) -> set[int]:
    """Where values of this kind begin that were read as other fields: when a shift began is not when it happened."""
    return {
        getattr(span, "start", -1)
        for reading in found
        if reading.path != spec.name and (other := material.claim_type.spec(reading.path)) and other.kind == spec.kind
        for span in reading.spans
    }


def _candidates(text: str, start: int, end: int, spec: FieldSpec, material: Material) -> Iterator[Candidate]:
    if spec.kind != "city":
        for found in KINDS[spec.kind].find(text[start:end], material.hints(spec)):
            yield Candidate(start + found.start, start + found.end, found.value)
        return
    for state in KINDS["state"].find(text[start:end], material.hints(spec)):
        town = _TOWN.search(text[start : start + state.start])
        if town:
            yield Candidate(start + town.start("city"), start + town.end("city"), town["city"])
