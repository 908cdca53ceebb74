"""Read blocks: the lines under a person's name in a letterhead or a signature: address, telephone, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.extracting.cells import Line, lines_of
from pipelines.extracting.material import Material
from pipelines.extracting.words import words_of
from pipelines.grounding import span_at
from pipelines.values import KINDS

_MOST_LINES = 5
_MOST_HEADER_LINES = 6
_FROM = re.compile(r"From:\s", re.IGNORECASE)
_STREET = re.compile(r"(?:\d+[\w\-]* |P\.? ?O\.? Box )\S.*", re.IGNORECASE)
_TOWN = re.compile(r"[A-Z][\w .'’\-]+,? [A-Z]{2},? +\d{5}(?:-\d{4})?")


def read_blocks(document: Document, material: Material, found: Sequence[Reading], settled: set[str]) -> list[Reading]:
    """Address, telephone and e-mail of each person read (`insured_name`) who stands alone on a line above them."""
    lines = lines_of(document.text)
    readings: list[Reading] = []
    names = {(r.path.removesuffix("_name"), words_of(r.verbatim)) for r in found if r.path.endswith("_name")}
    readings += _senders(document, lines[:_MOST_HEADER_LINES], names, material)
    for line in lines:
        alone = words_of(line.cells[0].text) if len(line.cells) == 1 else ()
        for prefix in sorted({prefix for prefix, words in names if words and words == alone}):
            readings += _under(document, lines[line.number + 1 : line.number + 1 + _MOST_LINES], prefix, material)
    return [reading for reading in readings if reading.path not in settled]


def _senders(
    document: Document, lines: Sequence[Line], names: set[tuple[str, tuple[str, ...]]], material: Material
) -> Iterator[Reading]:
    """The address an e-mail comes from, where its sender is a person whose name was read."""
    for line in lines:
        text = document.text[line.start : line.end]
        if not _FROM.match(text):
            continue
        for candidate in KINDS["email"].find(text):
            sender = set(words_of(text[: candidate.start])) - {"from"}
            for prefix, name in sorted(names):
                if len(sender) > 1 and sender <= set(name) and material.claim_type.has(f"{prefix}_email"):
                    place = (line.start + candidate.start, line.start + candidate.end)
                    yield _reading(document, f"{prefix}_email", [place], material)


def _under(document: Document, lines: Sequence[Line], prefix: str, material: Material) -> Iterator[Reading]:
    """The readings of one block, which ends with a blank line."""
    address: list[tuple[int, int]] = []
    for line in lines:
        if len(line.cells) != 1:
            break
        cell = line.cells[0]
        if (not address and _STREET.fullmatch(cell.text)) or (address and _TOWN.fullmatch(cell.text)):
            address.append((cell.start, cell.end))
        for kind in ("phone", "email"):
            if material.claim_type.has(f"{prefix}_{kind}"):
                for candidate in KINDS[kind].find(cell.text):
                    place = (cell.start + candidate.start, cell.start + candidate.end)
                    yield _reading(document, f"{prefix}_{kind}", [place], material)
    if address and material.claim_type.has(f"{prefix}_address"):
        yield _reading(document, f"{prefix}_address", address, material)


def _reading(document: Document, path: str, pieces: list[tuple[int, int]], material: Material) -> Reading:
    spec = material.claim_type.spec(path)
    verbatim = ", ".join(document.text[start:end] for start, end in pieces)
    return Reading(
        path=path,
        verbatim=verbatim,
        value=KINDS[spec.kind].parse(verbatim, material.hints(spec)) if spec else None,
        source=ReadingSource.LABEL,
        spans=tuple(span_at(document, start, end) for start, end in pieces),
    )
