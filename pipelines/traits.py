"""Traits: what speaks for a value that was proposed for a field, and what against it, as numbers from 0 up.

Each is told by the readings and the documents alone, before any rule has spoken; `pipelines.surety` weighs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, cached_property

from pipelines.claim import Document, PageSpan, Reading, ReadingSource, Span, TextSpan, Value
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.extracting.exact import FORM_LIKE
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.vocabulary import Vocabulary
from pipelines.extracting.words import tokens_of, words_of
from pipelines.values import KINDS

Traits = dict[str, float]

_MOST_DOUBT = 4.0  # a token less likely than e⁻⁴ tells no more than that one
_MOST_VOICES = 2
_MOST_RIVALS = 20
_LEAST_REPEATED = 3  # characters; fewer stand everywhere
_NEAR = 120  # characters before a value in which its name is looked for
_NEAR_WORDS = 12
_CHECK_DIGITS = frozenset({"vin", "npi"})
# Values of which one document seldom gives two fields the same; a name is often two people's part in one.
_OWNED = SHAPED - {"state", "zip", "place_of_service", "integer"}
_CAPITALISED = frozenset({"name", "organisation", "city"})
_WRITTEN_APART = frozenset({"policy_number", "claim_number", "identifier", "plate", "vin"})
# A capital or a figure that follows with nothing between: "Oldtown Fire| Services", "HX 2207 4416| 9".
_GOES_ON = re.compile(r"[ \-][A-Z0-9]")
_IDLE = frozenset("of the a an at in on for to and or by with number name date".split())


class Witness:
    """Tells the traits of values that are proposed for the fields of one claim."""

    def __init__(self, claim_type: ClaimType, readings: Sequence[Reading], documents: Sequence[Document] = ()) -> None:
        """`documents` may be left out: what stands around a value and beside it then tells nothing."""
        self._type = claim_type
        self._documents = {document.id: document for document in documents}
        places = [one for one in readings if one.source is ReadingSource.LABEL and not one.reader and one.spans]
        self._is_form = len({reading.path for reading in places}) >= FORM_LIKE
        self._takers: dict[tuple[str, str], set[str]] = {}
        for reading in readings:
            spec = claim_type.spec(reading.path)
            if spec and spec.kind in _OWNED and reading.spans and "[" not in reading.path:
                self._takers.setdefault((spec.kind, str(reading.value)), set()).add(reading.path)

    def traits(self, spec: FieldSpec, support: Sequence[Reading], against: Sequence[Reading]) -> Traits:
        """The traits of the value that the readings `support` give alike, the most trusted first; `against` are the
        readings of the same field that give another. Traits that are 0 are left out."""
        best = support[0]
        found = {
            f"by_{best.source.value}": 1.0,
            f"reader_{best.reader}": float(bool(best.reader)),
            "free_answer": float(best.source is ReadingSource.MODEL and spec.kind not in SHAPED and not spec.options),
            **_told(best),
            **_agreement(support, against),
            **_grounding(best),
            **_kind(spec, best.value),
            "expected": float(spec.critical or spec.required),
            "in_list": float("[" in best.path),
            "in_form": float(self._is_form),
            "shared": float(self._is_shared(spec, best)),
            **self._surroundings(spec, best),
        }
        return {name: round(value, 4) for name, value in found.items() if value}

    def _is_shared(self, spec: FieldSpec, reading: Reading) -> bool:
        return bool(self._takers.get((spec.kind, str(reading.value)), set()) - {reading.path})

    def _surroundings(self, spec: FieldSpec, reading: Reading) -> Traits:
        """What stands around the value, and how many others could be it; rows of lists have their heads instead."""
        place = _place(reading)
        document = self._documents.get(place[0]) if place else None
        if place is None or document is None or "[" in reading.path:
            return {}
        own, others = self._named(spec, reading.path, document.text[max(0, place[1] - _NEAR) : place[1]])
        return {
            "labelled": float(own >= 0),
            "labelled_otherwise": float(others >= 0 and (own < 0 or others < own)),
            "spoken_of": _spoken_of(spec, document.text[max(0, place[1] - _NEAR) : place[2] + _NEAR // 2]),
            "runs_on": float(
                spec.kind in _CAPITALISED | _WRITTEN_APART and bool(_GOES_ON.match(document.text, place[2]))
            ),
            "repeated": math.log1p(min(self._times(reading) - 1, _MOST_RIVALS)),
            "rivals": math.log1p(min(self._rivals(spec, reading.value), _MOST_RIVALS)),
        }

    def _named(self, spec: FieldSpec, path: str, before: str) -> tuple[int, int]:
        """How many words lie between the nearest label of this field and the value, and the same for labels of other
        fields of its kind; -1 where none stands shortly before it."""
        tokens = tokens_of(before)[-_NEAR_WORDS:]
        position = 0
        own = other = -1
        while position < len(tokens):
            length, matches = self._vocabulary.match(tokens, position)
            position += max(length, 1)
            matches = [match for match in matches if not match.generic]
            if any(match.slot.path() == path for match in matches):
                own = len(tokens) - position
            elif any(match.slot.spec.kind == spec.kind for match in matches):
                other = len(tokens) - position
        return own, other

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._type)

    def _rivals(self, spec: FieldSpec, value: Value | None) -> int:
        """How many other values of a shaped kind stand in the documents."""
        return len(self._standing(spec.kind) - {str(value)}) if spec.kind in SHAPED else 0

    def _times(self, reading: Reading) -> int:
        """How often what was read stands in the documents, as it is written."""
        words = reading.verbatim.strip()
        if len(words) < _LEAST_REPEATED:
            return 1
        return max(1, sum(document.text.count(words) for document in self._documents.values()))

    @cached_property
    def _found(self) -> dict[str, set[str]]:
        return {}

    def _standing(self, kind: str) -> set[str]:
        if kind not in self._found:
            texts = [document.text for document in self._documents.values()]
            self._found[kind] = {str(one.value) for text in texts for one in KINDS[kind].find(text)}
        return self._found[kind]


def _told(reading: Reading) -> Traits:
    """How sure the model was of its least likely token; other readers tell no such thing."""
    if reading.source is not ReadingSource.MODEL:
        return {}
    if reading.logprob is None:
        return {"no_probability": 1.0}
    return {"unlikely_token": min(-reading.logprob, _MOST_DOUBT), "improbable": 1 - math.exp(reading.logprob)}


def _agreement(support: Sequence[Reading], against: Sequence[Reading]) -> Traits:
    """Voices are independent of each other: another reader, or the same model asked another question."""
    own = {_voice(reading) for reading in support}
    others = {_voice(reading) for reading in against}
    return {
        "agreeing": min(len(own) - 1, _MOST_VOICES),
        "contradicted": min(len(others - own), _MOST_VOICES),
        "wavering": float(bool(others & own)),  # the same reader found another value elsewhere
    }


def _voice(reading: Reading) -> tuple[ReadingSource, str | None]:
    return reading.source, reading.call_id if reading.source is ReadingSource.MODEL else None


def _grounding(reading: Reading) -> Traits:
    if not reading.spans:
        return {"nowhere": 1.0}
    if reading.derivation:
        return {"derived": 1.0}
    return {"normalised": float(str(reading.value) != reading.verbatim.strip())}


def _kind(spec: FieldSpec, value: Value | None) -> Traits:
    is_faulty = _is_faulty(spec.kind, value)
    text = str(value)
    return {
        "faulty": float(is_faulty),
        "checked": float(spec.kind in _CHECK_DIGITS and not is_faulty),
        "odd_shape": float(spec.kind in _CAPITALISED and (text[:1].islower() or any(map(str.isdigit, text)))),
    }


def _is_faulty(kind: str, value: Value | None) -> bool:
    try:
        return value is not None and bool(KINDS[kind].faults(value))
    except (ValueError, LookupError):  # an insurer's own reader gave what no value of this kind can be
        return True


def _place(reading: Reading) -> tuple[str, int, int] | None:
    """The document and the characters that the reading stands on; None where it stands nowhere or in no text."""
    spans: list[Span] = [span for span in reading.spans if isinstance(span, TextSpan | PageSpan) and span.start >= 0]
    span = spans[0] if spans else None
    return (span.document_id, span.start, span.end) if isinstance(span, TextSpan | PageSpan) else None


def _spoken_of(spec: FieldSpec, around: str) -> float:
    """The largest share of the words of one of the field's wordings that stand around it."""
    words = {token.word for token in tokens_of(around)}
    return max((len(wording & words) / len(wording) for wording in _wordings(spec)), default=0.0)


def _wordings(spec: FieldSpec) -> tuple[frozenset[str], ...]:
    return _wordings_of((*spec.labels, *spec.cues, spec.name.replace("_", " ")))


@cache
def _wordings_of(wordings: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    found = (frozenset(words_of(wording)) - _IDLE for wording in wordings)
    return tuple(words for words in dict.fromkeys(found) if words)
