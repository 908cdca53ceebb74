"""Inbox: files that lie still are taken in, everything else waits or says why."""

from __future__ import annotations

import errno
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from branch import branch_settings, chatter, inbox_of, put

from agent.inbox import SENTINEL, Inbox
from agent.settings import Settings
from agent.site import Site
from agent.writers import someone_writes


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def inbox_with(site: Site, clock: Clock, **changes: object) -> tuple[Inbox, Settings]:
    settings = branch_settings(site.settings.home, **changes)
    return Inbox(settings, site.store, site.blobs, monotonic=clock), settings


def test_a_file_is_taken_once_it_has_lain_still(branch_site: Site) -> None:
    clock = Clock()
    inbox, settings = inbox_with(branch_site, clock, settle_seconds=5)
    path = put(settings, "a.txt", b"first half")
    assert inbox.sweep() == []
    clock.seconds = 4
    with path.open("ab") as file:
        file.write(b", second half")
    assert inbox.sweep() == []
    clock.seconds = 8
    assert inbox.sweep() == []
    clock.seconds = 9
    (taken,) = inbox.sweep()
    assert not path.exists()
    source = branch_site.store.source(taken.source_id)
    assert source is not None
    assert branch_site.blobs.get(source.sha256) == b"first half, second half"


def test_an_empty_file_is_given_more_time(branch_site: Site) -> None:
    clock = Clock()
    inbox, settings = inbox_with(branch_site, clock, settle_seconds=5)
    put(settings, "scan.txt", b"")
    for seconds in (0, 6, 49):
        clock.seconds = seconds
        assert inbox.sweep() == []
    clock.seconds = 50
    assert len(inbox.sweep()) == 1


def test_a_file_that_someone_writes_to_waits(branch_site: Site, tmp_path: Path) -> None:
    path = put(branch_site.settings, "a.txt", b"begun")
    inbox = inbox_of(branch_site)
    with path.open("ab"):
        with path.open("rb") as probe:
            if not someone_writes(probe.fileno()):
                pytest.skip("this file system grants no leases")
        assert inbox.sweep() == []
        assert path.exists()
    assert len(inbox.sweep()) == 1


def test_a_file_may_vanish_and_come_back(branch_site: Site) -> None:
    clock = Clock()
    inbox, settings = inbox_with(branch_site, clock, settle_seconds=5)
    put(settings, "a.txt", b"text").unlink()
    path = put(settings, "a.txt", b"text")
    inbox.sweep()
    path.unlink()
    clock.seconds = 5
    assert inbox.sweep() == []
    put(settings, "a.txt", b"text")
    assert inbox.sweep() == []
    clock.seconds = 10
    assert len(inbox.sweep()) == 1


@pytest.mark.parametrize(
    "name",
    ["._a.pdf", ".hidden", "~$letter.docx", "a.pdf.part", "@eaDir/a.pdf", ".stfolder/x", "Thumbs.db", "a.crdownload"],
)
def test_what_systems_leave_beside_real_files_is_ignored(branch_site: Site, name: str) -> None:
    path = put(branch_site.settings, name, b"noise")
    assert inbox_of(branch_site).drain() == []
    assert path.exists()


def test_subfolders_are_looked_into(branch_site: Site) -> None:
    put(branch_site.settings, "monday/scans/a.txt", b"text")
    assert len(inbox_of(branch_site).drain()) == 1


def test_a_duplicate_is_recorded_and_linked(branch_site: Site) -> None:
    put(branch_site.settings, "a.txt", b"same")
    put(branch_site.settings, "b.txt", b"same")
    first, second = inbox_of(branch_site).drain()
    assert (first.is_duplicate, second.is_duplicate) == (False, True)
    assert first.source_id == second.source_id
    row = branch_site.store.row(second.arrival_id)
    assert row is not None
    assert (row.status, row.source_id) == ("duplicate", first.source_id)
    assert branch_site.store.counts().duplicate == 1


def test_a_later_copy_under_the_same_name_is_a_duplicate_even_with_the_same_time(branch_site: Site) -> None:
    inbox = inbox_of(branch_site)
    for _ in range(2):
        path = put(branch_site.settings, "a.txt", b"same")
        os.utime(path, ns=(10**18, 10**18))
        inbox.drain()
    assert branch_site.store.counts().duplicate == 1


