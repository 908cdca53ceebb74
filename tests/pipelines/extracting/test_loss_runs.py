"""Long tables over many pages: every row once, in order, and a finding where one is missing."""

from __future__ import annotations

from datetime import date
from itertools import count
from random import Random

import pytest

from pipelines.claim import Claim, Document, Finding, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read
from pipelines.rules.rule import ClaimView
from pipelines.rules.tables import RULES
from sample_claims.loss_runs import draw_loss_run, draw_loss_run_pdf

LOSS_RUN = CLAIM_TYPES["loss_run"]
COLUMNS = ("Claim Number", "Date of Loss", "Claimant", "Status", "Paid", "Incurred")


def worked(documents: tuple[Document, ...]) -> tuple[dict[str, Value], list[Finding]]:
    exact = read_exact(Material(documents, LOSS_RUN, date(2026, 6, 15)))
    fields = fuse(LOSS_RUN, exact.readings).fields
    claim = Claim(id="c", source_id="s", claim_type="loss_run", fields=fields, tallies=exact.tallies)
    view = ClaimView(claim, LOSS_RUN)
    findings = [found for rule in RULES for found in rule.findings(view, None)]  # type: ignore[arg-type]
    return {field.path: field.value for field in fields}, findings


def from_bytes(data: bytes) -> tuple[dict[str, Value], list[Finding]]:
    ids = count()
    return worked(read(data, lambda: f"d{next(ids)}").documents)


def from_text(text: str) -> tuple[dict[str, Value], list[Finding]]:
    return worked((Document(id="d", ordinal=0, media_type="text/plain", sha256="00", text=text),))


@pytest.mark.parametrize("shape", ["ruled", "stacked"])
def test_rows_over_many_pages_come_out_once_and_in_order(shape: str) -> None:
    scene = draw_loss_run(Random(5), 150)
    values, findings = from_bytes(draw_loss_run_pdf(scene, shape))
    numbers = [values[f"losses[{row}].claim_number"] for row in range(150)]
    assert numbers == [scene.values[f"losses[{row}].claim_number"] for row in range(150)]
    assert "losses[150].claim_number" not in values
    for column in ("date_of_loss", "paid", "reserve", "incurred"):
        assert [values[f"losses[{row}].{column}"] for row in range(150)] == [
            scene.values[f"losses[{row}].{column}"] for row in range(150)
        ]
    assert findings == []


def rows(number: int) -> list[list[str]]:
    return [
        [f"AB-{1000 + n}", f"{n % 12 + 1:02d}/15/2025", "", "Open", f"{n}.50", f"{n + 1}.50"] for n in range(number)
    ]


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_parted_columns_keep_blank_cells(mark: str) -> None:
    lines = [mark.join(cells) for cells in (COLUMNS, *rows(30))]
    values, findings = from_text("Loss run\nTotal claims: 30\n\n" + "\n".join(lines) + "\n")
    assert [values[f"losses[{row}].claim_number"] for row in range(30)] == [cells[0] for cells in rows(30)]
    assert not any(path.endswith("claimant") for path in values)
    assert values["losses[29].incurred"] == "30.50"
    assert findings == []


def test_a_shortfall_against_the_stated_number_is_a_finding() -> None:
    lines = [" | ".join(cells) for cells in (COLUMNS, *rows(8))]
    _, findings = from_text("Loss run\nNumber of claims: 9\n\n" + "\n".join(lines) + "\n")
    assert [found.rule for found in findings] == ["tables.shortfall"]
    assert "states 9 rows, 8 were read" in findings[0].message
    assert findings[0].spans


def test_a_total_that_the_rows_do_not_make_is_a_finding() -> None:
    lines = [" | ".join(cells) for cells in (COLUMNS, *rows(3), ["Total", "", "", "", "99.00", "7.50"])]
    _, findings = from_text("Loss run\n\n" + "\n".join(lines) + "\n")
    assert [found.rule for found in findings] == ["tables.sum_differs"]
    assert "99.00" in findings[0].message and "4.50" in findings[0].message


def test_subtotals_and_feet_between_pages_are_no_rows() -> None:
    lines = [" | ".join(cells) for cells in rows(6)]
    text = "\n".join(
        [" | ".join(COLUMNS), *lines[:3], "Page total | | | | 4.50 | 7.50", "Page 1 of 2\f", "Loss run (continued)",
         *lines[3:], "Grand total | | | | 18.00 | 24.00", ""]
    )  # fmt: skip
    values, findings = from_text(text)
    assert [values[f"losses[{row}].claim_number"] for row in range(6)] == [cells[0] for cells in rows(6)]
    assert "losses[6].claim_number" not in values
    assert findings == []
