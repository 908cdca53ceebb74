"""A set of manifests, checked: schemas of each minor, definitions, then our own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edge_deploy.validating.definitions import Definitions, is_engine
from edge_deploy.validating.faults import Fault
from edge_deploy.validating.manifests import Manifest
from edge_deploy.validating.rules import RULES
from edge_deploy.validating.scene import Options, Scene
from edge_deploy.validating.schemas import OBJECT_META, Schemas, is_built_in
from edge_deploy.validating.sets import ManifestSet
from edge_deploy.validating.structure import Structure, Violation


@dataclass
class Report:
    """What was checked and what is wrong."""

    minors: tuple[str, ...]
    objects: int = 0
    faults: list[Fault] = field(default_factory=list)
    unchecked: Counter[str] = field(default_factory=Counter)  # kinds without a definition, and how many objects


def check_set(
    found: ManifestSet, minors: Sequence[str], crds: Definitions | None, options: Options, rules: bool = True
) -> Report:
    """Check one set; without `crds`, kinds of the known engines are counted instead of refused."""
    report = Report(tuple(minors), len(found.manifests), list(found.faults))
    definitions = (crds or Definitions()).with_those_of(found.manifests)
    for manifest in found.manifests:
        if is_built_in(manifest.group):
            report.faults += _built_in_faults(manifest, minors)
            continue
        custom = definitions.find(manifest.group, manifest.kind)
        if custom is None and crds is None and is_engine(manifest.group):
            report.unchecked[f"{manifest.kind}.{manifest.group}"] += 1
        else:
            report.faults += _custom_faults(manifest, definitions, crds is not None, minors[-1])
    if rules:
        scene = Scene(found.manifests, options)
        report.faults += [fault for rule in RULES for fault in rule.faults(scene)]
    else:
        report.faults = [fault for fault in report.faults if not fault.rule.startswith("object.")]
    report.faults = list(dict.fromkeys(report.faults))
    return report


def _built_in_faults(manifest: Manifest, minors: Sequence[str]) -> Iterator[Fault]:
    """The same fault in several minors is one, with those minors named where it is not all."""
    seen: dict[tuple[str, str], list[str]] = {}
    for minor in minors:
        for fault in _in_minor(manifest, Schemas(minor)):
            seen.setdefault(fault, []).append(minor)
    for (rule, text), where in seen.items():
        yield Fault(
            manifest.source, manifest.subject, "", text, rule, () if len(where) == len(minors) else tuple(where)
        )


def _in_minor(manifest: Manifest, schemas: Schemas) -> Iterator[tuple[str, str]]:
    found = schemas.find(manifest.api_version, manifest.kind)
    if found is None:
        yield "schema.not_served", schemas.why_not(manifest.api_version, manifest.kind)
        return
    for path, text in Structure(schemas.resolve, null_is_absent=True).check(manifest.body, found.schema):
        yield _rule_of(text), f"{path} {text}".strip()
    yield from _placed(manifest, found.namespaced)


def _custom_faults(manifest: Manifest, definitions: Definitions, asked: bool, minor: str) -> Iterator[Fault]:
    def fault(rule: str, text: str) -> Fault:
        return Fault(manifest.source, manifest.subject, "", text, rule)

    custom = definitions.find(manifest.group, manifest.kind)
    if custom is None:
        advice = "add its definition to the --crds folder" if asked else "name its definition with --crds"
        yield fault("schema.unknown_kind", f"{manifest.api_version} {manifest.kind} has no schema here; {advice}")
        return
    version = manifest.api_version.rpartition("/")[2]
    if version not in custom.versions:
        served = ", ".join(f"{manifest.group}/{each}" for each in custom.versions) or "none"
        yield fault("schema.not_served", f"apiVersion {manifest.api_version} is not served; these are: {served}")
        return
    schema = custom.versions[version]
    own = {"type": "object"} | {key: value for key, value in schema.items() if key != "properties"}
    own["properties"] = {"apiVersion": {}, "kind": {}, **schema.get("properties", {}), "metadata": {}}
    violations: list[Violation] = list(Structure(lambda name: {}, null_is_absent=False).check(manifest.body, own))
    schemas = Schemas(minor)
    meta = Structure(schemas.resolve, null_is_absent=True)
    violations += meta.check(manifest.body.get("metadata"), schemas.resolve(OBJECT_META), "metadata")
    yield from (fault(_rule_of(text), f"{path} {text}".strip()) for path, text in violations)
    yield from (fault(*placed) for placed in _placed(manifest, custom.namespaced))


def _rule_of(text: str) -> str:
    if text.startswith("is an unknown field"):
        return "schema.unknown_field"
    return "schema.required" if text.startswith("lacks ") else "schema.value"


def _placed(manifest: Manifest, namespaced: bool) -> Iterator[tuple[str, str]]:
    if namespaced and not manifest.namespace:
        yield "object.namespace", "metadata.namespace is missing, so it would land in default; write its namespace"
    if not namespaced and manifest.namespace:
        yield "object.namespace", f"metadata.namespace {manifest.namespace} on a {manifest.kind}, which lies in none"
