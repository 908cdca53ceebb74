"""The baseline stays as it is, and runs on a real Ollama."""

from datetime import date
from uuid import uuid4

import pytest
from baseline_types import BOAT

from agent.backends.ollama import ollama_tag
from agent.settings import load_settings
from evals.baselines.ollama_format import OPTIONS, OllamaFormat, digest, request, values_of
from evals.baselines.serving import OllamaServer, give_model
from pipelines.claim import Document
from pipelines.errors import ModelError, OperatorError
from pipelines.readers import read

SMALL = "qwen2.5-coder-0.5b"
LETTER = "Policy KX-204-118. My name is Orla Fennimore. On February 27, 2026 a storm tore the jib, which cost $90.00."
DAY = date(2026, 3, 2)


def test_it_is_frozen() -> None:
    """Figures of two benches can be compared only where the baseline is the same: a new one is a new name."""
    assert digest(BOAT) == "4b899b4e233cebc814bbd6a0ba92f879ad412755d72561c971a7413ca630d004"


def test_what_is_the_same_for_all_claims_of_a_type_comes_first() -> None:
    one, other = (request("m", BOAT, (a_letter(text),), DAY) for text in ("one text", "another"))
    assert one["messages"][0] == other["messages"][0]
    assert one["messages"][1] != other["messages"][1]
    assert one["format"] == other["format"]
    assert OPTIONS["temperature"] == 0


@pytest.mark.ollama
def test_a_real_server_answers_within_the_schema() -> None:
    settings = load_settings()
    try:
        server = OllamaServer(settings.cache)
    except OperatorError as error:
        pytest.skip(str(error))
    with server:
        try:
            give_model(SMALL, server, settings)
        except ModelError as error:
            pytest.skip(str(error))
        baseline = OllamaFormat(server.url, ollama_tag(SMALL))
        letter = a_letter(LETTER)
        reply = baseline.ask(BOAT, (letter,), DAY)
        baseline.close()
    values = values_of(reply, BOAT, (letter,), DAY)
    assert values["policy_number"] == "KX-204-118"
    assert not reply.cut
    assert reply.prompt_tokens > 0
    assert reply.prefill_seconds > 0
    assert reply.decode_seconds > 0


def a_letter(text: str) -> Document:
    return read(text.encode(), lambda: str(uuid4())).documents[0]
