"""Real X12 837 files that other people made: each claim is there, and its money, by a count of the test's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from made_x12 import documents_of

from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, plan_questions, read_exact
from pipelines.extracting.entries import read_entries
from pipelines.fusing import fuse

SHARED = Path(os.environ.get("LODGE_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
FOLDER = SHARED / "samples" / "x12_837"
FILES = sorted(path for path in FOLDER.glob("*/*") if path.suffix in (".837", ".837i"))

pytestmark = pytest.mark.skipif(
    not FILES, reason="no real X12 here: LODGE_SHARED names the folder that holds samples/x12_837"
)
CHARGE = {"SV1": 2, "SV2": 3, "SV3": 2}
TYPES = {"837P": "health", "837I": "institutional", "837D": "dental"}


def flat(path: Path) -> Iterator[list[str]]:
    """The segments of a file, cut without knowing anything of loops."""
    for piece in path.read_text("utf-8").split("~"):
        if piece.strip():
            yield piece.strip().split("*")


def added(values: Iterator[str] | list[str]) -> Decimal:
    return sum(map(Decimal, values), Decimal(0))


def test_there_are_files_to_read() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_claim_and_its_money_is_there(path: Path) -> None:
    segments = list(flat(path))
    documents = documents_of(path.read_bytes())
    assert len(documents) == sum(segment[0] == "CLM" for segment in segments)
    charged = added([segment[2] for segment in segments if segment[0] == "CLM"])
    billed = added([segment[CHARGE[segment[0]]] for segment in segments if segment[0] in CHARGE])
    totals, lines, rows = [], [], 0
    for document in documents:
        claim_type = CLAIM_TYPES[classify([document], CLAIM_TYPES).claim_type]
        assert claim_type.name == TYPES[document.declares]
        material = Material((document,), claim_type, date(2026, 6, 15))
        exact = read_exact(material)
        assert {name for name, _ in claim_type.specs()} <= exact.seen
        assert plan_questions(material, exact, None) == ()  # type: ignore[arg-type]
        fields = fuse(claim_type, exact.readings).fields
        totals += [str(field.value) for field in fields if field.path == "total_charge"]
        lines += [str(field.value) for field in fields if re.fullmatch(r"service_lines\[\d+\]\.charge", field.path)]
        rows += len({field.path.split(".")[0] for field in fields if field.path.startswith("service_lines[")})
    assert added(totals) == charged
    assert added(lines) == billed
    assert rows == sum(segment[0] in CHARGE for segment in segments)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_diagnosis_is_there_in_its_order(path: Path) -> None:
    principal = {"BK", "ABK"}
    codes = [[re.split(r"[:>]", element) for element in segment[1:]] for segment in flat(path) if segment[0] == "HI"]
    wanted = [parts[1].replace(".", "") for row in codes for parts in row if parts[0] in principal | {"BF", "ABF"}]
    found: list[str] = []
    for document in documents_of(path.read_bytes()):
        claim_type = CLAIM_TYPES[TYPES[document.declares]]
        readings, _ = read_entries(document, Material((document,), claim_type, date(2026, 6, 15)))
        listed = re.compile(r"principal_diagnosis|(?:other_)?diagnoses\[\d+\]\.code")
        found += [str(reading.value).replace(".", "") for reading in readings if listed.fullmatch(reading.path)]
    # One of the files names its principal diagnosis twice; the form has room for one.
    assert found == list(dict.fromkeys(wanted))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_value_stands_where_its_evidence_says(path: Path) -> None:
    segments = list(flat(path))
    for document in documents_of(path.read_bytes()):
        claim_type = CLAIM_TYPES[TYPES[document.declares]]
        readings, _ = read_entries(document, Material((document,), claim_type, date(2026, 6, 15)))
        assert len(readings) > 25
        for reading in readings:
            assert reading.spans
            for span in reading.spans:
                assert span.kind == "segment"
                assert span.text in segments[span.segment - 1][span.element]


def test_the_faults_told_of_real_files_are_few() -> None:
    told = [
        defect.rule for path in FILES for document in documents_of(path.read_bytes()) for defect in document.defects
    ]
    # Seven files part components with a mark that their ISA16 does not name; one has no payer in its loop 2320.
    assert set(told) <= {"edi.delimiters", "edi.missing_segment"}
    assert told.count("edi.missing_segment") <= 1
