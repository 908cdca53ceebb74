"""Checksums: what a bundle says of its files, in the form of `sha256sum`, and whether it is still true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from edge_deploy.carrying import Report, digest_of
from edge_deploy.signing import is_signed
from pipelines.errors import UsageError

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\s][^\n]*)")


@dataclass(frozen=True)
class Checked:
    """What a check of a bundle found; `faults` are lines for a person."""

    files: int
    bytes_read: int
    signature: str  # good, bad, missing, not checked
    faults: tuple[str, ...]


def sums_text(digests: Mapping[str, str]) -> str:
    """The lines that `sha256sum -c` reads, by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def read_sums(folder: Path) -> dict[str, str]:
    """The digests that a bundle states, by name; UsageError where the folder is none."""
    place = folder / SUMS
    if not place.is_file():
        raise UsageError(
            f"{folder} is no bundle: it has no {SUMS}. Make one with: lodge deploy bundle … --out {folder}"
        )
    found = {}
    for line in place.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or ".." in match[2].split("/"):
            raise UsageError(f"{place} is damaged. Make the bundle anew.")
        found[match[2]] = match[1]
    return found


def check(folder: Path, public: Ed25519PublicKey | None, report: Report) -> Checked:
    """Read every file of a bundle, compare it with its digest, and look for files that nobody vouches for."""
    wanted = read_sums(folder)
    signature = _signature(folder, public)
    faults = (
        [] if signature in ("good", "not checked") else [f"{SIGNATURE} is {signature}: do not install this bundle."]
    )
    read = 0
    for name, digest in wanted.items():
        place = folder / name
        if not place.is_file():
            faults.append(f"{name} is missing.")
            continue
        read += place.stat().st_size
        if digest_of(place, report) != digest:
            faults.append(f"{name} is damaged.")
    faults += [f"{name} is not of the bundle: remove it." for name in _strangers(folder, wanted)]
    return Checked(len(wanted), read, signature, tuple(faults))


def _signature(folder: Path, public: Ed25519PublicKey | None) -> str:
    place = folder / SIGNATURE
    if not place.is_file():
        return "missing" if public else "not checked"
    if public is None:
        return "not checked"
    return "good" if is_signed(public, (folder / SUMS).read_bytes(), place.read_bytes()) else "bad"


def _strangers(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Files within the bundle's own folders; what a computer leaves at the top of a stick is nobody's business."""
    own = {name.split("/")[0] for name in wanted if "/" in name}
    files = (path for top in sorted(own) for path in sorted((folder / top).rglob("*")) if path.is_file())
    return [name for path in files if (name := path.relative_to(folder).as_posix()) not in wanted]
