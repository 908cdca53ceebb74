"""What `lodge doctor` looks at: one function per thing, each with a remedy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Literal

import httpx

from agent.backends import open_model
from agent.backends.vision import open_vision
from agent.backends.weights import find_weights
from agent.blobs import open_blobs
from agent.settings import Settings, refuse_tracing
from pipelines import disclosure
from pipelines.errors import LodgeError

_LEAST_PYTHON = (3, 11)
_LEAST_SQLITE = (3, 37, 0)  # STRICT tables
_PACKAGES = ("click", "cryptography", "fastapi", "httpx", "langgraph", "pydantic", "pypdf", "pypdfium2", "sqlite_utils")
_LOW_BYTES, _LEAST_BYTES = 2 * 10**9, 2 * 10**8
_FLEET_SECONDS = 5.0


@dataclass(frozen=True)
class Line:
    """One thing that was looked at; `remedy` says what to do where it is not ok."""

    name: str
    state: Literal["ok", "warn", "fail"]
    seen: str
    remedy: str = ""


def python(settings: Settings) -> Line:
    """The interpreter, and the packages that Lodge is made of."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < _LEAST_PYTHON:
        return Line("python", "fail", version, "Install Python 3.11 or newer.")
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    engines = {"auto": ("xllamacpp", "openvino"), "llamacpp": ("xllamacpp",)}.get(settings.backend, ())
    if engines and not any(map(find_spec, engines)):
        return Line(
            "python", "warn", f"{version}, no embedded engine", "Install it with: pip install 'lodge[llamacpp]'"
        )
    if missing:
        return Line("python", "fail", f"{version}, without {', '.join(missing)}", "Install Lodge again.")
    return Line("python", "ok", version)


def sqlite(settings: Settings) -> Line:
    """SQLite itself, and the store's file."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < _LEAST_SQLITE:
        return Line("sqlite", "fail", version, "Install a Python with SQLite 3.37 or newer.")
    if not settings.database.exists():
        return Line("sqlite", "fail", f"{version}, no store yet", "Make one with: lodge init")
    try:
        with closing(sqlite3.connect(f"file:{settings.database}?mode=ro", uri=True)) as database:
            mode = str(database.execute("PRAGMA journal_mode").fetchone()[0])
            # Not quick_check: in SQLite 3.40 it sees NULLs in tables without rowid where there are none.
            sound = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return Line("sqlite", "fail", f"{version}, store: {error}", "Check the home folder's owner and its disk.")
    if sound != "ok":
        return Line("sqlite", "fail", f"{version}, the store is damaged", "Stop Lodge and restore the home folder.")
    if mode != "wal":
        return Line("sqlite", "warn", f"{version}, journal {mode}", "Put the home folder on a local disk.")
    return Line("sqlite", "ok", f"{version}, store sound")


def home(settings: Settings) -> Line:
    """The home folder: there, ours, and nobody else's."""
    place = settings.home
    if not place.is_dir():
        return Line("home", "fail", "missing", "Make it with: lodge init")
    if not os.access(place, os.W_OK | os.X_OK):
        return Line("home", "fail", "cannot be written to", "Give it to the user that runs Lodge.")
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        return Line("home", "warn", "open to other users", f"Close it with: chmod 700 {place}")
    return Line("home", "ok", str(place))


def inbox(settings: Settings) -> Line:
    """The watched folder."""
    if not settings.inbox.is_dir():
        return Line("inbox", "fail", "missing", "Make it with lodge init, or mount the share.")
    if not os.access(settings.inbox, os.W_OK | os.X_OK):
        return Line("inbox", "fail", "files cannot be taken out of it", "Give Lodge's user the right to write there.")
    if settings.require_sentinel and not (settings.inbox / ".lodge-inbox").exists():
        return Line("inbox", "fail", "no .lodge-inbox in it", "Mount the share, or put the file there once.")
    return Line("inbox", "ok", str(settings.inbox))


