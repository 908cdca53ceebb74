"""A small bundle for tests: a rendered site, an image's archive and weights of a few bytes, and a key."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from agent.backends.catalogue import CATALOGUE, Weights
from edge_deploy import bundling
from edge_deploy.archives import BILL, read_archive
from edge_deploy.bundling import Bundled, Order, assemble, find_branches, pieces_of
from edge_deploy.signing import new_key, read_key

ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
MODEL, WEIGHTS = "small", b"weights" * 1000
SUM = hashlib.sha256(WEIGHTS).hexdigest()
_MACHINE = {"amd64": 62, "arm64": 183}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tar(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return whole.getvalue()


def oci(place: Path, name: str = "lodge:0.1.0", architecture: str = ARCHITECTURE, filling: bytes = b"") -> Path:
    """An OCI archive of one layer that holds a bill of materials."""
    blobs = [tar({BILL: b'{"bomFormat": "CycloneDX"}', "filling": filling})]
    blobs.append(json.dumps({"architecture": architecture, "os": "linux"}).encode())
    layer, config = (f"sha256:{digest(blob)}" for blob in blobs)
    blobs.append(json.dumps({"config": {"digest": config}, "layers": [{"digest": layer}]}).encode())
    entry = {"digest": f"sha256:{digest(blobs[2])}", "annotations": {"org.opencontainers.image.ref.name": name}}
    files = {f"blobs/sha256/{digest(blob)}": blob for blob in blobs}
    index = json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode()
    place.write_bytes(tar({**files, "index.json": index, "oci-layout": b"{}"}))
    return place


def site(place: Path, name: str = "leeds", image: str = "lodge:0.1.0") -> Path:
    """A rendered site of one pod."""
    folder = place / name
    folder.mkdir(parents=True)
    container = {
        "name": "agent",
        "image": image,
        "args": ["run"],
        "envFrom": [{"configMapRef": {"name": "lodge-settings"}}],
    }
    spec = {"containers": [container], "volumes": [{"name": "tmp", "emptyDir": {}}]}
    objects = [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "lodge-settings"},
         "data": {"LODGE_MODEL": MODEL}},
        {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "lodge"},
         "spec": {"template": {"metadata": {"labels": {}}, "spec": spec}}},
    ]  # fmt: skip
    (folder / "lodge.yaml").write_text(yaml.safe_dump_all(objects))
    described = {"site": name, "host": f"claims.{name}.example", "inbox": {"kind": "host", "path": "/srv/lodge/inbox"}}
    (folder / "site.yaml").write_text(yaml.safe_dump(described, sort_keys=False))
    return folder


def k3s(place: Path, architecture: str = ARCHITECTURE) -> Path:
    """A folder that looks like a K3s release's: nothing in it runs."""
    place.mkdir()
    head = b"\x7fELF" + bytes(14) + _MACHINE[architecture].to_bytes(2, "little")
    (place / ("k3s" if architecture == "amd64" else "k3s-arm64")).write_bytes(head + b"no program")
    (place / f"k3s-airgap-images-{architecture}.tar.zst").write_bytes(b"no images")
    sums = "".join(f"{digest(path.read_bytes())}  {path.name}\n" for path in sorted(place.iterdir()))
    (place / f"sha256sum-{architecture}.txt").write_text(sums)
    return place


@dataclass(frozen=True)
class Stick:
    """Where the parts of a bundle lie, and the bundle."""

    place: Path

    @property
    def out(self) -> Path:
        return self.place / "stick"

    @property
    def public(self) -> Path:
        return self.place / "release.key.pub"

    def order(self, **changed: object) -> Order:
        given = {
            "branches": find_branches((self.place / "rendered",)),
            "archives": [read_archive(self.place / "lodge.tar")],
            "models": (),
            "cache": self.place / "cache",
            "k3s": self.place / "k3s",
        }
        return Order(**{**given, **changed})  # type: ignore[arg-type]

    def bundle(self, **changed: object) -> Bundled:
        key = read_key(self.place / "release.key")
        return assemble(pieces_of(self.order(**changed)), self.out, key, lambda *_: None)

    def install(self, *words: str, script: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run install.sh below a root of its own."""
        given = ("sh", str(script or self.out / "install.sh"), "--root", str(self.place / "box"), *words)
        return subprocess.run(given, capture_output=True, text=True, check=False)


def make_stick(place: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    """A bundle of one site with all parts, signed; the appliance's files are the real ones."""
    weights = Weights(MODEL, SUM, len(WEIGHTS), "Apache-2.0", "small", "https://weights.example")
    monkeypatch.setitem(CATALOGUE, MODEL, weights)
    assert bundling.CATALOGUE is CATALOGUE
    (place / "cache" / "weights").mkdir(parents=True)
    (place / "cache" / "weights" / f"{SUM}.gguf").write_bytes(WEIGHTS)
    site(place / "rendered")
    oci(place / "lodge.tar")
    k3s(place / "k3s")
    new_key(place / "release.key")
    stick = Stick(place)
    stick.bundle()
    return stick
