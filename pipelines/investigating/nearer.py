"""Nearer: the lines of the documents that speak of one field, or hold what may be its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.claim import Document, Reading
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting import Material
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.joining import readable
from pipelines.extracting.words import tokens_of, words_of
from pipelines.values import KINDS, Candidate

_LINE = re.compile(r"[^\n\f]+")
_MOST_CHARACTERS = 1800  # of all passages together: a few hundred tokens, which two cores read in a second
_LONGEST_LINE = 600  # characters around what speaks of the field, where a paragraph is one line
_AROUND = 1  # lines before and after
_PATTERN_MARKS = re.compile(r"[{}…]")
_CLOSINGS = 8  # lines at the end of a letter, where its writer signs


@dataclass(frozen=True)
class Passage:
    """A run of characters of one document."""

    document: Document
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.document.text[self.start : self.end]


def passages_about(spec: FieldSpec, material: Material, standing: Sequence[Reading] = ()) -> tuple[Passage, ...]:
    """The lines with the field's wordings, with what was read for it, and with values of its kind; nearest first."""
    wordings = _wordings(spec)
    marked: list[tuple[int, Passage]] = []
    for document in material.documents:
        lines = list(_lines(document))
        places = {start for reading in standing for start in _starts(reading, document)}
        found = {found.start for found in _values(spec, document, material)}
        last = len(lines) - _CLOSINGS
        for number, line in enumerate(lines):
            rank = _rank(line, wordings, places, found)
            if rank is None and spec.kind in ("name", "organisation") and (number <= 2 or number >= last):
                rank = 3
            if rank is not None:
                first, until = max(0, number - _AROUND), min(len(lines), number + _AROUND + 1)
                marked.append((rank, Passage(document, lines[first].start, lines[until - 1].end)))
    return _fitted([passage for _, passage in sorted(marked, key=lambda one: one[0])])


def written_out(passages: Sequence[Passage]) -> str:
    """The passages as a model is shown them, in the order of the documents, gaps marked."""
    parts: list[str] = []
    for before, passage in pairwise((None, *passages)):
        if passage is None:
            continue
        if before is not None and before.document.id != passage.document.id:
            parts.append("--- another document ---")
        elif before is not None:
            parts.append("…")
        parts.append(readable(passage.document.model_copy(update={"text": passage.text})))
    return "\n".join(parts)


def _lines(document: Document) -> Iterator[Passage]:
    """The lines that are not blank; of long paragraphs the sentences."""
    for match in _LINE.finditer(document.text):
        if not match.group().strip():
            continue
        start, end = match.span()
        while end - start > _LONGEST_LINE:
            cut = document.text.rfind(". ", start + _LONGEST_LINE // 3, start + _LONGEST_LINE)
            cut = cut + 1 if cut > start else start + _LONGEST_LINE
            yield Passage(document, start, cut)
            start = cut
        yield Passage(document, start, end)


def _wordings(spec: FieldSpec) -> set[str]:
    turns = (part for phrase in spec.phrases for part in _PATTERN_MARKS.split(phrase))
    said = (*spec.labels, *spec.cues, *spec.questions, spec.name.replace("_", " "), *turns)
    found = {" ".join(words_of(wording)) for wording in said}
    return {wording for wording in found if len(wording) > 3}


def _rank(line: Passage, wordings: set[str], places: set[int], found: set[int]) -> int | None:
    """0 where something was read, 1 where the field is spoken of, 2 where a value of its kind stands."""
    if any(line.start <= start < line.end for start in places):
        return 0
    text = " ".join(token.word for token in tokens_of(line.text))
    if any(f" {wording} " in f" {text} " for wording in wordings):
        return 1
    return 2 if any(line.start <= start < line.end for start in found) else None


def _values(spec: FieldSpec, document: Document, material: Material) -> list[Candidate]:
    return KINDS[spec.kind].find(document.text, material.hints(spec)) if spec.kind in SHAPED else []


def _starts(reading: Reading, document: Document) -> Iterator[int]:
    for span in reading.spans:
        start = getattr(span, "start", -1)
        if span.document_id == document.id and start >= 0:
            yield start


def _fitted(ranked: Sequence[Passage]) -> tuple[Passage, ...]:
    """As many passages as there is room for, those of one place joined, in the order of the documents."""
    kept: list[Passage] = []
    room = _MOST_CHARACTERS
    for passage in ranked:
        if any(_covers(other, passage) for other in kept):
            continue
        room -= passage.end - passage.start
        if room < 0 and kept:
            break
        kept.append(passage)
    order = {id(passage.document): number for number, passage in enumerate(kept)}
    firsts = {passage.document.id: order[id(passage.document)] for passage in reversed(kept)}
    kept.sort(key=lambda passage: (firsts[passage.document.id], passage.start))
    joined: list[Passage] = []
    for passage in kept:
        last = joined[-1] if joined else None
        if last and last.document.id == passage.document.id and passage.start <= last.end + 1:
            joined[-1] = Passage(last.document, last.start, max(last.end, passage.end))
        else:
            joined.append(passage)
    return tuple(joined)


def _covers(one: Passage, other: Passage) -> bool:
    return one.document.id == other.document.id and one.start <= other.start and other.end <= one.end
