"""Labels alone: fillable fields, and what stands beside printed labels; no sentence is read, and no model asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.claim import Document, Reading, Value
from pipelines.claim_types.schema import ClaimType
from pipelines.extracting.columns import read_columns
from pipelines.extracting.composites import take_apart
from pipelines.extracting.forms import read_forms
from pipelines.extracting.labels import read_labels
from pipelines.extracting.material import Material
from pipelines.extracting.precedence import in_order
from pipelines.fusing import fuse


def read_labelled(claim_type: ClaimType, documents: Sequence[Document], received_on: date) -> Mapping[str, Value]:
    """The values that forms and labels give, by field path."""
    material = Material(tuple(documents), claim_type, received_on).unstructured
    readings: list[Reading] = []
    for paper in in_order(material.documents):
        columns = read_columns(paper, material)
        readings += read_forms(paper, material)[0]
        readings += columns.readings
        readings += read_labels(columns.rest, material).readings
    return {field.path: field.value for field in fuse(claim_type, take_apart(readings, material)).fields}
