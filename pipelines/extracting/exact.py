"""Exact: what code alone reads: fillable fields, labels, sentences that name their value, options' words."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.claim import Document, Immutable, Reading, ReadingSource, Tally
from pipelines.extracting.blocks import read_blocks
from pipelines.extracting.cars import read_cars
from pipelines.extracting.choices import read_answers, read_choices
from pipelines.extracting.columns import read_columns
from pipelines.extracting.composites import take_apart
from pipelines.extracting.dateline import read_dateline
from pipelines.extracting.dialogue import read_dialogue
from pipelines.extracting.entries import read_entries
from pipelines.extracting.forms import read_forms
from pipelines.extracting.labels import read_labels
from pipelines.extracting.material import Material
from pipelines.extracting.phrases import read_phrases
from pipelines.extracting.precedence import in_order, own_papers_first, rows_one_after_the_other
from pipelines.extracting.prose import read_prose
from pipelines.extracting.scene import read_scenes
from pipelines.extracting.series import read_series
from pipelines.extracting.sole import read_sole

FORM_LIKE = 12  # labels found: the document is a form, and what it leaves blank is blank


class Exact(Immutable):
    """The readings, the paths whose place in a form is there, filled in or blank, and what the documents say themselves
    of their tables."""

    readings: tuple[Reading, ...]
    seen: frozenset[str]
    tallies: tuple[Tally, ...] = ()


def read_exact(material: Material) -> Exact:
    """Everything that can be read without a model.

    A structured document is read by its entries alone: its text is data for programs, in which no word is a label.
    """
    readings: list[Reading] = []
    seen: set[str] = set()
    tallies: list[Tally] = []
    for document in material.documents:
        given, known = read_entries(document, material)
        readings += given
        seen |= known
    material = material.unstructured
    for paper in in_order(material.documents):
        found, places = read_forms(paper, material)
        columns = read_columns(paper, material)
        document = columns.rest
        found += columns.readings
        labelled = read_labels(document, material)
        found += labelled.readings
        tallies += labelled.tallies
        seen |= columns.seen | places | labelled.seen
        readings += found + _read_text(document, material, found, seen)
    readings = rows_one_after_the_other(_forms_first(readings), material.documents)
    readings = own_papers_first(readings, material.documents)
    readings += _told_by("sole", read_sole(material, readings))
    settled = {reading.path for reading in readings if reading.value is not None} | seen
    readings += _told_by("cars", read_cars(material, settled))
    readings += read_choices(material, settled)
    readings += read_answers(material, settled, readings)
    return Exact(readings=tuple(take_apart(readings, material)), seen=frozenset(seen), tallies=tuple(tallies))


def _read_text(document: Document, material: Material, found: list[Reading], seen: set[str]) -> list[Reading]:
    """What running text says of the fields that have no place in the document as a form."""
    said = _told_by("prose", read_prose(document, material, seen))
    if len(seen) >= FORM_LIKE:
        return said
    said += _told_by("phrases", read_phrases(document, material, seen))
    said += _told_by("dialogue", read_dialogue(document, material))
    said += _told_by("dateline", read_dateline(document, material))
    said += _told_by("series", read_series(document, material, {reading.path for reading in found}))
    said += _told_by("blocks", read_blocks(document, material, found + said, seen))
    settled = seen | {reading.path for reading in said if reading.value is not None}
    return said + _told_by("scene", read_scenes(document, material, found + said, settled))


def _told_by(reader: str, readings: Iterable[Reading]) -> list[Reading]:
    """The readings, with who found them: readers of running text are not all as sure of what they find."""
    return [reading.model_copy(update={"reader": reader}) for reading in readings]


def _forms_first(readings: list[Reading]) -> list[Reading]:
    """Rows of a list that fillable fields give are not read again from their words on the page."""
    lists = [reading for reading in readings if "[" in reading.path]
    filled = {_list_of(reading) for reading in lists if reading.source is ReadingSource.FORM}
    again = {id(r) for r in lists if r.source is not ReadingSource.FORM and _list_of(r) in filled}
    return [reading for reading in readings if id(reading) not in again]


def _list_of(reading: Reading) -> str:
    return reading.path.partition("[")[0]
