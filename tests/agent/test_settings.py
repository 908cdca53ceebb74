"""Settings: environment over file over default, and faults that say what to do."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agent import __version__
from agent.settings import PREFIX, TRACING_VARIABLES, Settings, load_settings, refuse_tracing
from pipelines.errors import OperatorError


def test_the_environment_stands_over_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "lodge.toml").write_text('model = "from-file"\nthreads = 3\nsite_networks = ["10.1.0.0/16"]\n')
    settings = load_settings(environ={"LODGE_HOME": str(tmp_path), "LODGE_MODEL": "from-environment"})
    assert (settings.model, settings.threads, settings.backend) == ("from-environment", 3, "auto")
    assert settings.site_networks == ("10.1.0.0/16",)
    assert settings.inbox == tmp_path / "inbox"


def test_a_home_that_is_named_stands_over_the_environment(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"LODGE_HOME": "/elsewhere"}).home == tmp_path


def test_every_setting_has_a_description_and_a_twin_that_is_read(tmp_path: Path) -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
    twins = {"MAX_PAGES": "7", "KEEP_ORIGINALS": "true", "SITE_NETWORKS": "10.0.0.0/8, ::1/128"}
    settings = load_settings(tmp_path, {PREFIX + name: value for name, value in twins.items()})
    assert (settings.max_pages, settings.keep_originals) == (7, True)
    assert settings.site_networks == ("10.0.0.0/8", "::1/128")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LODGE_SETTLE_SECONDS", "maybe", "LODGE_SETTLE_SECONDS has the value 'maybe'"),
        ("LODGE_BACKEND", "oracle", "it must be one of: auto, llamacpp, ollama, openai, openvino, scripted"),
        ("LODGE_TIME_ZONE", "Mars/North", "America/Chicago"),
        ("LODGE_SITE_NETWORKS", "the office", "10.20.0.0/16"),
        ("LODGE_MAX_ATTEMPTS", "0", "greater than or equal to 1"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_must_be(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(OperatorError, match=name) as caught:
        load_settings(tmp_path, {name: value})
    assert said in str(caught.value)


def test_a_key_is_never_quoted(tmp_path: Path) -> None:
    (tmp_path / "lodge.toml").write_text("openai_api_key = 17\n")
    with pytest.raises(OperatorError) as caught:
        load_settings(tmp_path, {})
    assert "openai_api_key" in str(caught.value)
    assert "17" not in str(caught.value)


def test_a_misspelt_setting_of_the_file_is_named_with_the_right_one(tmp_path: Path) -> None:
    (tmp_path / "lodge.toml").write_text("setle_seconds = 3\n")
    with pytest.raises(OperatorError, match="settle_seconds"):
        load_settings(tmp_path, {})


def test_variables_that_the_system_makes_up_are_left_alone(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"LODGE_SERVICE_HOST": "10.0.0.1"}).home == tmp_path


@pytest.mark.parametrize("name", TRACING_VARIABLES)
@pytest.mark.parametrize("value", ["true", "True", "1", "yes", "on", "anything"])
def test_tracing_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(OperatorError, match=rf"{name} is set.*upload"):
        refuse_tracing({name: value})


@pytest.mark.parametrize("value", ["", "false", "0", "No", "off"])
def test_tracing_that_is_off_is_no_reason_to_refuse(value: str) -> None:
    refuse_tracing(dict.fromkeys(TRACING_VARIABLES, value))


def test_the_version_that_reports_tell_is_the_projects() -> None:
    project = Path(__file__).parents[2] / "pyproject.toml"
    if not project.exists():
        pytest.skip("the tests run against an installed wheel")
    assert tomllib.loads(project.read_text())["project"]["version"] == __version__
