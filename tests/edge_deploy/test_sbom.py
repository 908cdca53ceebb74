"""The bill of materials: valid CycloneDX 1.6, whole, with hashes, and the same when it is made again."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from agent import __version__
from agent.backends.catalogue import CATALOGUE
from edge_deploy.images.locking import read_lock
from edge_deploy.licences import PROJECT, read_project
from edge_deploy.sbom import main, release_bill

pytestmark = pytest.mark.skipif(
    not (PROJECT / "requirements.lock").is_file(), reason="requirements.lock is not part of the wheel"
)
AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return release_bill(*read_project(), AT)


def parts(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {part["bom-ref"]: part for part in made["components"]}


def test_it_is_of_the_official_schema(made: dict[str, Any]) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json")
    schema = pytest.importorskip("cyclonedx.schema")
    judge = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert judge.validate_str(json.dumps(made)) is None
    made = {**made, "components": [{**made["components"][0], "type": "thing"}]}
    assert judge.validate_str(json.dumps(made)) is not None, "the schema takes anything"


def test_every_pin_of_the_lock_is_in_it_with_the_lock_s_own_hashes(made: dict[str, Any]) -> None:
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock, re.M))
    found = {(part["name"], part["version"]) for ref, part in parts(made).items() if ref.startswith("pkg:pypi/")}
    assert found == pins
    hashes = {one["content"] for part in made["components"] for one in part["hashes"]}
    assert set(re.findall(r"sha256:([0-9a-f]{64})", lock)) <= hashes
    for ref, part in parts(made).items():
        assert part["licenses"] and part["hashes"] and part["purl"], ref


def test_every_model_of_the_catalogue_is_in_it_by_its_hash(made: dict[str, Any]) -> None:
    models = [part for part in made["components"] if part["type"] == "machine-learning-model"]
    assert {part["hashes"][0]["content"] for part in models} == {weights.sha256 for weights in CATALOGUE.values()}


def test_it_says_what_it_is_the_bill_of(made: dict[str, Any]) -> None:
    itself = made["metadata"]["component"]
    assert (itself["name"], itself["type"], itself["purl"]) == ("lodge", "application", f"pkg:pypi/lodge@{__version__}")
    assert itself["supplier"]["name"] and itself["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert made["metadata"]["timestamp"] == AT.isoformat()


def test_the_graph_holds_every_part_and_is_reached_from_lodge(made: dict[str, Any]) -> None:
    graph = {node["ref"]: node["dependsOn"] for node in made["dependencies"]}
    root = made["metadata"]["component"]["bom-ref"]
    assert set(graph) == {root, *parts(made)}
    reached, waiting = set(), [root]
    while waiting:
        if (ref := waiting.pop()) not in reached:
            reached.add(ref)
            waiting += graph[ref]
    assert reached == set(graph)


def test_scopes_tell_what_is_shipped(made: dict[str, Any]) -> None:
    scopes = {part["name"]: part["scope"] for part in made["components"]}
    assert (scopes["click"], scopes["xllamacpp"], scopes["pytest"]) == ("required", "optional", "excluded")


def test_a_package_with_two_pins_is_two_parts_and_needed_as_both(tmp_path: Path) -> None:
    lock = (
        "numpy==2.4.6 ; python_full_version < '3.12' \\\n    --hash=sha256:" + "a" * 64 + "\n    # via\n"
        "    #   lodge (pyproject.toml)\n    #   shapely\n"
        "numpy==2.5.5 ; python_full_version >= '3.12' \\\n    --hash=sha256:" + "b" * 64 + "\n    # via shapely\n"
        "shapely==2.2.0 \\\n    --hash=sha256:" + "c" * 64 + "\n    # via lodge (pyproject.toml)\n"
    )
    project = {
        "name": "lodge", "version": "1", "license": "Apache-2.0", "description": "",
        "dependencies": ["numpy", "shapely"],
    }  # fmt: skip
    made = release_bill(read_lock(lock), project, AT)
    graph = {node["ref"]: node["dependsOn"] for node in made["dependencies"]}
    assert graph["pkg:pypi/shapely@2.2.0"] == ["pkg:pypi/numpy@2.4.6", "pkg:pypi/numpy@2.5.5"]
    marker = parts(made)["pkg:pypi/numpy@2.4.6"]["properties"]
    assert marker == [{"name": "lodge:only-where", "value": "python_full_version < '3.12'"}]


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    bills = []
    for name in ("one.json", "two.json"):
        result = CliRunner().invoke(main, ["--epoch", "1795392000", "--out", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        bills.append((tmp_path / name).read_bytes())
    assert bills[0] == bills[1]
    other = json.loads(CliRunner().invoke(main, env={"SOURCE_DATE_EPOCH": "1795478400"}).stdout)
    assert other["metadata"]["timestamp"] != json.loads(bills[0])["metadata"]["timestamp"]
