"""LangExtract is asked in its own manner, and what it found becomes fields."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from baseline_types import BOAT

from agent.settings import load_settings
from evals.baselines.langextract_ollama import LangExtract, as_said, classes, example, missing, place
from pipelines.claim_types import CLAIM_TYPES, ClaimType
from pipelines.errors import OperatorError
from pipelines.readers import read


@pytest.mark.parametrize("claim_type", CLAIM_TYPES.values(), ids=lambda claim_type: claim_type.name)
def test_the_example_is_of_the_claim_type_and_stands_in_its_own_text(claim_type: ClaimType) -> None:
    told = example(claim_type)
    assert all(claim_type.spec(name) and said in told["text"] for name, said in told["said"])


def test_a_column_is_a_class_of_its_own() -> None:
    named = [line.removeprefix("- ").partition(":")[0].partition(" ")[0] for line in classes(BOAT).splitlines()]
    assert named[-2:] == ["sails.sail", "sails.price"]
    assert "loss_description" not in named


def test_extractions_become_fields_and_rows() -> None:
    said = [
        ("policy_number", "A 1"), ("policy_number", "B 2"), ("sails.sail", "jib"), ("sails.price", "$90"),
        ("sails.sail", "genoa"), ("made_up", "x"),
    ]  # fmt: skip
    assert as_said(said, BOAT) == {
        "policy_number": "A 1",
        "made_up": "x",
        "sails": [{"sail": "jib", "price": "$90"}, {"sail": "genoa"}],
    }


def test_where_it_is_not_installed_the_line_says_how(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="pip install langextract=="):
        LangExtract(tmp_path, "http://127.0.0.1:9", "m")
    assert str(tmp_path) in missing(tmp_path)


@pytest.fixture
def server() -> Iterator[tuple[str, list[Any]]]:
    """An Ollama that says the same to everything, and what it was asked."""
    asked: list[Any] = []
    said = [{"policy_number": "AB-77-1"}, {"estimate_amount": "$90.00"}, {"insured_name": "Nobody Here"}]
    answer = json.dumps({"response": json.dumps({"extractions": said}), "done": True}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *words: Any) -> None:
            """Say nothing."""

    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}", asked
    found.shutdown()
    thread.join()
    found.server_close()


def test_the_library_itself_asks_and_drops_what_stands_nowhere(server: tuple[str, list[Any]]) -> None:
    url, asked = server
    cache = load_settings().cache
    if not place(cache).exists():
        pytest.skip(missing(cache))
    library = LangExtract(cache, url, "qwen2.5-coder:0.5b")
    documents = read(b"Policy AB-77-1. The jib was torn: $90.00.", lambda: str(uuid4())).documents
    found = library.ask(BOAT, documents, date(2026, 3, 2))
    library.close()
    assert found == {"policy_number": "AB-77-1", "estimate_amount": "90.00"}
    assert asked[0]["format"] == "json" and asked[0]["options"]["num_ctx"] == 8192
    assert asked[0]["options"]["temperature"] == 0
