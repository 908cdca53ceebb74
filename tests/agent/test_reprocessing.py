"""Re-processing: read the backlog again beside what counts, compare, and change nothing until told to."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from branch import chatter, notice, put, work_off
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from agent.audit import verify_chain
from agent.backends.scripted import Scripted, emptiest
from agent.cli import Lodge
from agent.commands.reprocess import reprocess
from agent.outbox import preview_report
from agent.reprocess.plan import parse_shard, prepare, trial_pipeline
from agent.reprocess.reader import Reader
from agent.reprocess.summing import sentence, summarize
from agent.settings import Settings
from agent.site import Site, open_site
from agent.store.reprocessing import shard_key
from agent.trial_rows import ReprocessingRow, Selection, Shard, TrialClaim
from pipelines.claim import Verdict
from pipelines.errors import OperatorError, UsageError
from pipelines.ports import Prompt

NOW = datetime(2099, 5, 2, 13, 20, tzinfo=UTC)
LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
TRIAL_TABLES = ("reprocessings", "trial_runs", "trial_claims", "trial_results")
MAY_GROW = ("pipelines", "audit", "audit_subjects", "sqlite_sequence", *TRIAL_TABLES)
MAKE = "Tarnwagen"


def reads_more(prompt: Prompt) -> Any:
    """A model that finds what the emptiest does not: the make of the vehicle, and a name without a label."""
    found = emptiest(prompt.schema)
    answers = {"vehicle_make": MAKE, "insured_name": "Wilma Tarnbeck"}
    return found | {name: value for name, value in answers.items() if name in found}


def report(number: int) -> bytes:
    """A notice that leaves the make of the vehicle to a model."""
    told: bytes = notice(number)
    return told + f"It was my old {MAKE}.\n".encode()


def begin(site: Site, name: str = "trial", **selection: Any) -> ReprocessingRow:
    pipeline = prepare(site, trial_pipeline(site.settings, None))
    chosen = Selection(LONG_AGO, LATER, **selection)
    return site.store.begin_reprocessing(name, pipeline, chosen, {"since": "2020-01-01"}, datetime.now(UTC))


def read_again(settings: Settings, name: str = "trial", model: Scripted | None = None) -> None:
    """Read everything again, in a site of its own, as another process would."""
    with open_site(settings, model=model or Scripted(reads_more, name="other", sha256="ab")) as site:
        Reader(site, begin(site, name)).run()


def live_tables(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a re-processing must leave alone."""
    with sqlite3.connect(settings.database) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names if name not in MAY_GROW}


def trial_rows(site: Site, name: str = "trial") -> list[TrialClaim]:
    row = site.store.reprocessing(name)
    assert row is not None
    return site.store.claims_of(row.id)


def decide(site: Site, claim_id: str, confirmed: tuple[str, ...] = (), **corrections: str) -> None:
    site.store.record_verdict(
        claim_id,
        Verdict.CORRECTED if corrections else Verdict.ACCEPTED,
        "ann",
        reason_code="values_corrected" if corrections else "as_read",
        corrections=corrections,
        confirmed=confirmed,
        at=datetime.now(UTC),
    )


@pytest.fixture
def backlog(branch: Settings) -> Settings:
    """A branch with three notices, a letter that is no claim, a copy, and a file that cannot be read."""
    for number in (1, 2, 3):
        put(branch, f"{number}.txt", report(number))
    put(branch, "copy.txt", report(1))
    put(branch, "letter.txt", chatter(1))
    put(branch, "bad.bin", bytes(range(256)))
    with open_site(branch) as site:
        work_off(site)
    return branch


