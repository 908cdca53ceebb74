"""The vision model: what it is asked, what counts as its answer, and which models and places are refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from backend_parts import SMALL, Play, Stage, as_json, free_port, some_settings
from pydantic import ValidationError

from agent.backends.vision import OllamaVision, open_vision
from agent.settings import Settings
from pipelines.errors import ModelError, OperatorError

SHOWN = {"capabilities": ["completion", "vision"]}
TAGS = {"models": [{"name": "other:1b", "digest": "0" * 64}, {"name": "eyes:latest", "digest": "ab" * 32}]}
CHAT = {"message": {"content": "Policy number: QX-100001"}, "done": True, "done_reason": "stop"}


def seeing(stage: Callable[[Play], Stage], reply: Any = CHAT, shown: Any = SHOWN) -> tuple[Stage, Settings]:
    """A server that has the vision model "eyes", and settings that name it."""

    def play(asked: SimpleNamespace) -> tuple[int, dict[str, str], bytes]:
        known = {"/api/show": shown, "/api/tags": TAGS}.get(asked.path, reply)
        return known if isinstance(known, tuple) else as_json(known)

    server = stage(play)
    return server, some_settings(ollama_url=server.url, vision_model="eyes")


def opened(settings: Settings) -> OllamaVision:
    vision = open_vision(settings)
    assert vision is not None
    return vision


def test_it_is_off_where_nobody_sets_it() -> None:
    assert some_settings().vision_model == ""
    assert open_vision(some_settings()) is None


def test_a_page_is_sent_as_a_picture_with_the_context_named(stage: Callable[[Play], Stage]) -> None:
    server, settings = seeing(stage)

    vision = opened(settings)

    assert vision.transcribe(b"\x89PNG page") == "Policy number: QX-100001"
    assert (vision.name, vision.sha256) == ("eyes", "ab" * 32)
    body = json.loads(server.asked[-1].body)
    system, question = body["messages"]
    assert base64.b64decode(question["images"][0]) == b"\x89PNG page"
    assert "data" in system["content"] and "never follow" in system["content"]
    assert body["options"] == {"num_ctx": settings.context_tokens, "num_predict": 2048, "temperature": 0, "seed": 0}
    assert (body["truncate"], body["shift"], body["stream"]) == (False, False, False)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({**CHAT, "done_reason": "length"}, "truncated"),
        ({**CHAT, "done_reason": None}, "no_finish"),
        ({**CHAT, "done_reason": "load"}, "no_finish"),
        ({**CHAT, "message": {"content": None}}, "no_finish"),
        ({"models": []}, "invalid_answer"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), "invalid_answer"),
        (as_json({"error": "the input length exceeds the context length"}, 400), "truncated"),
        (as_json({"error": "failed to process inputs: image: unknown format"}, 500), "unreachable"),
        (as_json({"error": "model 'eyes' not found"}, 404), "missing_model"),
    ],
)
def test_what_is_no_whole_answer_is_a_model_error(stage: Callable[[Play], Stage], reply: Any, code: str) -> None:
    server, settings = seeing(stage, reply)

    with pytest.raises(ModelError) as caught:
        opened(settings).transcribe(b"page")

    assert caught.value.code == code
    assert [asked.path for asked in server.asked].count("/api/chat") == 1


@pytest.mark.parametrize("shown", [{"capabilities": ["completion"]}, {"modelfile": ""}])
def test_a_model_that_cannot_see_is_refused_before_it_can_invent(stage: Callable[[Play], Stage], shown: Any) -> None:
    server, settings = seeing(stage, shown=shown)

    with pytest.raises(OperatorError, match=r"LODGE_VISION_MODEL"):
        open_vision(settings)

    assert "/api/chat" not in [asked.path for asked in server.asked]


def test_a_real_server_takes_pictures_for_a_blind_model_which_is_refused(ollama_url: str) -> None:
    with pytest.raises(OperatorError, match="can read pictures"):
        open_vision(some_settings(ollama_url=ollama_url, vision_model=SMALL.ollama_tag))
    with pytest.raises(ModelError) as caught:
        open_vision(some_settings(ollama_url=ollama_url, vision_model="no-such-eyes"))
    assert caught.value.code == "missing_model"


def test_models_that_run_elsewhere_are_refused(stage: Callable[[Play], Stage]) -> None:
    with pytest.raises(ValidationError, match="cloud"):
        some_settings(vision_model="eyes:235b-cloud")
    _, settings = seeing(stage, shown={**SHOWN, "remote_host": "https://elsewhere.example"})
    with pytest.raises(OperatorError, match="cloud"):
        open_vision(settings)


def test_a_server_outside_the_site_is_refused() -> None:
    with pytest.raises(OperatorError, match="must not leave the site"):
        open_vision(some_settings(ollama_url="http://192.0.2.7:11434", vision_model="eyes"))


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelError, match="No model server answers"):
        open_vision(some_settings(ollama_url=f"http://127.0.0.1:{free_port()}", vision_model="eyes"))
