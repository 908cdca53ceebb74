"""The token estimate never promises room that is not there, measured with a real tokenizer."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.backends.cores import physical_cores
from agent.backends.estimating import estimate_tokens

RANDOM = random.Random(7)
LETTER = (
    "Dear Sirs, on Tuesday the third of May my neighbour's lorry rolled down the lane and broke our garden wall, "
    "two fence panels and the kitchen window. Nobody was hurt. The builder estimates the repair at $4,250.00.\n"
)
FORM = "\n".join(
    f"{label:<32}{value:<28}{'Date of loss':<20}05/03/2025"
    for label, value in [
        ("Policy number", "KX-4471-90"),
        ("NAME OF INSURED", "INGRID HALVORSEN"),
        ("VIN", "1M8GDM9AXKP042788"),
    ]
)
CODES = " ".join("".join(RANDOM.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(17)) for _ in range(60))


@pytest.mark.model
@pytest.mark.parametrize(
    "text", [LETTER * 10, FORM * 10, CODES, "Łódź “quoted” naïve — 東京 🚗 " * 20, "1,234.50 " * 50]
)
def test_the_estimate_is_from_above_and_not_far_off(embedded: Any, text: str) -> None:
    actual = embedded.count_tokens(text)

    assert actual <= estimate_tokens(text) <= 3 * actual


@given(st.text())
def test_every_character_counts_somewhere(text: str) -> None:
    assert len(text) / 8 <= estimate_tokens(text) <= len(text.encode())


def test_there_is_at_least_one_core() -> None:
    assert physical_cores() >= 1
