"""Carrying: files onto a stick and no byte wrong: chunks, a digest on the way, read back from the disk."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import OperatorError, UsageError

CHUNK_BYTES = 4 << 20
FAT32_BYTES = (4 << 30) - 1
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
Report = Callable[[str, int], None]  # a file's name, and how many bytes were handled since the last call


@dataclass(frozen=True)
class Piece:
    """One file of a bundle: its name there, its size, its bytes; `sha256` where it is known which they must be."""

    name: str
    size_bytes: int
    chunks: Callable[[], Iterable[bytes]]
    sha256: str | None = None


def piece_of(name: str, path: Path, sha256: str | None = None) -> Piece:
    """A file as a piece."""
    return Piece(name, path.stat().st_size, lambda: _read(path), sha256)


def piece_of_text(name: str, text: str) -> Piece:
    """A text as a piece."""
    content = text.encode()
    return Piece(name, len(content), lambda: [content])


def carry(piece: Piece, folder: Path, report: Report) -> tuple[str, bool]:
    """Put a piece below `folder`; its SHA-256, and whether it had to be written.

    What was written is read back from the disk and compared: a worn stick says nothing when it loses bytes.
    """
    place = folder / piece.name
    try:
        if place.is_file() and place.stat().st_size == piece.size_bytes:
            wanted = _digest(piece.chunks(), piece.name, report)
            _right(piece, wanted)
            if _digest(_read(place), piece.name, lambda *_: None) == wanted:
                return wanted, False
        return _write(piece, place, report), True
    except OSError as error:
        raise OperatorError(
            f"{error.filename or place}: {error.strerror}. Mend that and run it again: it goes on there."
        ) from None


def digest_of(path: Path, report: Report = lambda *_: None) -> str:
    """The SHA-256 of a file, told in chunks."""
    return _digest(_read(path), path.name, report)


def require_space(pieces: Iterable[Piece], folder: Path) -> None:
    """OperatorError where the disk below `folder` cannot take what is missing there."""
    missing = 0
    for piece in pieces:
        place = folder / piece.name
        there = place.stat().st_size if place.is_file() else 0
        # The old file goes only when the new one is whole: for a while both are there.
        missing += 0 if there == piece.size_bytes else piece.size_bytes
    free = shutil.disk_usage(folder).free
    if free < missing:
        raise OperatorError(
            f"The bundle needs {missing / 1e6:.0f} MB more at {folder}, and {free / 1e6:.0f} MB are free. "
            "Take a larger stick, or fewer models."
        )


def require_fat_names(names: Iterable[str]) -> None:
    """UsageError names what a stick formatted as FAT32 or exFAT cannot hold: characters, reserved names, twins."""
    seen: dict[str, str] = {}
    for name in names:
        for part in name.split("/"):
            if _FORBIDDEN.search(part) or _RESERVED.fullmatch(part) or part[-1:] in (".", " ", "") or len(part) > 255:
                raise UsageError(f"A stick cannot hold a file named {name!r}. Rename it.")
        if name.lower() in seen:
            raise UsageError(f"A stick takes {name} and {seen[name.lower()]} for the same file. Rename one.")
        seen[name.lower()] = name


def too_large_for_fat(pieces: Iterable[Piece]) -> list[str]:
    """The pieces that FAT32 cannot hold: it ends at 4 GiB a file."""
    return [piece.name for piece in pieces if piece.size_bytes > FAT32_BYTES]


def file_system_of(folder: Path, mounts: str) -> str:
    """The kind of the file system below `folder`, as /proc/self/mounts has it; "" where it does not say."""
    best, kind = "", ""
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        point = words[1].replace("\\040", " ")
        if (f"{folder.resolve()}/").startswith(point.rstrip("/") + "/") and len(point) >= len(best):
            best, kind = point, words[2]
    return kind


def _write(piece: Piece, place: Path, report: Report) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(place.name + ".part")
    seen = hashlib.sha256()
    try:
        with part.open("wb") as file:
            for chunk in piece.chunks():
                file.write(chunk)
                seen.update(chunk)
                report(piece.name, len(chunk))
            file.flush()
            os.fsync(file.fileno())
            # Else the read below would be answered from memory.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        _right(piece, seen.hexdigest())
        if _digest(_read(part), piece.name, lambda *_: None) != seen.hexdigest():
            raise OperatorError(f"{place} reads back other bytes than were written. Take another stick.")
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return seen.hexdigest()


def _right(piece: Piece, digest: str) -> None:
    if piece.sha256 and piece.sha256 != digest:
        raise OperatorError(
            f"{piece.name} has the SHA-256 {digest[:12]}…, and {piece.sha256[:12]}… is right. Fetch it anew."
        )


def _digest(chunks: Iterable[bytes], name: str, report: Report) -> str:
    seen = hashlib.sha256()
    for chunk in chunks:
        seen.update(chunk)
        report(name, len(chunk))
    return seen.hexdigest()


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
