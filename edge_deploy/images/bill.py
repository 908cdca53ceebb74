"""Bill of materials: every package of the image with its hash, as CycloneDX 1.6. Plain Python: it runs in the build."""

from __future__ import annotations

import argparse
import json
import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # for addresses (RFC 9562)
Component = dict[str, Any]


def python_packages(report: dict[str, Any]) -> Iterator[Component]:
    """What pip installed, as its report has it: the hashes are of the files that it fetched."""
    for item in report["install"]:
        about = item["metadata"]
        name, version = about["name"].lower().replace("_", "-"), about["version"]
        hashes = item["download_info"].get("archive_info", {}).get("hashes", {})
        yield _component(name, version, f"pkg:pypi/{name}@{version}", hashes.get("sha256"), _licence(about))


def debian_packages(control: str) -> Iterator[Component]:
    """The packages of a listing in Debian's control format: Package, Version, Architecture, SHA256."""
    for paragraph in control.split("\n\n"):
        about = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line)
        if "Package" in about:
            name, version = about["Package"], about["Version"]
            purl = f"pkg:deb/debian/{name}@{quote(version, safe='')}?arch={about['Architecture']}"
            yield _component(name, version, purl, about.get("SHA256"), None)


def bill(name: str, version: str, components: list[Component], made_at: datetime) -> Component:
    """The bill of `components` for the program `name`: the same bytes for the same parts."""
    parts = sorted({part["bom-ref"]: part for part in components}.values(), key=lambda part: str(part["bom-ref"]))
    itself = _component(name, version, f"pkg:pypi/{name}@{version}", None, "Apache-2.0")
    serial = uuid.uuid5(_NAMESPACE, json.dumps([itself, parts], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": made_at.isoformat(), "component": {**itself, "type": "application"}},
        "components": parts,
    }


def _component(name: str, version: str, purl: str, sha256: str | None, licence: str | None) -> Component:
    part: Component = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if sha256:
        part["hashes"] = [{"alg": "SHA-256", "content": sha256}]
    if licence:
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _licence(about: dict[str, Any]) -> str | None:
    """What a package says of its licence: the expression, else the classifiers, else the field if it is a line."""
    said: str = about.get("license_expression") or ""
    kinds = [kind.rsplit(" :: ", 1)[-1] for kind in about.get("classifier", ()) if kind.startswith("License :: ")]
    field: str = about.get("license") or ""
    return said or ", ".join(kinds) or (field if field and "\n" not in field else "") or None


def main() -> None:
    """Print the bill of the image that is being built."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("pip", "debian", "project"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epoch", type=int, required=True)
    given = parser.parse_args()
    project = tomllib.loads(given.project.read_text(encoding="utf-8"))["project"]
    parts = [*python_packages(json.loads(given.pip.read_text("utf-8"))), *debian_packages(given.debian.read_text())]
    made_at = datetime.fromtimestamp(given.epoch, UTC)
    print(json.dumps(bill(project["name"], project["version"], parts, made_at), indent=1, sort_keys=True))  # noqa: T201


if __name__ == "__main__":
    main()
