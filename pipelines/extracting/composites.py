"""Composites: values written in one breath ("2019 Honda Civic", "12 Oak St, Salem, OR 97301") taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.claim import Document, Reading
from pipelines.extracting.material import Material
from pipelines.grounding import span_at
from pipelines.values import KINDS

_LONG_MAKES = r"(?:Land Rover|Alfa Romeo|Aston Martin|Rolls[ -]Royce|Range Rover)"
VEHICLE = re.compile(
    rf"(?P<year>(?:19|20)\d\d)[\s/,]+(?P<make>{_LONG_MAKES}|[A-Z][\w\-]+)[\s/,]+"
    r"(?P<model>[A-Z0-9][\w\-]*(?: [A-Z0-9][\w\-]*){0,2})"
)
_PLACE = re.compile(
    r"(?P<location>[^\n]*?)(?:(?:,|\s-|\sin\s)\s*|^)(?P<city>[A-Z][A-Za-z.'’\- ]{1,30}?),?\s+"
    r"(?P<state>[A-Z]{2})\b\.?,?(?:\s+(?P<zip>\d{5}(?:-\d{4})?))?\W*"
)
_IN_TOWN = re.compile(r"(?P<street>\S.{3,80}?),?\s+in\s+[A-Z][A-Za-z.'’\- ]{1,30},?\s+[A-Z]{2}\b")
_CAR_PARTS = ("year", "make", "model")
_PLACE_PARTS = ("city", "state", "zip")


def take_apart(readings: Sequence[Reading], material: Material) -> list[Reading]:
    """The readings, with those that hold several fields replaced or joined by one reading for each."""
    documents = {document.id: document for document in material.documents}
    given = {reading.path for reading in readings}
    parted: list[Reading] = []
    for reading in readings:
        document = documents.get(reading.spans[0].document_id) if len(reading.spans) == 1 else None
        start = getattr(reading.spans[0], "start", -1) if document else -1
        if document is None or start < 0:
            parted.append(reading)
            continue
        car = list(_car(reading, document, start, material))
        if car:
            parted += car
            continue
        parted.append(_without_town(reading, document, start, material))
        parted += [part for part in _place(reading, document, start, material) if part.path not in given]
    return parted


def _car(reading: Reading, document: Document, start: int, material: Material) -> Iterator[Reading]:
    head, _, last = reading.path.rpartition("_" if "." not in reading.path else ".")
    join = "_" if "." not in reading.path else "."
    match = VEHICLE.fullmatch(reading.verbatim.strip().rstrip(".,")) if last in _CAR_PARTS else None
    for part in _CAR_PARTS if match else ():
        yield from _part(reading, document, start, (f"{head}{join}{part}", match, part), material)


def _without_town(reading: Reading, document: Document, start: int, material: Material) -> Reading:
    """An address without the town told in the same breath: of "Oak Street in Salem, OR", "Oak Street"."""
    spec = material.claim_type.spec(reading.path)
    match = _IN_TOWN.match(reading.verbatim) if spec and spec.kind == "address" else None
    if match is None or spec is None:
        return reading
    end = start + match.end("street")
    verbatim = document.text[start:end]
    value = KINDS[spec.kind].parse(verbatim, material.hints(spec))
    if verbatim != match["street"] or value is None:
        return reading
    spans = (span_at(document, start, end),)
    return reading.model_copy(update={"verbatim": verbatim, "value": value, "spans": spans})


def _place(reading: Reading, document: Document, start: int, material: Material) -> Iterator[Reading]:
    spec = material.claim_type.spec(reading.path)
    if spec is None or spec.kind not in ("address", "city") or "." in reading.path:
        return
    match = _PLACE.fullmatch(reading.verbatim)
    head = reading.path.rpartition("_")[0]
    for part in _PLACE_PARTS if match else ():
        if material.claim_type.has(f"{head}_{part}"):
            yield from _part(reading, document, start, (f"{head}_{part}", match, part), material)


def _part(
    reading: Reading, document: Document, start: int, part: tuple[str, re.Match[str] | None, str], material: Material
) -> Iterator[Reading]:
    path, match, name = part
    spec = material.claim_type.spec(path)
    if spec is None or match is None or not match[name]:
        return
    begin, end = start + match.start(name), start + match.end(name)
    verbatim = document.text[begin:end]
    value = KINDS[spec.kind].parse(verbatim, material.hints(spec))
    if verbatim == match[name] and value is not None:
        spans = (span_at(document, begin, end),)
        yield reading.model_copy(update={"path": path, "verbatim": verbatim, "value": value, "spans": spans})
