"""Read cars: a known make with the model and the year that stand beside it ("the Hyundai Elantra from 2015")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.material import Material
from pipelines.values import KINDS
from pipelines.values.kind import Candidate
from pipelines.values.reference import makes

_MODEL = (
    r"[ -](?P<model>(?!The\b|And\b|With\b|From\b)[A-Z0-9][\w\-]*"
    r"(?:[ ](?:[A-Z][A-Z0-9\-]*\d[\w\-]*|[A-Z]{1,3}\b|\d{1,4}[A-Z]?\b|Cherokee|Rover))?)"
)
_YEAR_BEFORE = re.compile(r"(?P<year>(?:19|20)\d{2})[\s,]+(?:[a-z]+ )?$")
_YEAR_AFTER = re.compile(r"(?:,? (?:from|of|built in|year|model year|model|\()? ?\(?|, )(?P<year>(?:19|20)\d{2})\b")
_SENTENCE_START = re.compile(r"[.!?:]\s|\n\s*\n|^[ \t]*[\w ]{1,20}:[ \t]", re.MULTILINE)
_OWN = re.compile(r"\b(?:my|our|insured|I was driving|I drive|we own|I own|owner of)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:other|another|third[- ]party|at[- ]fault|driven by|insured with|hit by|struck by|a man|a woman"
    r"|their|his|her)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Car:
    """One mention of a car: where its parts stand in its document's text."""

    document: Document
    make: tuple[int, int]
    model: tuple[int, int]
    year: tuple[int, int] | None
    own: bool  # its sentence speaks of it as the insured's
    other: bool  # or as somebody else's

    @property
    def key(self) -> tuple[str, str]:
        """Make and model, whatever the case."""
        text = self.document.text.casefold()
        return text[slice(*self.make)], text[slice(*self.model)]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = {name for maker in makes().values() for name in maker.split("/") if len(name) > 2} | {"BMW", "GMC", "Ram"}
    listed = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    return re.compile(rf"\b(?P<make>{listed}){_MODEL}")


def read_cars(material: Material, settled: set[str]) -> list[Reading]:
    """The insured's car and one other car, where the documents tell them apart; fields in `settled` are left alone."""
    if not material.claim_type.has("vehicle_make") or "vehicle_make" in settled:
        return []
    cars = [car for document in material.documents for car in _cars(document)]
    own = _only([car for car in cars if car.own and not car.other]) or _only([car for car in cars if not car.other])
    if own is None:
        return []
    readings = [reading for reading in _readings(own, "vehicle_", material) if reading.path not in settled]
    other = _only([car for car in cars if car.key != own.key])
    if other and not any(path.startswith("other_vehicles[") for path in settled):
        readings += _readings(other, "other_vehicles[0].", material)
    return readings


def _cars(document: Document) -> Iterator[Car]:
    text = document.text
    for match in _pattern().finditer(text):
        starts = [boundary.end() for boundary in _SENTENCE_START.finditer(text, 0, match.start())]
        sentence = text[max(starts, default=0) : match.end()]
        before, after = _YEAR_BEFORE.search(text, 0, match.start()), _YEAR_AFTER.match(text, match.end())
        year = before or after
        yield Car(
            document,
            match.span("make"),
            match.span("model"),
            year.span("year") if year else None,
            bool(_OWN.search(sentence)),
            bool(_OTHER.search(sentence)),
        )


def _only(cars: Sequence[Car]) -> Car | None:
    """The car that all these mentions mean, with its year where one of them tells it; None where they differ."""
    if len({car.key for car in cars}) != 1:
        return None
    return next((car for car in cars if car.year), cars[0])


def _readings(car: Car, prefix: str, material: Material) -> Iterator[Reading]:
    for part, place in (("year", car.year), ("make", car.make), ("model", car.model)):
        spec = material.claim_type.spec(f"{prefix}{part}")
        if spec is None or place is None:
            continue
        verbatim = car.document.text[slice(*place)]
        value = KINDS[spec.kind].parse(verbatim, material.hints(spec))
        if value is not None:
            yield reading_of(car.document, f"{prefix}{part}", Candidate(*place, value), ReadingSource.CODE)
