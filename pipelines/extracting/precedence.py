"""Precedence: which document of a claim is believed first, and whose rows are whose.

Documents are read in this order: the notice, what the sender wrote with it (e-mail, letter, statement), papers of which
nothing tells what they are, then the papers of others: police report, estimate, invoice, receipt, medical record, loss
run, photo. Of several readings of a field by the same means the first counts, so that a report never overwrites what
the notice says; except for what a paper is there to say, such as the number of a police report, which counts before the
notice's. The other readings stay with the field: that documents contradict each other is for the rules to tell.

Rows that the same kind of paper gives several times, the items of one receipt and of the next, are rows one after the
other; those of a notice and of a report are the same rows told twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.claim import Document, Genre, Reading, ReadingSource

_ORDER = (
    Genre.NOTICE,
    Genre.EMAIL,
    Genre.LETTER,
    Genre.STATEMENT,
    Genre.UNKNOWN,
    Genre.POLICE_REPORT,
    Genre.ESTIMATE,
    Genre.INVOICE,
    Genre.RECEIPT,
    Genre.MEDICAL_RECORD,
    Genre.LOSS_RUN,
    Genre.PHOTO,
)
# What a paper is there to say.
_OWN = {
    Genre.POLICE_REPORT: frozenset({"report_number", "authority_contacted", "other_party_cited"}),
    Genre.ESTIMATE: frozenset({"estimate_amount", "estimate_lines"}),
    Genre.LOSS_RUN: frozenset({"losses"}),
}
_LISTS = frozenset({Genre.ESTIMATE, Genre.INVOICE, Genre.RECEIPT})
_ROW = re.compile(r"^(?P<record>\w+)\[(?P<row>\d+)\](?P<rest>.*)$")


def in_order(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of a claim, the one that is believed first before the others."""
    return tuple(sorted(documents, key=lambda document: _ORDER.index(document.genre)))


def own_papers_first(readings: Sequence[Reading], documents: Sequence[Document]) -> list[Reading]:
    """The readings, those of fields that a document is there to say before the others."""
    genres = {document.id: document.genre for document in documents}

    def rank(reading: Reading) -> int:
        own = _OWN.get(genres.get(_document(reading), Genre.UNKNOWN), frozenset())
        return 0 if reading.path.partition("[")[0] in own and reading.value is not None else 1

    return sorted(readings, key=rank)


def rows_one_after_the_other(readings: Sequence[Reading], documents: Sequence[Document]) -> list[Reading]:
    """The readings with the rows of every further estimate, invoice or receipt numbered on.

    A copy of a paper adds no rows.
    """
    genres = {document.id: document.genre for document in documents}
    offsets: dict[tuple[str, str], int] = {}
    for record in {match["record"] for reading in readings if (match := _ROW.match(reading.path))}:
        for genre in _LISTS:
            tables = _tables([reading for reading in readings if reading.path.startswith(f"{record}[")], genres, genre)
            if len(tables) > 1:
                offsets |= _offsets(record, tables)
    return [_moved(reading, offsets) for reading in readings] if offsets else list(readings)


def _tables(readings: Sequence[Reading], genres: dict[str, Genre], genre: Genre) -> dict[str, dict[str, object]]:
    """By document of this genre, its rows as path to value; what was not found beside a label is no row of its own."""
    tables: dict[str, dict[str, object]] = {}
    for reading in readings:
        place = _document(reading)
        if genres.get(place) is genre and reading.source in (ReadingSource.LABEL, ReadingSource.FORM):
            tables.setdefault(place, {})[reading.path] = reading.value
    return tables


def _offsets(record: str, tables: dict[str, dict[str, object]]) -> dict[tuple[str, str], int]:
    offsets: dict[tuple[str, str], int] = {}
    known: list[dict[str, object]] = []
    base = 0
    for place, table in tables.items():
        rows = 1 + max(int(match["row"]) for path in table if (match := _ROW.match(path)))
        if table in known:
            continue
        offsets[record, place] = base
        known.append(table)
        base += rows
    return offsets


def _moved(reading: Reading, offsets: dict[tuple[str, str], int]) -> Reading:
    match = _ROW.match(reading.path)
    offset = offsets.get((match["record"], _document(reading)), 0) if match else 0
    if not match or not offset:
        return reading
    return reading.model_copy(update={"path": f"{match['record']}[{int(match['row']) + offset}]{match['rest']}"})


def _document(reading: Reading) -> str:
    return reading.spans[0].document_id if reading.spans else ""