def test_nothing_changes_until_told_to(backlog: Settings) -> None:
    before = live_tables(backlog)
    with open_site(backlog) as site:
        report_before = told(site)
        counts, totals, unreported = site.store.counts(), site.store.totals(), site.store.unreported()
    read_again(backlog)
    assert live_tables(backlog) == before
    with open_site(backlog) as site:
        assert (site.store.counts(), site.store.totals(), site.store.unreported()) == (counts, totals, unreported)
        assert told(site) == report_before  # what would leave is what would have left
        summary = summarize(site.store, begin_again(site))
        assert summary["sources"] == {"total": 5, "done": 4, "refused": 1, "skipped": 0, "failed": 0, "left": 0}
        assert summary["claims"] == 5
        assert summary["became"]["more"] == 3  # the notices
        assert summary["became"]["same"] == 2  # the letter, and what nobody can read
        assert sentence(summary) == "Of 5 claims: 2 the same, 3 read more."
        assert verify_chain(site.store) is None
        site.store.discard_reprocessing(begin_again(site).id, "ann", datetime.now(UTC))
    assert live_tables(backlog) == before


def told(site: Site) -> dict[str, Any]:
    """The report that would leave now, without its random id."""
    report: dict[str, Any] = json.loads(preview_report(site.store, NOW))
    return {name: value for name, value in report.items() if name != "message_id"}


def begin_again(site: Site, name: str = "trial") -> ReprocessingRow:
    row = site.store.reprocessing(name)
    assert row is not None
    return row


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    statuses=st.sets(st.sampled_from(["review", "decided", "settled", "quarantine"])),
    limit=st.one_of(st.none(), st.integers(1, 4)),
    count=st.integers(1, 3),
)
def test_whatever_is_selected_nothing_changes(
    backlog: Settings, statuses: set[str], limit: int | None, count: int
) -> None:
    before = live_tables(backlog)
    name = f"p-{'-'.join(sorted(statuses))}-{limit}-{count}"
    with open_site(backlog, model=Scripted(reads_more, name="other", sha256="ab")) as site:
        row = begin(site, name, statuses=tuple(statuses), limit=limit)
        shards = [Reader(site, row, Shard(index, count)).run() for index in range(count)]
        whole = site.store.trial_progress(row.id)
        assert sum(one.total for one in shards) == whole.total
        assert whole.left == 0
    assert live_tables(backlog) == before


def test_adopting_makes_the_new_reading_the_claims(backlog: Settings) -> None:
    read_again(backlog)
    with open_site(backlog) as site:
        totals = site.store.totals()
        rows = trial_rows(site)
        changed = next(row for row in rows if row.difference["became"] == "more")
        (path, *_) = changed.difference["found"]
        before = site.store.claim(changed.claim_id)
        assert before is not None and before.field(path) is None
        assert site.store.adopt(changed, "ann", datetime.now(UTC)) == "adopted"
        assert site.store.adopt(changed, "ann", datetime.now(UTC)) == "already"
        after = site.store.claim(changed.claim_id)
        assert after is not None
        assert after.field(path).value == MAKE  # type: ignore[union-attr]
        line = site.store.row(changed.claim_id)
        assert line is not None and (line.status, line.run_id) == ("review", changed.run_id)
        # The fleet was told of the claim once; only new kinds of findings are added.
        grown = {key for key, count in site.store.totals().items() if totals.get(key, 0) != count}
        assert all(kind == "finding" for kind, _, _ in grown)
        history = site.store.history(changed.claim_id)
        (adopted,) = [entry for entry in history if entry.action == "claim.adopted"]
        assert adopted.actor == "ann"
        assert adopted.detail["instead_of"] == changed.basis_run
        assert any(entry.detail.get("run") == changed.run_id for entry in history if entry.action == "step.decide")
        # Both readings are kept, and the comparison still tells the one from the other.
        old = site.store.reading(changed.claim_id, str(changed.basis_run))
        assert old is not None and old.field(path) is None
        assert [one.adopted_at is not None for one in trial_rows(site) if one.claim_id == changed.claim_id] == [True]
        decide(site, changed.claim_id, confirmed=("policy_number",))
        work_off(site)
        assert site.store.counts().settled == 1
        assert verify_chain(site.store) is None


