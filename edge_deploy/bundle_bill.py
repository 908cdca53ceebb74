"""The bundle's own bill of materials: images, weights and K3s with their digests, as CycloneDX 1.6."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from agent.backends.catalogue import Weights
from edge_deploy.archives import Archive
from edge_deploy.carrying import Piece

_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # for addresses (RFC 9562)
Component = dict[str, Any]


def bundle_bill(release: str, archives: Iterable[Archive], weights: Iterable[Weights], engine: Iterable[Piece]) -> str:
    """The bill as text: the same for the same parts, so it says no time. What an image holds, its own bill says."""
    parts = [*map(_image, archives), *map(_model, weights), *(part for piece in engine for part in _k3s(piece))]
    itself = {"type": "firmware", "bom-ref": "bundle", "name": "lodge-bundle", "version": release}
    parts.sort(key=lambda part: str(part["bom-ref"]))
    found = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps([itself, parts], sort_keys=True))}",
        "version": 1,
        "metadata": {"component": itself},
        "components": parts,
    }
    return json.dumps(found, indent=1, sort_keys=True) + "\n"


def _image(archive: Archive) -> Component:
    name, _, tag = (archive.names or (archive.path.name,))[0].rpartition(":")
    purl = f"pkg:oci/{name.rsplit('/', 1)[-1]}@{quote(archive.digest, safe='')}?arch={archive.architecture}&tag={tag}"
    return {**_component("container", name, tag, purl), "hashes": _hashes(archive.digest.removeprefix("sha256:"))}


def _model(weights: Weights) -> Component:
    purl = f"pkg:generic/{weights.name}?checksum=sha256:{weights.sha256}"
    part = _component("machine-learning-model", weights.name, weights.sha256[:12], purl)
    licences = [{"license": {"id": weights.licence}}]
    return {**part, "hashes": _hashes(weights.sha256), "licenses": licences}


def _k3s(piece: Piece) -> Iterable[Component]:
    """One that the release's own checksums vouch for; without them nothing is known of it."""
    if piece.sha256:
        name = piece.name.rsplit("/", 1)[-1]
        purl = f"pkg:generic/{name}?checksum=sha256:{piece.sha256}"
        yield {**_component("application", name, piece.sha256[:12], purl), "hashes": _hashes(piece.sha256)}


def _component(kind: str, name: str, release: str, purl: str) -> Component:
    return {"type": kind, "bom-ref": purl, "name": name, "version": release, "purl": purl}


def _hashes(sha256: str) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": sha256}]
