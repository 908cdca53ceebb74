"""Bill of materials of a release (CycloneDX 1.6): every locked package, the models, and who needs whom."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from agent.backends.catalogue import CATALOGUE, Weights
from edge_deploy.images.bill import Component, bill
from edge_deploy.images.locking import Pin
from edge_deploy.licences import PROJECT, Use, licence_of, read_project, uses_of
from pipelines.errors import LodgeError, OperatorError

_SCOPES: dict[Use, str] = {"required": "required", "optional": "optional", "development": "excluded"}
_VERSION = re.compile(r"^[A-Za-z0-9._-]+==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_REPOSITORY = re.compile(r"https://huggingface\.co/([^/]+/[^/]+)/resolve/([0-9a-f]{40})/")
# The one library that lies in the source as a file: its version, the licence, and where.
_HTMX = ("htmx.org", "4.0.1", "0BSD", "agent/review/static/htmx.min.js")


def release_bill(pins: list[Pin], project: dict[str, Any], made_at: datetime, folder: Path = PROJECT) -> Component:
    """The bill of a release: the same bytes for the same lock, catalogue and time."""
    uses = uses_of(pins, project)
    packages = [_package(pin, uses[pin.name]) for pin in pins]
    models = [_model(weights) for weights in CATALOGUE.values()]
    beside = [*models, _htmx(folder)]
    made = bill(project["name"], project["version"], [*packages, *beside], made_at)
    itself = made["metadata"]["component"]
    itself |= {
        "supplier": {"name": "The Lodge project"},
        "description": project["description"],
        "licenses": _licences(project["license"]),
    }
    made["metadata"] |= {
        "lifecycles": [{"phase": "build"}],
        "tools": {"components": [{"type": "application", "name": "edge_deploy.sbom", "version": project["version"]}]},
    }
    made["dependencies"] = _graph(pins, itself["bom-ref"], [part["bom-ref"] for part in beside])
    return made


def _package(pin: Pin, use: Use) -> Component:
    """A package with the hashes of all its files that the lock takes: one wheel per system, and the source."""
    version, marker = _pinned(pin)
    purl = f"pkg:pypi/{pin.name}@{version}"
    part: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": pin.name,
        "version": version,
        "purl": purl,
        "scope": _SCOPES[use],
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(_HASH.findall("\n".join(pin.lines)))],
    }
    if expression := licence_of(pin.name):
        part["licenses"] = _licences(expression)
    if marker:
        part["properties"] = [{"name": "lodge:only-where", "value": marker}]
    return part


def _pinned(pin: Pin) -> tuple[str, str | None]:
    match = _VERSION.match(pin.lines[0])
    if match is None:
        raise OperatorError(f"requirements.lock pins {pin.name} in a way that is not understood. Pin anew: make lock")
    return match[1], match[2]


def _model(weights: Weights) -> Component:
    """Weights as they are known: by their SHA-256, and the publisher's revision that lists it."""
    place = _REPOSITORY.match(weights.url)
    if place is None:
        raise OperatorError(f"The address of {weights.name} in the catalogue names no revision: {weights.url}")
    return {
        "type": "machine-learning-model",
        "bom-ref": f"sha256:{weights.sha256}",
        "name": weights.name,
        "version": place[2],
        "purl": f"pkg:huggingface/{place[1]}@{place[2]}",
        "scope": "optional",
        "hashes": [{"alg": "SHA-256", "content": weights.sha256}],
        "licenses": _licences(weights.licence),
        "externalReferences": [{"type": "distribution", "url": weights.url}],
    }


def _htmx(folder: Path) -> Component:
    name, version, licence, file = _HTMX
    try:
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
    except OSError:
        raise OperatorError(f"{file} is missing. Run this in a checkout of Lodge.") from None
    purl = f"pkg:npm/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "scope": "required",
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": _licences(licence),
    }


def _licences(expression: str) -> list[dict[str, Any]]:
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


def _graph(pins: list[Pin], itself: str, beside: list[str]) -> list[dict[str, Any]]:
    """Who needs whom, as the lock's notes have it; a package with two pins is needed in both."""
    refs: dict[str, list[str]] = {}
    for pin in pins:
        refs.setdefault(pin.name, []).append(f"pkg:pypi/{pin.name}@{_pinned(pin)[0]}")
    needs: dict[str, set[str]] = {ref: set() for ref in (itself, *beside, *(r for some in refs.values() for r in some))}
    needs[itself] |= set(beside)
    for pin in pins:
        for asker in pin.asked_by:
            for ref in (itself,) if asker == "lodge" else refs.get(asker, ()):
                needs[ref] |= set(refs[pin.name])
    return [{"ref": ref, "dependsOn": sorted(found)} for ref, found in sorted(needs.items())]


@click.command()
@click.option(
    "--epoch",
    type=int,
    required=True,
    envvar="SOURCE_DATE_EPOCH",
    show_envvar=True,
    help="The release's time in seconds since 1970: the same bill can be made again.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the bill there, not to the screen.")
def main(epoch: int, out: Path | None) -> None:
    """Write the bill of materials of this checkout, as CycloneDX 1.6 JSON."""
    try:
        made = release_bill(*read_project(), datetime.fromtimestamp(epoch, UTC))
    except LodgeError as error:
        click.echo(f"sbom: {error}", err=True)
        sys.exit(error.exit_code)
    text = json.dumps(made, indent=1, sort_keys=True) + "\n"
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
        kinds = f"{len(made['components'])} components"
        click.echo(f"{out}: {kinds}", err=True)
    else:
        click.echo(text, nl=False)


if __name__ == "__main__":
    main()
