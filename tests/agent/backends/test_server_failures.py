"""Model servers that fail: each failure is a ModelError with its code, and quotes nothing of the claim."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from backend_parts import NAME_SCHEMA, SMALL, Play, Stage, as_json, free_port, some_settings

from agent.backends import open_model
from agent.backends.ollama import SETTING, Ollama
from agent.backends.server import ModelServer
from pipelines.errors import ModelError, OperatorError
from pipelines.ports import Prompt

PROMPT = Prompt("system", "Ingrid Halvorsen, KX-4471", "the name", NAME_SCHEMA, max_tokens=20)
GOOD = '{"name": "Ingrid"}'
SHOWN = {"modelfile": f"# made\nFROM /models/blobs/sha256-{SMALL.sha256}\nTEMPLATE x\n", "model_info": {}}
CHAT = {"message": {"content": GOOD}, "done": True, "done_reason": "stop", "prompt_eval_count": 9, "eval_count": 4}
COMPLETION = {"choices": [{"message": {"content": GOOD}, "finish_reason": "stop"}]}
HTML = (200, {"Content-Type": "text/html"}, b"<html>Ingrid Halvorsen, KX-4471</html>")


def _ollama(stage: Callable[[Play], Stage], reply: Any, shown: Any = None) -> tuple[Stage, Any]:
    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        if asked.path == "/api/show":
            return as_json(shown or SHOWN)
        return reply if isinstance(reply, tuple) else as_json(reply)

    server = stage(play)
    return server, some_settings(backend="ollama", ollama_url=server.url)


FAILURES = [
    ({**CHAT, "done_reason": None}, "no_finish"),
    ({name: CHAT[name] for name in CHAT if name != "done_reason"}, "no_finish"),
    ({**CHAT, "done_reason": "length"}, "truncated"),
    ({**CHAT, "done_reason": "load"}, "no_finish"),
    ({**CHAT, "message": {"content": '{\n "name":' + "\n \t" * 50}}, "invalid_answer"),
    ({**CHAT, "message": {"content": '{"surname": "Halvorsen"}'}}, "invalid_answer"),
    ({"models": []}, "invalid_answer"),
    (HTML, "invalid_answer"),
    ((200, {}, b"[]"), "invalid_answer"),
    (as_json({"error": "model 'Ingrid' not found"}, 404), "missing_model"),
    (as_json({"error": "the input length exceeds the context length: Ingrid"}, 400), "truncated"),
    (as_json({"error": "llama runner has crashed on Ingrid"}, 500), "unreachable"),
    ((503, {}, b"busy with Ingrid"), "unreachable"),
]


@pytest.mark.parametrize(("reply", "code"), FAILURES)
def test_a_failing_ollama_is_a_model_error(stage: Callable[[Play], Stage], reply: Any, code: str) -> None:
    _, settings = _ollama(stage, reply)

    with pytest.raises(ModelError) as caught:
        open_model(settings).answer(PROMPT)

    assert caught.value.code == code
    assert not any(word in str(caught.value) for word in ("Ingrid", "Halvorsen", "KX-4471"))


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (as_json({"choices": [{"message": {"content": GOOD}, "finish_reason": "length"}]}), "truncated"),
        (as_json({"choices": [{"message": {"content": GOOD}, "finish_reason": None}]}), "no_finish"),
        (as_json({"object": "list"}), "invalid_answer"),
        (HTML, "invalid_answer"),
        (as_json({"error": {"message": "maximum context length is 4096: Ingrid"}}, 400), "truncated"),
        (as_json({"error": {"message": "The model `m` does not exist."}}, 404), "missing_model"),
        (as_json({"error": {"message": "Invalid API Key"}}, 401), "unreachable"),
        (as_json({"error": {"message": "context canceled"}}, 500), "unreachable"),
    ],
)
def test_a_failing_openai_server_is_a_model_error(stage: Callable[[Play], Stage], reply: Any, code: str) -> None:
    server = stage(lambda asked: reply)

    with pytest.raises(ModelError) as caught:
        open_model(some_settings(backend="openai", openai_url=f"{server.url}/v1")).answer(PROMPT)

    assert caught.value.code == code
    assert "Ingrid" not in str(caught.value)


def test_a_whole_answer_is_taken(stage: Callable[[Play], Stage]) -> None:
    server, settings = _ollama(stage, CHAT)
    model = open_model(settings)

    assert model.answer(PROMPT).data == {"name": "Ingrid"}
    assert model.sha256 == SMALL.sha256
    sent = json.loads(server.asked[-1].body)
    assert sent["options"] == {"num_ctx": 2048, "num_predict": 20, "temperature": 0, "seed": 0}
    assert (sent["truncate"], sent["shift"], sent["stream"]) == (False, False, False)
    assert sent["format"] == NAME_SCHEMA


def test_the_openai_key_and_model_are_sent(stage: Callable[[Play], Stage]) -> None:
    server = stage(lambda asked: as_json(COMPLETION))
    settings = some_settings(
        backend="openai", openai_url=f"{server.url}/openai/v1", openai_model="claims-7b", openai_api_key="sesame"
    )

    assert open_model(settings).answer(PROMPT).data == {"name": "Ingrid"}
    assert server.asked[0].path == "/openai/v1/chat/completions"
    assert server.asked[0].headers["Authorization"] == "Bearer sesame"
    assert json.loads(server.asked[0].body)["model"] == "claims-7b"


@pytest.mark.parametrize("backend", ["ollama", "openai"])
def test_nobody_at_the_address(backend: str) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    with pytest.raises(ModelError, match=f"LODGE_{backend.upper()}_URL") as caught:
        open_model(some_settings(backend=backend, ollama_url=url, openai_url=url)).answer(PROMPT)

    assert caught.value.code == "unreachable"


def test_a_server_that_is_silent_too_long(stage: Callable[[Play], Stage]) -> None:
    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        if asked.path == "/api/chat":
            time.sleep(1)
        return as_json(SHOWN | CHAT)

    server = ModelServer(stage(play).url, SETTING, (), read_seconds=0.2)

    with pytest.raises(ModelError, match="in time") as caught:
        Ollama(server, "tiny", context_tokens=2048).answer(PROMPT)
    assert caught.value.code == "unreachable"


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "qwen3-coder:480b-cloud", "glm-4.6:cloud"])
def test_a_cloud_model_is_refused_by_its_name(stage: Callable[[Play], Stage], name: str) -> None:
    server, settings = _ollama(stage, CHAT)

    with pytest.raises(OperatorError, match="cloud"):
        open_model(settings.model_copy(update={"model": name}))
    assert server.asked == []


@pytest.mark.parametrize("fact", ["remote_host", "remote_model"])
def test_a_cloud_model_under_another_name_is_refused(stage: Callable[[Play], Stage], fact: str) -> None:
    server, settings = _ollama(stage, CHAT, {**SHOWN, fact: "https://ollama.com:443"})

    with pytest.raises(OperatorError, match="cloud"):
        open_model(settings)
    assert [asked.path for asked in server.asked] == ["/api/show"]


@pytest.mark.parametrize(
    ("shown", "sha256", "context_tokens"),
    [
        (SHOWN, SMALL.sha256, 2048),
        ({"modelfile": "FROM base:latest\n", "model_info": {"qwen2.context_length": 32768}}, "", 2048),
        ({"model_info": {"gemma3.context_length": 1024}}, "", 1024),
        ({"modelfile": f"FROM /a/sha256-{'a' * 64}\nFROM /a/sha256-{'b' * 64}\n"}, "", 2048),
    ],
)
def test_what_the_server_tells_of_a_model(
    stage: Callable[[Play], Stage], shown: dict[str, Any], sha256: str, context_tokens: int
) -> None:
    _, settings = _ollama(stage, CHAT, shown)
    model = open_model(settings)

    assert (model.sha256, model.context_tokens) == (sha256, context_tokens)
