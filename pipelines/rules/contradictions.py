"""Contradictions: a field for which two documents of one claim give different values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import (
    Document,
    Field,
    Genre,
    PageSpan,
    PathSpan,
    Reading,
    ReadingSource,
    SegmentSpan,
    Severity,
    Value,
)
from pipelines.ports import Context
from pipelines.rules.late import shown
from pipelines.rules.matching import genre_of, solid
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values.comparing import same

# A model's reading, or transcription, is a guess beside one of these, and what code computes is only as good as what it
# came from.
TRUSTED = frozenset({ReadingSource.FORM, ReadingSource.LABEL})
NUMBERS = frozenset({"policy_number", "claim_number", "identifier", "vin", "plate", "npi", "tax_id"})
PLACES = frozenset({"city", "state", "zip"})
# Each paper has its own: when it was written or told, and by whom.
OWN_OF_EACH = frozenset({"date_reported", "reported_by", "reported_to", "contact_name", "patient_signature_date",
                         "insured_signature_date", "physician_signature_date", "patient_account_number"})  # fmt: skip
_ALIKE = str.maketrans("oilszb", "011528")  # letters that scans take for figures
_LEAST_PART = 5  # characters of a number that may stand for a longer one
_WORD = re.compile(r"[^\W_]+")


def between(*kinds: str) -> Check:
    """A check that documents agree about fields of these kinds."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        for field in view.claim.fields:
            spec = view.claim_type.spec(field.path)
            if spec is None or spec.kind not in kinds or field.path in OWN_OF_EACH or "[" in field.path:
                continue
            # What a person has read ends the argument.
            if field.chosen.source is ReadingSource.PERSON:
                continue
            other = contradicting(field, spec.kind)
            if other is not None:
                places = "; ".join(
                    f"{_place(reading, view.claim.documents)}: {shown(value)}"
                    for reading, value in ((field.chosen, field.value), (other, other.value))
                    if value is not None
                )
                yield Fault(
                    f"{sentence_case(spoken(field.path))} differs between documents. {sentence_case(places)}",
                    (field.path,),
                    spans=other.spans,
                )

    return check


def contradicting(field: Field, kind: str) -> Reading | None:
    """The first reading of another document that says something else, where that document says nothing like it."""
    own = _document(field.chosen)
    if field.chosen.source not in TRUSTED or field.chosen.transcribed or own is None:
        return None
    by_document: dict[str, list[Reading]] = {}
    for reading in field.readings:
        place = _document(reading)
        trusted = reading.source in TRUSTED or (kind == "boolean" and reading.source is ReadingSource.CODE)
        if place and place != own and trusted and not reading.transcribed and reading.value is not None:
            by_document.setdefault(place, []).append(reading)
    here = [reading.value for reading in field.readings if _document(reading) == own and reading.value is not None]
    for readings in by_document.values():
        if not any(agree(kind, reading.value, value) for reading in readings for value in here):
            return readings[0]
    return None


def agree(kind: str, a: Value | None, b: Value | None) -> bool:
    """Whether two values of different papers can be the same thing, one of them perhaps said in part."""
    if a is None or b is None or same(kind, a, b):
        return True
    if kind in NUMBERS:
        left, right = sorted((solid(str(a)).translate(_ALIKE), solid(str(b)).translate(_ALIKE)), key=len)
        return left == right or (len(left) >= _LEAST_PART and (right.startswith(left) or right.endswith(left)))
    if kind in ("name", "city", "organisation"):
        left_words, right_words = (set(_WORD.findall(str(value).casefold())) for value in (a, b))
        return left_words <= right_words or right_words <= left_words
    if kind == "zip":
        return str(a)[:5] == str(b)[:5]
    return False


def _document(reading: Reading) -> str | None:
    return reading.spans[0].document_id if reading.spans else None


def _place(reading: Reading, documents: tuple[Document, ...]) -> str:
    """Where a reading stands, as a handler says it: "police report, page 3"."""
    span = reading.spans[0]
    document = next((one for one in documents if one.id == span.document_id), None)
    if document is None:
        return "document"
    genre = genre_of(document)
    alike = [one for one in documents if genre_of(one) is genre]
    name = {Genre.UNKNOWN: "document", Genre.EMAIL: "e-mail"}.get(genre, genre.value.replace("_", " "))
    if genre is Genre.UNKNOWN:
        name = f"document {documents.index(document) + 1}"
    elif len(alike) > 1:
        name = f"{name} {alike.index(document) + 1}"
    match span:
        case PageSpan():
            return f"{name}, page {span.page}"
        case SegmentSpan():
            return f"{name}, segment {span.segment}"
        case PathSpan():
            return f"{name}, {span.path}"
    return name


RULES = (
    Rule("contradictions.dates", Severity.WARNING, "The documents agree about dates and times", between("date")),
    Rule("contradictions.amounts", Severity.WARNING, "The documents agree about amounts", between("money")),
    Rule("contradictions.identifiers", Severity.WARNING, "The documents agree about numbers of policies, reports and"
         " vehicles", between(*sorted(NUMBERS))),
    Rule("contradictions.people", Severity.WARNING, "The documents agree about who is who", between("name")),
    Rule("contradictions.places", Severity.WARNING, "The documents agree about where it happened",
         between(*sorted(PLACES))),
    Rule("contradictions.answers", Severity.WARNING, "The documents agree about injuries and other yes and no",
         between("boolean")),
)  # fmt: skip
