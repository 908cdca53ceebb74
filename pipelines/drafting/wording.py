"""Wording: which words can be a label or a heading, and what a field of that label is called."""

from __future__ import annotations

import re
from functools import cache

from pipelines.claim_types import CLAIM_TYPES
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.shapes import FREE
from pipelines.extracting.words import words_of

Words = tuple[str, ...]
_MOST_WORDS = 7
_LONGEST_NAME = 5  # words of a field's name
_NOT_A_LABEL = re.compile(r"[\d@{}<>|\"“”;\[\]☐☒☑□■✓✔]|https?|\.\s+\S")
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}[a-z]?[.)]\s*|\d{1,2}[a-z]?\s+)(?=[^\W\d_])")
_CLOSING = re.compile(
    r"(?:yours|kind|best|warm|many|with)?\s*(?:regards|sincerely|faithfully|truly|thanks|thank you)\b"
    r"|dear\b|hello\b|hi\b|page\b|note\b|please\b|attention\b|re\b|p\.?s\b|cc\b",
    re.IGNORECASE,
)
_SILENT = frozenset("a an your our my his her its this that any has have had been is are was were full complete "
                    "please enter state give and if applicable".split())  # fmt: skip
_OF = frozenset("of for".split())
_NOISE = frozenset("information details section data particulars about your the of part".split())
# Too general to say whose it is where a heading stands above them.
GENERIC = frozenset("name phone email address number date time city state zip birthdate amount description type "
                    "reference relationship occupation signature company".split())  # fmt: skip
# Built-in types that every notice is made like: what they call a thing, rules know.
_NOTICES = ("auto", "property", "liability")


def bare(wording: str) -> str:
    """A label without the number of its box: of "36. Patient signature:", "Patient signature"."""
    return _NUMBERING.sub("", wording.strip()).rstrip(" :?")


def is_label(wording: str) -> bool:
    """Whether words may name a field or head a section: few, without figures, and no greeting."""
    wording = bare(wording)
    words = words_of(wording)
    return (
        0 < len(words) <= _MOST_WORDS
        and any(len(word) > 1 for word in words)
        and not _NOT_A_LABEL.search(wording)
        and not wording.rstrip().endswith((",", "!"))
        and not _CLOSING.match(wording.strip())
    )


def tidy(wording: str) -> str:
    """A label as it goes into a file: in small letters, without numbering, colons and asides."""
    text = re.sub(r"^\W+|\s*\([^()]*\)\s*$", "", bare(wording)).strip(" \t:.*?=_-–—")
    return re.sub(r"\s+", " ", text).lower()


def name_of(words: Words) -> str:
    """What a field with this label is called: "date of departure" and "departure date" are `departure_date`."""
    kept = [word for word in words if word not in _SILENT or word in _OF]
    for joint in _OF:
        if joint in kept[1:-1]:
            place = kept.index(joint)
            kept = kept[place + 1 :] + kept[:place]
    kept = [word.replace("#", "number") for word in kept if word not in _OF] or list(words)
    spelled = ["date_of_birth" if word == "birthdate" else word for word in kept[:_LONGEST_NAME]]
    name = re.sub(r"[^a-z0-9]+", "_", "_".join(spelled)).strip("_")
    return name if name[:1].isalpha() else f"field_{name}".rstrip("_")


def head_of(section: Words) -> str:
    """What a group under this heading is called: "TRAVELLER DETAILS" is `traveller`."""
    kept = tuple(word for word in section if word not in _NOISE)
    return name_of(kept[:2]) if kept else ""


def looks_like_a_name(wording: str, known: frozenset[str], marked: bool) -> bool:
    """Whether a label may be a person's or a firm's name: capitals as names have them, and no word of it, or where
    nothing marks it as a label not every word, is known as one of labels."""
    if not FREE["name"].fullmatch(wording.strip(" :.?")):
        return False
    words = words_of(wording)
    return not (any(word in known for word in words) if marked else all(word in known for word in words))


@cache
def house_words() -> frozenset[str]:
    """Every word that a label of a built-in claim type has."""
    return frozenset(
        word
        for claim_type in CLAIM_TYPES.values()
        for _, spec in claim_type.specs()
        for label in (*spec.labels, *spec.section_labels, *spec.sections)
        for word in words_of(label)
    )


@cache
def _house_labels() -> dict[Words, frozenset[str]]:
    found: dict[Words, set[str]] = {}
    for name in _NOTICES:
        for spec in CLAIM_TYPES[name].fields:
            for label in spec.labels:
                found.setdefault(words_of(label), set()).add(spec.name)
    return {words: frozenset(names) for words, names in found.items()}


def house_field(words: Words, section: Words = ()) -> FieldSpec | None:
    """The field that every built-in notice has under this label, or under it below this heading, so that rules and the
    certificate know it too."""
    names = _house_labels().get(words, frozenset()) or _house_sections().get((section, words), frozenset())
    if len(names) != 1:
        return None
    name = next(iter(names))
    specs = [CLAIM_TYPES[one].spec(name) for one in _NOTICES]
    return specs[0] if all(specs) else None


@cache
def _house_sections() -> dict[tuple[Words, Words], frozenset[str]]:
    found: dict[tuple[Words, Words], set[str]] = {}
    for name in _NOTICES:
        for spec in CLAIM_TYPES[name].fields:
            for section in spec.sections:
                for label in spec.section_labels:
                    found.setdefault((words_of(section), words_of(label)), set()).add(spec.name)
    return {place: frozenset(names) for place, names in found.items()}
