"""Overlays to objects: one run of `kubectl kustomize` per set of overlays and components."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from pipelines.errors import OperatorError, UsageError

TREE = Path(__file__).parent / "kustomize"
Object = dict[str, Any]
_FILE = "kustomization.yaml"
_COMPONENT = {"apiVersion": "kustomize.config.k8s.io/v1alpha1", "kind": "Component"}
_TIMEOUT_SECONDS = 120


def build(overlays: tuple[str, ...], components: tuple[str, ...] = (), tree: Path = TREE) -> list[Object]:
    """The objects that `overlays` (the first one leads) and `components` make together."""
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        raise OperatorError(
            "kubectl is not here, and overlays are built with it. Install kubectl 1.30 or newer, or use `k3s kubectl` "
            "under that name."
        )
    _check(overlays, tree / "overlays", "overlay")
    _check(components, tree / "components", "component")
    with TemporaryDirectory(prefix="lodge-render-") as folder:
        copy = Path(folder) / "kustomize"
        shutil.copytree(tree, copy)
        _compose(copy, overlays, components)
        done = subprocess.run(
            [kubectl, "kustomize", str(copy / "site")],
            check=False,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            env={**os.environ, "KUBECONFIG": os.devnull},
        )
    if done.returncode:
        words = done.stderr.strip().replace(str(copy), "kustomize").splitlines()
        named = ", ".join((*overlays, *components))
        raise OperatorError(f"kubectl kustomize cannot build {named}: {words[-1] if words else 'it says nothing'}")
    return [found for found in yaml.load_all(done.stdout, Loader=yaml.CSafeLoader) if found]


def _check(names: tuple[str, ...], folder: Path, what: str) -> None:
    for name in names:
        if not (folder / name / _FILE).is_file():
            there = ", ".join(sorted(path.name for path in folder.glob("*") if (path / _FILE).is_file())) or "none"
            raise UsageError(f"There is no {what} {name!r}. There are: {there}.")


def _compose(tree: Path, overlays: tuple[str, ...], components: tuple[str, ...]) -> None:
    """Write `tree/site`: two overlays on one base clash, so that all but the first are made Components of it."""
    resources, parts = [], []
    based = False
    for name in overlays:
        path = tree / "overlays" / name / _FILE
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        base = [place for place in values.get("resources", []) if _is_base(path.parent / place, tree)]
        if values.get("kind") == "Component":
            parts.append(f"../overlays/{name}")
        elif base and based:
            values |= _COMPONENT | {"resources": [place for place in values["resources"] if place not in base]}
            path.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
            parts.append(f"../overlays/{name}")
        else:
            resources.append(f"../overlays/{name}")
            based = based or bool(base)
    parts += [f"../components/{name}" for name in components]
    if not resources:
        resources.append("../base")
    (tree / "site").mkdir()
    (tree / "site" / _FILE).write_text(yaml.safe_dump({"resources": resources, "components": parts}), encoding="utf-8")


def _is_base(place: Path, tree: Path) -> bool:
    return place.resolve() == (tree / "base").resolve()
