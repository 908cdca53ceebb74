"""Late documents: papers that come by themselves join the claim they belong to, once, and open it again."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from branch import branch_settings, inbox_of, put, work_off

from agent.settings import Settings
from agent.site import Site, init_home, open_site
from agent.store import TargetBusyError
from agent.worker import Worker
from pipelines.claim import Claim, Genre, Verdict
from pipelines.errors import LodgeError

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)
NOTICE = """AUTOMOBILE LOSS NOTICE

Claim Number: {claim}
Policy Number: {policy}
Date of Loss: 2026-03-14
Police Report Number: {report}
Name of Insured: Wilma Tarnbeck
VIN: 1M8GDM9AXKP042788
Amount of Estimate: $1,250.00
"""
REPORT = """POLICE REPORT

Report Number: {report}
Date of Loss: {day}
Reporting officer: Otto Brandt
Vehicle 1: driver Wilma Tarnbeck
VIN: {vin}
"""
ESTIMATE = """REPAIR ESTIMATE

Policy Number: {policy}
Date of Loss: {day}

TOTAL ESTIMATE: $1,250.00
"""


def notice(claim: str = "KL-77120-4", policy: str = "QX-100001", report: str = "26-114872") -> bytes:
    return NOTICE.format(claim=claim, policy=policy, report=report).encode()


def police_report(report: str = "26-114872", day: str = "2026-03-14", vin: str = "1M8GDM9AXKP042788") -> bytes:
    return REPORT.format(report=report, day=day, vin=vin).encode()


def mail(text: str, attached: bytes | None = None) -> bytes:
    """An e-mail, with a paper where one is given."""
    head = b"From: wilma@example.com\r\nTo: claims@example.com\r\nSubject: your letter\r\nMIME-Version: 1.0\r\n"
    if attached is None:
        return head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()
    parts = [
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode(),
        b'--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="r.txt"\r\n\r\n' + attached,
    ]
    return head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"\r\n".join(parts) + b"\r\n--b--\r\n"


def arrive(site: Site, name: str, data: bytes) -> None:
    put(site.settings, name, data)
    work_off(site)


def first(site: Site) -> str:
    """The claim of a notice that has just come in."""
    arrive(site, "notice.txt", notice())
    (row,) = site.store.queue()
    return row.claim_id


def decide(site: Site, claim_id: str, **corrections: str) -> None:
    site.store.record_verdict(
        claim_id,
        Verdict.CORRECTED if corrections else Verdict.ACCEPTED,
        "ann",
        reason_code="values_corrected" if corrections else "as_read",
        corrections=corrections,
        confirmed=["policy_number"],
        at=NOW,
    )


def whole(site: Site, claim_id: str) -> Claim:
    claim = site.store.claim(claim_id)
    assert claim is not None
    return claim


def rules_of(claim: Claim) -> list[str]:
    return [finding.rule for finding in claim.findings]


def test_a_police_report_joins_its_claim_and_opens_it_again(branch_site: Site) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "report.txt", police_report())
    (row,) = branch_site.store.queue()
    assert row.claim_id == claim_id
    assert "Reopened by a late document: police report, joined on" in row.reasons[0]
    claim = whole(branch_site, claim_id)
    assert [document.genre for document in claim.documents] == [Genre.NOTICE, Genre.POLICE_REPORT]
    (late,) = branch_site.store.claims(status="joined")
    assert (late.joined_to, late.reasons) == (claim_id, (f"Joined to claim {claim_id[:8]}.",))
    (join,) = branch_site.store.joins_into(claim_id)
    assert set(join.kinds) >= {"report_number", "vehicle_day"} and join.user == "lodge"
    for subject, action in ((claim_id, "claim.reopened"), (late.claim_id, "claim.joined")):
        assert [entry.action for entry in branch_site.store.history(subject)].count(action) == 1
    assert next(branch_site.store.chain_faults(), None) is None


def test_a_settled_claim_is_opened_again_and_keeps_what_the_handler_said(branch_site: Site) -> None:
    claim_id = first(branch_site)
    decide(branch_site, claim_id, vehicle_vin="1M8GDM9AXKP042789", report_number="26-999999")
    work_off(branch_site)
    assert branch_site.store.counts().settled == 1
    arrive(branch_site, "report.txt", police_report())
    assert [row.claim_id for row in branch_site.store.queue()] == [claim_id]
    claim = whole(branch_site, claim_id)
    assert {field.path: field.value for field in claim.fields}["report_number"] == "26-999999"
    told = [finding for finding in claim.findings if finding.rule == "contradictions.corrected"]
    assert sorted(finding.paths[0] for finding in told) == ["report_number", "vehicle_vin"]
    assert "a handler had said 26-999999; the late document says 26-114872" in "".join(one.message for one in told)
    assert [verdict.verdict for verdict in branch_site.store.verdicts(claim_id)] == ["corrected"]
    decide(branch_site, claim_id)
    work_off(branch_site)
    assert branch_site.store.counts().settled == 1
    totals = branch_site.store.totals()
    assert sum(count for (kind, _, _), count in totals.items() if kind == "processed") == 1
    assert sum(count for (kind, _, _), count in totals.items() if kind == "settled") == 1
    assert sum(count for (kind, _, _), count in totals.items() if kind == "document") == 2
    assert sum(count for (kind, _, _), count in totals.items() if kind == "seconds") == 1


def test_a_verdict_that_was_not_taken_up_yet_is_settled_first(branch_site: Site) -> None:
    claim_id = first(branch_site)
    decide(branch_site, claim_id)
    arrive(branch_site, "report.txt", police_report())
    actions = [entry.action for entry in branch_site.store.history(claim_id)]
    assert actions.index("claim.settled") < actions.index("claim.reopened")
    assert [row.claim_id for row in branch_site.store.queue()] == [claim_id]


def test_an_answer_by_e_mail_joins_with_all_that_is_attached(branch_site: Site) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "answer.eml", mail("Here is the police report for claim KL-77120-4.", police_report("77-1")))
    assert [row.claim_id for row in branch_site.store.queue()] == [claim_id]
    assert len(whole(branch_site, claim_id).documents) == 3
    (join,) = branch_site.store.joins_into(claim_id)
    assert "claim_number" in join.kinds


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ESTIMATE.format(policy="QX-100001", day="2026-03-14").encode(), id="policy and day"),
        pytest.param(police_report("00-1"), id="vehicle and day"),
        pytest.param(mail("Thank you for the letter on KL-77120-4. I was not hurt."), id="a word about the claim"),
    ],
)
def test_what_names_the_loss_joins(branch_site: Site, data: bytes) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "late.eml", data)
    assert [row.claim_id for row in branch_site.store.queue()] == [claim_id]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ESTIMATE.format(policy="QX-100001", day="2026-04-02").encode(), id="policy alone"),
        pytest.param(police_report("00-1", day="2026-04-02"), id="vehicle alone"),
        pytest.param(notice(claim="KL-9", report="00-1"), id="a second notice of the loss"),
        pytest.param(mail("Policy QX-100001. On 2026-03-14 my car was hit."), id="a letter that tells of it again"),
    ],
)
def test_what_does_not_name_the_loss_stays_a_claim_of_its_own(branch_site: Site, data: bytes) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "late.eml", data)
    assert len(branch_site.store.queue()) == 2
    assert branch_site.store.joins_into(claim_id) == []


def test_several_candidates_are_named_and_a_handler_joins_and_splits(branch_site: Site) -> None:
    arrive(branch_site, "a.txt", notice(claim="KL-100-1"))
    arrive(branch_site, "b.txt", notice(claim="KL-100-2"))
    arrive(branch_site, "report.txt", police_report())
    earlier = {row.claim_id for row in branch_site.store.queue() if "KL-1" in str(whole(branch_site, row.claim_id))}
    (late,) = [row.claim_id for row in branch_site.store.queue() if row.claim_id not in earlier]
    (finding,) = [one for one in whole(branch_site, late).findings if one.rule == "duplicates.belongs"]
    assert set(finding.other_claims) == earlier
    into = finding.other_claims[0]
    branch_site.store.join_by_hand(late, into, "ann", NOW)
    work_off(branch_site)
    assert len(whole(branch_site, into).documents) == 2
    assert branch_site.store.history(late)[-1].actor == "ann"
    with pytest.raises(LodgeError, match="Only a claim that waits"):
        branch_site.store.join_by_hand(late, into, "ann", NOW)
    with pytest.raises(LodgeError, match="Split them off first"):
        branch_site.store.join_by_hand(into, next(iter(earlier - {into})), "ann", NOW)
    branch_site.store.split(late, "ann", NOW)
    work_off(branch_site)
    assert {row.claim_id for row in branch_site.store.queue()} == {*earlier, late}
    assert len(whole(branch_site, into).documents) == 1
    assert branch_site.store.claims(status="joined") == []


def test_papers_of_no_known_kind_name_the_claims_they_may_belong_to(branch_site: Site) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "e.txt", ESTIMATE.format(policy="QX-100001", day="2026-04-02").encode())
    (late,) = [row.claim_id for row in branch_site.store.queue() if row.claim_id != claim_id]
    claim = whole(branch_site, late)
    (finding,) = [one for one in claim.findings if one.rule == "duplicates.belongs"]
    assert finding.other_claims == (claim_id,) and "the same policy number" in finding.message
    assert claim.decision is not None
    assert "duplicates.belongs" in {reason.code for reason in claim.decision.reasons}


def test_what_was_split_off_is_not_joined_again(branch_site: Site) -> None:
    claim_id = first(branch_site)
    arrive(branch_site, "report.txt", police_report())
    (late,) = branch_site.store.claims(status="joined")
    branch_site.store.split(late.claim_id, "ann", NOW)
    work_off(branch_site)
    assert {row.claim_id for row in branch_site.store.queue()} == {claim_id, late.claim_id}
    assert "documents.late" not in rules_of(whole(branch_site, claim_id))


def test_two_late_papers_join_one_claim(branch_site: Site) -> None:
    claim_id = first(branch_site)
    put(branch_site.settings, "a.txt", police_report())
    put(branch_site.settings, "b.txt", ESTIMATE.format(policy="QX-100001", day="2026-03-14").encode())
    work_off(branch_site)
    assert [row.claim_id for row in branch_site.store.queue()] == [claim_id]
    assert len(whole(branch_site, claim_id).documents) == 3
    assert len(branch_site.store.joins_into(claim_id)) == 2


def test_a_claim_that_another_worker_has_is_waited_for(branch_site: Site) -> None:
    claim_id = first(branch_site)
    put(branch_site.settings, "a.txt", police_report())
    work_off(branch_site)
    put(branch_site.settings, "b.txt", ESTIMATE.format(policy="QX-100001", day="2026-03-14").encode())
    inbox_of(branch_site).drain()
    store, pipeline, now = branch_site.store, branch_site.pipeline(), datetime.now(UTC)
    late = store.lease(pipeline, now, 60)
    assert late is not None
    store._db.execute("UPDATE claims SET status = 'working' WHERE id = ?", (claim_id,))
    store._db.execute(
        "UPDATE sources SET status = 'received' WHERE id = (SELECT source_id FROM claims WHERE id = ?)", (claim_id,)
    )
    store._db.conn.commit()
    other = store.lease(pipeline, now, 60)
    assert other is not None
    with pytest.raises(TargetBusyError):
        store.join(late, "x", claim_id, ("report_number",), now)
    assert store.joins_into(claim_id)[1:] == []
    # Once the other worker has given the run back, the papers join.
    store.release(other, now, counts=False)
    store.release(late, now, counts=False)
    Worker(branch_site).run_once()
    assert len(store.joins_into(claim_id)) == 2


def test_papers_wait_while_an_earlier_source_is_not_worked_off(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", notice())
    inbox_of(branch_site).drain()
    store, pipeline, now = branch_site.store, branch_site.pipeline(), datetime.now(UTC)
    held = store.lease(pipeline, now, 60)
    assert held is not None
    put(branch_site.settings, "b.txt", police_report())
    inbox_of(branch_site).drain()
    worker = Worker(branch_site)
    worker._work()
    assert store.counts().working == 2  # the report has not become a claim of its own
    assert store.queue() == []
    store.release(held, now, counts=False)
    worker._now = lambda: datetime.now(UTC) + timedelta(seconds=10)
    worker._work()
    (row,) = store.queue()
    assert len(store.joins_into(row.claim_id)) == 1


def test_two_workers_at_once_join_each_paper_once(tmp_path: Path) -> None:
    settings: Settings = branch_settings(tmp_path / "home")
    init_home(settings)
    for number in range(6):
        put(settings, f"{number} a.txt", notice(f"KL-5000-{number}", f"QX-20000{number}", f"26-60000{number}"))
        put(settings, f"{number} b.txt", police_report(f"26-60000{number}", vin=""))
    with open_site(settings) as one, open_site(settings) as two:
        inbox_of(one).drain()
        stop = threading.Event()
        clock = [datetime.now(UTC)]
        workers = [Worker(site, now=lambda: clock[0]) for site in (one, two)]
        threads = [threading.Thread(target=worker.run_forever, args=(stop,)) for worker in workers]
        for thread in threads:
            thread.start()
        pause = threading.Event()
        try:
            for _ in range(400):
                clock[0] += timedelta(seconds=1)
                counts = one.store.counts()
                if counts.review == 6 and not counts.working + counts.received:
                    break
                pause.wait(0.05)
        finally:
            stop.set()
            for thread in threads:
                thread.join(30)
        rows = one.store.claims(status="joined")
        assert len(rows) == 6 and len({row.joined_to for row in rows}) == 6
        assert {len(whole(one, row.claim_id).documents) for row in one.store.queue()} == {2}
        assert next(one.store.chain_faults(), None) is None
