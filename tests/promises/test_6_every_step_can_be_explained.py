"""Promise 6: every step can be explained. Who or what read, changed and decided stands in a tamper-evident log."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from branch import notice, put, work_off
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.audit import verify_chain
from agent.reprocess.reader import Reader
from agent.site import Site
from agent.trial_rows import Selection
from pipelines.claim import Verdict

NOW = datetime(2026, 5, 2, 13, 20, tzinfo=UTC)


def worked(site: Site) -> str:
    """A claim that went the whole way."""
    put(site.settings, "a.txt", notice(1))
    work_off(site)
    (row,) = site.store.queue()
    site.store.record_verdict(
        row.claim_id,
        Verdict.ACCEPTED,
        "ann",
        reason_code="as_read",
        corrections={},
        confirmed=["policy_number"],
        at=NOW,
    )
    work_off(site)
    return row.claim_id


def test_the_history_of_a_claim_tells_every_step_with_its_pipeline(branch_site: Site) -> None:
    claim_id = worked(branch_site)
    history = branch_site.store.history(claim_id)
    actions = [entry.action for entry in history]
    assert actions == [
        "source.received",
        "run.opened",
        "run.leased",
        "step.read",
        "claim.created",
        "step.classify",
        "step.read_exact",
        "step.plan_questions",
        *(action for action in actions if action == "step.ask"),
        "step.fuse",
        "step.check",
        "step.decide",
        "claim.finished",
        "run.closed",
        "claim.decided",
        "claim.settled",
    ]
    assert history[-2].actor == "ann"
    pipeline = branch_site.pipeline()
    assert history[1].detail["pipeline"] == pipeline.digest
    assert pipeline.manifest["engine"] == "scripted"


def test_each_reading_names_what_read_it(branch_site: Site) -> None:
    claim = branch_site.store.claim(worked(branch_site))
    assert claim is not None
    assert claim.fields
    for field in claim.fields:
        for reading in field.readings:
            assert reading.source
            assert reading.spans


def test_a_late_document_is_told_in_both_histories_with_what_the_two_share(branch_site: Site) -> None:
    claim_id = worked(branch_site)
    late = b"POLICE REPORT\n\nReport Number: 26-114872\nPolicy Number: QX-100001\nDate of Loss: 2026-03-14\n"
    put(branch_site.settings, "b.txt", late)
    work_off(branch_site)
    (join,) = branch_site.store.joins_into(claim_id)
    (joined,) = [entry for entry in branch_site.store.history(join.claim_id) if entry.action == "claim.joined"]
    assert joined.detail == {"into": claim_id, "by": ["policy_day"]} and joined.actor == "lodge"
    history = branch_site.store.history(claim_id)
    actions = [entry.action for entry in history]
    (reopened,) = [entry for entry in history if entry.action == "claim.reopened"]
    assert reopened.detail == {"document": join.claim_id, "by": ["policy_day"]}
    assert actions.index("claim.settled") < actions.index("claim.reopened") < actions.index("step.join")
    assert [verdict.verdict for verdict in branch_site.store.verdicts(claim_id)] == ["accepted"]
    branch_site.store.split(join.claim_id, "ann", NOW)
    work_off(branch_site)
    (apart,) = [entry for entry in branch_site.store.history(join.claim_id) if entry.action == "claim.split"]
    assert (apart.actor, apart.detail) == ("ann", {"from": claim_id})
    assert verify_chain(branch_site.store) is None


def test_an_adopted_reading_is_told_with_its_steps_and_one_that_was_not_is_no_history(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", notice(1))
    work_off(branch_site)
    (row,) = branch_site.store.queue()
    before = branch_site.store.history(row.claim_id)
    pipeline = branch_site.pipeline()
    chosen = Selection(datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    trial = branch_site.store.begin_reprocessing("trial", pipeline, chosen, {}, NOW)
    Reader(branch_site, trial).run()
    assert branch_site.store.history(row.claim_id) == before
    (again,) = branch_site.store.claims_of(trial.id)
    assert branch_site.store.adopt(again, "ann", NOW) == "adopted"
    added = [entry for entry in branch_site.store.history(row.claim_id) if entry not in before]
    assert [entry.action for entry in added][-2:] == ["step.decide", "claim.adopted"]
    assert {entry.detail["run"] for entry in added} == {again.run_id}
    assert (added[-1].actor, added[-1].detail["pipeline"]) == ("ann", pipeline.digest)
    assert verify_chain(branch_site.store) is None


def test_the_chain_of_a_whole_day_holds(branch_site: Site) -> None:
    worked(branch_site)
    assert verify_chain(branch_site.store) is None


CHANGES = {
    "digest": lambda old: ("0" if old[0] != "0" else "1") + old[1:],
    "head": lambda old: ("0" if old[0] != "0" else "1") + old[1:],
    "salt": lambda old: bytes([old[0] ^ 1]) + old[1:],
    "sealed_content": lambda old: old.replace(b'"actor":"lodge"', b'"actor":"x"') + b" ",
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_any_entry_is_seen(branch_site: Site, data: st.DataObject) -> None:
    if branch_site.store.chain_head()[0] == 0:
        worked(branch_site)
    entries, _ = branch_site.store.chain_head()
    sequence = data.draw(st.integers(1, entries))
    column = data.draw(st.sampled_from(sorted(CHANGES)))
    with sqlite3.connect(branch_site.settings.database) as db:
        (old,) = db.execute(f"SELECT {column} FROM audit WHERE sequence = ?", (sequence,)).fetchone()
        db.execute(f"UPDATE audit SET {column} = ? WHERE sequence = ?", (CHANGES[column](old), sequence))
    try:
        broken = verify_chain(branch_site.store)
        assert broken is not None
        assert broken.sequence == sequence
    finally:
        with sqlite3.connect(branch_site.settings.database) as db:
            db.execute(f"UPDATE audit SET {column} = ? WHERE sequence = ?", (old, sequence))
    assert verify_chain(branch_site.store) is None


@pytest.mark.parametrize("which", ["first", "middle"])
def test_an_entry_taken_out_is_seen(branch_site: Site, which: str) -> None:
    worked(branch_site)
    sequence = 1 if which == "first" else branch_site.store.chain_head()[0] // 2
    with sqlite3.connect(branch_site.settings.database) as db:
        db.execute("DELETE FROM audit_subjects WHERE sequence = ?", (sequence,))
        db.execute("DELETE FROM audit WHERE sequence = ?", (sequence,))
    broken = verify_chain(branch_site.store)
    assert broken is not None
    assert broken.sequence == sequence


def test_what_is_erased_still_proves_that_it_was_there(branch_site: Site) -> None:
    claim_id = worked(branch_site)
    with sqlite3.connect(branch_site.settings.database) as db:
        db.execute("UPDATE audit SET sealed_content = NULL, salt = NULL WHERE slot = ?", (claim_id,))
        assert db.total_changes > 5
    assert verify_chain(branch_site.store) is None
