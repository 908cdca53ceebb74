"""`lodge deploy`: every command teaches, prints JSON, and ends with the right code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge_deploy.commands import COMMANDS, deploy
from pipelines.errors import OperatorError, UsageError

needs_kubectl = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not here: overlays need it.")
ROWS = "site,host\nleeds,claims.leeds.example\nyork,claims.york.example\n"


def call(*words: str | Path) -> Result:
    result = CliRunner().invoke(deploy, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_help_names_the_commands_that_are_there_and_each_teaches() -> None:
    listed = call("--help").output
    for name in ("render", "status", "doctor", "certificate"):
        assert name in listed
        assert f"lodge deploy {name}" in call(name, "--help").output


def test_a_command_whose_module_is_not_there_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "later", "edge_deploy.commands.later")
    assert "later" not in call("--help").output
    assert call("later").exit_code == 2


@needs_kubectl
def test_render_tells_what_changed_what_is_left_over_and_what_it_removed(tmp_path: Path) -> None:
    sites, out = tmp_path / "sites.csv", tmp_path / "out"
    sites.write_text(ROWS)
    assert json.loads(call("render", sites, "--out", out, "--json").output)["changed"] == ["leeds", "york"]
    assert "0 sites changed, 2 as they were." in call("render", sites, "--out", out).output
    sites.write_text(ROWS.partition("york")[0])
    assert "left over  york" in call("render", sites, "--out", out).output
    assert (out / "york").exists()
    assert "removed  york" in call("render", sites, "--out", out, "--prune").output
    assert not (out / "york").exists()
    assert sorted(path.name for path in (out / "leeds").iterdir()) == ["lodge.yaml", "site.yaml"]


@needs_kubectl
def test_one_site_file_says_nothing_of_other_sites(tmp_path: Path) -> None:
    sites, out = tmp_path / "sites.csv", tmp_path / "out"
    sites.write_text(ROWS)
    call("render", sites, "--out", out)
    assert "left over" not in call("render", out / "leeds" / "site.yaml", "--out", out).output
    with pytest.raises(UsageError, match="--prune needs a table"):
        call("render", out / "leeds" / "site.yaml", "--out", out, "--prune")


@needs_kubectl
def test_karmada_policies_are_written_on_demand(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text(ROWS)
    call("render", tmp_path / "sites.csv", "--out", tmp_path / "out", "--karmada")
    assert "OverridePolicy" in (tmp_path / "out" / "york" / "karmada.yaml").read_text()


def test_render_without_words_says_how_to_begin() -> None:
    with pytest.raises(UsageError, match="lodge deploy render --example"):
        call("render")


def test_certificate_makes_once_and_says_so(tmp_path: Path) -> None:
    words = ("certificate", "--host", "claims.leeds.example", "--out", tmp_path / "tls")
    assert json.loads(call(*words, "--json").output)["made"] == ["ca", "certificate"]
    assert "Nothing to make" in call(*words).output
    with pytest.raises(UsageError, match="is no host's name"):
        call("certificate", "--host", "Claims Leeds", "--out", tmp_path / "tls")


def test_doctor_looks_at_another_root_and_fails_where_there_is_nothing(tmp_path: Path) -> None:
    result = call("doctor", "--root", tmp_path, "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert not found["healthy"]
    assert {line["name"] for line in found["checks"]} >= {"k3s", "disk encryption", "inbox", "weights"}
    assert "fail" in call("doctor", "--root", tmp_path).output


def test_doctor_wants_the_site_beside_the_manifests(tmp_path: Path) -> None:
    (tmp_path / "lodge.yaml").write_text("kind: X\n")
    with pytest.raises(UsageError, match=r"site\.yaml is missing"):
        call("doctor", "--rendered", tmp_path / "lodge.yaml")


def test_status_refuses_what_holds_no_manifests_and_a_kubeconfig_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("kubernetes", reason="The Kubernetes client is not installed (extra deploy).")
    rendered = tmp_path / "lodge.yaml"
    rendered.write_text("- 1\n")
    with pytest.raises(OperatorError, match="holds no manifests"):
        call("status", "--rendered", rendered)
    rendered.write_text("{apiVersion: v1, kind: Namespace, metadata: {name: lodge}}\n")
    with pytest.raises(OperatorError, match="kubeconfig cannot be used"):
        call("status", "--rendered", rendered, "--kubeconfig", tmp_path / "none")
