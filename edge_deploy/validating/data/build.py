"""Make kubernetes.json.gz anew: `python edge_deploy/validating/data/build.py` (needs Go, its module proxy and 80 MB).

Kubernetes commits its own API description; Go's module of each minor carries it. What is kept: the kinds that a
server of that minor serves by default, without descriptions, one copy of what did not change between minors. The
committed description leaves out the closed lists of words, so they are read from the generated Go beside it.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATCHES = ("1.34.4", "1.35.4", "1.36.3", "1.37.2")
TARGET = Path(__file__).parent / "kubernetes.json.gz"

_KEPT = ("type", "format", "enum", "required", "properties", "items", "additionalProperties", "$ref")
_LISTS = ("x-kubernetes-list-type", "x-kubernetes-list-map-keys")
_SPECIAL = {  # what the description calls a string or an object and a server takes otherwise
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"x-kubernetes-int-or-string": True},
    "io.k8s.apimachinery.pkg.api.resource.Quantity": {"format": "quantity"},
}
_STABLE = re.compile(r"v\d+")
_FUNCTION = re.compile(r"^func (schema_\w+)\(")
_PROPERTY = re.compile(r'^\t{5}"([^"]+)": \{')
_ENUM = re.compile(r"^(\t+)Enum:\s+\[\]interface\{\}\{(.*)\},$")
_PROPERTY_DEPTH = 7  # tabs before the Enum of a property itself; its items' Enum stands deeper


def module(version: str) -> zipfile.ZipFile:
    """The module of one Kubernetes release, by Go's own client, which checks its sum."""
    command = ["go", "mod", "download", "-json", f"k8s.io/kubernetes@v{version}"]
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")
    return zipfile.ZipFile(json.loads(found.stdout)["Zip"])


def enums(source: str) -> Iterator[tuple[str, str, bool, list[str]]]:
    """Every closed list of words: function, property, whether it is of the items, the words."""
    function = name = ""
    for line in source.splitlines():
        if found := _FUNCTION.match(line):
            function = found[1]
        elif found := _PROPERTY.match(line):
            name = found[1]
        elif found := _ENUM.match(line):
            yield function, name, len(found[1]) > _PROPERTY_DEPTH, json.loads(f"[{found[2]}]")


def function_of(definition: str) -> str:
    """The generated Go function that describes a definition: io.k8s.api.core.v1.Pod, schema_k8sio_api_core_v1_Pod."""
    path = definition.replace("io.k8s.", "k8sio.", 1).replace("-", "_")
    return "schema_" + path.replace(".", "_")


def slim(schema: Any) -> Any:
    """A schema without what a check does not need; defaults too, for built-in fields get theirs after the check."""
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key in _KEPT + _LISTS}
    if kept.get("type") == "object" and not {"properties", "additionalProperties"} & set(kept):
        kept["x-kubernetes-preserve-unknown-fields"] = True
    if "properties" in kept:
        kept["properties"] = {name: slim(value) for name, value in kept["properties"].items()}
    for key in ("items", "additionalProperties"):
        if key in kept:
            kept[key] = slim(kept[key])
    if "$ref" in kept:
        return {"$ref": kept["$ref"].rsplit("/", 1)[1]}
    return kept


def served(paths: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    """What can be created: "group/version Kind" to its definition's name and whether it lies in a namespace."""
    found = {}
    for path, methods in paths.items():
        post = methods.get("post", {})
        gvk = post.get("x-kubernetes-group-version-kind")
        body = next((each for each in post.get("parameters", []) if each.get("in") == "body"), None)
        if not gvk or not body or path.count("{") > 1 or "{name}" in path:
            continue
        version = f"{gvk['group']}/{gvk['version']}" if gvk["group"] else gvk["version"]
        name = body["schema"].get("$ref", "").rsplit("/", 1)[-1]
        found[f"{version} {gvk['kind']}"] = (name, "/namespaces/{namespace}/" in path)
    return found


def reachable(names: set[str], definitions: dict[str, Any]) -> set[str]:
    """The definitions that `names` lead to."""
    seen: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += [ref.rsplit("/", 1)[1] for ref in re.findall(r'"\$ref": "([^"]+)"', json.dumps(definitions[name]))]
    return seen


def release(version: str) -> tuple[dict[str, tuple[str, bool]], dict[str, Any], set[str]]:
    """Kinds, definitions and the kinds that are off by default of one release."""
    with module(version) as files:
        root = f"k8s.io/kubernetes@v{version}"
        api = json.loads(files.read(f"{root}/api/openapi-spec/swagger.json"))
        source = files.read(f"{root}/pkg/generated/openapi/zz_generated.openapi.go").decode()
    kinds = served(api["paths"])
    stable = {kind: value for kind, value in kinds.items() if _STABLE.fullmatch(kind.split(" ")[0].split("/")[-1])}
    definitions = api["definitions"]
    kept = {name: slim(definitions[name]) for name in reachable({name for name, _ in stable.values()}, definitions)}
    kept |= {name: schema for name, schema in _SPECIAL.items() if name in kept}
    by_function = {function_of(name): name for name in kept}
    for function, name, of_items, words in enums(source):
        schema = kept.get(by_function.get(function, ""), {}).get("properties", {}).get(name)
        target = schema.get("items") if schema is not None and of_items else schema
        if target is not None:
            target["enum"] = words
    return stable, kept, set(kinds) - set(stable)


def build() -> dict[str, Any]:
    """All minors in one: each definition with the minors in which it reads so."""
    kinds: dict[str, Any] = {}
    off: dict[str, list[str]] = {}
    definitions: dict[str, list[list[Any]]] = {}
    for version in PATCHES:
        minor = version.rsplit(".", 1)[0]
        stable, kept, unserved = release(version)
        for kind, (name, namespaced) in sorted(stable.items()):
            kinds.setdefault(kind, {"definition": name, "namespaced": namespaced, "minors": []})["minors"].append(minor)
        for kind in sorted(unserved):
            off.setdefault(kind, []).append(minor)
        for name, schema in sorted(kept.items()):
            variants = definitions.setdefault(name, [])
            same = next((variant for variant in variants if variant[1] == schema), None)
            if same:
                same[0].append(minor)
            else:
                variants.append([[minor], schema])
    return {"patches": PATCHES, "kinds": kinds, "off_by_default": off, "definitions": definitions}


if __name__ == "__main__":
    text = json.dumps(build(), separators=(",", ":"), sort_keys=True)
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
