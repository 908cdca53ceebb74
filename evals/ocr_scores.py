"""ScanScore: what is read from a degraded page beside the truth and beside the digital document."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from evals.rows import align
from evals.scoring import Mark
from pipelines.claim import Document, Field, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import UNKNOWN, classify
from pipelines.deciding import LEAST_SCORE
from pipelines.errors import UnreadableError
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import ReadLimits, read
from pipelines.values.comparing import same
from sample_claims import Case

DIGITAL = "digital"  # the engine's name where the document is read as it was made


@dataclass(frozen=True)
class ScanScore:
    """One document, made worse in one way, read by one engine. All counts but those of words are of values."""

    case: str
    group: str
    degradation: str
    engine: str
    seconds: float  # of processor time for reading all pages
    pages: int
    truth: int
    right: int
    wrong: int  # as in the truth, but with another value, or not there at all
    missing: int
    silent: int  # wrong ones of which nothing tells: no finding, and a score at which nobody looks
    flagged: int  # right ones that a person is asked to look at
    word_errors: int
    words: int


@dataclass(frozen=True)
class Outcome:
    """What code alone made of documents: every value's mark, and which paths a person is asked to look at."""

    marks: dict[str, Mark]
    doubted: frozenset[str]
    fields: dict[str, Field]


def outcome_of(documents: Sequence[Document], case: Case) -> Outcome:
    """Read the values without a model and hold them against the truth; rows are numbered as in the truth."""
    name = classify(documents, CLAIM_TYPES).claim_type
    fields: tuple[Field, ...] = ()
    told: set[str] = set()
    if name != UNKNOWN:
        claim_type = CLAIM_TYPES[name]
        fused = fuse(
            claim_type,
            read_exact(Material(tuple(documents), claim_type, case.truth.received_at.date())).readings,
        )
        fields = fused.fields
        told = {path for finding in fused.findings for path in finding.paths}
    expected = CLAIM_TYPES[case.truth.claim_type]

    def is_same(path: str, one: Value, other: Value) -> bool:
        spec = expected.spec(path)
        return same(spec.kind if spec else "text", one, other)

    places, _ = align(case.truth.fields, {field.path: field.value for field in fields}, is_same)
    read_values = {places[field.path]: field for field in fields}
    marks = dict.fromkeys(read_values, Mark.INVENTED) | dict.fromkeys(case.truth.fields, Mark.MISSING)
    for path in read_values.keys() & case.truth.fields.keys():
        right = is_same(path, case.truth.fields[path], read_values[path].value)
        marks[path] = Mark.RIGHT if right else Mark.WRONG
    doubted = frozenset(
        place for place, field in read_values.items() if field.path in told or field.score < LEAST_SCORE
    )
    return Outcome(marks, doubted, read_values)


def measure(case: Case, degradation: str, engine: str, data: bytes, digital: Sequence[Document]) -> ScanScore:
    """Read one file with one engine; the words of the `digital` document are the right ones."""
    started = time.process_time()
    documents = documents_of(data, "none" if engine == DIGITAL else engine)
    seconds = time.process_time() - started
    outcome = outcome_of(documents, case)
    expected, seen = words_of(digital), words_of(documents)

    def number(*marks: Mark, doubted: bool | None = None) -> int:
        return sum(mark in marks and doubted in (None, path in outcome.doubted) for path, mark in outcome.marks.items())

    return ScanScore(
        case=case.name,
        group="acroform" if case.truth.kind == "acroform" else "print",
        degradation=degradation,
        engine=engine,
        seconds=seconds,
        pages=sum(len(document.pages) for document in documents) or 1,
        truth=len(case.truth.fields),
        right=number(Mark.RIGHT),
        wrong=number(Mark.WRONG, Mark.INVENTED),
        missing=number(Mark.MISSING),
        silent=number(Mark.WRONG, Mark.INVENTED, doubted=False),
        flagged=number(Mark.RIGHT, doubted=True),
        word_errors=distance(expected, seen),
        words=len(expected),
    )


def documents_of(data: bytes, engine: str) -> tuple[Document, ...]:
    """The documents of a file, its pictures read by this engine; none where it cannot be read."""
    numbers = count(1)
    try:
        return read(data, lambda: f"document-{next(numbers)}", ReadLimits(ocr=engine)).documents
    except UnreadableError:
        return ()


def words_of(documents: Sequence[Document]) -> list[str]:
    """The words in the order in which they are set out, with their punctuation, without tick boxes."""
    text = " ".join(document.text for document in documents)
    return [word for word in text.replace("[x]", " ").replace("[ ]", " ").split() if any(c.isalnum() for c in word)]


def distance(a: Sequence[str], b: Sequence[str]) -> int:
    """How many insertions, deletions and changes turn one into the other."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
    return row[-1]
