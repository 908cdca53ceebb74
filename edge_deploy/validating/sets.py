"""Which manifests belong together: an overlay, a folder, or files that make one cluster's objects."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edge_deploy.validating.documents import MAX_BYTES
from edge_deploy.validating.faults import Fault
from edge_deploy.validating.manifests import Manifest, read_manifests
from pipelines.errors import OperatorError, UsageError

_KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_SITE = "site.yaml"  # beside its manifests lies the site they were rendered for
_SUFFIXES = (".yaml", ".yml")
_BUILD_SECONDS = 60


@dataclass
class ManifestSet:
    """Objects that are applied together, and what of their files could not be read."""

    name: str
    manifests: list[Manifest]
    faults: list[Fault]


def find_sets(paths: Sequence[str]) -> Iterator[ManifestSet]:
    """The sets that `paths` hold: `-` is standard input; a folder with a kustomization is built first."""
    files: list[Path] = []
    for text in paths:
        path = Path(text)
        if text == "-":
            yield _set("-", [("-", sys.stdin.buffer.read(MAX_BYTES + 1))])
        elif path.is_dir():
            yield from _of_folder(path)
        elif path.exists():
            files.append(path)
        else:
            raise UsageError(f"There is no {text}. Name rendered manifests, or a folder of them.")
    if files:
        yield from _of_files(files)


def _of_folder(folder: Path) -> Iterator[ManifestSet]:
    kustomized = list(_kustomizations_in(folder))
    if kustomized:
        overlays = [each for each in kustomized if not _is_component(each)]
        if not overlays:
            raise UsageError(
                f"{folder} holds kustomize components, which are built within an overlay. Name an overlay."
            )
        for each in overlays:
            yield _set(str(each), [(str(each), _built(each))])
        return
    folders = [folder, *sorted(each for each in folder.rglob("*") if each.is_dir())]
    found = False
    for each in folders:
        files = sorted(
            path for path in each.iterdir() if path.suffix in _SUFFIXES and path.name != _SITE and path.is_file()
        )
        if files:
            found = True
            yield from _of_files(files)
    if not found:
        raise UsageError(f"{folder} holds no manifest (*.yaml, *.yml) and no kustomization.")


def _kustomizations_in(folder: Path) -> Iterator[Path]:
    """The outermost folders that kustomize builds; what lies below one is its own part."""
    if _kustomization(folder):
        yield folder
        return
    for each in sorted(each for each in folder.iterdir() if each.is_dir()):
        yield from _kustomizations_in(each)


def _of_files(files: Sequence[Path]) -> Iterator[ManifestSet]:
    """One set of all files; but files that each bring the same Namespace are renderings beside each other."""
    single = [_set(str(file), [(str(file), _data(file))]) for file in files]
    namespaces = [
        (each.kind, each.name)
        for one in single
        for each in {m.name: m for m in one.manifests if m.kind == "Namespace"}.values()
    ]
    if len(single) == 1 or len(set(namespaces)) < len(namespaces):
        yield from single
        return
    manifests = [manifest for each in single for manifest in each.manifests]
    yield ManifestSet(str(files[0].parent), manifests, [fault for each in single for fault in each.faults])


def _set(name: str, texts: Sequence[tuple[str, bytes]]) -> ManifestSet:
    manifests: list[Manifest] = []
    faults: list[Fault] = []
    for source, data in texts:
        some, wrong = read_manifests(source, data)
        manifests += some
        faults += wrong
    return ManifestSet(name, manifests, faults)


def _data(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}.") from None


def _kustomization(folder: Path) -> Path | None:
    return next((folder / name for name in _KUSTOMIZATIONS if (folder / name).is_file()), None)


def _is_component(folder: Path) -> bool:
    found = _kustomization(folder)
    return found is not None and b"kind: Component" in _data(found)


def _built(folder: Path) -> bytes:
    try:
        done = subprocess.run(
            ["kubectl", "kustomize", str(folder)], check=False, capture_output=True, timeout=_BUILD_SECONDS
        )
    except FileNotFoundError:
        raise OperatorError(
            f"{folder} needs kubectl to be built. Install kubectl, or name rendered manifests."
        ) from None
    except subprocess.TimeoutExpired:
        raise OperatorError(f"kubectl kustomize {folder} took more than {_BUILD_SECONDS} seconds.") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise OperatorError(f"kubectl kustomize {folder} failed: {said[-1] if said else 'without a word'}")
    return done.stdout
