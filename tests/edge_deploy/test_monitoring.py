"""The monitoring overlay asks only for what Lodge really serves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from branch import branch_settings

import edge_deploy
from agent.metrics import expose, registry_of
from agent.site import init_home, open_site

OVERLAY = Path(edge_deploy.__file__).parent / "kustomize" / "overlays" / "monitoring"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all metrics that a branch serves, with the endings that Prometheus sees."""
    settings = branch_settings(tmp_path_factory.mktemp("home"))
    init_home(settings)
    with open_site(settings) as site:
        families = re.findall(r"^# TYPE (\S+) (\S+)$", expose(registry_of(site)).decode(), re.MULTILINE)
    return {name for name, _ in families}


def _names(expression: str) -> set[str]:
    return set(re.findall(r"\b((?:lodge|process)_[a-z_]+)\b(?=[{\[ )])", expression + " "))


def _rules() -> list[dict[str, Any]]:
    document = yaml.safe_load((OVERLAY / "rules.yaml").read_text())
    return [rule for group in document["spec"]["groups"] for rule in group["rules"]]


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule["alert"])
def test_an_alert_asks_for_what_is_served_and_says_what_to_do(rule: dict[str, Any], served: set[str]) -> None:
    names = _names(rule["expr"])
    assert names
    assert names <= served
    assert set(rule["annotations"]) == {"summary", "description"}
    assert rule["labels"]["severity"] in ("info", "warning", "critical")


def test_the_dashboard_asks_for_what_is_served(served: set[str]) -> None:
    board = json.loads((OVERLAY / "dashboard.json").read_text())
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    for expression in asked:
        assert _names(expression), expression
        assert _names(expression) <= served, expression
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
