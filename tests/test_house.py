"""The house: who may import whom, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import agent
import pipelines

# Where the code under test lies: the checkout, or the place the wheel was installed to.
HOUSE = Path(pipelines.__file__).parent.parent
WINGS = ("pipelines", "agent", "fleet", "edge_deploy", "evals", "sample_claims")
FLEET_MAY = ("pipelines.privacy.summary", "pipelines.errors", "pipelines.disclosure")
DEPLOY_MAY = ("agent.settings", "agent.backends.weights", "agent.backends.catalogue", "pipelines.errors")


def modules(wing: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((HOUSE / wing).rglob("*.py")):
        yield ".".join(path.relative_to(HOUSE).with_suffix("").parts), path


def imports(path: Path) -> set[str]:
    """Everything of our own house that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{path} imports relatively; write the whole name")
    return {name for name in found if name.split(".")[0] in (*WINGS, "tests")}


def allowed(wing: str, name: str) -> bool:
    top = name.split(".")[0]
    if top == wing:
        return True
    if wing == "fleet":
        return name == "pipelines.privacy" or name.startswith(FLEET_MAY) or name == "pipelines"
    if wing == "edge_deploy":
        return name in ("agent", "agent.backends", "pipelines") or name.startswith(DEPLOY_MAY)
    downwards = {
        "pipelines": (),
        "agent": ("pipelines",),
        "sample_claims": ("pipelines",),
        "evals": ("pipelines", "agent", "fleet", "edge_deploy", "sample_claims"),
    }
    return top in downwards[wing]


@pytest.mark.parametrize("wing", WINGS)
def test_imports_point_down_only(wing: str) -> None:
    wrong = [
        f"{module} imports {name}"
        for module, path in modules(wing)
        for name in sorted(imports(path))
        if not allowed(wing, name)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_rule_itself_sees_an_upward_import(tmp_path: Path) -> None:
    module = tmp_path / "bad.py"
    module.write_text("def f():\n    from agent.store import Store\n")
    assert not allowed("pipelines", "agent.store")
    assert "agent.store" in imports(module)
    assert not allowed("fleet", "pipelines.claim")
    assert not allowed("fleet", "agent.store")


def test_pipelines_know_no_database_network_clock_or_environment() -> None:
    forbidden = {"sqlite3", "sqlite_utils", "socket", "httpx", "requests", "urllib.request", "time", "os", "subprocess"}
    wrong = []
    for module, path in modules("pipelines"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            wrong += [f"{module} imports {name}" for name in names if name in forbidden]
            is_clock = isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
            if is_clock and isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date"):
                wrong.append(f"{module} reads the clock")
    assert not wrong, "\n".join(wrong)


def test_files_can_be_read_in_one_sitting() -> None:
    long = [
        f"{module}: {lines} lines"
        for wing in WINGS
        for module, path in modules(wing)
        if (lines := len(path.read_text().splitlines())) > 400
    ]
    assert not long, "\n".join(long)


def test_the_house_under_test_is_the_installed_one() -> None:
    assert Path(agent.__file__).parent.parent == HOUSE