def test_the_review_page_shows_the_adopted_reading(backlog: Settings) -> None:
    from agent.review.app import create_app
    from agent.review.passwords import hash_password

    read_again(backlog)
    with open_site(backlog) as site:
        changed = next(row for row in trial_rows(site) if row.difference["became"] == "more")
        site.store.add_user("ann", hash_password("a long password"), "handler")
        with TestClient(create_app(site, backlog), base_url="http://127.0.0.1") as browser:
            token = browser.get("/login").text.partition('name="form_token" value="')[2].partition('"')[0]
            form = {"form_token": token, "name": "ann", "password": "a long password"}
            browser.post("/login", data=form).raise_for_status()
            page = browser.get(f"/claims/{changed.claim_id}").text
            site.store.adopt(changed, "ann", datetime.now(UTC))
            adopted = browser.get(f"/claims/{changed.claim_id}").text
            assert 'value="Tarnwagen"' in adopted
            assert adopted.count('value="Tarnwagen"') > page.count('value="Tarnwagen"')
            assert browser.get(f"/claims/{changed.claim_id}/history").status_code == 200


def test_what_handlers_decided_stays_and_tells_which_reading_is_right(backlog: Settings) -> None:
    with open_site(backlog) as site:
        first, second = [row.claim_id for row in site.store.queue() if row.claim_type == "auto"][:2]
        decide(site, first, confirmed=("policy_number",))
        decide(site, second, confirmed=("policy_number",), insured_name="Wilma Tarnbeck-Holm")
        work_off(site)
    before = live_tables(backlog)
    read_again(backlog)
    with open_site(backlog) as site:
        found = {row["field"]: row for row in summarize(site.store, begin_again(site))["agreement"]}
        policy = found["policy_number"]
        assert (policy["looked_at"], policy["old_right"], policy["new_right"]) == (2, 2, 2)
        assert (found["insured_name"]["corrected"], found["insured_name"]["new_right"]) == (1, 0)
        assert all(row["looked_at"] >= row["old_right"] >= row["both_right"] for row in found.values())
        for row in trial_rows(site):
            if row.claim_id in (first, second):
                assert site.store.adopt(row, "ann", datetime.now(UTC)) == "handled"
    assert live_tables(backlog) == before


def test_a_reading_that_finds_what_a_handler_had_to_type_is_the_better_one(branch: Settings) -> None:
    text = report(1).replace(b"Name of Insured: Wilma Tarnbeck\n", b"") + b"It was Wilma Tarnbeck who drove.\n"
    put(branch, "a.txt", text)
    with open_site(branch) as site:
        work_off(site)
        (row,) = site.store.queue()
        decide(site, row.claim_id, confirmed=("policy_number",), insured_name="Wilma Tarnbeck")
        work_off(site)
    read_again(branch)
    with open_site(branch) as site:
        found = {row["field"]: row for row in summarize(site.store, begin_again(site))["agreement"]}
        name = found["insured_name"]
        assert (name["looked_at"], name["corrected"], name["old_right"], name["new_right"]) == (1, 1, 0, 1)
        assert (found["policy_number"]["old_right"], found["policy_number"]["new_right"]) == (1, 1)
        assert "date_of_loss" not in found  # nobody looked at it


def test_a_claim_that_changed_since_is_left_alone(backlog: Settings) -> None:
    read_again(backlog)
    late = b"POLICE REPORT\n\nReport Number: 26-114872\nPolicy Number: QX-100001\nDate of Loss: 2026-03-14\n"
    put(backlog, "late.txt", late)
    with open_site(backlog) as site:
        work_off(site)
        said = {row.claim_id: site.store.adopt(row, "ann", datetime.now(UTC)) for row in trial_rows(site)}
        (join,) = [join for row in site.store.queue() for join in site.store.joins_into(row.claim_id)]
        assert said[join.into_claim] == "changed"
        assert sorted(set(said.values()) - {"changed"}) == ["adopted"]
    # A claim with a paper is read again with its paper; the paper is no claim of its own.
    read_again(backlog, "second")
    with open_site(backlog) as site:
        rows = {row.claim_id: row for row in trial_rows(site, "second")}
        assert join.claim_id not in rows
        host = rows[join.into_claim]
        assert any(finding.rule == "documents.late" for finding in site.store.trial_reading(host).findings)
        assert site.store.adopt(host, "ann", datetime.now(UTC)) == "adopted"
        assert len(site.store.documents(join.into_claim)) == 2
        site.store.split(join.claim_id, "ann", datetime.now(UTC))
        work_off(site)
        assert len(site.store.documents(join.into_claim)) == 1


