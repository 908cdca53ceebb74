"""`lodge deploy validate`: correct overlays pass on every minor, and each planted fault is named."""

from __future__ import annotations

import copy
import functools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from faults import FAULTS, Planted
from hypothesis import given, settings
from hypothesis import strategies as st

import edge_deploy
from edge_deploy.commands.validate import validate
from edge_deploy.validating.checking import check_set
from edge_deploy.validating.definitions import Definitions
from edge_deploy.validating.documents import DocumentError, read_documents
from edge_deploy.validating.manifests import Manifest
from edge_deploy.validating.rules import RULES
from edge_deploy.validating.scene import Options
from edge_deploy.validating.schemas import minors
from edge_deploy.validating.sets import ManifestSet, find_sets
from edge_deploy.validating.structure import Structure
from pipelines.errors import UsageError

PROJECT = Path(edge_deploy.__file__).parents[1]
DOCS = PROJECT / "docs"
OVERLAYS = PROJECT / "edge_deploy" / "kustomize" / "overlays"
CRDS = PROJECT.parent / "shared" / "crds"

WRONG = [None, [], {}, "x", 5, True, [None], ["a"], {"a": 1}, [[1]], [{"name": []}]]
PAIRS = zip("abcdefgh", "bcdefghi", strict=True)
NINEFOLD = [f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in PAIRS]
BOMB = "\n".join(["a: &a [x,x,x,x,x,x,x,x,x]", *NINEFOLD])

needs_kubectl = pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
needs_crds = pytest.mark.skipif(not CRDS.is_dir(), reason="the definitions of other projects lie beside the project")


@functools.cache
def overlay(name: str) -> list[dict[str, Any]]:
    [found] = find_sets([str(OVERLAYS / name)])
    return [manifest.body for manifest in found.manifests]


@functools.cache
def definitions() -> Definitions:
    return Definitions.of_folders([CRDS])


def faults_of(objects: list[dict[str, Any]]) -> list[str]:
    found = ManifestSet("test", [Manifest("test.yaml", body) for body in objects], [])
    return [fault.line() for fault in check_set(found, minors(), definitions(), Options()).faults]


@functools.cache
def usual(name: str) -> set[str]:
    """What an overlay is told as it stands: nothing, or the test of all overlays fails."""
    return set(faults_of(overlay(name)))


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(validate, [*arguments], input=text)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_four_minors_are_known() -> None:
    assert minors() == ("1.34", "1.35", "1.36", "1.37")


@needs_kubectl
@needs_crds
def test_every_overlay_passes_on_every_minor() -> None:
    code, said = run(str(OVERLAYS), "--crds", str(CRDS))
    assert code == 0, said
    assert "Kubernetes 1.34, 1.35, 1.36, 1.37: 0 faults" in said


@needs_crds
def test_examples_of_other_projects_pass_their_schemas() -> None:
    code, said = run(str(CRDS / "examples"), "--crds", str(CRDS), "--schemas-only")
    assert code == 0, said


@needs_kubectl
@needs_crds
@pytest.mark.parametrize("planted", FAULTS, ids=str)
def test_a_planted_fault_is_named(planted: Planted) -> None:
    objects = overlay(planted.overlay)
    lines = set(faults_of(planted.plant(objects))) - usual(planted.overlay)
    assert any(f"({planted.rule}" in line for line in lines), "\n".join(sorted(lines)) or "nothing was said"
    assert all("\n" not in line for line in lines)


TAKEN_OUT = {
    "NetworkPolicy/default-deny": "network.default_deny",
    "NetworkPolicy/agent-to-fleet": "network.host_alias",
    "ConfigMap/lodge-settings": "reference.missing",
    "ServiceAccount/lodge": "reference.missing",
    "PriorityClass/lodge": "reference.missing",
    "PersistentVolume/lodge-inbox": "reference.missing",
    "PersistentVolumeClaim/lodge-models": "reference.missing",
    "Service/lodge": "reference.missing",
    "Service/lodge-review": "reference.missing",
    "StatefulSet/lodge": "service.selects_nothing",
    "Namespace/lodge": "namespace.made",
}


@needs_kubectl
@needs_crds
@pytest.mark.parametrize("name", TAKEN_OUT)
def test_an_object_that_is_taken_out_is_missed(name: str) -> None:
    objects = [each for each in overlay("embedded") if f"{each['kind']}/{each['metadata']['name']}" != name]
    assert len(objects) == len(overlay("embedded")) - 1
    assert any(f"({TAKEN_OUT[name]}" in line for line in faults_of(objects)), faults_of(objects)


