"""Inbox: watches a folder and takes in each file that lies still; nothing leaves it before its bytes are kept."""

from __future__ import annotations

import logging
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from agent.blobs import Blobs, DiskFullError, StoreAwayError
from agent.rows import Admission, Arrival
from agent.settings import Settings
from agent.store import Store
from agent.writers import someone_writes

log = logging.getLogger("lodge.inbox")

SENTINEL = ".lodge-inbox"
# What shares, scanners, offices and desktops leave beside real files, or name files that are still being written.
_IGNORED_STARTS = (".", "~$", "@")
_IGNORED_ENDS = (".part", ".partial", ".crdownload", ".tmp")
_IGNORED_NAMES = ("thumbs.db", "desktop.ini", "#recycle")
_EMPTY_PATIENCE = 10  # scanners create the file first and write later: an empty file must lie still ten times as long
_OLD_PART_SECONDS = 3600.0
_SLICE_SECONDS = 0.25  # how long a hint, or the end, may go unnoticed


@dataclass(frozen=True)
class _Look:
    """What one look at a file showed; a file whose looks differ is still being written."""

    inode: tuple[int, int]
    size: int
    changed_ns: int

    @classmethod
    def at(cls, status: os.stat_result) -> _Look:
        return cls((status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns)


class Inbox:
    """The watched folder. One thread uses it; other processes may watch the same folder."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        blobs: Blobs,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._folder = settings.inbox
        self._store = store
        self._blobs = blobs
        self._now = now
        self._monotonic = monotonic
        self._seen: dict[Path, tuple[_Look, float]] = {}  # the last look, and since when it is the same
        self._blocked: set[Path] = set()  # files that will not be taken in as they are
        self._said = ""

    @property
    def unsettled(self) -> int:
        """How many files were seen that do not lie still yet."""
        return len(self._seen.keys() - self._blocked)

    def sweep(self) -> list[Admission]:
        """Look at every file once and take in those that lie still; the order is that of their names."""
        taken: list[Admission] = []
        if self._is_away():
            self._seen.clear()
            return taken
        present: set[Path] = set()
        trouble = ""
        for path in self._files():
            present.add(path)
            try:
                admission = self._look_at(path)
            except FileNotFoundError:
                continue  # bulk copies over a share make files vanish and come back
            except (DiskFullError, StoreAwayError) as error:
                self._say(str(error))
                return taken
            except OSError as error:
                trouble = f"A file in the inbox cannot be taken in ({error.strerror}); it is tried again."
                continue
            if admission:
                taken.append(admission)
        self._say(trouble)
        self._seen = {path: look for path, look in self._seen.items() if path in present}
        self._blocked &= present
        self._note_gone()
        return taken

    def drain(self, stop: threading.Event | None = None) -> list[Admission]:
        """Take in all that lies there, waiting for it to lie still; what someone still writes to is left."""
        stop = stop or threading.Event()
        patience = (_EMPTY_PATIENCE + 1) * self._settings.settle_seconds
        end = self._monotonic() + patience
        taken = self.sweep()
        while self.unsettled and self._monotonic() <= end and not stop.is_set():
            stop.wait(self._soon)
            taken += self.sweep()
        return taken

    def run_forever(self, stop: threading.Event) -> None:
        """Sweep at every hint of the system, and every `rescan_seconds` in any case, until `stop` is set."""
        self._blobs.clear_parts(self._now().timestamp() - _OLD_PART_SECONDS)
        hint = threading.Event()
        with _watching(self._folder, hint):
            while not stop.is_set():
                hint.clear()
                self.sweep()
                end = self._monotonic() + (self._soon if self.unsettled else self._settings.rescan_seconds)
                while not stop.wait(_SLICE_SECONDS) and not hint.is_set() and self._monotonic() < end:
                    pass

    @property
    def _soon(self) -> float:
        """Seconds until files that do not lie still yet are looked at again."""
        return min(max(self._settings.settle_seconds / 3, 0.05), self._settings.rescan_seconds)

    def _note_gone(self) -> None:
        """Note what has left: taken files whose leaving a crash kept from being noted, blocked ones that someone moved.

        A file of that name that still lies there is told from a later copy by its key, when it is taken in.
        """
        for arrival_id, name in self._store.remnants():
            if not os.path.lexists(self._folder / name):
                self._store.mark_removed(arrival_id, self._now())

    def _is_away(self) -> bool:
        """Whether the folder is not there: a share that is not mounted looks like an empty folder."""
        if not self._folder.is_dir():
            return self._say("The inbox folder is not there. Is its share mounted?")
        if self._settings.require_sentinel and not (self._folder / SENTINEL).exists():
            return self._say(f"{SENTINEL} is not in the inbox, so its share may not be mounted. Nothing is taken in.")
        return False

    def _say(self, sentence: str) -> bool:
        """Log a sentence once, however often it holds."""
        if sentence and sentence != self._said:
            log.error("%s", sentence)
        self._said = sentence
        return bool(sentence)

    def _files(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self._folder):
            folders[:] = sorted(name for name in folders if not _is_ignored(name))
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in sorted([*names, *links]):
                if not _is_ignored(name):
                    yield Path(folder) / name

    def _look_at(self, path: Path) -> Admission | None:
        status = path.lstat()
        look = _Look.at(status)
        since = self._monotonic()
        last, unchanged_since = self._seen.get(path, (look, since))
        if last != look:
            unchanged_since = since
        self._seen[path] = (look, unchanged_since)
        if since - unchanged_since < self._settings.settle_seconds * (1 if look.size else _EMPTY_PATIENCE):
            return None
        fault = self._fault(path, status)
        if fault:
            self._block(path, look, fault)
            return None
        admission = self._admit(path, look)
        if admission:
            self._seen.pop(path, None)
            self._blocked.discard(path)
        return admission

    def _fault(self, path: Path, status: os.stat_result) -> tuple[str, str] | None:
        """Why a file cannot be taken in as it is, as (code, sentence)."""
        if not stat.S_ISREG(status.st_mode):
            return "not_a_file", "It is no regular file but a link or a device. Put the document itself into the inbox."
        if status.st_size > self._settings.max_file_mb << 20:
            return (
                "too_large",
                f"It is larger than {self._settings.max_file_mb} MB. Put a smaller copy into the inbox, or raise "
                "max_file_mb (LODGE_MAX_FILE_MB).",
            )
        if not os.access(path, os.R_OK) or not os.access(path.parent, os.W_OK):
            return "not_permitted", "Lodge may not read and remove it. Give its user the permission to."
        return None

    def _block(self, path: Path, look: _Look, fault: tuple[str, str]) -> None:
        """Leave the file where it is, with its reason among the quarantined; told once."""
        if self._store.block(self._key(path, look), self._name(path), fault, self._now()):
            log.error("a file in the inbox cannot be taken in: %s", fault[0])
        self._blocked.add(path)

    def _admit(self, path: Path, look: _Look) -> Admission | None:
        """Bytes first, then the row, and only then the file leaves; None where it changed meanwhile."""
        with path.open("rb") as file:
            if someone_writes(file.fileno()):
                return None
            data = file.read()
            if _Look.at(os.fstat(file.fileno())) != look or len(data) != look.size:
                return None
        sha256 = self._blobs.put(data)
        arrival = Arrival(self._key(path, look), sha256, look.size, self._name(path))
        admission = self._store.admit(arrival, self._now())
        if _Look.at(path.lstat()) != look:
            return admission  # it was written to after all: what was copied is kept, and it will be taken in anew
        self._remove(path, admission.arrival_id)
        log.info("arrival=%s source=%s duplicate=%s", admission.arrival_id, admission.source_id, admission.is_duplicate)
        return admission

    def _remove(self, path: Path, arrival_id: str) -> None:
        with suppress(FileNotFoundError):  # another process that watches the same folder was first
            if self._settings.keep_originals:
                place = self._settings.home / "originals" / arrival_id
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(path, place / path.name)
            else:
                path.unlink()
        self._store.mark_removed(arrival_id, self._now())

    def _key(self, path: Path, look: _Look) -> str:
        """What tells this file from every other, a later copy under its name included."""
        return self._store.keyed_digest(f"{self._name(path)}\0{look.inode}\0{look.size}\0{look.changed_ns}")

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self._folder))


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_IGNORED_STARTS) or lower.endswith(_IGNORED_ENDS) or lower in _IGNORED_NAMES


class _Hint(FileSystemEventHandler):
    """Sets an event whenever anything happens in a folder."""

    def __init__(self, hint: threading.Event) -> None:
        self._hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "closed"):
            self._hint.set()


@contextmanager
def _watching(folder: Path, hint: threading.Event) -> Iterator[None]:
    """Let the system set `hint`. Its events get lost, and some file systems have none: it is never relied upon."""
    observer = Observer()
    try:
        observer.schedule(_Hint(hint), str(folder), recursive=True)
        observer.start()
    except OSError:
        log.info("the system gives no hints about the inbox; it is looked through regularly")
        yield
        return
    try:
        yield
    finally:
        observer.stop()
        observer.join()