def disk(settings: Settings) -> Line:
    """Room for documents."""
    place = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    free = shutil.disk_usage(place).free
    words = f"{free / 1e9:.1f} GB free"
    if free < _LEAST_BYTES:
        return Line("disk", "fail", words, "Make room: files stay in the inbox while the disk is full.")
    return Line("disk", "warn", words, "Make room soon.") if free < _LOW_BYTES else Line("disk", "ok", words)


def documents(settings: Settings) -> Line:
    """Where document bytes are kept."""
    try:
        blobs = open_blobs(settings)
    except (LodgeError, OSError) as error:
        return Line("documents", "fail", settings.blobs, str(error))
    try:
        blobs.check()
    except LodgeError as error:
        return Line("documents", "fail", settings.blobs, str(error))
    finally:
        blobs.close()
    return Line("documents", "ok", settings.blobs if settings.blobs != "folder" else "in the home folder")


def model(settings: Settings) -> Line:
    """The model's weights, and the engine that they run in."""
    try:
        if settings.backend == "llamacpp":
            find_weights(settings.model, settings.cache)
        opened = open_model(settings)
    except LodgeError as error:
        return Line("model", "fail", settings.model, str(error))
    try:
        digest = f", SHA-256 {opened.sha256[:12]}…" if opened.sha256 else ""
        return Line("model", "ok", f"{opened.name} ({type(opened).__name__}){digest}")
    finally:
        opened.close()


def vision(settings: Settings) -> Line:
    """The model that transcribes handwritten pages, where one is set."""
    try:
        opened = open_vision(settings)
    except LodgeError as error:
        return Line("vision model", "fail", settings.vision_model, str(error))
    if opened is None:
        return Line("vision model", "ok", "none set: a person reads handwriting")
    opened.close()
    return Line("vision model", "ok", f"{opened.name}, digest {opened.sha256[:12]}…")


def tracing(settings: Settings) -> Line:
    """Variables that would have claims uploaded."""
    try:
        refuse_tracing(os.environ)
    except LodgeError as error:
        return Line("tracing", "fail", "asked for", str(error))
    return Line("tracing", "ok", "off")


def fleet(settings: Settings) -> Line:
    """The central side, where there is one."""
    if settings.fleet_url is None:
        return Line("fleet", "ok", "none set: nothing is sent")
    try:
        with httpx.Client(timeout=_FLEET_SECONDS, trust_env=False) as http:
            status = http.get(f"{settings.fleet_url.rstrip('/')}/healthz").status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        words = f"no answer ({type(error).__name__})"
        return Line("fleet", "warn", words, "Reports wait until it answers. Check LODGE_FLEET_URL and the line.")
    if status != httpx.codes.OK:
        return Line("fleet", "warn", f"HTTP {status}", "What answers there is no Lodge fleet. Check LODGE_FLEET_URL.")
    return Line("fleet", "ok", "answers")


def security_contact(settings: Settings) -> Line:
    """Whom the review page's security.txt names, and until when."""
    name, left = "security contact", disclosure.days_left(datetime.now(UTC))
    if settings.security_contact is None:
        return Line(name, "warn", "none set: no security.txt", "Set LODGE_SECURITY_CONTACT, say to a mailto: address.")
    if left < 0:
        return Line(name, "warn", "security.txt has expired", "Install a newer Lodge: this one is a year old.")
    if left < disclosure.WARN_DAYS:
        return Line(name, "warn", f"security.txt expires in {left} days", "Install a newer Lodge before that.")
    return Line(name, "ok", f"{settings.security_contact}, until {disclosure.EXPIRES:%Y-%m-%d}")


CHECKS: tuple[Callable[[Settings], Line], ...] = (
    python,
    sqlite,
    home,
    inbox,
    disk,
    documents,
    model,
    vision,
    tracing,
    fleet,
    security_contact,
)
