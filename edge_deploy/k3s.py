"""K3s's own files, as its releases have them: the program, the archive of its images, the checksums of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from edge_deploy.carrying import Piece, piece_of
from pipelines.errors import UsageError

_MACHINES = {62: "amd64", 183: "arm64"}  # e_machine of ELF
_IMAGES = re.compile(r"k3s-airgap-images-(amd64|arm64)\.tar(\.zst|\.gz)?")
_SUM = re.compile(r"([0-9a-f]{64})\s+\*?(\S+)")


def engine_pieces(folder: Path) -> list[Piece]:
    """The pieces of K3s in a folder of its release's files, checked against the release's checksums where they lie
    there; UsageError where there is no program, or no images for it."""
    sums = _sums(folder)
    found = list(_programs(folder, sums)) + list(_images(folder, sums))
    kinds = {
        name: {piece.name.split("/")[1] for piece in found if _is_program(piece) == name} for name in (True, False)
    }
    if not kinds[True]:
        raise UsageError(f"{folder} has no K3s program for amd64 or arm64. Put the files of a K3s release there.")
    for kind in sorted(kinds[True] - kinds[False]):
        raise UsageError(f"{folder} has K3s for {kind}, and no k3s-airgap-images-{kind}.tar.zst beside it.")
    return found


def _is_program(piece: Piece) -> bool:
    return piece.name.endswith("/k3s")


def _programs(folder: Path, sums: dict[str, str]) -> Iterator[Piece]:
    for name in ("k3s", "k3s-arm64"):
        path = folder / name
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(20)
            kind = _MACHINES.get(int.from_bytes(head[18:20], "little")) if head[:4] == b"\x7fELF" else None
            if kind is None:
                raise UsageError(f"{path} is no program for amd64 or arm64.")
            yield piece_of(f"k3s/{kind}/k3s", path, sums.get(name))


def _images(folder: Path, sums: dict[str, str]) -> Iterator[Piece]:
    for path in sorted(folder.iterdir()):
        if match := _IMAGES.fullmatch(path.name):
            yield piece_of(f"k3s/{match[1]}/{path.name}", path, sums.get(path.name))


def _sums(folder: Path) -> dict[str, str]:
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("sha256sum-*.txt"))
    return {name: digest for text in texts for digest, name in _SUM.findall(text)}
