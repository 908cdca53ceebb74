"""Exact: what code alone reads: fillable fields, labels, sentences that name their value, options' words."""

from __future__ import annotations

from pipelines.claim import Immutable, Reading
from pipelines.extracting.choices import read_choices
from pipelines.extracting.composites import take_apart
from pipelines.extracting.forms import read_forms
from pipelines.extracting.labels import read_labels
from pipelines.extracting.material import Material
from pipelines.extracting.phrases import read_phrases
from pipelines.extracting.prose import read_prose


class Exact(Immutable):
    """The readings, and the paths whose place in a form is there, filled in or blank."""

    readings: tuple[Reading, ...]
    seen: frozenset[str]


def read_exact(material: Material) -> Exact:
    """Everything that can be read without a model."""
    readings: list[Reading] = []
    seen: set[str] = set()
    for document in material.documents:
        exact, places = read_forms(document, material)
        labelled = read_labels(document, material)
        readings += exact
        readings += labelled.readings
        seen |= places | labelled.seen
        readings += read_prose(document, material, seen)
        readings += read_phrases(document, material, seen)
    settled = {reading.path for reading in readings if reading.value is not None}
    readings += read_choices(material, settled | seen)
    return Exact(readings=tuple(take_apart(readings, material)), seen=frozenset(seen))