def test_papers_that_join_after_adoption_open_the_claim_again(backlog: Settings) -> None:
    read_again(backlog)
    with open_site(backlog) as site:
        said = [site.store.adopt(row, "ann", datetime.now(UTC)) for row in trial_rows(site)]
        assert said.count("adopted") == 4
        totals = site.store.totals()
        put(backlog, "late.txt", b"POLICE REPORT\n\nPolicy Number: QX-100001\nDate of Loss: 2026-03-14\n")
        work_off(site)
        joined = site.store.claims(status="joined")
        assert len(joined) == 1
        grown = {key[0] for key, count in site.store.totals().items() if totals.get(key, 0) != count}
        assert grown <= {"document", "finding"}


@pytest.fixture
def small(branch: Settings) -> Settings:
    """A branch that put a long letter and a batch into quarantine, because it takes one page and no more."""
    from reportlab.pdfgen import canvas

    for number in (1, 2):
        path = branch.home / f"{number}.pdf"
        page = canvas.Canvas(str(path))
        for text in (report(number).decode(), "Second page: a sketch follows.\n"):
            for line, words in enumerate(text.splitlines()):
                page.drawString(72, 750 - 14 * line, words)
            page.showPage()
        page.save()
        put(branch, path.name, path.read_bytes())
        path.unlink()
    tight = branch.model_copy(update={"max_pages": 1})
    with open_site(tight) as site:
        work_off(site)
        assert site.store.counts().quarantine == 2
    return branch


def test_a_file_in_quarantine_can_be_rescued_and_is_counted_once(small: Settings) -> None:
    read_again(small)
    with open_site(small) as site:
        summary = summarize(site.store, begin_again(site))
        assert (summary["rescued"], summary["became"]["outcome"]) == (2, 2)
        totals = site.store.totals()
        assert totals["processed", "other", "quarantine"] == 2
        rows = trial_rows(site)
        assert [row.kind for row in rows] == ["new", "new"]
        assert {site.store.adopt(row, "ann", datetime.now(UTC)) for row in rows} == {"adopted"}
        assert (site.store.counts().quarantine, site.store.counts().review) == (0, 2)
        grown = {key[0] for key, count in site.store.totals().items() if totals.get(key, 0) != count}
        assert grown <= {"document", "finding"}
        assert all(one.field("policy_number") for row in site.store.queue() if (one := site.store.claim(row.claim_id)))
        actions = [entry.action for entry in site.store.history(rows[0].claim_id)]
        assert "source.rescued" in actions and "claim.adopted" in actions
        decide(site, rows[0].claim_id, confirmed=("policy_number",))
        work_off(site)
        assert site.store.counts().settled == 1
        assert verify_chain(site.store) is None


def test_a_pipeline_that_cannot_read_a_claim_takes_nothing_from_the_queue(small: Settings) -> None:
    with open_site(small) as site:
        read_again(small)
        for row in trial_rows(site):
            site.store.adopt(row, "ann", datetime.now(UTC))
    before = live_tables(small)
    read_again(small.model_copy(update={"max_pages": 1}), "tight")
    with open_site(small) as site:
        summary = summarize(site.store, begin_again(site, "tight"))
        assert (summary["lost"], summary["codes"]) == (2, {"too_many_pages": 2})
        assert {site.store.adopt(row, "ann", datetime.now(UTC)) for row in trial_rows(site, "tight")} == {"quarantine"}
    assert live_tables(small) == before


_read = Site.read


