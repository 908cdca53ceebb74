"""Which engine a site chooses, and that the choice is taken, shown and forgotten where it holds no more."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from backend_parts import SMALL, a_cache, as_json, small_weights, some_settings
from click.testing import CliRunner

import agent.backends
from agent.backends import best_engine
from agent.backends.bench_text import claim_questions, letter
from agent.backends.benching import Measured, fastest
from agent.backends.chosen import Chosen, keep, kept
from agent.commands.models import models
from agent.settings import Settings
from agent.site import init_home
from agent.store import Store
from pipelines.errors import OperatorError

CHOSEN = Chosen("openvino", SMALL.name, "2031-03-09T08:00:00+00:00", {"llamacpp": 9.0, "openvino": 2.5})


def _site(home: Path, chosen: Chosen | None) -> Settings:
    settings = some_settings(home=home)
    init_home(settings)
    if chosen is not None:
        store = Store(settings.database)
        keep(store, chosen)
        assert kept(store) == chosen
        store.close()
    return settings


@pytest.mark.parametrize(
    ("chosen", "installed", "engine"),
    [
        (None, {"xllamacpp", "openvino"}, "llamacpp"),
        (None, {"openvino"}, "openvino"),
        (None, set(), "llamacpp"),  # opening it says how to install it
        (CHOSEN, {"xllamacpp", "openvino"}, "openvino"),
        (CHOSEN, {"xllamacpp"}, "llamacpp"),
        (replace(CHOSEN, engine="ollama"), {"xllamacpp"}, "llamacpp"),  # it does not answer
        (replace(CHOSEN, model="another"), {"xllamacpp", "openvino"}, "llamacpp"),
    ],
)
def test_the_measured_engine_is_taken_where_it_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Chosen | None, installed: set[str], engine: str
) -> None:
    monkeypatch.setattr(agent.backends, "find_spec", lambda name: name if name in installed else None)

    assert best_engine(_site(tmp_path / "home", chosen)) == engine


def test_a_chosen_ollama_is_taken_while_it_has_the_model(tmp_path: Path, stage: Any) -> None:
    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        return as_json({"models": [{"name": name} for name in names]})

    names = [SMALL.ollama_tag]
    settings = _site(tmp_path / "home", replace(CHOSEN, engine="ollama"))
    settings = settings.model_copy(update={"ollama_url": stage(play).url})

    assert best_engine(settings) == "ollama"
    names.clear()
    assert best_engine(settings) != "ollama"


@pytest.mark.parametrize(
    ("measured", "engine"),
    [
        ([], None),
        ([Measured("llamacpp", error="It has no weights.")], None),
        ([Measured("llamacpp", claim_seconds=9.0), Measured("ollama", error="?")], "llamacpp"),
        ([Measured("llamacpp", claim_seconds=9.0), Measured("openvino", claim_seconds=2.5)], "openvino"),
    ],
)
def test_the_fastest_is_the_one_with_the_fewest_seconds_a_claim(measured: list[Measured], engine: str | None) -> None:
    found = fastest(measured)

    assert (found and found.engine) == engine


def test_each_round_reads_another_letter() -> None:
    assert len({letter(number) for number in range(50)}) == 50
    assert all(prompt.prefix == letter(7) for prompt in claim_questions(letter(7)))


@pytest.mark.parametrize(
    ("chosen", "state", "words"),
    [
        (None, "ok", "not measured yet"),
        (CHOSEN, "ok", "openvino, measured 2031-03-09: openvino 2.5 s, llamacpp 9.0 s"),
        (replace(CHOSEN, model="another"), "warn", "but with another"),
        (replace(CHOSEN, engine="ollama"), "warn", "not here now"),
    ],
)
def test_doctor_tells_which_engine_why_and_since_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Chosen | None, state: str, words: str
) -> None:
    from agent.commands.doctor import _engine

    monkeypatch.setattr(agent.backends, "find_spec", lambda name: name)

    line = _engine(some_settings(), chosen)

    assert line.state == state
    assert words in line.seen


def test_without_any_engine_bench_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent.backends, "find_spec", lambda name: None)
    environment = {"LODGE_HOME": str(tmp_path), "LODGE_OLLAMA_URL": "http://127.0.0.1:9"}

    result = CliRunner().invoke(models, ["bench"], env=environment)

    assert isinstance(result.exception, OperatorError)
    assert "lodge[fast]" in str(result.exception)


@pytest.mark.model
@pytest.mark.slow
def test_bench_measures_what_is_here_and_keeps_the_fastest(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    pytest.importorskip("openvino")
    small_weights()
    settings = _site(tmp_path / "home", None)
    environment = {
        "LODGE_HOME": str(settings.home),
        "LODGE_CACHE": str(a_cache()),
        "LODGE_MODEL": SMALL.name,
        "LODGE_OLLAMA_URL": settings.ollama_url,
    }

    result = CliRunner().invoke(models, ["bench", "--rounds", "1", "--json"], env=environment)

    told = json.loads(result.output)
    assert result.exit_code == 0
    assert told["kept"]
    assert {row["engine"] for row in told["engines"]} == {"llamacpp", "openvino"}
    for row in told["engines"]:
        assert not row["error"]
        assert all(row[name] > 0 for name in ("load_seconds", "claim_seconds", "written_tokens_a_second", "peak_mb"))
    store = Store(settings.database)
    found = kept(store)
    store.close()
    assert found is not None
    assert found.engine == told["fastest"] == best_engine(settings)
