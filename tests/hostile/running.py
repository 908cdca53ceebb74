"""Running: puts hostile files through a real site, each followed by a good one, and watches what becomes of both."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from branch import branch_settings, inbox_of, notice, put

from agent.settings import Settings
from agent.site import Site, init_home, open_site
from agent.worker import Worker

MAY_GROW_MB = 50  # that the memory of Lodge itself may grow by over a whole corpus
_LOOK_SECONDS = 0.02
_TESTS = Path(__file__).resolve().parent.parent
_ENDED = ("done", "quarantine")
_LONGEST_REASON = 600  # characters
_END_SECONDS = 5.0  # that a process which was told to end may take on a busy machine
_OWN_SECONDS = 120.0  # that Lodge itself may need for what was read, beside the tries


@dataclass
class Trial:
    """What became of one hostile file, and of the good one behind it."""

    kind: str
    name: str
    outcome: str = ""  # quarantine, review, or both; "" where it never ended
    codes: tuple[str, ...] = ()
    seconds: float = 0.0  # until the hostile file had ended, all its tries included
    good_seconds: float = 0.0  # until the good file behind it was ready
    own_seconds: float = 0.0  # of processor time that Lodge itself took, without its reading processes
    memory_mb: float = 0.0  # that Lodge itself held afterwards
    faults: list[str] = field(default_factory=list)


@dataclass
class Result:
    """What became of all of them."""

    trials: list[Trial]
    memory_before_mb: float
    memory_after_mb: float
    memory_peak_mb: float
    faults: list[str]

    @property
    def grown_mb(self) -> float:
        """By how much the memory of Lodge itself grew."""
        return self.memory_after_mb - self.memory_before_mb


def write_corpus(folder: Path, part: str) -> list[dict[str, str]]:
    """A part of the corpus, as hostile.make names it, in a folder, and the list of it."""
    command = [sys.executable, "-m", "hostile.make", str(folder), part]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(_TESTS)})
    listed: list[dict[str, str]] = json.loads((folder / "list.json").read_text())
    return listed


def run(settings: Settings, corpus: Path, listed: Sequence[dict[str, str]], say: object = None) -> Result:
    """Put the files through a new site in the home of `settings`, whose parent folder must be empty but for it."""
    init_home(settings)
    process = psutil.Process()
    # Servers that other tests keep (a database) come and go with children of their own: only Lodge's own count.
    before = {child.pid for child in process.children()}
    faults: list[str] = []
    with open_site(settings) as site, _working(site) as worker:
        _warm_up(site, settings, worker)
        start = peak = _megabytes(process)
        trials = []
        for number, entry in enumerate(listed):
            data = (corpus / f"{number:04d}").read_bytes()
            trial = _try(site, settings, entry, data, number, worker)
            del data
            gc.collect()
            trial.memory_mb = _megabytes(process)
            peak = max(peak, trial.memory_mb)
            trials.append(trial)
            if callable(say):
                say(trial)
        end = _megabytes(process)
        left = [path.name for path in settings.inbox.rglob("*") if path.is_file()]
        if len(left) > sum("too_large" in trial.codes for trial in trials):
            faults.append("files are left in the inbox")
    strangers = sorted(path.name for path in settings.home.parent.iterdir() if path != settings.home)
    if strangers:
        faults.append(f"something was written beside the home: {strangers[:3]}")
    if Path("/tmp/lodge-hostile").exists():
        faults.append("an archive's entry was written where its name says")
    new = [child for child in process.children() if child.pid not in before]
    alive = psutil.wait_procs(new, timeout=_END_SECONDS)[1]
    if alive:
        faults.append(f"processes are left: {sorted(_name_of(child) for child in alive)}")
    return Result(trials, start, end, peak, faults)


def put_through(tmp_path: Path, part: str, cpu_seconds: int) -> Result:
    """A part of the corpus, as hostile.make names it, through a new site."""
    made, place = tmp_path / "made", tmp_path / "place"
    made.mkdir()
    place.mkdir()
    listed = write_corpus(made, part)
    settings = branch_settings(
        place / "home", read_cpu_seconds=cpu_seconds, strike_seconds=0.5, max_attempts=2, rescan_seconds=60.0
    )
    return run(settings, made, listed)


def faults(result: Result) -> Sequence[str]:
    """Whatever gave way."""
    own = [f"{trial.kind}/{trial.name}: {fault}" for trial in result.trials for fault in trial.faults]
    return [*result.faults, *own]


@contextmanager
def _working(site: Site) -> Iterator[threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=Worker(site).run_forever, args=(stop,))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


def _warm_up(site: Site, settings: Settings, worker: threading.Thread) -> None:
    """A few good files: what is loaded once is not growth."""
    for number in range(1_000_000, 1_000_005):
        put(settings, f"{number}.txt", notice(number))
        ids = _take_in(site)
        while not _ended(site, ids):
            if not worker.is_alive():
                raise RuntimeError("the worker died on a good file")
            time.sleep(_LOOK_SECONDS)


def _take_in(site: Site) -> list[str]:
    return [admission.source_id for admission in inbox_of(site).drain()]


def _try(
    site: Site, settings: Settings, entry: dict[str, str], data: bytes, number: int, worker: threading.Thread
) -> Trial:
    trial = Trial(entry["kind"], entry["name"])
    limit = settings.read_wall_seconds * settings.max_attempts + settings.strike_seconds * 3 + _OWN_SECONDS
    name = entry["file_name"] or f"{number:04d}.bin"
    known = {row.claim_id for row in site.store.claims(limit=1_000_000)}
    spent, started = time.process_time(), time.monotonic()
    put(settings, name, data)
    ids = _take_in(site)
    behind = time.monotonic()
    put(settings, f"good-{number}.txt", notice(number))
    good = _take_in(site)
    ended = False
    while not (ended and trial.good_seconds):
        now = time.monotonic()
        if not ended and _ended(site, ids):
            ended, trial.seconds = True, now - started
        if not trial.good_seconds and _ended(site, good):
            trial.good_seconds = now - behind
        if now - started > limit or not worker.is_alive():
            trial.faults.append("it never ended" if worker.is_alive() else "the worker died")
            break
        time.sleep(_LOOK_SECONDS)
    trial.own_seconds = time.process_time() - spent
    _look_at(site, trial, ids, good, known)
    return trial


def _ended(site: Site, ids: Sequence[str]) -> bool:
    return all((source := site.store.source(one)) is not None and source.status in _ENDED for one in ids)


def _look_at(site: Site, trial: Trial, ids: Sequence[str], good: Sequence[str], known: set[str]) -> None:
    """How it ended, and whether a handler could read why."""
    rows = [row for row in site.store.claims(limit=1_000_000) if row.claim_id not in known]
    ours = [row for row in rows if row.source_id in ids] or [row for row in rows if row.source_id not in good]
    trial.outcome = "+".join(sorted({row.status for row in ours}))
    codes: dict[str, None] = {}
    for row in ours:
        claim = site.store.claim(row.claim_id) if row.status in ("review", "quarantine") else None
        for reason in claim.decision.reasons if claim and claim.decision else ():
            codes[reason.code] = None
            if not _is_readable(reason.message):
                trial.faults.append(f"the reason {reason.code} is no readable sentence")
    trial.codes = tuple(codes)
    if not ours or set(trial.outcome.split("+")) - {"review", "quarantine", "duplicate", "joined"}:
        trial.faults.append(f"it ended as {trial.outcome or 'nothing'}")
    if not codes and trial.outcome not in ("duplicate", "joined"):
        trial.faults.append("it has no reason")
    if not all(row.status == "review" for row in rows if row.source_id in good):
        trial.faults.append("the good file behind it did not go through")


def _is_readable(message: str) -> bool:
    """Whether it is one short line of printable characters that ends as a sentence does."""
    printable = all(character == " " or unicodedata.category(character)[0] not in "CZ" for character in message)
    return printable and 10 <= len(message) <= _LONGEST_REASON and message.endswith((".", "?"))


def _name_of(process: psutil.Process) -> str:
    try:
        return f"{process.name()} ({process.status()})"
    except psutil.NoSuchProcess:
        return "ended since"


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / (1 << 20)
