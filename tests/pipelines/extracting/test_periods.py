"""Both days of a policy period behind one label; labels at the end of a sentence name nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.claim import Document, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse


def fields(kind: str, text: str) -> dict[str, Value]:
    document = Document(id="d", ordinal=0, media_type="text/plain", sha256="0", text=text)
    readings = read_exact(Material((document,), CLAIM_TYPES[kind], date(2026, 6, 15))).readings
    return {field.path: field.value for field in fuse(CLAIM_TYPES[kind], readings).fields}


@pytest.mark.parametrize(
    "period", ["01/01/2022 to 01/01/2025", "01/01/2022 - 01/01/2025", "01/01/2022 through 1/1/2025"]
)
def test_a_period_gives_both_days(period: str) -> None:
    found = fields("loss_run", f"LOSS RUN\nNamed Insured: Acorn Mills\nPolicy period: {period}\n")
    assert found["policy_effective_date"] == "2022-01-01"
    assert found["policy_expiration_date"] == "2025-01-01"


def test_a_label_that_ends_a_sentence_names_nothing() -> None:
    text = "He was hired in spring as a line cook and the schedule is 3\ndays per week.\n\nTold on June 4th, 2026.\n"
    assert fields("workers_comp", text).get("days_per_week") in (None, 3)
