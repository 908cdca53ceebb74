"""Read phrases: values in sentences of a known turn ("my name is …", "… is my policy number")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.composites import VEHICLE
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.material import Material
from pipelines.extracting.shapes import FREE
from pipelines.extracting.words import Token, tokens_of, words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS
from pipelines.values.kind import Candidate, Hints

_OPENERS = {"name": re.compile(r"[\s,:.\-–—]*"), "city": re.compile(r" *"), "organisation": re.compile(r"[ :]*")}
# Words that may come between the turn of phrase and a shaped value.
_FILLERS = frozenset(
    "a an the about approximately roughly around at on or is was of number some circa just over".split()
)
_MOST_FILLERS = 3

Finder = Callable[[FieldSpec], list[Candidate]]


def read_phrases(document: Document, material: Material, settled: set[str]) -> list[Reading]:
    """Readings of the scalar fields whose claim type gives phrases; fields in `settled` are left alone."""
    tokens = tokens_of(document.text)
    words = [token.word for token in tokens]
    readings: list[Reading] = []
    for spec in material.claim_type.fields:
        if not spec.phrases or spec.name in settled:
            continue
        hints = material.hints(spec)
        shaped = KINDS[spec.kind].find(document.text, hints)
        for phrase in spec.phrases:
            for start, end in _values(phrase, spec, (document.text, tokens, words), shaped):
                reading = _reading(document, spec, (start, end), hints)
                if reading and reading.spans not in [other.spans for other in readings if other.path == spec.name]:
                    readings.append(reading)
    return readings


def _values(
    phrase: str, spec: FieldSpec, source: tuple[str, list[Token], list[str]], shaped: list[Candidate]
) -> Iterator[tuple[int, int]]:
    """Where values stand that one phrase points at; "{}" in the phrase is the value's place."""
    text, tokens, words = source
    before, _, after = phrase.partition("{}")
    head, tail = list(words_of(before)), list(words_of(after))
    for at in range(len(words) - len(head) + 1):
        if words[at : at + len(head)] != head:
            continue
        if not head:
            break
        found = _value_after(text, tokens, at + len(head), spec, shaped)
        if found and (not tail or _follows(tokens, words, found[1], tail)):
            yield found
    if not head and tail:
        for candidate in shaped:
            if _follows(tokens, words, candidate.end, tail):
                yield candidate.start, candidate.end


def _follows(tokens: list[Token], words: list[str], end: int, tail: list[str]) -> bool:
    at = next((position for position, token in enumerate(tokens) if token.start >= end), len(tokens))
    return words[at : at + len(tail)] == tail


def _value_after(
    text: str, tokens: list[Token], position: int, spec: FieldSpec, shaped: list[Candidate]
) -> tuple[int, int] | None:
    """The value that begins where the phrase ends, fillers aside."""
    end = tokens[position - 1].end
    if spec.name.endswith("vehicle_year"):
        car = VEHICLE.match(text, _skip(text, end))
        return (car.start(), car.end()) if car else None
    if spec.kind in _OPENERS:
        opener = _OPENERS[spec.kind].match(text, end)
        value = FREE[spec.kind].match(text, opener.end() if opener else end)
        return (value.start(), value.end()) if value else None
    if spec.kind not in SHAPED and not shaped:
        return None
    following = next((candidate for candidate in shaped if candidate.start >= end), None)
    if following is None or re.search(r"[.!?]\s|\n\s*\n", text[end : following.start]):
        return None
    between = [token.word for token in tokens[position:] if token.start < following.start]
    fits = len(between) <= _MOST_FILLERS and set(between) <= _FILLERS
    return (following.start, following.end) if fits else None


def _skip(text: str, end: int) -> int:
    spaces = re.compile(r"[\s,:]*").match(text, end)
    return spaces.end() if spaces else end


def _reading(document: Document, spec: FieldSpec, place: tuple[int, int], hints: Hints) -> Reading | None:
    verbatim = document.text[place[0] : place[1]]
    value = KINDS[spec.kind].parse(verbatim, hints)
    if value is None and not spec.name.endswith("vehicle_year"):
        return None
    return Reading(
        path=spec.name,
        verbatim=verbatim,
        value=value,
        source=ReadingSource.LABEL,
        spans=(span_at(document, *place),),
    )
