"""Forms of two columns: each party's facts in a row of its own, wherever the columns and the marks stand."""

from __future__ import annotations

from datetime import date
from itertools import count
from random import Random

import pytest

from pipelines.claim import Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read
from pipelines.values.comparing import same
from sample_claims.drafting import draft
from sample_claims.planning import Slot
from sample_claims.statements import draw_statement, statement_text

STATEMENT = CLAIM_TYPES["accident_statement"]


def values_of(data: bytes) -> dict[str, Value]:
    ids = count()
    documents = read(data, lambda: f"d{next(ids)}").documents
    assert classify(documents, CLAIM_TYPES).claim_type == "accident_statement"
    exact = read_exact(Material(documents, STATEMENT, date(2026, 6, 15)))
    return {field.path: field.value for field in fuse(STATEMENT, exact.readings).fields}


@pytest.mark.parametrize("shape", ["centre", "halves", "txt", "email"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_columns_are_read(shape: str, seed: int) -> None:
    scene = draw_statement(Random(seed))
    found = values_of(draft(Slot("accident_statement", "statement", shape), scene).data)
    wrong = {
        path: (found.get(path), value)
        for path, value in scene.values.items()
        if scene.kind(path) != "phone"  # kept as digits
        and (path not in found or not same(scene.kind(path), found[path], value))
    }
    assert wrong == {}


def test_an_empty_column_gives_no_second_row() -> None:
    text = statement_text(draw_statement(Random(4)), beside=False)
    found = values_of(text.partition("Vehicle B")[0].encode() + b"Vehicle B\n6. Insured/policyholder\nName:\n")
    assert {path.partition(".")[0] for path in found if "[" in path} == {"vehicles[0]"}


def test_two_statements_give_three_vehicles() -> None:
    first, second = draw_statement(Random(5)), draw_statement(Random(6))
    for path in [path for path in first.values if path.startswith("vehicles[0]")]:
        second.values[path] = first.values[path]
    text = statement_text(first, beside=True) + "\n" + statement_text(second, beside=True)
    found = values_of(text.encode())
    plates = [found[f"vehicles[{row}].plate"] for row in range(3)]
    wanted = [first.values["vehicles[0].plate"], first.values["vehicles[1].plate"], second.values["vehicles[1].plate"]]
    assert plates == wanted
    assert "vehicles[3].plate" not in found
