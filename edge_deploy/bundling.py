"""Bundling: all that a branch's box needs, in one folder for a USB stick; the box asks no network for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agent.backends.catalogue import CATALOGUE, Weights
from agent.backends.weights import catalogued
from edge_deploy.archives import Archive, full_name
from edge_deploy.bundle_bill import bundle_bill
from edge_deploy.carrying import Piece, Report, carry, piece_of, piece_of_text, require_fat_names, require_space
from edge_deploy.checksums import SIGNATURE, SUMS, read_sums, sums_text
from edge_deploy.configuring import CONFIG_MAP
from edge_deploy.k3s import engine_pieces
from edge_deploy.kustomizing import Object
from edge_deploy.patching import images_of
from edge_deploy.podding import pod_of
from edge_deploy.rendering import MANIFESTS, SITE
from edge_deploy.signing import sign
from edge_deploy.sites import BranchSite, HostInbox, read_site
from edge_deploy.standing import read_manifests
from pipelines.errors import OperatorError, UsageError

APPLIANCE = Path(__file__).parent / "appliance"
INSTALL, CONTENTS, POD, NEEDS = "install.sh", "bundle.json", "pod.yaml", "files.txt"
DATA = Path("/srv/lodge")
_PLAIN_PATH = re.compile(r"/[A-Za-z0-9._/-]+")


@dataclass(frozen=True)
class Branch:
    """One rendered site: its folder, its site file, its objects."""

    folder: Path
    site: BranchSite
    objects: list[Object]

    @property
    def models(self) -> list[str]:
        """The models of the catalogue that it runs."""
        maps = (found.get("data") or {} for found in self.objects if found["metadata"]["name"] == CONFIG_MAP)
        return [name for data in maps if (name := str(data.get("LODGE_MODEL", ""))) in CATALOGUE]


@dataclass(frozen=True)
class Order:
    """What a bundle shall hold; `cache` is where weights lie, and `registry_at_hand` lets images be missing."""

    branches: list[Branch]
    archives: list[Archive]
    models: tuple[str, ...]
    cache: Path
    k3s: Path | None = None
    registry_at_hand: bool = False


@dataclass(frozen=True)
class Bundled:
    """What became of it: files written, left as they were, taken away; bytes in all."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    size_bytes: int
    signed: bool


def find_branches(places: tuple[Path, ...]) -> list[Branch]:
    """The rendered sites at `places`, each a site's folder or a folder of them."""
    folders = [
        folder
        for place in places
        for folder in (
            [place] if (place / MANIFESTS).is_file() else sorted(path.parent for path in place.glob(f"*/{MANIFESTS}"))
        )
    ]
    if not folders:
        raise UsageError(f"No rendered site is in {', '.join(map(str, places))}. Make one with: lodge deploy render")
    found = [Branch(folder, read_site(folder / SITE), read_manifests(folder / MANIFESTS)) for folder in folders]
    names = [branch.site.site for branch in found]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"The site {name} is given twice.")
    return found


def pieces_of(order: Order) -> list[Piece]:
    """Every file of the bundle but its checksums; a UsageError names what is missing."""
    _require_images(order)
    weights = [catalogued(name) for name in _models(order)]
    engine = engine_pieces(order.k3s) if order.k3s else []
    found = [
        *(archive.piece() for archive in order.archives),
        *(_weights_piece(one, order.cache) for one in weights),
        *engine,
        *_appliance_pieces(),
        *(piece for branch in order.branches for piece in _branch_pieces(branch, order)),
        *_bills(order),
        piece_of_text("sbom/bundle.cdx.json", bundle_bill(version("lodge"), order.archives, weights, engine)),
    ]
    found.append(piece_of_text(CONTENTS, json.dumps(_contents(order, weights, engine), indent=2) + "\n"))
    require_fat_names(piece.name for piece in found)
    for piece in found:
        require_no_secret(piece)
    return sorted(found, key=lambda piece: piece.name)