def twice(site: Site, data: bytes, vision: Any = None) -> Any:
    """What a source holds, as two claims."""
    found = _read(site, data, vision)
    again = tuple(one.model_copy(update={"claim": 1, "id": site.store.new_id()}) for one in found.documents)
    return type(found)((*found.documents, *again), found.contents)


def test_the_claims_of_a_batch_are_adopted_one_by_one(branch: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Site, "read", twice)
    put(branch, "a.txt", report(1))
    with open_site(branch) as site:
        work_off(site)
    read_again(branch)
    with open_site(branch) as site:
        first, second = trial_rows(site)
        assert (first.ordinal, second.ordinal, first.run_id) == (0, 1, second.run_id)
        assert site.store.adopt(second, "ann", NOW) == "adopted"
        runs = {row.claim_id: row.run_id for row in site.store.queue()}
        assert (runs[first.claim_id], runs[second.claim_id]) == (first.basis_run, second.run_id)
        decide(site, first.claim_id)
        assert site.store.adopt(first, "ann", NOW) == "handled"
        assert site.store.claim(first.claim_id) is not None
        assert verify_chain(site.store) is None


def test_a_source_that_falls_into_other_claims_is_for_a_handler(
    backlog: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "read", twice)
    read_again(backlog)
    monkeypatch.undo()
    before = live_tables(backlog)
    with open_site(backlog) as site:
        rows = trial_rows(site)
        assert sorted(row.kind for row in rows) == ["both"] * 4 + ["new"] * 4
        assert {site.store.adopt(row, "ann", datetime.now(UTC)) for row in rows} == {"split"}
    assert live_tables(backlog) == before


