"""Read dialogues: what a caller answers when the insurer's side asks for a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.composites import VEHICLE
from pipelines.extracting.material import Material
from pipelines.extracting.shapes import FREE
from pipelines.extracting.turns import Turn, Turns
from pipelines.extracting.words import tokens_of, words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

# How people begin an answer before they answer.
_OPENING = re.compile(
    r"(?:(?:(?:so|as) far as (?:i|we) know|uh|um|er|hm+|well|okay|ok|so|yeah|yes|sure|right(?=[,.])|oh|hold on|"
    r"let me see|it was like this|you know|i think|"
    r"that would be|it is|it's|it was|my name is|this is|one moment|sorry|basically|like i said|from what i see|"
    r"honestly|i mean|let me think|"
    r"hang on|as i said|to be honest|look|listen|actually|i guess)\b[\s,.:;…-]*)+",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\b(?:no,? wait|no\b(?=[,.] )|hang on|sorry|i mean|make that|correction|rather|actually)\b", re.IGNORECASE
)
_NOT = re.compile(r"\bnot (?:on |at )?$", re.IGNORECASE)
# What a caller says first, before the story: why they call.
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|day|evening))\b[ ,.!]*)?(?:there\b[ ,.!]*)?(?:(?:i|we)(?: just)?"
    r"(?:'d like| would like| need| want| have|'m calling| am calling|'re calling| are calling)"
    r" (?:to|about|because|in)\b|somebody holds us|someone holds us)[^.!?]*\b(?:report|claim|accident|incident|injury"
    r"|loss|damage)\b[^.!?]*[.!?]?\s*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:an?|the|his|her|their)\s+", re.IGNORECASE)
_ASIDE = re.compile(
    r",? (?:(?:the|a|my) \w+ says|i think|i believe|as far as \w+ know)\b|, that is\b|\.? *$",
    re.IGNORECASE,
)
_NUMBERS = frozenset(("policy_number", "claim_number", "identifier"))
_WHOLE = frozenset({"narrative", "text"})
_LONGEST_TEXT = 60  # characters of an answer to a question for a short text


def read_dialogue(document: Document, material: Material) -> list[Reading]:
    """Readings of the scalar fields that staff ask for by a question or a label of the field's."""
    turns = Turns(document.text)
    readings: list[Reading] = []
    for question, answer in turns.exchanges():
        asked = " ".join(token.word for token in tokens_of(document.text[question.start : question.end]))
        specs = list(_asked(asked, material))
        numbers = _numbers_in_order(document, answer, asked, specs, material)
        for spec in specs:
            place = numbers[spec.name] if spec.name in numbers else _answer(document, answer, spec, material)
            if place:
                readings.append(_reading(document, spec, place, material))
    return _stories_told_last(readings, material)


def _stories_told_last(readings: list[Reading], material: Material) -> list[Reading]:
    """Of a story that was asked for twice the second telling: a greeting asks "what happened?" too early."""
    stories = {spec.name for spec in material.claim_type.fields if spec.kind == "narrative"}
    last = {reading.path: reading for reading in readings}
    return [reading for reading in readings if reading.path not in stories or reading is last[reading.path]]


def _asked(asked: str, material: Material) -> Iterator[FieldSpec]:
    """The fields that a question speaks of: those with the longest wording in it, one per kind of value."""
    found: dict[str, tuple[int, FieldSpec]] = {}
    for spec in material.claim_type.fields:
        wordings = [" ".join(words_of(wording)) for wording in (*spec.questions, *spec.labels)]
        longest = max((len(wording) for wording in wordings if f" {wording} " in f" {asked} "), default=0)
        if longest > found.get(spec.kind, (0, spec))[0]:
            found[spec.kind] = (longest, spec)
    best = max((length for length, _ in found.values()), default=0)
    yield from (spec for length, spec in found.values() if length == best)


def _numbers_in_order(
    document: Document, turn: Turn, asked: str, specs: list[FieldSpec], material: Material
) -> dict[str, tuple[int, int] | None]:
    """The values of several numbers asked for at once, in the order of the question; None for all where they differ
    in count."""
    wanted = [spec for spec in specs if spec.kind in _NUMBERS]
    if len(wanted) < 2:
        return {}
    wanted.sort(key=lambda spec: _place_in(asked, spec))
    text = document.text[turn.start : turn.end]
    found = [(one.start, one.end) for one in KINDS[wanted[0].kind].find(text, material.hints(wanted[0]))]
    if len(found) != len(wanted):
        return {spec.name: None for spec in wanted}
    places = [(turn.start + start, turn.start + end) for start, end in found]
    return {spec.name: place for spec, place in zip(wanted, places, strict=True)}


def _place_in(asked: str, spec: FieldSpec) -> int:
    """Where in a question the longest wording of a field stands."""
    wordings = [" ".join(words_of(wording)) for wording in (*spec.questions, *spec.labels)]
    return f" {asked} ".find(f" {max((w for w in wordings if f' {w} ' in f' {asked} '), key=len)} ")


def _answer(document: Document, turn: Turn, spec: FieldSpec, material: Material) -> tuple[int, int] | None:
    """Where the value stands in the answer; after a correction, the corrected one."""
    text = document.text[turn.start : turn.end]
    correction = [match.end() for match in _CORRECTION.finditer(text)]
    if spec.kind in _WHOLE and not spec.name.endswith(("make", "model")):
        return _whole(text, turn.start, spec)
    if spec.kind == "boolean":
        body = _skip(text)
        return (turn.start + body, turn.end) if body < len(text) else None
    if spec.name.endswith(("vehicle_year", "vehicle_make", "vehicle_model")):
        car = VEHICLE.search(text)
        return (turn.start + car.start(), turn.start + car.end()) if car and spec.name.endswith("year") else None
    places = [(found.start, found.end) for found in KINDS[spec.kind].find(text, material.hints(spec))]
    places = [place for place in places if not _NOT.search(text, 0, place[0])]
    if not places and spec.kind in FREE:
        places = [match.span() for match in FREE[spec.kind].finditer(text, _skip(text))]
    if not places:
        return None
    later = [place for place in places if correction and place[0] >= correction[-1]]
    start, end = (later or places)[0]
    return turn.start + start, turn.start + end


def _skip(text: str) -> int:
    opening = _OPENING.match(text)
    return opening.end() if opening else 0


def _whole(text: str, offset: int, spec: FieldSpec) -> tuple[int, int] | None:
    start = _skip(text)
    end = len(text.rstrip())
    if spec.kind == "narrative" and _GREETING.fullmatch(text, start, end):
        return None
    if spec.kind == "text":
        article, aside = _ARTICLE.match(text, start), _ASIDE.search(text, start)
        start = article.end() if article else start
        end = aside.start() if aside else end
    if spec.kind == "text" and end - start > _LONGEST_TEXT:
        return None
    return (offset + start, offset + end) if end > start else None


def _reading(document: Document, spec: FieldSpec, place: tuple[int, int], material: Material) -> Reading:
    verbatim = document.text[place[0] : place[1]]
    return Reading(
        path=spec.name,
        verbatim=verbatim,
        value=KINDS[spec.kind].parse(verbatim, material.hints(spec)),
        source=ReadingSource.LABEL,
        spans=(span_at(document, *place),),
    )
