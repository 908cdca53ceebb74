"""Which documents are measured, and in which order."""

from dataclasses import replace

import pytest

from evals.benching.papers import Paper, papers_of, shuffled, timed_of, warm_up
from evals.cases import CaseSet, open_cases
from pipelines.errors import UsageError


@pytest.fixture(scope="module")
def cases() -> CaseSet:
    with open_cases(None, None) as found:
        return found


def test_papers_are_single_claims_of_known_types(cases: CaseSet) -> None:
    papers = papers_of(cases, layouts=True, limit=None)
    assert [paper.number for paper in papers] == list(range(len(papers)))
    assert not any(paper.truth.further or paper.truth.duplicate_of for paper in papers)
    assert {paper.truth.claim_type for paper in papers} > {"auto", "health"}
    assert "unknown" not in {paper.truth.claim_type for paper in papers}
    assert warm_up().path not in {paper.path for paper in papers}


def test_forms_are_measured_apart(cases: CaseSet) -> None:
    papers = papers_of(cases, layouts=False, limit=None)
    assert all(paper.truth.free_text for paper in papers)
    assert len(papers) < len(papers_of(cases, layouts=True, limit=None))


def test_a_limit_spreads_evenly(cases: CaseSet) -> None:
    every = papers_of(cases, layouts=False, limit=None)
    some = papers_of(cases, layouts=False, limit=5)
    assert len(some) == 5 and some[0].path == every[0].path and some[-1].path != every[4].path
    assert len(timed_of(every, 3)) == 3 and timed_of(every, None) == every


def test_too_few_documents_are_refused(cases: CaseSet) -> None:
    with pytest.raises(UsageError, match="at least two"):
        papers_of(replace(cases, cases=cases.cases[:1]), layouts=True, limit=None)


def test_each_round_has_an_order_of_its_own_that_can_be_repeated(cases: CaseSet) -> None:
    papers = papers_of(cases, layouts=False, limit=None)
    orders = [shuffled(papers, 1, number) for number in range(3)]
    assert orders == [shuffled(papers, 1, number) for number in range(3)]
    assert orders[0] != orders[1] != orders[2]
    assert all(sorted(order, key=lambda paper: paper.number) == papers for order in orders)


def test_a_paper_survives_the_way_to_its_reader(cases: CaseSet) -> None:
    paper = papers_of(cases, layouts=True, limit=2)[0]
    assert Paper.from_json(paper.as_json()) == paper
