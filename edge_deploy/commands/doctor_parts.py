"""What `lodge deploy doctor` looks at of Lodge's own parts: inbox, certificates, images, weights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509

from agent.backends.catalogue import CATALOGUE
from agent.backends.weights import file_sha256
from edge_deploy.archives import full_name
from edge_deploy.box import Box
from edge_deploy.commands.doctor_checks import Line
from edge_deploy.configuring import CONFIG_MAP
from edge_deploy.patching import images_of
from edge_deploy.sites import HostInbox

SENTINEL = ".lodge-inbox"
_OWNER = 10001
_SOON_DAYS = 30
_SHARES = {"nfs": {"nfs", "nfs4"}, "smb": {"cifs", "smb3"}}
_WEIGHTS = "/srv/lodge/weights"


def inbox(box: Box) -> Line:
    """The watched folder of the box; a share is mounted by the node when the pod starts."""
    place = box.site.inbox
    if not isinstance(place, HostInbox):
        return _share(box, place.kind)
    folder = box.at(place.path)
    if not folder.is_dir():
        remedy = f"Make it: install -d -o {_OWNER} -g {_OWNER} -m 770 {place.path}"
        return Line("inbox", "fail", f"{place.path} is missing", remedy)
    status = folder.stat()
    if status.st_uid != _OWNER and not (status.st_gid == _OWNER and status.st_mode & 0o020):
        return Line("inbox", "fail", f"{place.path} is not Lodge's", f"chown {_OWNER}:{_OWNER} {place.path}")
    if box.site.settings.get("require_sentinel") and not (folder / SENTINEL).exists():
        return Line("inbox", "fail", f"no {SENTINEL} in it", "Mount the share, or put the file there once.")
    return Line("inbox", "ok", place.path)


def certificates(box: Box) -> Line:
    """Certificates of K3s, and of the review page where its folder lies on the box."""
    found = []
    folders = (f"{box.data}/server/tls", f"{box.data}/agent", "/srv/lodge/tls")
    for path in (path for folder in folders for path in sorted(box.at(folder).glob("*.crt"))):
        try:
            ends = x509.load_pem_x509_certificates(path.read_bytes())[0].not_valid_after_utc
        except (OSError, ValueError):
            return Line("certificates", "warn", f"{path.name} cannot be read", "Run this as root.")
        found.append((ends, path.name))
    if not found:
        return Line("certificates", "warn", "none found", "Start K3s, and run this as root.")
    ends, name = min(found)
    days = (ends - datetime.now(UTC)).days
    words = f"{len(found)} looked at; {name} is the first to expire, {ends:%Y-%m-%d}"
    remedy = "Renew it: systemctl restart k3s, or lodge deploy certificate"
    if days < 0:
        return Line("certificates", "fail", words, remedy)
    return Line("certificates", "warn" if days < _SOON_DAYS else "ok", words, remedy if days < _SOON_DAYS else "")


def images(box: Box) -> Line:
    """Whether every image of the manifests is in K3s's store."""
    wanted = sorted(images_of(box.rendered))
    if not wanted:
        return Line("images", "warn", "no manifests given", "Give them with --rendered to have images looked for.")
    there = set(box.run("k3s", "ctr", "--namespace", "k8s.io", "images", "ls", "--quiet").split())
    missing = [image for image in wanted if full_name(image) not in there]
    if missing:
        remedy = "Load them from the bundle, or check that the registry answers."
        return Line("images", "fail", f"not here: {', '.join(missing)}", remedy)
    return Line("images", "ok", f"{len(wanted)} of {len(wanted)} are loaded")


def weights(box: Box) -> Line:
    """Whether the weights of the site's model lie on the box with the right bytes."""
    model = _model(box)
    if model not in CATALOGUE:
        return Line("weights", "warn", f"{model} is not in the catalogue", "Nothing says which bytes are right.")
    digest = CATALOGUE[model].sha256
    for path in _places(box, digest):
        if file_sha256(path) == digest:
            return Line("weights", "ok", f"{model}, SHA-256 {digest[:12]}…")
        return Line("weights", "fail", f"{model} is damaged", f"Copy it anew from the bundle to {_WEIGHTS}.")
    return Line("weights", "fail", f"{model} is not here", f"Copy it from the bundle to {_WEIGHTS}.")


def _share(box: Box, kind: str) -> Line:
    kinds = _SHARES[kind]
    mounts = [line.split(" - ") for line in box.read("/proc/self/mountinfo").splitlines() if "lodge-inbox" in line]
    places = [left.split()[4] for left, right in mounts if right.split()[0] in kinds]
    if not places:
        return Line("inbox", "warn", f"the {kind} share is not mounted", "The node mounts it when the pod starts.")
    if not (box.at(places[0]) / SENTINEL).exists():
        return Line("inbox", "fail", f"no {SENTINEL} on the share", "Put that file there once, from any computer.")
    return Line("inbox", "ok", f"the {kind} share is mounted")


def _model(box: Box) -> str:
    for found in box.rendered:
        if found["kind"] == "ConfigMap" and found["metadata"]["name"] == CONFIG_MAP:
            return str((found.get("data") or {}).get("LODGE_MODEL", ""))
    return str(box.site.settings.get("model", "qwen2.5-coder-0.5b"))


def _places(box: Box, digest: str) -> list[Path]:
    volumes = box.at(f"{box.data}/storage").glob(f"*_lodge_lodge-models/weights/{digest}.gguf")
    stick = [path for path in sorted(box.at(_WEIGHTS).glob("*.gguf")) if digest in path.name]
    return [*sorted(volumes), *stick] or sorted(box.at(_WEIGHTS).glob("*.gguf"))


PARTS: tuple[Callable[[Box], Line], ...] = (inbox, certificates, images, weights)
