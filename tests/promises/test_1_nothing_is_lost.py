"""Promise 1: nothing is lost. Every file ends as a claim, a linked duplicate, or in quarantine with a reason."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from branch import branch_settings, chatter, inbox_of, notice, put
from power_cut import live_on, live_until_cut, state

from agent.settings import Settings
from agent.site import Site, init_home, open_site
from agent.worker import Worker

# Every commit that a file passes on its way, and the ones after which a report has left.
COMMITS = (
    "admit",
    "remove",
    "lease",
    "read",
    "record:classify",
    "record:read_exact",
    "record:plan_questions",
    "record:ask",
    "record:fuse",
    "record:check",
    "record:decide",
    "finish",
    "quarantine",
    "report",
    "send",
)


def home_with_post(folder: Path) -> Path:
    """A branch with a notice, a copy of it, a later notice of the same loss, and a file that cannot be read."""
    settings = branch_settings(folder / "home")
    init_home(settings)
    put(settings, "a.txt", notice(1))
    put(settings, "b.txt", notice(1))
    put(settings, "c.txt", notice(1) + b"\nSecond notice.\n")
    put(settings, "d.bin", bytes(range(256)))
    return settings.home


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = home_with_post(tmp_path_factory.mktemp("uninterrupted"))
    live_on(home)
    return state(home)


def test_the_uninterrupted_day_is_what_it_should_be(uninterrupted: dict[str, Any]) -> None:
    rows = [row for rows in uninterrupted["sources"].values() for row in rows]
    assert sorted(row[0] for row in rows) == ["duplicate", "quarantine", "review", "review"]
    findings = [rule for row in rows for rule, _ in row[6]]
    assert any(rule.startswith("duplicates.") for rule in findings)  # the second notice met the first
    assert dict(uninterrupted["results"])["ask"] >= 2  # so that there is something to cut
    assert uninterrupted["totals"] == uninterrupted["fleet"]
    assert (uninterrupted["inbox"], uninterrupted["open_runs"], uninterrupted["remains"]) == ([], 0, 0)
    assert uninterrupted["chain"] is None


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", COMMITS)
def test_a_power_cut_at_any_commit_changes_nothing(
    tmp_path: Path, uninterrupted: dict[str, Any], what: str, when: str
) -> None:
    home = home_with_post(tmp_path)
    assert live_until_cut(home, when, what), "the commit never came"
    live_on(home)
    assert state(home) == uninterrupted


def test_power_cuts_all_day_long_change_nothing(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    home = home_with_post(tmp_path)
    cuts = [("after", "admit"), ("before", "finish"), ("after", "record:ask"), ("before", "send"), ("after", "send")]
    assert all(live_until_cut(home, when, what) for when, what in cuts)
    live_on(home)
    assert state(home) == uninterrupted


LATE = """POLICE REPORT

