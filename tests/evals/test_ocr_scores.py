"""Scores of scans: the measures themselves, on a document whose picture is read by a real engine."""

from __future__ import annotations

import pytest

from evals.ocr import _distance, cases_for, measure, table
from evals.ocr import _read as read_with
from pipelines.readers.ocr import engine_named
from sample_claims.degrading import degrade


@pytest.mark.parametrize(
    ("a", "b", "errors"), [("", "", 0), ("abc", "abc", 0), ("abc", "axc", 1), ("abc", "", 3), ("ab", "cab", 1)]
)
def test_errors_are_the_fewest_changes(a: str, b: str, errors: int) -> None:
    assert _distance(a, b) == errors


def test_the_same_picture_for_the_same_seed() -> None:
    data = cases_for(1)[0].path.read_bytes()
    assert degrade(data, "coffee", "1") == degrade(data, "coffee", "1") != degrade(data, "coffee", "2")


@pytest.mark.slow
@pytest.mark.skipif(engine_named("tesseract") is None, reason="Tesseract is not installed")
def test_a_clean_scan_keeps_most_of_a_letter_s_values() -> None:
    case = next(case for case in cases_for(20) if case.truth.kind == "letter")
    data = case.path.read_bytes()
    score = measure(case, "clean", "tesseract", degrade(data, "clean"), read_with(data, "none"))
    assert 0 < score.digital <= score.truth
    assert score.kept >= 0.7 * score.digital
    assert score.word_errors <= 0.1 * score.words
    assert table([score]).row_count == 2