def assemble(pieces: list[Piece], out: Path, key: Ed25519PrivateKey | None, report: Report) -> Bundled:
    """Write what `out` does not hold yet, take away what the bundle held before, and sign; the checksums come last."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(f"{out} cannot be made: {error.strerror}. Give another folder with --out.") from None
    before = read_sums(out) if (out / SUMS).is_file() else {}
    require_space(pieces, out)
    digests, written = {}, []
    for piece in pieces:
        digests[piece.name], wrote = carry(piece, out, report)
        if wrote:
            written.append(piece.name)
    removed = sorted(set(before) - set(digests))
    for name in removed:
        _take_away(out, name)
    text = sums_text(digests)
    signature = sign(key, text.encode()) if key else None
    if signature is None and (out / SUMS).is_file() and (out / SUMS).read_bytes() != text.encode():
        (out / SIGNATURE).unlink(missing_ok=True)  # it was made over other checksums
    own = [piece_of_text(SUMS, text)]
    own += [Piece(SIGNATURE, len(signature), lambda: [signature])] if signature else []
    written += [piece.name for piece in own if carry(piece, out, report)[1]]
    kept = tuple(name for name in digests if name not in written)
    size = sum(piece.size_bytes for piece in pieces)
    return Bundled(tuple(written), kept, tuple(removed), size, (out / SIGNATURE).is_file())


def _require_images(order: Order) -> None:
    if order.registry_at_hand:
        return
    kinds = sorted({archive.architecture for archive in order.archives})
    if not kinds:
        raise UsageError("No image is given. Name each archive with --image, or say --registry-at-hand.")
    for branch in order.branches:
        for kind in kinds:
            there = {name for archive in order.archives if archive.architecture == kind for name in archive.names}
            for image in sorted(map(full_name, images_of(branch.objects))):
                if image not in there:
                    raise UsageError(
                        f"The site {branch.site.site} runs {image}, and no archive for {kind} holds that. Give one "
                        "with --image; or leave registry out of the site file; or say --registry-at-hand."
                    )


def _models(order: Order) -> list[str]:
    return list(dict.fromkeys([*order.models, *(name for branch in order.branches for name in branch.models)]))


def _weights_piece(weights: Weights, cache: Path) -> Piece:
    place = cache / "weights" / f"{weights.sha256}.gguf"
    if not place.is_file():
        raise OperatorError(f"The weights of {weights.name} are not here. Fetch them: lodge models pull {weights.name}")
    return piece_of(f"weights/{place.name}", place, weights.sha256)


def _appliance_pieces() -> Iterator[Piece]:
    for path in sorted(APPLIANCE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".py":
            name = path.relative_to(APPLIANCE).as_posix()
            yield piece_of(name if name == INSTALL else f"appliance/{name}", path)


def _branch_pieces(branch: Branch, order: Order) -> Iterator[Piece]:
    head = f"manifests/{branch.site.site}"
    for name in (MANIFESTS, SITE):
        yield piece_of(f"{head}/{name}", branch.folder / name)
    yield piece_of_text(f"{head}/{NEEDS}", "".join(f"{name}\n" for name in _needs(branch, order)))
    pod = _pod(branch)
    if pod:
        yield piece_of_text(f"{head}/{POD}", pod)


def _needs(branch: Branch, order: Order) -> list[str]:
    """What the box of this branch takes of images and weights."""
    images = set(map(full_name, images_of(branch.objects)))
    models = dict.fromkeys([*order.models, *branch.models])
    return [
        *(archive.name for archive in order.archives if images & set(archive.names)),
        *(f"weights/{CATALOGUE[name].sha256}.gguf" for name in models),
    ]


def _pod(branch: Branch) -> str | None:
    """The branch's pod for podman, where all of it is one pod of one image."""
    place = branch.site.inbox
    inbox = Path(place.path) if isinstance(place, HostInbox) else DATA / "inbox"
    if not _PLAIN_PATH.fullmatch(str(inbox)):
        raise UsageError(f"{branch.site.site}: inbox.path {inbox} may have letters, digits and . _ - / in it.")
    folders = {"inbox": inbox, **{name: DATA / name for name in ("claims", "models", "tmp")}}
    stateful = [one for one in branch.objects if one["kind"] == "StatefulSet" and one["metadata"]["name"] == "lodge"]
    images = images_of(stateful)
    if len(images) == 1:
        with suppress(UsageError):  # a volume that is no folder: it needs a cluster
            return yaml.safe_dump_all(
                pod_of(branch.objects, "lodge", folders, full_name(images.pop())), sort_keys=False
            )
    return None


def _bills(order: Order) -> Iterator[Piece]:
    for archive in order.archives:
        text = archive.bill()
        if text is not None:
            yield piece_of_text(f"sbom/{archive.path.name.split('.tar')[0]}.cdx.json", text)


def _contents(order: Order, weights: list[Weights], engine: list[Piece]) -> dict[str, Any]:
    return {
        "lodge": version("lodge"),
        "architectures": sorted({archive.architecture for archive in order.archives}),
        "sites": [branch.site.site for branch in order.branches],
        "images": [{"file": archive.name, "names": list(archive.names)} for archive in order.archives],
        "models": [
            {"name": one.name, "file": f"weights/{one.sha256}.gguf", "sha256": one.sha256, "licence": one.licence}
            for one in weights
        ],
        "k3s": [piece.name for piece in engine],
    }


_SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|^kind:\s*[\"']?Secret[\"']?\s*$|\"kind\":\s*\"Secret\""
    rb"|^\s*(?:agent-token|token|password|datastore-endpoint)\s*:\s*[^\s#]",
    re.MULTILINE,
)
_TEXT_BYTES = 1 << 20


def require_no_secret(piece: Piece) -> None:
    """A stick gets lost: keys, tokens and passwords are made on the box, or brought there in another way."""
    if piece.size_bytes <= _TEXT_BYTES and _SECRET.search(b"".join(piece.chunks())):
        raise UsageError(f"{piece.name} holds a secret, and a stick gets lost. Make it on the box instead.")


def _take_away(out: Path, name: str) -> None:
    (out / name).unlink(missing_ok=True)
    for folder in list((out / name).parents)[: name.count("/")]:
        with suppress(OSError):  # something else is in it
            folder.rmdir()