Report Number: 26-114872
Policy Number: QX-100001
Date of Loss: 2026-03-14
"""


def home_with_late_post(folder: Path) -> Path:
    """A branch with a notice, and a police report that belongs to it."""
    settings = branch_settings(folder / "home")
    init_home(settings)
    put(settings, "a.txt", notice(1))
    put(settings, "b.txt", LATE.encode())
    return settings.home


@pytest.fixture(scope="module")
def uninterrupted_late(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = home_with_late_post(tmp_path_factory.mktemp("late"))
    live_on(home)
    return state(home)


def test_a_late_document_ends_with_its_claim(uninterrupted_late: dict[str, Any]) -> None:
    rows = [row for rows in uninterrupted_late["sources"].values() for row in rows]
    assert sorted(row[0] for row in rows) == ["joined", "review"]
    assert any(rule == "documents.late" for row in rows for rule, _ in row[6])
    assert uninterrupted_late["totals"] == uninterrupted_late["fleet"]
    assert (uninterrupted_late["open_runs"], uninterrupted_late["chain"]) == (0, None)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("what", "nth"), [("read", 2), ("join", 1), ("lease", 3), ("record:join", 1), ("finish", 2)])
def test_a_power_cut_while_a_late_document_joins_changes_nothing(
    tmp_path: Path, uninterrupted_late: dict[str, Any], what: str, nth: int, when: str
) -> None:
    home = home_with_late_post(tmp_path)
    assert live_until_cut(home, when, what, nth), "the commit never came"
    live_on(home)
    assert state(home) == uninterrupted_late


def home_with_early_post(folder: Path) -> Path:
    """A branch with a police report, and the notice of its loss, which comes after it."""
    settings = branch_settings(folder / "home")
    init_home(settings)
    put(settings, "a.txt", LATE.encode())
    put(settings, "b.txt", notice(1))
    return settings.home


@pytest.fixture(scope="module")
def uninterrupted_early(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = home_with_early_post(tmp_path_factory.mktemp("early"))
    live_on(home)
    return state(home)


def test_a_report_that_came_first_ends_with_its_notice(uninterrupted_early: dict[str, Any]) -> None:
    rows = [row for rows in uninterrupted_early["sources"].values() for row in rows]
    assert sorted(row[0] for row in rows) == ["joined", "review"]
    assert uninterrupted_early["totals"] == uninterrupted_early["fleet"]
    assert (uninterrupted_early["open_runs"], uninterrupted_early["chain"]) == (0, None)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("what", "nth"), [("read", 2), ("join", 1), ("record:join", 1), ("finish", 2)])
def test_a_power_cut_while_a_notice_takes_its_report_in_changes_nothing(
    tmp_path: Path, uninterrupted_early: dict[str, Any], what: str, nth: int, when: str
) -> None:
    home = home_with_early_post(tmp_path)
    assert live_until_cut(home, when, what, nth), "the commit never came"
    live_on(home)
    assert state(home) == uninterrupted_early


def test_a_document_that_kills_the_process_is_quarantined_after_three_times(tmp_path: Path) -> None:
    settings = branch_settings(tmp_path / "home")
    init_home(settings)
    put(settings, "a.txt", notice(1))
    for _ in range(settings.max_attempts):
        assert live_until_cut(settings.home, "before", "read")
    live_on(settings.home)
    ((row,),) = state(settings.home)["sources"].values()
    assert (row[0], row[4]) == ("quarantine", ("Working on it failed 3 times.",))


def test_a_document_that_kills_a_later_step_keeps_what_was_read(tmp_path: Path) -> None:
    settings = branch_settings(tmp_path / "home")
    init_home(settings)
    put(settings, "a.txt", notice(1))
    for _ in range(settings.max_attempts):
        assert live_until_cut(settings.home, "before", "record:check")
    live_on(settings.home)
    found = state(settings.home)
    ((row,),) = found["sources"].values()
    assert row[0] == "quarantine"
    assert "policy_number" in {path for path, _, _ in row[5]}
    assert found["totals"] == found["fleet"]


def test_two_hundred_files_at_once_while_the_worker_runs(branch: Settings) -> None:
    """30 notices, 150 letters that are no claims, and 20 copies of the notices, as a bulk copy would bring them."""
    files = {f"notice {number}.txt": notice(number) for number in range(30)}
    files |= {f"letter {number}.txt": chatter(number) for number in range(150)}
    files |= {f"again {number}.txt": notice(number) for number in range(20)}
    stop = threading.Event()
    with open_site(branch) as site:
        threads = [
            threading.Thread(target=inbox_of(site).run_forever, args=(stop,)),
            threading.Thread(target=Worker(site).run_forever, args=(stop,)),
        ]
        for thread in threads:
            thread.start()
        try:
            for name, data in files.items():
                put(branch, name, data)
            _wait_until_all_is_done(site, len(files))
        finally:
            stop.set()
            for thread in threads:
                thread.join(30)
        counts = site.store.counts()
        assert (counts.review, counts.duplicate, counts.quarantine) == (180, 20, 0)
        assert len({row.source_id for row in site.store.claims(limit=1000, status="review")}) == 180
        claims = {row.source_id for row in site.store.claims(limit=1000, status="review")}
        assert all(row.source_id in claims for row in site.store.claims(limit=1000, status="duplicate"))
    assert list(branch.inbox.iterdir()) == []


def _wait_until_all_is_done(site: Site, files: int) -> None:
    pause = threading.Event()
    for _ in range(2400):
        counts = site.store.counts()
        if counts.review + counts.duplicate + counts.quarantine == files:
            return
        pause.wait(0.05)
    raise AssertionError(f"not all was done: {site.store.counts()}")


def test_the_search_for_a_lost_file_would_find_one(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    home = home_with_post(tmp_path)
    live_on(home)
    with sqlite3.connect(home / "lodge.sqlite") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM arrivals WHERE kind = 'duplicate'")
    assert state(home) != uninterrupted
