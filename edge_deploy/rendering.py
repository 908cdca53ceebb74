"""Sites to manifests: overlays are built once per set, then each site's values are put in; no templates."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from edge_deploy.files import write_whole
from edge_deploy.karmada import policies
from edge_deploy.kustomizing import TREE, Object, build
from edge_deploy.patching import PATCHES
from edge_deploy.sites import BranchSite

MANIFESTS, SITE, POLICIES = "lodge.yaml", "site.yaml", "karmada.yaml"
_HEAD = "# Written by `lodge deploy render` from the site file of {}. Change that, not this.\n"
_Set = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Written:
    """The sites whose files changed, and those whose files lie there although no site has their name."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_over: tuple[str, ...]


class Renderer:
    """Renders sites; keeps what sites have in common."""

    def __init__(self, tree: Path = TREE) -> None:
        self._tree = tree
        self._built: dict[_Set, list[Object]] = {}
        self._pickled: dict[_Set, bytes] = {}
        self._texts: dict[_Set, list[str]] = {}

    def objects(self, site: BranchSite) -> list[Object]:
        """The objects of one site."""
        made: list[Object] = pickle.loads(self._common(site)[1])  # noqa: S301 - our own bytes; faster than deepcopy
        for patch in PATCHES:
            patch(made, site)
        return made

    def manifests(self, site: BranchSite) -> str:
        """The objects of one site as YAML; the same site gives the same bytes."""
        made = self.objects(site)
        built, _ = self._common(site)
        texts = self._texts[_set_of(site)]
        parts = (text if one == before else _dump(one) for one, before, text in zip(made, built, texts, strict=True))
        return _HEAD.format(site.site) + "---\n".join(parts)

    def policies(self, site: BranchSite) -> str:
        """Karmada's OverridePolicies that make the common objects those of this branch."""
        found = policies(self._common(site)[0], self.objects(site), site)
        return _HEAD.format(site.site) + "---\n".join(_dump(one) for one in found)

    def _common(self, site: BranchSite) -> tuple[list[Object], bytes]:
        key = _set_of(site)
        if key not in self._built:
            self._built[key] = build(*key, tree=self._tree)
            self._pickled[key] = pickle.dumps(self._built[key])
            self._texts[key] = [_dump(one) for one in self._built[key]]
        return self._built[key], self._pickled[key]


def write(
    sites: Iterable[BranchSite], out: Path, karmada: bool = False, report: Callable[[str], None] = lambda _: None
) -> Written:
    """One folder per site below `out`; a file is touched only when its bytes change.

    All sites are rendered before the first file is written: a wrong one leaves everything as it was.
    """
    renderer, files = Renderer(), {}
    for site in sites:
        mine = {MANIFESTS: renderer.manifests(site), SITE: _HEAD.format(site.site) + site_text(site)}
        files[site.site] = mine | ({POLICIES: renderer.policies(site)} if karmada else {})
        report(site.site)
    changed = []
    for name, mine in files.items():
        wrote = [write_whole(out / name / file, text, durable=False) for file, text in mine.items()]
        if any(wrote):
            changed.append(name)
    there = (path.parent.name for path in out.glob(f"*/{MANIFESTS}") if _is_ours(path))
    left_over = tuple(sorted(set(there) - set(files)))
    return Written(tuple(changed), tuple(name for name in files if name not in changed), left_over)


def remove(site: str, out: Path) -> None:
    """Delete the files of a site that are rendered ones, and the folder where nothing else is in it."""
    folder = out / site
    for name in (MANIFESTS, SITE, POLICIES):
        if _is_ours(folder / name):
            (folder / name).unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def site_text(site: BranchSite) -> str:
    """The site file that says the same, with what was left out filled in."""
    return _dump(site.model_dump(mode="json", exclude_none=True))


def _is_ours(path: Path) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8").startswith(_HEAD.split("{")[0])


def _set_of(site: BranchSite) -> _Set:
    return site.overlays, (f"box-{site.box}", f"inbox-{site.inbox.kind}")


def _dump(value: object) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, width=1000)
    return text


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        """Anchors make a manifest hard to read, and to compare."""
        return True