def apart(work: Callable[[], None]) -> int:
    """How a process that does some work ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(settings: Settings, what: str, nth: int, when: str = "after") -> bool:
    """Read again in another process, whose power is cut at the nth commit of a kind; whether the cut came."""
    seen = 0

    def hook(now_when: str, now_what: str) -> None:
        nonlocal seen
        seen += (now_when, now_what) == (when, what)
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with open_site(settings, model=Scripted(reads_more, name="other", sha256="ab"), on_commit=hook) as site:
            Reader(site, begin(site)).run()

    return apart(work) == -signal.SIGKILL


COMMITS = ("trial:begin", "trial:lease", "trial:read", "trial:ask", "trial:decide", "trial:finish", "trial:close")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", COMMITS)
def test_a_kill_at_any_commit_is_resumed_and_nothing_is_read_twice(backlog: Settings, what: str, when: str) -> None:
    before = live_tables(backlog)
    assert killed_at(backlog, what, 2 if what not in ("trial:begin",) else 1, when), "the commit never came"
    with sqlite3.connect(backlog.database) as db:
        read = db.execute("SELECT subject FROM trial_results WHERE step = 'read'").fetchall()
    model = Scripted(reads_more, name="other", sha256="ab")
    read_again(backlog, model=model)
    assert live_tables(backlog) == before
    with open_site(backlog) as site:
        summary = summarize(site.store, begin_again(site))
        assert sentence(summary) == "Of 5 claims: 2 the same, 3 read more."
        leases = [row for row in audit(site) if row["action"] == "trial.leased"]
        assert len(leases) <= 5 + 1  # the one that was cut off is taken up once more
        steps = [(row["detail"]["of"], row["action"], row["detail"]["part"]) for row in audit(site) if trial_step(row)]
        assert len(steps) == len(set(steps))
        assert len(read) <= 2
        assert verify_chain(site.store) is None


def trial_step(row: dict[str, Any]) -> bool:
    return row["action"].startswith("step.") and "of" in row["detail"]


def audit(site: Site) -> list[dict[str, Any]]:
    with sqlite3.connect(site.settings.database) as db:
        return [json.loads(content) for (content,) in db.execute("SELECT sealed_content FROM audit ORDER BY sequence")]


@pytest.mark.parametrize("shards", [None, 2])
def test_two_processes_at_once_read_no_source_twice(backlog: Settings, shards: int | None) -> None:
    for number in range(10, 20):
        put(backlog, f"{number}.txt", report(number))
    with open_site(backlog) as site:
        work_off(site)
    before = live_tables(backlog)

    def work(index: int) -> None:
        with open_site(backlog, model=Scripted(reads_more, name="other", sha256="ab")) as site:
            Reader(site, begin(site), Shard(index, shards) if shards else Shard()).run()

    children = []
    for index in (0, 1):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(index)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert live_tables(backlog) == before
    with open_site(backlog) as site:
        leased = [row["detail"]["source"] for row in audit(site) if row["action"] == "trial.leased"]
        assert len(leased) == len(set(leased)) == 15
        assert site.store.trial_progress(begin_again(site).id).left == 0
        assert verify_chain(site.store) is None


def test_an_adoption_that_is_cut_off_is_whole_or_nothing(backlog: Settings) -> None:
    read_again(backlog)
    for when in ("before", "after"):

        def work(when: str = when) -> None:
            def hook(now_when: str, what: str) -> None:
                if (now_when, what) == (when, "adopt"):
                    os.kill(os.getpid(), signal.SIGKILL)

            with open_site(backlog, on_commit=hook) as site:
                for row in trial_rows(site):
                    site.store.adopt(row, "ann", datetime.now(UTC))

        assert apart(work) == -signal.SIGKILL
        with open_site(backlog) as site:
            for row in trial_rows(site):
                line = site.store.row(row.claim_id)
                assert line is not None
                assert (line.run_id == row.run_id) == (row.adopted_at is not None)
            assert verify_chain(site.store) is None
    with open_site(backlog) as site:
        said = [site.store.adopt(row, "ann", datetime.now(UTC)) for row in trial_rows(site)]
        assert sorted(said) == ["adopted"] * 3 + ["already"]


def test_a_bug_fails_one_source_and_the_others_go_on(
    backlog: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from agent.graph import walk

    def broken(corridor: Any, state: Any) -> Any:
        if "QX-100002" in state["documents"][0].text:
            raise RuntimeError("QX-100002 is in this message")
        return walk(corridor, state)

    monkeypatch.setattr("agent.reprocess.reader.walk", broken)
    read_again(backlog.model_copy(update={"strike_seconds": 0.0}))
    monkeypatch.undo()
    with open_site(backlog, model=Scripted(reads_more, name="other", sha256="ab")) as site:
        row = begin_again(site)
        progress = site.store.trial_progress(row.id)
        assert (progress.failed, progress.left) == (1, 0)
        assert "QX-100002" not in caplog.text
        site.store.offer_failed(row.id, Shard())
        assert Reader(site, row).run().failed == 0


def test_every_source_is_in_one_shard_whatever_process_asks() -> None:
    ids = [f"{number:08x}-0000" for number in range(1000)]
    for count in (1, 2, 7):
        sizes = [sum(shard_key(one) % count == index for one in ids) for index in range(count)]
        assert sum(sizes) == 1000
        assert min(sizes) > 1000 / count * 0.7
    known = hashlib.sha256(b"00000000-0000").hexdigest()[:8]
    assert shard_key("00000000-0000") == int(known, 16)


@pytest.mark.parametrize("text", ["3/3", "4/3", "-1/3", "1", "a/b", "0/0", "1/3 ", ""])
def test_a_shard_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--shard"):
        parse_shard(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("model = ", "no TOML"),
        ("modell = 'x'", "Do you mean model?"),
        ("review_port = 1", "changes no reading"),
        ("currency = 'dollars'", "currency has the value"),
        ("context_tokens = 5", "context_tokens has the value"),
        ("backend = 'cloud'", "backend has the value"),
        ("time_zone = 'Mars'", "time_zone has the value"),
        ("claim_types = 'nowhere'", "no folder"),
    ],
)
def test_a_pipeline_file_that_is_not_right_is_refused(branch: Settings, tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "trial.toml"
    file.write_text(text)
    with pytest.raises(OperatorError, match=words):
        trial_pipeline(branch, file)


class Door(Lodge):
    """`lodge` with this one command, whether or not it is registered."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return reprocess if cmd_name == "reprocess" else None


