"""The closed list of messages: what fits, what does not, and that no free text has a place in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipelines import claim
from pipelines.claim_types.schema import LINES_OF_BUSINESS
from pipelines.errors import OperatorError
from pipelines.privacy import summary, summary_words
from pipelines.privacy.summary import (
    Backlog,
    SiteReport,
    decode,
    decode_batch,
    encode,
    encode_batch,
    json_schema,
)

ROOT = Path(__file__).parents[3]
HOUR = datetime(2026, 5, 2, 13, tzinfo=UTC)


def report(**changes: Any) -> SiteReport:
    """A report as a site would send it, with `changes`."""
    given: dict[str, Any] = {
        "message_id": str(uuid4()),
        "site_id": str(uuid4()),
        "sequence": 1,
        "period_start": HOUR,
        "period_end": HOUR + timedelta(hours=1),
        "processed": [
            {"line": "property", "outcome": "review", "count": 3},
            {"line": "auto", "outcome": "review", "count": 2},
        ],
        "findings": [{"topic": "dates", "severity": "warning", "count": 4}],
        "seconds": [{"band": "5_to_15", "count": 5}],
        "documents": [{"format": "pdf", "count": 5}],
        "backlog": {"waiting": 0, "review": 5, "quarantine": 0, "outbox": 1},
        "backend": "llamacpp",
        "version": "0.1.0",
    }
    return SiteReport.model_validate(given | changes)


def others() -> list[summary.Message]:
    """One message of every other kind."""
    ids = {"message_id": str(uuid4()), "site_id": str(uuid4())}
    return [
        summary.ClaimSummary(
            **ids,
            release_id=str(uuid4()),
            line=summary.Line.HEALTH,
            tier=summary.Tier.SIMPLE,
            outcome=summary.Outcome.REVIEW,
            seconds=summary.SecondsBand.UNDER_1,
            topics=(summary.Topic.MONEY, summary.Topic.DATES),
        ),
        summary.Checkpoint(**ids, chain_id=str(uuid4()), entries=7, head="0a" * 32),
        summary.Enrolment(**ids, public_key="A" * 43 + "=", token="t" * 43),
        summary.Acknowledgement(**ids, accepted=(str(uuid4()),)),
    ]


def strings(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema that admits a string, with its place; and, as such, every schema that admits anything at all."""
    if isinstance(node, list):
        for index, part in enumerate(node):
            yield from strings(part, f"{path}[{index}]")
    elif isinstance(node, dict):
        if node.get("type") == "string" or "string" in node.get("type", ()):
            yield path, node
        for key, part in node.items():
            yield from strings(part, f"{path}.{key}")


def test_no_string_is_free() -> None:
    found = dict(strings(json_schema()))
    assert len(found) > 10
    free = [path for path, node in found.items() if not {"enum", "const", "pattern"} & set(node)]
    assert free == []
    loose = [path for path, node in found.items() if "pattern" in node and ".*" in node["pattern"]]
    assert loose == []


def test_every_object_is_closed_and_every_number_bounded() -> None:
    parts = json_schema()["$defs"]
    for name, part in parts.items():
        if part["type"] == "object":
            assert part["additionalProperties"] is False, name
            for attribute, node in part["properties"].items():
                assert {"type", "$ref", "anyOf"} & set(node), f"{name}.{attribute} admits anything"
                assert node.get("type") not in ("number", "object"), f"{name}.{attribute}"
                assert node.get("type") != "integer" or {"const", "maximum"} & set(node), f"{name}.{attribute}"


def test_the_walk_finds_a_free_string() -> None:
    schema = json_schema()
    schema["$defs"]["Backlog"]["properties"]["note"] = {"type": "string"}
    assert any(not {"enum", "const", "pattern"} & set(node) for _, node in strings(schema))


@pytest.mark.skipif(not (ROOT / "docs").exists(), reason="The docs are not beside these tests: no checkout.")
def test_the_schema_in_docs_is_current() -> None:
    command = [sys.executable, "-m", "pipelines.privacy.summary"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = (ROOT / "docs" / "summary.schema.json").read_text(encoding="utf-8")
    assert kept == printed, "stale: run python -m pipelines.privacy.summary > docs/summary.schema.json"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (summary.Line, LINES_OF_BUSINESS),
        (summary.Outcome, claim.Outcome),
        (summary.Verdict, claim.Verdict),
        (summary.Severity, claim.Severity),
        (summary.Tier, claim.Tier),
    ],
)
def test_words_are_those_of_the_claim(here: type[StrEnum], there: Any) -> None:
    assert [str(word) for word in here] == [str(word) for word in there]


