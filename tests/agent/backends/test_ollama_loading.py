"""Weights into an Ollama server: over loopback as it speaks, and into a real one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from backend_parts import MODELFILE, SMALL, Play, Stage, as_json, free_port, some_settings, tiny_weights
from click.testing import CliRunner

from agent.backends.catalogue import CATALOGUE
from agent.backends.ollama import open_ollama
from agent.backends.ollama_loading import STOP, TEMPLATE, load_into_ollama
from agent.cli import lodge
from pipelines.errors import LodgeError, ModelError, OperatorError, UsageError

DATA = bytes(range(256)) * 1000  # 256 kB: several chunks
SHA256 = hashlib.sha256(DATA).hexdigest()
BLOB = f"/api/blobs/sha256:{SHA256}"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds the weights of "tiny"."""
    monkeypatch.setitem(CATALOGUE, "tiny", tiny_weights(DATA, "http://127.0.0.1:9/tiny.gguf"))
    place = tmp_path / "cache" / "weights" / f"{SHA256}.gguf"
    place.parent.mkdir(parents=True)
    place.write_bytes(DATA)
    return tmp_path / "cache"


def _ollama(has_blob: bool = False, steps: Any = ({"status": "parsing GGUF"}, {"status": "success"})) -> Play:
    """What a real server answers to the three requests."""

    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        if asked.path == BLOB:
            right = hashlib.sha256(asked.body).hexdigest() == SHA256
            return (200 if has_blob else 404) if asked.method == "HEAD" else (201 if right else 400), {}, b""
        assert (asked.method, asked.path) == ("POST", "/api/create")
        return 200, {"Content-Type": "application/x-ndjson"}, b"".join(json.dumps(s).encode() + b"\n" for s in steps)

    return play


@pytest.mark.parametrize("has_blob", [False, True])
def test_the_weights_are_sent_once_and_made_a_model(
    cache: Path, stage: Callable[[Play], Stage], has_blob: bool
) -> None:
    server, heard = stage(_ollama(has_blob)), []

    sent = load_into_ollama("tiny", some_settings(cache=cache, ollama_url=server.url), heard.append)

    assert sent is not has_blob
    assert [one.method for one in server.asked if one.path == BLOB] == (["HEAD"] if has_blob else ["HEAD", "POST"])
    assert heard == ([] if has_blob else sorted(heard)) and heard[-1:] == ([] if has_blob else [len(DATA)])
    assert json.loads(server.asked[-1].body) == {
        "model": "tiny:latest",
        "stream": True,
        "files": {f"{SHA256}.gguf": f"sha256:{SHA256}"},
        "template": TEMPLATE,
        "parameters": {"stop": list(STOP)},
    }


def _page(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "text/html"}, b"<html>"


@pytest.mark.parametrize(
    ("play", "code", "words"),
    [
        (_ollama(steps=({"status": "parsing GGUF"}, {"error": "no space left\non device"})), "unreachable", "no space"),
        (_ollama(steps=({"status": "parsing GGUF"},)), "unreachable", "not say that it was done"),
        (_ollama(steps=("what?",)), "invalid_answer", "not an Ollama server"),
        (_page, "invalid_answer", "not an Ollama server"),
        (lambda asked: as_json({"error": "broken"}, 500), "unreachable", "not well"),
        (lambda asked: (302, {"Location": "http://192.0.2.1/"}, b""), "unreachable", "not well"),
        (
            lambda asked: (404, {}, b"") if asked.method == "HEAD" else as_json({"error": "disk is full"}, 500),
            "unreachable",
            "disk is full",
        ),
    ],
)
def test_a_server_that_fails_is_one_line(
    cache: Path, stage: Callable[[Play], Stage], play: Play, code: str, words: str
) -> None:
    with pytest.raises(ModelError) as caught:
        load_into_ollama("tiny", some_settings(cache=cache, ollama_url=stage(play).url), lambda done: None)

    assert caught.value.code == code
    assert words in str(caught.value) and "LODGE_OLLAMA_URL" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "name", "error", "words"),
    [
        ({}, "gpt-99", UsageError, "no model 'gpt-99'"),
        ({}, SMALL.name, ModelError, f"lodge models pull {SMALL.name}"),
        ({"ollama_url": f"http://127.0.0.1:{free_port()}"}, "tiny", ModelError, "No Ollama server answers"),
        ({"ollama_url": "http://192.0.2.7:11434"}, "tiny", OperatorError, "LODGE_SITE_NETWORKS"),
    ],
)
def test_what_is_missing_or_outside_is_told_before_anything_is_sent(
    cache: Path, changes: dict[str, Any], name: str, error: type[LodgeError], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_into_ollama(name, some_settings(cache=cache, **changes), lambda done: None)


def test_the_command_says_what_ollama_has(
    cache: Path, stage: Callable[[Play], Stage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LODGE_CACHE", str(cache))
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    words = ["models", "to-ollama", "tiny", "--url", stage(_ollama()).url]

    asked_json, plain = CliRunner().invoke(lodge, [*words, "--json"]), CliRunner().invoke(lodge, words)

    assert json.loads(asked_json.stdout) == {
        "name": "tiny",
        "sha256": SHA256,
        "ollama_tag": "tiny:latest",
        "sent": True,
    }
    assert plain.stdout == "Ollama has tiny as tiny:latest.\n"
    outside = CliRunner().invoke(lodge, [*words[:-1], "http://192.0.2.7"])
    assert (outside.exit_code, outside.stderr.count("\n")) == (3, 1)


@pytest.mark.skipif(not MODELFILE.exists(), reason="edge_deploy/ is not all part of the wheel")
def test_the_layout_is_the_modelfiles() -> None:
    text = MODELFILE.read_text()
    assert re.findall(r'TEMPLATE """(.*?)"""', text, re.DOTALL) == [TEMPLATE]
    assert re.findall(r'^PARAMETER stop "(.*)"$', text, re.MULTILINE) == list(STOP)
    assert text.count("PARAMETER") == len(STOP)


@pytest.mark.ollama
def test_a_real_server_has_the_same_model_as_from_its_own_command(ollama_url: str) -> None:
    settings = some_settings(ollama_url=ollama_url)

    def shown() -> tuple[str, str]:
        body = httpx.post(f"{ollama_url}/api/show", json={"model": SMALL.ollama_tag}, trust_env=False).json()
        return body["template"], body["parameters"]

    by_command = shown()
    httpx.request("DELETE", f"{ollama_url}/api/delete", json={"model": SMALL.ollama_tag}, trust_env=False)
    heard: list[int] = []

    assert load_into_ollama(SMALL.name, settings, heard.append)
    assert heard[-1] == SMALL.size_bytes
    assert shown() == by_command
    assert not load_into_ollama(SMALL.name, settings, heard.append)
    model = open_ollama(settings)
    assert model.sha256 == SMALL.sha256
    model.close()
