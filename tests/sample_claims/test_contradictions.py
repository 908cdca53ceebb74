"""Contradictions: one of a claim's papers disagrees, and the rule for it says so; papers that agree are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from corridors import a_branch

from sample_claims.contradictions import KINDS, draw_contradictions

SEED = 109


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (next(iter(draw_contradictions(SEED))) for _ in range(2))
    assert first.data == second.data and first.rule == KINDS["date"].rule


@pytest.mark.slow
def test_contradictions_are_found_and_papers_that_agree_are_left_alone(tmp_path: Path) -> None:
    missed, wrong = [], []
    with a_branch(tmp_path) as branch:
        drawn = list(draw_contradictions(SEED))
        for made in drawn:
            found = {one.rule for one in branch.work(made.data).findings if one.rule.startswith("contradictions.")}
            missed += [made.name] if made.rule and made.rule not in found else []
            wrong += [made.name] if found and not made.rule else []
    assert len(missed) <= len(drawn) // 20, missed
    assert wrong == []
