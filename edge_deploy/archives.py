"""Archives of images: what they are named, for which processors they are, the bill of materials that lies within."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from edge_deploy.carrying import CHUNK_BYTES, Piece, piece_of
from pipelines.errors import OperatorError, UsageError

BILL = "usr/share/lodge/sbom.cdx.json"
_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.zst")
_NAME, _FULL_NAME = "org.opencontainers.image.ref.name", "io.containerd.image.name"
_SMALL_BYTES = 4 << 20


@dataclass(frozen=True)
class Archive:
    """One archive; `names` are full ones, with registry and tag."""

    path: Path
    names: tuple[str, ...]
    architecture: str
    digest: str  # of the image: its manifest's, or its configuration's
    index: bytes | None  # of an OCI archive: its index, with the full name put in
    layers: tuple[str, ...]

    @property
    def name(self) -> str:
        """Where it lies in a bundle."""
        return f"images/{self.architecture}/{self.path.name}"

    def piece(self) -> Piece:
        """Its bytes, with the full name put in.

        containerd takes an OCI archive's name as it stands, and Kubernetes looks for docker.io/library/… .
        """
        if self.index is None or self.path.suffix != ".tar":
            return piece_of(self.name, self.path)
        return _with_index(self.name, self.path, self.index)

    def bill(self) -> str | None:
        """The bill of materials that lies in its last layers, or None."""
        for layer in reversed(self.layers):
            with _opened(self.path) as archive:
                file = next((archive.extractfile(one) for one in archive if one.name == layer), None)
                text = _bill_in(file) if file else None
            if text is not None:
                return text
        return None


def read_archive(path: Path) -> Archive:
    """What an OCI or Docker archive holds: one image for one kind of processor; UsageError where it is neither."""
    if not path.name.endswith(_ENDINGS):
        raise UsageError(f"{path.name} is no image archive: it ends with one of {', '.join(_ENDINGS)}.")
    small: dict[str, bytes] = {}
    try:
        with _opened(path) as archive:
            for member in archive:
                if member.isfile() and member.size < _SMALL_BYTES and (file := archive.extractfile(member)):
                    small[member.name.removeprefix("./")] = file.read()
        return _oci(path, small) if "index.json" in small else _docker(path, small)
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError, TypeError):
        raise UsageError(f"{path} is no image archive that can be read. Make it anew with build.sh.") from None


def full_name(image: str) -> str:
    """An image's name as containerd keeps it: with a registry, and a library where it has none."""
    first, slash, _ = image.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return image
    return f"docker.io/{image}" if slash else f"docker.io/library/{image}"


def _oci(path: Path, small: dict[str, bytes]) -> Archive:
    index = json.loads(small["index.json"])
    if len(index["manifests"]) != 1:
        raise UsageError(f"{path} holds {len(index['manifests'])} images. Write one archive per image.")
    (entry,) = index["manifests"]
    notes = entry.get("annotations") or {}
    given = notes.get(_FULL_NAME) or notes.get(_NAME)
    if not given:
        raise UsageError(f"{path} does not say what its image is named. Push it with a tag.")
    name = full_name(given)
    changed = None
    if notes.get(_FULL_NAME) != name and given != name:
        if path.suffix != ".tar":
            raise UsageError(f"{path} names its image {given}. Name it {name}, or give it as a plain .tar.")
        entry["annotations"] = {**notes, _FULL_NAME: name}
        changed = json.dumps(index, separators=(",", ":")).encode()
    manifest = json.loads(small[_blob(entry["digest"])])
    config = json.loads(small[_blob(manifest["config"]["digest"])])
    layers = tuple(_blob(layer["digest"]) for layer in manifest["layers"])
    return Archive(path, (name,), str(config["architecture"]), str(entry["digest"]), changed, layers)


def _docker(path: Path, small: dict[str, bytes]) -> Archive:
    images: list[dict[str, Any]] = json.loads(small["manifest.json"])
    kinds = {str(json.loads(small[image["Config"]])["architecture"]) for image in images}
    if len(kinds) != 1:
        raise UsageError(f"{path} is for several kinds of processor. Write one archive for each.")
    names = tuple(full_name(name) for image in images for name in image["RepoTags"] or ())
    layers = tuple(layer for image in images for layer in image["Layers"])
    digest = "sha256:" + hashlib.sha256(small[images[0]["Config"]]).hexdigest()
    return Archive(path, names, kinds.pop(), digest, None, layers)


def _blob(digest: str) -> str:
    return "blobs/" + digest.replace(":", "/")


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    if path.suffix != ".zst":
        with tarfile.open(path) as archive:
            yield archive
        return
    if shutil.which("zstd") is None:
        raise OperatorError(f"zstd is not here, and {path.name} is read with it. Install zstd.")
    with subprocess.Popen(["zstd", "-dcq", str(path)], stdout=subprocess.PIPE) as process:
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                yield archive
        finally:
            process.kill()


def _bill_in(layer: IO[bytes]) -> str | None:
    whole = io.BufferedReader(layer)  # type: ignore[type-var]
    stream: Any = gzip.GzipFile(fileobj=whole) if whole.peek(2)[:2] == b"\x1f\x8b" else whole
    try:
        with tarfile.open(fileobj=stream, mode="r|") as files:
            for member in files:
                if member.name.removeprefix("./") == BILL and (file := files.extractfile(member)):
                    return file.read().decode()
    except tarfile.TarError:
        return None
    return None


def _with_index(name: str, path: Path, index: bytes) -> Piece:
    """The archive with another index.json, and every other byte as it was."""
    with tarfile.open(path) as archive:
        member = next(one for one in archive if one.name.removeprefix("./") == "index.json")
    start, end = member.offset, member.offset_data + -(-member.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
    member.size = len(index)
    new = member.tobuf(tarfile.GNU_FORMAT) + index + bytes(-len(index) % tarfile.BLOCKSIZE)

    def chunks() -> Iterator[bytes]:
        with path.open("rb") as file:
            for left in _lengths(start):
                yield file.read(left)
            yield new
            file.seek(end, io.SEEK_SET)
            while chunk := file.read(CHUNK_BYTES):
                yield chunk

    return Piece(name, path.stat().st_size - (end - start) + len(new), chunks)


def _lengths(total: int) -> Iterator[int]:
    while total > 0:
        yield min(total, CHUNK_BYTES)
        total -= CHUNK_BYTES
