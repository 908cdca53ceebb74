"""Read choices: which option of an enum, or which side of a yes or no, the words of a document say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.material import Material
from pipelines.grounding import span_at
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

_WEAK = "other"  # an option that any leftover may mean: taken only where nothing else is said


def read_choices(material: Material, settled: set[str]) -> list[Reading]:
    """A reading for each enum and yes-or-no field whose words stand in the documents and speak for one option."""
    readings = []
    for spec in material.claim_type.fields:
        if spec.name in settled:
            continue
        said = mentions(spec, material)
        chosen = _prevailing(said)
        if chosen:
            readings.append(choice_reading(spec, chosen, ReadingSource.CODE))
    return readings


def read_answers(material: Material, settled: set[str], found: Sequence[Reading]) -> list[Reading]:
    """What each document's own words answer to a yes-or-no question that another document has settled.

    They change no value; that documents contradict each other is for the rules to tell.
    """
    readings = []
    for spec in material.claim_type.fields:
        if spec.kind != "boolean" or spec.name not in settled:
            continue
        told = {span.document_id for reading in found if reading.path == spec.name for span in reading.spans}
        for document in material.documents if told else ():
            own = replace(material, documents=(document,))
            said = None if document.id in told else _prevailing(mentions(spec, own))
            if said:
                readings.append(choice_reading(spec, said, ReadingSource.CODE))
    return readings


def _prevailing(said: list[tuple[Document, Candidate]]) -> tuple[Document, Candidate] | None:
    """The first mention of the option that is said at least twice as often as all others together."""
    counts = Counter(candidate.value for _, candidate in said)
    option, count = counts.most_common(1)[0] if counts else (None, 0)
    if count < 2 * (len(said) - count):
        return None
    return next((mention for mention in said if mention[1].value == option), None)


def mentions(spec: FieldSpec, material: Material) -> list[tuple[Document, Candidate]]:
    """Where the documents say one of a field's options, in order; nothing for fields that speak only beside a label."""
    if not spec.options or not (spec.anywhere or spec.kind == "boolean"):
        return []
    found = [
        (document, candidate)
        for document in material.documents
        for candidate in KINDS["enum"].find(document.text, material.hints(spec))
        if document.text[candidate.start : candidate.end].casefold() not in ("true", "false")
    ]
    return [mention for mention in found if mention[1].value != _WEAK] or found


def choice_reading(spec: FieldSpec, mention: tuple[Document, Candidate], source: ReadingSource) -> Reading:
    """A reading that points at the words of its option."""
    document, said = mention
    return Reading(
        path=spec.name,
        verbatim=document.text[said.start : said.end],
        value=said.value == "true" if spec.kind == "boolean" else said.value,
        source=source,
        spans=(span_at(document, said.start, said.end),),
        derivation="option_words",
    )
