"""Scores of scans: the measures themselves, on a document whose picture is read by a real engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evals.ocr import cases_for, table
from evals.ocr_scores import DIGITAL, distance, documents_of, measure, outcome_of, words_of
from evals.scoring import Mark
from pipelines.readers.ocr import engine_named
from sample_claims import DOCUMENTS, Case, load_cases
from sample_claims.degrading import degrade


def letter() -> Case:
    return next(case for case in cases_for(load_cases(DOCUMENTS), 99) if case.truth.kind == "letter")


@pytest.mark.parametrize(
    ("a", "b", "errors"), [("", "", 0), ("abc", "abc", 0), ("abc", "axc", 1), ("abc", "", 3), ("ab", "cab", 1)]
)
def test_errors_are_the_fewest_changes(a: str, b: str, errors: int) -> None:
    assert distance(a, b) == errors


def test_the_same_picture_for_the_same_seed() -> None:
    data = letter().path.read_bytes()
    assert degrade(data, "coffee", "1") == degrade(data, "coffee", "1") != degrade(data, "coffee", "2")


def test_a_sample_holds_every_sort_before_a_second_of_one() -> None:
    cases = load_cases(DOCUMENTS)
    sorts = [case.name.rpartition("-")[0] for case in cases_for(cases, 8)]
    assert len(sorts) == len(set(sorts)) == 8
    assert {case.truth.kind for case in cases_for(cases, 3, ("acroform",))} == {"acroform"}


def test_a_wrong_value_that_nobody_doubts_is_silent() -> None:
    case = letter()
    data = case.path.read_bytes()
    digital = documents_of(data, "none")
    outcome = outcome_of(digital, case)
    path = next(path for path, mark in outcome.marks.items() if mark is Mark.RIGHT and path not in outcome.doubted)
    lying = case.truth.model_copy(update={"fields": case.truth.fields | {path: "something else altogether"}})
    before, after = (
        measure(replace(case, truth=truth), "as made", DIGITAL, data, digital) for truth in (case.truth, lying)
    )
    assert (after.wrong, after.silent) == (before.wrong + 1, before.silent + 1)
    assert after.right == before.right - 1
    assert before.right + before.missing <= before.truth
    assert before.word_errors == 0 and before.words == len(words_of(digital))


@pytest.mark.slow
@pytest.mark.skipif(engine_named("tesseract") is None, reason="Tesseract is not installed")
def test_a_clean_scan_keeps_nearly_all_of_a_letter_s_values() -> None:
    case = letter()
    data = case.path.read_bytes()
    digital = documents_of(data, "none")
    as_made = measure(case, "as made", DIGITAL, data, digital)
    score = measure(case, "clean", "tesseract", degrade(data, "clean"), digital)
    assert score.right >= 0.95 * as_made.right > 0
    assert score.word_errors <= 0.05 * score.words
    assert table([as_made, score]).row_count == 3
