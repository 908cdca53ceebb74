"""Which engine a site gets, and that asking for one loads no other."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from backend_parts import NAME_SCHEMA, SMALL, Play, Stage, as_json, free_port, some_settings

from agent.backends import BACKENDS, llamacpp, open_model
from agent.backends.ollama import Ollama, has_model
from agent.backends.scripted import Scripted
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Prompt

PROMPT = Prompt("system", "Dear Sirs, I am Ann.", "the name", NAME_SCHEMA)


def _ollama_with(*names: str) -> Play:
    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        return as_json({"models": [{"name": name} for name in names], "modelfile": ""})

    return play


def test_auto_takes_ollama_where_it_has_the_model(stage: Callable[[Play], Stage]) -> None:
    server = stage(_ollama_with("other:7b", SMALL.ollama_tag))

    model = open_model(some_settings(ollama_url=server.url))

    assert isinstance(model, Ollama)
    assert model.name == SMALL.ollama_tag


@pytest.mark.parametrize("names", [(), ("other:7b",), ("qwen2.5-coder:1.5b",)])
def test_auto_takes_the_embedded_engine_where_ollama_lacks_the_model(
    stage: Callable[[Play], Stage], names: tuple[str, ...], tmp_path: Path
) -> None:
    server = stage(_ollama_with(*names))

    with pytest.raises(ModelError, match=f"lodge models pull {SMALL.name}"):
        open_model(some_settings(ollama_url=server.url, cache=tmp_path))


def test_auto_takes_the_embedded_engine_where_nobody_answers(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    with pytest.raises(ModelError, match=f"lodge models pull {SMALL.name}"):
        open_model(some_settings(ollama_url=url, cache=tmp_path))


def test_a_name_of_ollamas_own_is_used_as_it_is(stage: Callable[[Play], Stage]) -> None:
    server = stage(_ollama_with("claims:latest"))
    settings = some_settings(ollama_url=server.url, model="claims")

    assert has_model(settings, seconds=5)
    assert open_model(settings).name == "claims"


def test_an_unknown_backend_is_refused() -> None:
    settings = some_settings().model_copy(update={"backend": "telepathy"})

    with pytest.raises(OperatorError, match=f"'telepathy'.*auto, {', '.join(BACKENDS)}"):
        open_model(settings)


def test_importing_the_backends_imports_no_engine() -> None:
    code = "import sys, agent.backends; print([m for m in ('xllamacpp', 'ollama', 'httpx') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "some.gguf").write_bytes(b"GGUF")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)

    with pytest.raises(OperatorError, match=r"lodge\[llamacpp\]"):
        llamacpp.open_llamacpp(some_settings(model=str(tmp_path / "some.gguf")))


@pytest.mark.model
def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "some.gguf").write_bytes(b"GGUF of nothing")

    with pytest.raises(OperatorError, match="cannot load"):
        llamacpp.open_llamacpp(some_settings(model=str(tmp_path / "some.gguf")))


def test_the_scripted_backend_without_a_script_says_nothing() -> None:
    model = open_model(some_settings(backend="scripted"))

    assert model.answer(PROMPT).data == {"name": None}


def test_the_scripted_backend_follows_its_file(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps([{"when": "I am Ann", "answer": {"name": "Ann"}}]))
    model = open_model(some_settings(backend="scripted", script=script))

    assert model.answer(PROMPT).data == {"name": "Ann"}
    assert model.answer(Prompt("system", "nobody", "the name", NAME_SCHEMA)).data == {"name": None}
    assert len(model.sha256) == 64


@pytest.mark.parametrize("text", ["{", "{}", '[{"when": "x"}]', "[1]"])
def test_a_script_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "script.json").write_text(text)

    with pytest.raises(OperatorError, match="LODGE_SCRIPT"):
        open_model(some_settings(backend="scripted", script=tmp_path / "script.json"))


def test_a_scripted_model_keeps_its_prompts_and_raises_its_errors() -> None:
    model = Scripted([{"name": "Ann"}, "no JSON", ModelError("no_finish", "It stopped.")])

    assert model.answer(PROMPT).data == {"name": "Ann"}
    with pytest.raises(ModelError, match="not JSON"):
        model.answer(PROMPT)
    with pytest.raises(ModelError, match="stopped"):
        model.answer(PROMPT)
    with pytest.raises(AssertionError, match="more often"):
        model.answer(PROMPT)
    assert model.history == [PROMPT] * 4