@needs_kubectl
def test_faults_end_with_one_and_speak_json(tmp_path: Path) -> None:
    objects = next(each for each in FAULTS if each.rule == "pod.privileged").plant(overlay("embedded"))
    file = tmp_path / "leeds.yaml"
    file.write_text(yaml.safe_dump_all(objects))
    code, said = run(str(file))
    assert code == 1
    assert "leeds.yaml: StatefulSet/lodge/lodge agent: privileged is true" in said
    code, said = run(str(file), "--json", "--kubernetes", "1.37")
    report = json.loads(said)
    assert code == 1 and report["kubernetes"] == ["1.37"]
    assert [fault["rule"] for fault in report["faults"]] == ["pod.privileged"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no object"),
        (b"# nothing\n---\n", "holds no object"),
        (b"a: 1\na: 2\n", "stands twice"),
        (b"kind: [\n", "not YAML"),
        (b"a:\n\t- b\n", "not YAML"),
        (b"\x89PNG\0\0", "binary"),
        (b"\xff\xfe\xfa", "not UTF-8"),
        (b"just words", "not an object"),
        (b"- 1\n- 2\n", "not an object"),
        (b"apiVersion: v1\nmetadata: {name: a}\n", "has no kind"),
        (b"kind: ConfigMap\nmetadata: {name: a}\n", "has no apiVersion"),
        (b"kind: ConfigMap\napiVersion: v1\n", "has no metadata"),
        (b"a: !!python/object/apply:os.system [ls]\n", "not YAML"),
        (b"a: &a [*a]\n", "contains itself"),
        (b"a: .nan\n", "no number"),
        (b"1: a\n", "a key is not text"),
        (b"[" * 5000, "not YAML"),
        (BOMB.encode(), "anchors"),
        (b"apiVersion: v1\nkind: List\nitems: [{kind: Pod}]\n", "item 1: has no apiVersion"),
    ],
)  # fmt: skip
def test_bad_text_is_one_clear_line(data: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(data)
    code, said = run(str(file))
    lines = said.splitlines()
    assert code == 1 and words in said and len(lines) == 2, said


def test_a_list_is_taken_apart(tmp_path: Path) -> None:
    item = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a", "namespace": "b"}, "data": {"a": 1}}
    file = tmp_path / "list.yaml"
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": [item]}))
    code, said = run(str(file))
    assert code == 1 and "ConfigMap/b/a: data.a is a number (1), not text" in said


@pytest.mark.parametrize("arguments", [["nowhere.yaml"], [".", "--kubernetes", "1.12"], [".", "--network", "x"]])
def test_wrong_words_are_a_usage_error(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError):
        run(*arguments)


def test_an_engines_kind_is_counted_without_definitions_and_refused_with_them(tmp_path: Path) -> None:
    file = tmp_path / "queue.yaml"
    file.write_text(
        "apiVersion: kueue.x-k8s.io/v1beta2\nkind: LocalQueue\nmetadata: {name: a, namespace: b}\nspec: {}\n"
    )
    code, said = run(str(file))
    assert code == 0 and "not checked: 1 LocalQueue.kueue.x-k8s.io" in said and "1 not checked" in said
    crds = tmp_path / "crds"
    crds.mkdir()
    definition = {"group": "x.example", "scope": "Namespaced", "names": {"kind": "A", "plural": "as"}, "versions": []}
    body = {"kind": "CustomResourceDefinition", "metadata": {"name": "as.x.example"}, "spec": definition}
    (crds / "a.yaml").write_text(yaml.safe_dump(body))
    code, said = run(str(file), "--crds", str(crds))
    assert code == 1 and "has no schema here" in said


@pytest.mark.parametrize(
    ("value", "schema", "right"),
    [
        ({"a": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}}, True),
        ({"b": 1}, {"type": "object", "properties": {"a": {"type": "integer"}}}, False),
        ({"b": 1}, {"type": "object", "x-kubernetes-preserve-unknown-fields": True}, True),
        ({"b": 1}, {"type": "object"}, False),
        ({"b": 1}, {"type": "object", "additionalProperties": {"type": "string"}}, False),
        (80, {"x-kubernetes-int-or-string": True}, True),
        ("http", {"x-kubernetes-int-or-string": True}, True),
        (1.5, {"x-kubernetes-int-or-string": True}, False),
        (True, {"type": "integer"}, False),
        (None, {"type": "string", "nullable": True}, True),
        (None, {"type": "string"}, False),
        ({}, {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "default": "x"}}}, True),
        ({}, {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}, False),
        ("b", {"type": "string", "enum": ["a"]}, False),
        ("x1", {"type": "string", "pattern": "^[a-z]+$"}, False),
        (5, {"type": "integer", "maximum": 4}, False),
        ([], {"type": "array", "minItems": 1}, False),
        (
            {"a": "", "b": ""},
            {"additionalProperties": True, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
            False,
        ),
        ({"a": ""}, {"additionalProperties": True, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, True),
    ],
)
def test_the_dialect_of_custom_resources(value: Any, schema: dict[str, Any], right: bool) -> None:
    found = list(Structure(lambda name: {}, null_is_absent=False).check(value, schema, "spec"))
    assert (not found) == right, found


def test_a_date_stays_text_and_an_old_octal_is_a_number() -> None:
    assert list(read_documents(b"a: 2026-01-31\nmode: 0440\n")) == [{"a": "2026-01-31", "mode": 0o440}]
    with pytest.raises(DocumentError):
        list(read_documents(b"a: *b\n"))


def test_every_rule_has_one_id_and_a_sentence() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids) and all(rule.asks.endswith(".") for rule in RULES)


@needs_kubectl
@needs_crds
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_no_value_of_a_wrong_type_ends_a_check(data: st.DataObject) -> None:
    objects = list(overlay(data.draw(st.sampled_from(["ollama-cpu", "kueue"]))))
    number = data.draw(st.integers(0, len(objects) - 1))
    path = data.draw(st.sampled_from([path for path in places(objects[number]) if len(path) > 1]))
    objects[number] = place = copy.deepcopy(objects[number])
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = data.draw(st.sampled_from(WRONG))
    assert all(line.startswith("test.yaml: ") for line in faults_of(objects))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from places(part, (*path, step))


@pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not part of the wheel")
def test_the_docs_list_every_rule() -> None:
    page = (DOCS / "validate.md").read_text()
    assert not [rule.id for rule in RULES if f"| {rule.id} | {rule.asks} |" not in page]
