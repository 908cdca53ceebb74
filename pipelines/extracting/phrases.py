"""Read phrases: values in sentences of a known turn ("my name is …", "… is my policy number")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.composites import VEHICLE
from pipelines.extracting.material import Material
from pipelines.extracting.shapes import FREE
from pipelines.extracting.turns import Turns
from pipelines.extracting.words import tokens_of, words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

# What may stand between the words of a phrase and a value that only its capitals tell.
_OPENERS = {
    "name": re.compile(r"[,:.]? ?[–—-]?\s*\n\s*|[,:.]? ?"),
    "city": re.compile(r" *"),
    "organisation": re.compile(r"[ :]*"),
}
# Words that may come between the turn of phrase and a shaped value.
_FILLERS = frozenset(
    "a an the about approximately roughly around at on or is was of number some circa just over"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
_MOST_FILLERS = 3
_MOST_BETWEEN = 6  # words that "…" may stand for in a phrase
_MOST_WORDS_OF_AN_OPTION = 3
_NEXT_SENTENCE = re.compile(r"[.!?]\s|\n\s*\n")
_OTHER = re.compile(r"\b(?:other|second|their|his|her)\s+(?:car|vehicle|truck|van|driver|party|side)\b", re.IGNORECASE)
_BEFORE_STORY = re.compile(r"[\s,:;–—-]*(?:that\b\s*)?", re.IGNORECASE)
_SHORTEST_STORY = 12  # characters
# A short text in a sentence ends at a comma, or where the sentence goes on about something else.
_SHORT_TEXT = re.compile(
    r"[\s,:]*(?:(?:an?|the|his|her|their|our)\s+)?(?P<text>[^\W\d_](?:[^,;:.!?()\n]|\n(?!\s*\n))*?)(?="
    r"\s*(?:[,;:.!?()]|\n\s*\n|\Z)"
    r"|\s+(?:and|at|on|in|for|from|when|while|with|by|since|who|which|that|because|but|after|here|was|is|has)\b)",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_TEXT = 5
_TAKEN_BACK = re.compile(
    r"[.,;…?]* ?(?:(?:uh|um|er)[, …]+)?(?:no,? wait|no\b(?=[,.] )|hang on|sorry|i mean|make that|correction)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\b")
_GAP = re.compile(r"[\s,:]*")

Place = tuple[int, int]


def read_phrases(document: Document, material: Material, settled: set[str]) -> list[Reading]:
    """Readings of the scalar fields whose claim type gives phrases; fields in `settled` are left alone."""
    reader = _PhraseReader(document, material)
    specs = [spec for spec in material.claim_type.fields if spec.phrases and spec.name not in settled]
    return [reading for spec in specs for reading in reader.readings(spec)]


class _PhraseReader:
    def __init__(self, document: Document, material: Material) -> None:
        self._document = document
        self._text = document.text
        self._material = material
        self._turns = Turns(document.text)
        records = material.claim_type.records
        self._of_others = {spec.name for record in records for spec in record.fields if spec.kind == "name"}
        self._tokens = tokens_of(document.text)
        self._words = [token.word for token in self._tokens]

    def readings(self, spec: FieldSpec) -> Iterator[Reading]:
        """A reading for each place that a phrase of the field points at, each place once."""
        places: dict[Place, None] = {}
        standing = [(found.start, found.end) for found in KINDS[spec.kind].find(self._text, self._material.hints(spec))]
        for phrase in spec.phrases:
            before, _, after = phrase.partition("{}")
            heads, tail = [list(words_of(part)) for part in before.split("…")], list(words_of(after))
            found = self._after(heads, spec, standing) if heads[0] else self._before(spec, standing)
            places |= {place: None for place in found if not tail or self._follows(place[1], tail)}
        for place in places:
            if self._turns.staff_at(place[0]) or (spec.name in self._of_others and self._speaks_of_other(place[0])):
                continue
            if spec.kind not in FREE and _TAKEN_BACK.match(self._text, place[1]):
                continue
            reading = self._reading(spec, place)
            if reading:
                yield reading

    def _speaks_of_other(self, at: int) -> bool:
        """Whether the sentence is about the other car or party: who drove that is not the insured's driver."""
        begins = max((match.end() for match in _NEXT_SENTENCE.finditer(self._text, 0, at)), default=0)
        return _OTHER.search(self._text, begins, at) is not None

    def _after(self, heads: list[list[str]], spec: FieldSpec, standing: list[Place]) -> Iterator[Place]:
        """The values that begin where the words of the last of `heads` end; few words stand between two of these."""
        first, *others = heads
        for at in range(len(self._words) - len(first) + 1):
            end: int | None = at + len(first)
            if self._words[at:end] != first:
                continue
            for words in others:
                end = self._later(words, end) if end is not None else None
            place = self._value_after(end, spec, standing) if end is not None else None
            if place:
                yield place

    def _later(self, words: list[str], position: int) -> int | None:
        """The position behind `words`, if they come soon after this one in the same sentence."""
        for at in range(position, min(position + _MOST_BETWEEN, len(self._words) - len(words)) + 1):
            if self._words[at : at + len(words)] == words:
                start, end = self._tokens[position - 1].end, self._tokens[at].start
                return None if _NEXT_SENTENCE.search(self._text, start, end) else at + len(words)
        return None

    def _before(self, spec: FieldSpec, standing: list[Place]) -> list[Place]:
        """All values that the words after "{}" could follow."""
        shape = FREE.get(spec.kind)
        return standing or [match.span() for match in shape.finditer(self._text)] if shape else standing

    def _follows(self, end: int, tail: list[str]) -> bool:
        at = next((position for position, token in enumerate(self._tokens) if token.start >= end), len(self._tokens))
        if self._words[at : at + len(tail)] != tail:
            return False
        return not _NEXT_SENTENCE.search(self._text, end, self._tokens[at].start)

    def _value_after(self, position: int, spec: FieldSpec, standing: list[Place]) -> Place | None:
        """The value that begins where the phrase ends, fillers aside."""
        end = self._tokens[position - 1].end
        if spec.kind == "enum":
            return self._option_after(position, spec)
        if spec.name.endswith("vehicle_year"):
            gap = _GAP.match(self._text, end)
            car = VEHICLE.match(self._text, gap.end() if gap else end)
            return car.span() if car else None
        if spec.kind == "narrative":
            return self._rest_of_sentence(end)
        if spec.kind == "text":
            return self._short_text(end)
        if spec.kind in _OPENERS:
            opener = _OPENERS[spec.kind].match(self._text, end)
            value = FREE[spec.kind].match(self._text, opener.end() if opener else end)
            return value.span() if value else None
        following = next((place for place in standing if place[0] >= end), None)
        if following is None or _NEXT_SENTENCE.search(self._text, end, following[0]):
            return None
        between = [token.word for token in self._tokens[position:] if token.start < following[0]]
        return following if len(between) <= _MOST_FILLERS and set(between) <= _FILLERS else None

    def _rest_of_sentence(self, end: int) -> Place | None:
        """What follows the phrase up to the end of its sentence."""
        start = _BEFORE_STORY.match(self._text, end)
        stop = _NEXT_SENTENCE.search(self._text, end)
        first = start.end() if start else end
        last = len(self._text[: stop.start()].rstrip()) if stop else len(self._text.rstrip())
        return (first, last) if last - first > _SHORTEST_STORY else None

    def _short_text(self, end: int) -> Place | None:
        """The few words behind the phrase, their article left out: of "works as a line cook and …", "line cook"."""
        found = _SHORT_TEXT.match(self._text, end)
        if found is None or len(found["text"].split()) > _MOST_WORDS_OF_A_TEXT:
            return None
        return found.span("text")

    def _option_after(self, position: int, spec: FieldSpec) -> Place | None:
        """The option close behind the phrase: of "the insured's spouse" and "the spouse of the insured", the spouse."""
        tokens = self._tokens[position : position + _MOST_WORDS_OF_AN_OPTION]
        ends = [token.end for token in tokens if not _NEXT_SENTENCE.search(self._text, tokens[0].start, token.start)]
        if not ends:
            return None
        start, stop = tokens[0].start, ends[-1]
        said = KINDS["enum"].find(self._text[start:stop], self._material.hints(spec))
        if not said:
            return None
        chosen = said[0] if _OF.match(self._text, start + said[0].end) else said[-1]
        return start + chosen.start, start + chosen.end

    def _reading(self, spec: FieldSpec, place: Place) -> Reading | None:
        verbatim = self._text[place[0] : place[1]]
        value = KINDS[spec.kind].parse(verbatim, self._material.hints(spec))
        if value is None and not spec.name.endswith("vehicle_year"):
            return None  # of a vehicle all three parts are read at once, and taken apart later
        return Reading(
            path=spec.name,
            verbatim=verbatim,
            value=value,
            source=ReadingSource.LABEL,
            spans=(span_at(self._document, *place),),
        )
