"""Pinning: everything that can change a result, as one digest. Another digest is another pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from agent import __version__
from agent.backends.vision import Vision
from agent.rows import Pipeline
from agent.settings import Settings
from agent.store.base import canonical
from pipelines.claim_types.schema import ClaimType
from pipelines.ports import Model
from pipelines.rules.rule import Rule

_SETTINGS = ("context_tokens", "time_zone", "currency", "max_pages", "investigate_actions")
# Readers, rules, prompts and schemas are code and data of these; a change in any of them is another pipeline.
_CODE = (("pipelines", ""), ("agent", "backends"), ("agent", "graph.py"), ("agent", "assembling.py"),
         ("agent", "transcribing.py"), ("agent", "looking.py"))  # fmt: skip


def pin(
    settings: Settings,
    claim_types: Mapping[str, ClaimType],
    rules: Sequence[Rule],
    engine: str,
    model: Model | None,
    vision: Vision | None = None,
    own: Path | None = None,
) -> Pipeline:
    """The pipeline that these make; `model` and `vision` are None where they could not be, or were not yet, opened.

    `own` is the folder of the site's own claim types, where that is not the one in its home.
    """
    sees = {"name": settings.vision_model, "sha256": vision.sha256 if vision else ""}
    manifest = {
        "lodge": __version__,
        "code": _code_digest(),
        "home": _folder_digest(own or settings.home / "claim_types"),
        "claim_types": {name: claim_type.model_dump(mode="json") for name, claim_type in sorted(claim_types.items())},
        "rules": [rule.id for rule in rules],
        "settings": {name: getattr(settings, name) for name in _SETTINGS},
        "engine": engine,
        "model": {"name": model.name, "sha256": model.sha256} if model else None,
        "vision": sees if settings.vision_model else None,
    }
    return Pipeline(hashlib.sha256(canonical(manifest)).hexdigest(), manifest)


@cache
def _code_digest() -> str:
    found: list[tuple[str, bytes]] = []
    for package, part in _CODE:
        root: Traversable = files(package)
        found += _contents(root.joinpath(part) if part else root, f"{package}/{part}")
    return _digest(found)


def _contents(place: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    if place.is_file():
        yield name, place.read_bytes()
        return
    for child in place.iterdir():
        if child.name != "__pycache__" and not child.name.endswith(".pyc"):
            yield from _contents(child, f"{name}/{child.name}")


def _folder_digest(folder: Path) -> str:
    return _digest((path.name, path.read_bytes()) for path in folder.glob("*") if path.is_file())


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, data in sorted(contents):
        whole.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()
