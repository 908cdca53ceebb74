"""The measure of investigations: its cases, its sums, its command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from evals.investigations.__main__ import investigations
from evals.investigations.making import made_cases
from evals.investigations.summing import sums
from evals.investigations.trying import Trial
from pipelines.readers.ocr import engine_named

CASES = list(made_cases())


def trial(order: str, *, solvable: bool = True, **changes: int) -> Trial:
    counts = {"sought": 1, "found": 0, "open": 2, "mended": 0, "broken": 0, "findings": 3, "resolved": 0, "actions": 1}
    return Trial(case="c", kind="k", solvable=solvable, order=order, seconds=0.5, **{**counts, **changes})


def test_the_cases_are_the_same_each_time_and_have_names_of_their_own() -> None:
    again = list(made_cases())
    assert [case.data for case in again if case.data[:1] != b"F"] == [
        case.data for case in CASES if case.data[:1] != b"F"
    ]
    assert len({case.name for case in CASES}) == len(CASES)
    assert sum(case.solvable for case in CASES) >= 20
    assert sum(not case.solvable for case in CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_case_is_about_stands_in_its_truth(case: object) -> None:
    assert set(case.sought) <= set(case.truth)  # type: ignore[attr-defined]
    assert bool(case.sought) == case.solvable  # type: ignore[attr-defined]
    assert case.policies or case.kind == "planted"  # type: ignore[attr-defined]


def test_sums_tell_what_can_be_settled_from_what_cannot() -> None:
    trials = [
        trial("none"),
        trial("fixed", found=1, mended=1, resolved=2),
        trial("none", solvable=False, sought=0),
        trial("fixed", solvable=False, sought=0, broken=1),
    ]
    found = {(one.order, one.solvable): one for one in sums(trials)}
    assert (found["fixed", True].solved, found["fixed", True].mended, found["fixed", True].resolved) == (1, 1, 2)
    assert (found["none", True].solved, found["none", True].doubtful) == (0, 1)
    assert (found["fixed", False].broken, found["fixed", False].solved) == (1, 0)


def test_what_is_mended_and_breaks_something_is_not_solved() -> None:
    assert trial("fixed", found=1, mended=1).is_solved
    assert not trial("fixed", found=1, mended=1, broken=1).is_solved
    assert not trial("fixed", sought=2, found=1).is_solved


@pytest.mark.parametrize("kind", ["slip_in_the_notice", "slip_in_the_vin", "letter_for_a_figure", "blank_in_the_form"])
def test_the_command_measures_without_a_model_and_tells_in_json(kind: str) -> None:
    if kind == "letter_for_a_figure" and engine_named("auto") is None:
        pytest.skip("no engine for scans is installed")
    arguments = ["--backend", "scripted", "--kinds", kind, "--limit", "2", "--json"]
    result = CliRunner().invoke(investigations, [*arguments, "--orders", "none,fixed"], catch_exceptions=False)
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    by_order = {one["order"]: one for one in told["orders"] if one["cases"]}
    assert by_order["none"]["solved"] == 0 < by_order["none"]["doubtful"]
    assert by_order["fixed"]["solved"] == by_order["fixed"]["doubtful"]
    assert by_order["fixed"]["broken"] == 0
    assert len(told["trials"]) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--orders", "none,best"], "Orders are"), (["--kinds", "weather"], "Kinds are"), (["--orders", ","], "no name")],
)
def test_words_that_do_not_fit_are_refused(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(investigations, ["--backend", "scripted", *arguments])
    assert result.exit_code != 0
    assert words in str(result.exception)