def test_the_module_pulls_no_claim_in() -> None:
    code = "import sys, pipelines.privacy.summary; print([m for m in sys.modules if m.startswith('pipelines')])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    allowed = {"pipelines", "pipelines.errors", "pipelines.privacy", "pipelines.privacy.summary"}
    allowed |= {"pipelines.privacy.summary_words"}
    assert set(json.loads(out.replace("'", '"'))) == allowed


@pytest.mark.parametrize(
    ("rule", "topic"),
    [
        ("dates.loss_after_received", "dates"),
        ("extraction.truncated", "extraction"),
        ("custom.anything", "custom"),
        ("acme_fraud_desk.jane_doe", "custom"),
        ("DATES.x", "custom"),
        ("", "custom"),
    ],
)
def test_topic_of(rule: str, topic: str) -> None:
    assert summary_words.topic_of(rule) == topic


@pytest.mark.parametrize(("line", "counted"), [("auto", "auto"), (None, "other"), ("marine", "other")])
def test_line_of(line: str | None, counted: str) -> None:
    assert summary_words.line_of(line) == counted


def test_messages_come_back_as_they_went() -> None:
    for message in [report(), *others()]:
        assert decode(encode(message)) == message


def test_equal_counts_have_one_encoding() -> None:
    first = report()
    second = report(message_id=first.message_id, site_id=first.site_id, processed=list(reversed(first.processed)))
    assert encode(first) == encode(second)
    eastern = HOUR.astimezone(timezone(timedelta(hours=-5)))
    third = report(message_id=first.message_id, site_id=first.site_id, period_start=eastern)
    assert encode(first) == encode(third)


@pytest.mark.parametrize(
    "changes",
    [
        {"note": "Jane Roe"},
        {"message_id": "Jane Roe"},
        {"message_id": "6fa459ea-ee8a-3ca4-894e-db77e160355e"},  # a uuid3 is derived from a name
        {"message_id": str(uuid4()).upper()},
        {"site_id": f"{uuid4()}\n"},
        {"sequence": -1},
        {"sequence": 10**10},
        {"sequence": True},
        {"sequence": "1"},
        {"version": "0.1.0-jane"},
        {"backend": "vllm"},
        {"protection": "dp"},
        {"period_start": HOUR.replace(minute=1)},
        {"period_start": HOUR.replace(tzinfo=None)},
        {"period_end": HOUR - timedelta(hours=1)},
        {"processed": [{"line": "marine", "outcome": "review", "count": 1}]},
        {"processed": [{"line": "auto", "outcome": "review", "count": 1}] * 2},
        {"findings": [{"topic": "dates", "severity": "note", "count": 1, "message": "x"}]},
        {"kind": "free_text"},
    ],
)
def test_what_does_not_fit_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        report(**changes)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"kind":"site_report"}',
        b"[" * 100_000,
        b" " * 70_000,
    ],
)
def test_decode_refuses_what_is_no_message(body: bytes) -> None:
    with pytest.raises(OperatorError):
        decode(body)


def test_decode_takes_the_one_encoding_only() -> None:
    data = encode(report())
    for other in (data + b" ", data.replace(b":", b": ", 1), b'{"version":"9.9.9",' + data[1:]):
        with pytest.raises(OperatorError):
            decode(other)


@given(st.text(min_size=12, max_size=40))
def test_an_error_never_quotes_what_was_sent(secret: str) -> None:
    data = json.loads(encode(report()))
    for changed in (data | {"backend": secret}, data | {secret: 1}, data | {"kind": secret}, {secret: secret}):
        with pytest.raises(OperatorError) as caught:
            decode(json.dumps(changed).encode())
        assert secret not in str(caught.value)


def test_a_batch_comes_back_as_it_went() -> None:
    messages = [encode(report()), *map(encode, others())]
    assert decode_batch(encode_batch(messages)) == messages
    assert decode_batch(encode_batch([])) == []


def test_a_batch_wraps_nothing_else() -> None:
    with pytest.raises(OperatorError):
        encode_batch([b'{"name":"Jane Roe"}'])
    with pytest.raises(OperatorError):
        encode_batch([encode(report())] * (summary.MAX_BATCH_MESSAGES + 1))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b'{"messages":[1]}',
        b'{"messages":"x"}',
        b'{"messages":[],"x":1}',
        b'{"messages": []}',
        b"{" * 9000,
    ],
)
def test_decode_batch_refuses_what_is_no_batch(body: bytes) -> None:
    with pytest.raises(OperatorError):
        decode_batch(body)


def test_messages_are_not_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        report().backlog.review = 0  # type: ignore[misc]
    assert isinstance(report().backlog, Backlog)