@pytest.fixture
def call(backlog: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    for name in list(os.environ):
        if name.startswith(("LODGE_", "LANG")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LODGE_HOME", str(backlog.home))
    monkeypatch.setenv("LODGE_BACKEND", "scripted")
    door = Door(name="lodge", context_settings={"auto_envvar_prefix": "LODGE"})

    def invoke(*words: str | Path) -> Result:
        result = CliRunner().invoke(door, ["reprocess", *map(str, words)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_the_command_reads_shows_adopts_and_discards(call: Callable[..., Result], tmp_path: Path) -> None:
    today = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    file = tmp_path / "trial.toml"
    file.write_text('currency = "EUR"\nscript = "answers.json"\n')
    (tmp_path / "answers.json").write_text(json.dumps([{"when": "nothing says so", "answer": {}}]))
    planned = call("--since", today, "--pipeline", file, "--dry-run", "--json")
    name = json.loads(planned.stdout)["name"]
    assert json.loads(call("list", "--json").stdout) == []
    for index in (0, 1):
        done = call("--since", today, "--pipeline", file, "--shard", f"{index}/2", "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["name"] == name
    again = call("--since", today, "--pipeline", file)
    assert "5 of 5 files read again. Nothing has changed." in again.stdout
    (line,) = json.loads(call("list", "--json").stdout)
    assert (line["name"], line["sources"]["total"]) == (name, 5)
    assert name in call("list").stdout
    shown = call("show", name)
    assert shown.stdout.startswith("Of 5 claims:")
    assert "Wilma" not in shown.output
    told = json.loads(call("show", name, "--json").stdout)
    one = next(row for row in told["each"] if row["kind"] == "both")
    assert call("show", name, "--claim", one["claim"]).exit_code == 0
    assert "would be adopted" in call("adopt", name, "--dry-run").stdout
    assert call("adopt", name, "--claim", one["claim"]).stdout.startswith("1 of 1 claims were adopted.")
    assert json.loads(call("adopt", name, "--json").stdout) == {
        "name": name, "adopted": 3, "left": {"already": 1}, "dry_run": False,
    }  # fmt: skip
    assert "discarded" in call("discard", name).stdout
    assert call("adopt", name).exit_code == 2
    assert call("--since", today, "--pipeline", file).exit_code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Say from which day on"),
        (("--since", "yesterday"), "a day is written like"),
        (("--since", "2199-01-01"), "in the future"),
        (("--since", "2026-01-02", "--until", "2026-01-01"), "before --since"),
        (("--since", "2020-01-01", "--until", "2020-01-02"), "No file that came in then"),
        (("--since", "2020-01-01", "--shard", "3/3"), "--shard"),
        (("--since", "2020-01-01", "--status", "lost"), "--status"),
        (("--since", "2020-01-01", "--type", "boats"), "--type"),
        (("--since", "2020-01-01", "--line", "boats"), "--line"),
        (("--since", "2020-01-01", "--name", "../x"), "--name"),
        (("--since", "2020-01-01", "--pipeline", "no-such.toml"), "cannot be read"),
        (("show", "nothing"), "no re-processing of this name"),
        (("adopt", "nothing"), "no re-processing of this name"),
        (("discard", "nothing"), "no re-processing of this name"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(call: Callable[..., Result], words: tuple[str, ...], told: str) -> None:
    result = call(*words)
    assert result.exit_code in (2, 3)
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_name_belongs_to_one_pipeline_and_one_choice_of_files(call: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "trial.toml"
    file.write_text('currency = "EUR"\n')
    assert call("--since", "2020-01-01", "--name", "mine").exit_code == 0
    assert "another pipeline" in call("--since", "2020-01-01", "--name", "mine", "--pipeline", file).stderr
    assert "other files" in call("--since", "2021-01-01", "--name", "mine").stderr
    assert call("--since", "2020-01-01", "--name", "mine").exit_code == 0
