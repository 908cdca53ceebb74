"""Notices that come after the papers of their loss, and claims that a late paper brought into quarantine."""

from __future__ import annotations

import pytest
from branch import put, work_off
from test_late import ESTIMATE, NOW, arrive, decide, first, notice, police_report, rules_of, whole

from agent import worker
from agent.site import Site
from agent.store import Store
from agent.worker import Worker
from pipelines.claim import Genre


def test_a_notice_takes_in_the_report_that_came_before_it(branch_site: Site) -> None:
    arrive(branch_site, "report.txt", police_report())
    (early,) = branch_site.store.queue()
    arrive(branch_site, "notice.txt", notice())
    (row,) = branch_site.store.queue()
    assert row.claim_id != early.claim_id
    claim = whole(branch_site, row.claim_id)
    assert [document.genre for document in claim.documents] == [Genre.NOTICE, Genre.POLICE_REPORT]
    (told,) = [finding for finding in claim.findings if finding.rule == "documents.late"]
    assert told.message.startswith("Police report that came in before was joined on ")
    assert "duplicates.belongs" not in rules_of(claim)
    (join,) = branch_site.store.joins_into(row.claim_id)
    assert (join.claim_id, join.user) == (early.claim_id, "lodge") and "report_number" in join.kinds
    for subject, action in ((row.claim_id, "claim.gathered"), (early.claim_id, "claim.joined")):
        assert [entry.action for entry in branch_site.store.history(subject)].count(action) == 1
    assert next(branch_site.store.chain_faults(), None) is None


def test_papers_of_no_known_kind_and_what_was_joined_to_them_come_along(branch_site: Site) -> None:
    arrive(branch_site, "report.txt", police_report() + b"Policy Number: QX-100001\n")
    arrive(branch_site, "estimate.txt", ESTIMATE.format(policy="QX-100001", day="2026-03-14").encode())
    assert len(branch_site.store.queue()) == 1
    arrive(branch_site, "notice.txt", notice())
    (row,) = branch_site.store.queue()
    assert len(whole(branch_site, row.claim_id).documents) == 3
    assert len(branch_site.store.joins_into(row.claim_id)) == 2


def test_an_estimate_alone_is_taken_in(branch_site: Site) -> None:
    arrive(branch_site, "estimate.txt", ESTIMATE.format(policy="QX-100001", day="2026-03-14").encode())
    arrive(branch_site, "notice.txt", notice())
    (row,) = branch_site.store.queue()
    assert len(whole(branch_site, row.claim_id).documents) == 2


@pytest.mark.parametrize("report", [police_report("00-1", day="2026-04-02"), police_report("00-1", vin="")])
def test_a_report_of_another_loss_stays_where_it_is(branch_site: Site, report: bytes) -> None:
    arrive(branch_site, "report.txt", report)
    arrive(branch_site, "notice.txt", notice())
    assert len(branch_site.store.queue()) == 2
    assert branch_site.store.claims(status="joined") == []


def test_a_report_that_a_handler_has_decided_is_told_of(branch_site: Site) -> None:
    arrive(branch_site, "report.txt", police_report())
    (early,) = branch_site.store.queue()
    decide(branch_site, early.claim_id)
    arrive(branch_site, "notice.txt", notice())
    (row,) = branch_site.store.queue()
    claim = whole(branch_site, row.claim_id)
    (told,) = [finding for finding in claim.findings if finding.rule == "duplicates.belongs"]
    assert told.other_claims == (early.claim_id,) and "report number" in told.message
    assert branch_site.store.joins_into(row.claim_id) == []


def test_papers_that_were_split_off_are_not_taken_in_again(branch_site: Site) -> None:
    arrive(branch_site, "report.txt", police_report())
    arrive(branch_site, "notice.txt", notice())
    (late,) = branch_site.store.claims(status="joined")
    branch_site.store.split(late.claim_id, "ann", NOW)
    work_off(branch_site)
    assert len(branch_site.store.queue()) == 2
    assert {len(whole(branch_site, row.claim_id).documents) for row in branch_site.store.queue()} == {1}


def test_a_paper_that_breaks_the_work_is_split_off_a_quarantined_claim(
    branch_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = first(branch_site)
    put(branch_site.settings, "report.txt", police_report())
    with monkeypatch.context() as broken:
        broken.setattr(worker, "walk", _broken_by_two)
        work_off(branch_site)
        row = branch_site.store.row(claim_id)
        assert row is not None and row.status == "quarantine"
    (late,) = branch_site.store.claims(status="joined")
    branch_site.store.split(late.claim_id, "ann", NOW)
    work_off(branch_site)
    assert {row.claim_id for row in branch_site.store.queue()} == {claim_id, late.claim_id}
    assert len(whole(branch_site, claim_id).documents) == 1
    assert isinstance(branch_site.store, Store) and next(branch_site.store.chain_faults(), None) is None
    Worker(branch_site).run_once()


_walk = worker.walk


def _broken_by_two(corridor, state):  # type: ignore[no-untyped-def]
    if len(state["documents"]) > 1:
        raise RuntimeError("a bug that the second document finds")
    return _walk(corridor, state)