def test_without_its_sentinel_a_share_is_not_looked_at(branch_site: Site, caplog: pytest.LogCaptureFixture) -> None:
    inbox, settings = inbox_with(branch_site, Clock(), require_sentinel=True)
    path = put(settings, "a.txt", b"text")
    assert inbox.sweep() == []
    assert inbox.sweep() == []
    assert [record.message for record in caplog.records] == [
        f"{SENTINEL} is not in the inbox, so its share may not be mounted. Nothing is taken in."
    ]
    put(settings, SENTINEL, b"")
    assert len(inbox.sweep()) == 1
    assert not path.exists()


@pytest.mark.parametrize("make", ["large", "link", "pipe"])
def test_what_cannot_be_taken_stays_and_is_listed_with_its_reason(
    branch_site: Site, caplog: pytest.LogCaptureFixture, make: str
) -> None:
    inbox, settings = inbox_with(branch_site, Clock(), max_file_mb=1)
    path = settings.inbox / "secret-name.txt"
    if make == "large":
        path.write_bytes(b"x" * ((1 << 20) + 1))
    elif make == "link":
        path.symlink_to("/etc/hostname")
    else:
        os.mkfifo(path)
    assert inbox.sweep() == []
    assert inbox.sweep() == []
    (row,) = branch_site.store.claims(status="quarantine")
    assert row.reasons[0].startswith("It is larger than 1 MB" if make == "large" else "It is no regular file")
    assert len(caplog.records) == 1
    assert "secret-name" not in caplog.text
    assert inbox.unsettled == 0
    path.unlink()
    inbox.sweep()
    assert branch_site.store.claims() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told_and_taken_when_it_may(branch_site: Site) -> None:
    path = put(branch_site.settings, "a.txt", b"text")
    path.chmod(0)
    inbox = inbox_of(branch_site)
    inbox.drain()
    assert branch_site.store.counts().quarantine == 1
    path.chmod(0o600)
    assert len(inbox.drain()) == 1
    assert branch_site.store.counts().quarantine == 0


def test_a_full_disk_leaves_files_in_the_inbox(
    branch_site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        put(branch_site.settings, f"{number}.txt", chatter(number))
    inbox = inbox_of(branch_site)
    fsync, left = os.fsync, [2]  # the first file and its name's folder fit

    def filling(handle: int) -> None:
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "full")
        left[0] -= 1
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", filling)
        for _ in range(3):
            inbox.sweep()
        assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
            "The disk is full: files stay in the inbox until there is room. Free some space."
        ]
        waiting = len(list(branch_site.settings.inbox.iterdir()))
        assert waiting >= 2
        assert branch_site.store.counts().received == 3 - waiting
    inbox.sweep()
    assert branch_site.store.counts().received == 3
    assert list(branch_site.settings.inbox.iterdir()) == []


def test_originals_are_kept_where_the_branch_wants_them(branch_site: Site) -> None:
    inbox, settings = inbox_with(branch_site, Clock(), keep_originals=True)
    put(settings, "Letter of 3 May.txt", b"text")
    (taken,) = inbox.sweep()
    assert (settings.home / "originals" / taken.arrival_id / "Letter of 3 May.txt").read_bytes() == b"text"
    assert list(settings.inbox.iterdir()) == []


def test_names_that_are_no_text_are_taken_too(branch_site: Site) -> None:
    path = os.fsencode(branch_site.settings.inbox) + b"/caf\xe9.txt"
    with Path(os.fsdecode(path)).open("wb") as file:
        file.write(b"text")
    assert len(inbox_of(branch_site).drain()) == 1


def test_the_watcher_takes_files_in_until_it_is_stopped(branch_site: Site) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=inbox_of(branch_site).run_forever, args=(stop,))
    thread.start()
    try:
        for number in range(5):
            put(branch_site.settings, f"{number}.txt", chatter(number))
        waited = threading.Event()
        for _ in range(200):
            if branch_site.store.counts().received == 5:
                break
            waited.wait(0.05)
        assert branch_site.store.counts().received == 5
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_arrival_times_are_those_of_the_clock(branch_site: Site) -> None:
    at = datetime(2026, 5, 2, 9, 30, tzinfo=UTC)
    put(branch_site.settings, "a.txt", b"text")
    (taken,) = Inbox(branch_site.settings, branch_site.store, branch_site.blobs, now=lambda: at).sweep()
    source = branch_site.store.source(taken.source_id)
    assert source is not None
    assert source.received_at == at
