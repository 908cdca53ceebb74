"""The command line: what it prints, how it ends, and what it never says."""

import json
import os
import stat
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from lodge_cli import Cli, lodge_cli

from agent.cli import GROUP
from agent.settings import TRACING_VARIABLES
from sample_claims import DOCUMENTS, POLICIES

CANARY = "Zebedee-Quux"
SERVERS = {"review", "fleet", "user"}  # other files' tests look after these


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    return lodge_cli(home, monkeypatch)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command of Lodge that does something, with the words that call it."""
    stack: list[tuple[str, click.Command]] = [
        (point.name, point.load()) for point in entry_points(group=GROUP) if point.name not in SERVERS
    ]
    while stack:
        name, command = stack.pop()
        if isinstance(command, click.Group):
            stack += [(f"{name} {sub}", one) for sub, one in command.commands.items()]
        else:
            yield name, command


def test_all_commands_are_there(run: Cli) -> None:
    listed = run("--help").output
    for name in "init doctor run check list show review policies user summary send models demo eval fleet".split():
        assert f"\n  {name} " in listed


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_every_command_teaches(name: str, command: click.Command) -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"--json", "--home"} <= options
    assert command.help and command.help[0].isupper()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts} has no help"


@pytest.mark.parametrize("name", ["init", "doctor", "run", "check", "list", "show", "summary", "send", "demo", "eval"])
def test_help_tells_an_example_and_exit_codes(run: Cli, name: str) -> None:
    text = run(name, "--help").output
    assert f"  lodge {name}" in text or "lodge run --once" in text or "lodge --home" in text
    assert "Exit codes: 0" in text
    assert "LODGE_" in text


@pytest.mark.parametrize("variable", TRACING_VARIABLES)
@pytest.mark.parametrize(
    "arguments", [("check", "x.pdf"), ("run", "--once"), ("eval",), ("demo", "--once"), ("list",), ("show", "abcdef12")]
)
def test_commands_that_read_documents_refuse_tracing(
    run: Cli, arguments: tuple[str, ...], variable: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    run("init")
    monkeypatch.setenv(variable, "true")
    result = run(*arguments)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"lodge: {variable} is set")
    assert result.stdout == ""


@pytest.mark.parametrize("value", ["", "false", "0"])
def test_tracing_that_is_off_is_no_tracing(run: Cli, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    monkeypatch.setenv("LANGSMITH_TRACING", value)
    assert run("list").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("check", "{tmp}/Zebedee-Quux.pdf"), 2, "FILE 1 does not exist."),
        (("check", str(DOCUMENTS / "none"), "{tmp}"), 2, "FILE 1 does not exist."),
        (("check", "{tmp}"), 2, "FILE 1 is a folder"),
        (("list",), 3, "lodge init"),
        (("run", "--once"), 3, "lodge init"),
        (("show", "abcdef12"), 3, "lodge init"),
        (("summary",), 3, "lodge init"),
        (("send",), 3, "lodge init"),
        (("policies", "import", "{tmp}/Zebedee-Quux.csv"), 3, "lodge init"),
        (("check", "--backend", "abacus", "{here}"), 3, "LODGE_BACKEND has the value 'abacus'"),
        (("eval", "--cases", "{tmp}"), 2, "no document with a truth"),
        (("eval", "--cases", "{tmp}", "--seed", "1"), 2, "not both"),
        (("eval", "--kinds", "tablet"), 2, "no case of the kind tablet"),
        (("models", "pull", "abacus"), 2, "no model 'abacus'"),
    ],
)
def test_what_a_person_can_mend_is_one_line(
    run: Cli, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    here = str(DOCUMENTS.parent / "policies.csv")
    result = run(*(part.format(tmp=tmp_path, here=here) for part in arguments))
    assert result.exit_code == code
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("lodge: ")
    assert words in result.stderr
    assert CANARY not in result.stderr + result.stdout


def test_a_file_that_is_too_large(run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LODGE_MAX_FILE_MB", "1")
    path = tmp_path / f"{CANARY}.txt"
    path.write_bytes(b"x" * ((1 << 20) + 1))
    result = run("check", path)
    assert (result.exit_code, CANARY in result.stderr) == (2, False)
    assert "FILE 1 is larger than 1 MB" in result.stderr


def test_a_wrong_setting_is_named_with_its_value(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LODGE_MAX_PAGES", "many")
    result = run("init")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "LODGE_MAX_PAGES has the value 'many'" in result.stderr


def test_a_home_that_cannot_be_made(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("--home", tmp_path / "file" / "home", "init")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_cannot_be_written_to(run: Cli, home: Path) -> None:
    run("init")
    home.chmod(0o500)
    try:
        result = run("run", "--once")
        assert result.exit_code == 3 and "cannot be written to" in result.stderr
    finally:
        home.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / f"{CANARY}.txt"
    path.write_text("x")
    path.chmod(0)
    result = run("check", path)
    assert (result.exit_code, "cannot be read" in result.stderr, CANARY in result.stderr) == (2, True, False)


def test_init_makes_a_home_for_its_owner_alone_and_may_be_repeated(run: Cli, home: Path) -> None:
    first, second = json.loads(run("init", "--json").stdout), json.loads(run("init", "--json").stdout)
    assert first == second
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert Path(first["inbox"]).is_dir()


def test_the_home_option_goes_before_the_environment_and_leaves_it_alone(run: Cli, tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other"
    for arguments in (("--home", other, "init", "--json"), ("init", "--json", "--home", other)):
        assert json.loads(run(*arguments).stdout)["home"] == str(other)
    assert os.environ["LODGE_HOME"] == str(home)
    assert not home.exists()


def test_doctor(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    sick = run("doctor", "--json")
    assert sick.exit_code == 1
    states = {line["name"]: line for line in json.loads(sick.stdout)["checks"]}
    assert states["home"]["state"] == "fail" and "lodge init" in states["home"]["remedy"]
    run("init")
    well = run("doctor", "--json")
    states = {line["name"]: line["state"] for line in json.loads(well.stdout)["checks"]}
    assert well.exit_code == 0 and "fail" not in states.values()
    assert {states["policies"], states["users"]} == {"warn"}
    run("policies", "import", POLICIES)
    assert " in the register" in run("doctor").stdout


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (lambda home: (home / "inbox").rmdir(), "inbox"),
        (lambda home: (home / "lodge.sqlite").write_bytes(b"not a database at all, but long enough" * 9), "sqlite"),
        (lambda home: home.chmod(0o755), "home"),
    ],
)
def test_doctor_sees_what_is_wrong(run: Cli, home: Path, spoil, name: str) -> None:
    run("init")
    spoil(home)
    states = {line["name"]: line for line in json.loads(run("doctor", "--json").stdout)["checks"]}
    assert states[name]["state"] in ("warn", "fail")
    assert states[name]["remedy"]


def test_doctor_fails_on_tracing(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    result = run("doctor")
    assert result.exit_code != 0
    assert "LANGCHAIN_TRACING_V2" in result.stdout + result.stderr


def test_models_list(run: Cli) -> None:
    rows = json.loads(run("models", "list", "--json").stdout)
    assert {row["name"] for row in rows} == {"qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"}
    assert all(len(row["sha256"]) == 64 for row in rows)


def test_weights_that_are_missing_are_not_verified(run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LODGE_CACHE", str(tmp_path / "cache"))
    result = run("models", "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verified"] is False


def test_policies(run: Cli, tmp_path: Path) -> None:
    run("init")
    imported = run("policies", "import", POLICIES, "--json")
    assert imported.exit_code == 0
    count = json.loads(imported.stdout)["policies"]
    assert count > 0 and json.loads(run("policies", "count", "--json").stdout) == {"policies": count}
    bad = tmp_path / "bad.csv"
    bad.write_text(f"policy number,insured,effective date\nAP-1,Ann,2026-01-02\nAP-2,Bo,{CANARY}\n")
    partly = run("policies", "import", bad)
    assert partly.exit_code == 1 and "line 3" in partly.stderr and CANARY not in partly.stderr
