"""Running: every claim of a source is compared with its own truth, one that was not read counts as missing."""

from __future__ import annotations

from pathlib import Path

from eval_cases import read, result, truth

from evals.bench import Tried
from evals.running import result_of, score_cases
from evals.scoring import Mark
from pipelines.claim import Claim, Decision, Outcome
from pipelines.claim_types import CLAIM_TYPES
from sample_claims import Case


def batch() -> Case:
    more = [truth(fields={"policy_number": number}, would_accept=True) for number in ("QX-2", "QX-3")]
    return Case(Path("a.x12"), truth(fields={"policy_number": "QX-1"}, further=tuple(more)))


def test_each_claim_of_a_batch_is_compared_with_its_own_truth() -> None:
    first = result(read("policy_number", "QX-1"), claims=3)
    others = (result(read("policy_number", "QX-2")), result(read("policy_number", "QX-9")))
    scores = score_cases([batch()], [first.model_copy(update={"further": others})], CLAIM_TYPES)
    assert [score.case for score in scores] == ["a", "a claim 2", "a claim 3"]
    assert [score.marks[0].mark for score in scores] == [Mark.RIGHT, Mark.RIGHT, Mark.WRONG]


def test_a_claim_that_was_not_read_is_missing() -> None:
    scores = score_cases([batch()], [result(read("policy_number", "QX-1"))], CLAIM_TYPES)
    assert [[mark.mark for mark in score.marks] for score in scores] == [
        [Mark.RIGHT], [Mark.MISSING], [Mark.MISSING]
    ]  # fmt: skip
    assert [score.read_as for score in scores] == ["auto", "unknown", "unknown"]


def test_the_result_of_a_source_holds_all_its_claims() -> None:
    decision = Decision(outcome=Outcome.REVIEW, reasons=())
    claims = tuple(Claim(id=name, source_id="s", claim_type=name, decision=decision) for name in ("auto", "health"))
    found = result_of("a", Tried(claims, (("document", "x"),), 3.0))
    assert [found.claim_type, *(one.claim_type for one in found.further)] == ["auto", "health"]
    assert (found.claims, found.seconds, found.keys) == (2, 1.5, (("document", "x"),))
