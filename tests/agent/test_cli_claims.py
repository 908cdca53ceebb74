"""The command line on real documents: what is read, what is stored, and what leaves."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lodge_cli import Cli, lodge_cli

from agent.settings import load_settings
from agent.site import open_site
from evals.serving import Served
from fleet.app import create_app
from fleet.store import Store as FleetStore
from sample_claims import DOCUMENTS, load_cases

CASES = load_cases(DOCUMENTS)
FORM = next(case for case in CASES if case.truth.kind == "digital_form" and case.path.suffix == ".pdf")
LETTER = next(case for case in CASES if case.truth.free_text and case.path.suffix == ".txt")
LOCKED = next(case for case in CASES if case.truth.outcome == "quarantine" and case.path.stat().st_size > 0)
CANARY = "Zebedee-Quux"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    return lodge_cli(home, monkeypatch)


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[tuple[FleetStore, str]]:
    """A real fleet server on loopback: its store, and its address."""
    store = FleetStore(tmp_path / "fleet.sqlite")
    with Served(create_app(store)) as served:
        yield store, served.url
    store.close()


def values_in(claim: dict[str, Any]) -> dict[str, Any]:
    return {path: field["value"] for path, field in claim["fields"].items()}


def test_check_prints_one_object(run: Cli) -> None:
    result = run("check", "--json", FORM.path)
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert set(found) == {"source", "documents", "claims"}
    assert set(found["source"]) == {"id", "sha256", "size", "received_at"}
    assert found["source"]["size"] == FORM.path.stat().st_size
    (claim,) = found["claims"]
    assert set(claim) == {
        "id", "claim_type", "fields", "findings", "triage", "decision", "seconds", "model",
    }  # fmt: skip
    assert claim["claim_type"] == FORM.truth.claim_type
    assert claim["seconds"] > 0
    assert set(claim["model"]) == {"name", "sha256"}
    assert claim["decision"]["outcome"] == "review"
    assert {reason["code"] for reason in claim["decision"]["reasons"]} >= {"certificate.none"}
    assert claim["triage"]["tier"] in ("simple", "standard", "complex", "severe")


def test_every_value_that_check_prints_has_evidence_in_a_document(run: Cli) -> None:
    found = json.loads(run("check", "--json", FORM.path).stdout)
    documents = {document["id"] for document in found["documents"]}
    fields = found["claims"][0]["fields"]
    assert len(fields) > 5
    for field in fields.values():
        assert set(field) >= {"value", "verbatim", "evidence", "read_by", "score", "grounding"}
        assert field["evidence"] and field["verbatim"].strip()
        assert {span["document_id"] for span in field["evidence"]} <= documents
        assert 0 <= field["score"] <= 1


def test_check_reads_what_the_truth_says(run: Cli) -> None:
    read = values_in(json.loads(run("check", "--json", FORM.path).stdout)["claims"][0])
    right = {path for path, value in FORM.truth.fields.items() if read.get(path) == value}
    assert len(right) >= 0.6 * len(FORM.truth.fields)


def test_check_of_several_files_prints_a_line_for_each(run: Cli) -> None:
    lines = run("check", "--json", FORM.path, LETTER.path).stdout.splitlines()
    assert [json.loads(line)["source"]["size"] for line in lines] == [
        case.path.stat().st_size for case in (FORM, LETTER)
    ]


def test_check_tells_a_person_findings_before_fields(run: Cli) -> None:
    text = run("check", FORM.path).stdout
    assert text.index("Findings") < text.index("policy_number")
    assert re.search(r"^decision +review *$", text, re.MULTILINE)
    assert "Nothing was stored." in text


def test_a_document_that_cannot_be_read_says_why(run: Cli) -> None:
    result = run("check", "--json", LOCKED.path)
    assert result.exit_code == 4
    (claim,) = json.loads(result.stdout)["claims"]
    assert claim["decision"]["outcome"] == "quarantine"
    assert claim["decision"]["reasons"][0]["message"]
    assert "Not readable" in run("check", LOCKED.path).stdout


def test_check_stores_nothing(run: Cli, home: Path) -> None:
    run("init")
    before = contents(home)
    assert run("check", FORM.path, LETTER.path).exit_code == 0
    assert contents(home) == before


def contents(home: Path) -> tuple[object, ...]:
    """The files of a home and the rows of its store."""
    with open_site(load_settings(home)) as site:
        rows = (site.store.claims(), site.store.counts(), site.store.ledger(), site.store.unreported())
    return (sorted(path.relative_to(home) for path in (home / "blobs").rglob("*")), *rows)


def test_check_without_a_home_makes_none(run: Cli, home: Path) -> None:
    assert run("check", FORM.path).exit_code == 0
    assert not home.exists()


def test_words_of_a_document_cannot_steer_the_terminal(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    text = LETTER.path.read_text(encoding="utf-8")
    path.write_text(text.replace(" the ", " the \x1b]0;owned\x07[bold]\x1b[31m ", 20), encoding="utf-8")
    result = run("check", path)
    assert "\x1b" not in result.stdout and "\x07" not in result.stdout


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 100, b"%PDF-1.7 " + CANARY.encode() * 9])
def test_nothing_of_a_broken_file_is_said_in_errors(run: Cli, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / f"{CANARY}.pdf"
    path.write_bytes(data)
    result = run("check", path)
    assert result.exit_code == 4
    assert CANARY not in result.stdout + result.stderr


def test_a_day_at_a_branch(
    run: Cli, home: Path, fleet: tuple[FleetStore, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the inbox to the fleet: what is listed, shown, summarised and sent is the same thing."""
    store, url = fleet
    monkeypatch.setenv("LODGE_FLEET_URL", url)
    inbox = Path(json.loads(run("init", "--json").stdout)["inbox"])
    for number, case in enumerate((FORM, LETTER, LOCKED, FORM)):
        (inbox / f"{CANARY}-{number}{case.path.suffix}").write_bytes(case.path.read_bytes())

    once = run("run", "--once", "--json")
    assert json.loads(once.stdout)["taken_in"] == 4
    assert CANARY not in once.stderr
    for value in FORM.truth.fields.values():
        assert not isinstance(value, str) or len(value) < 6 or value not in once.stderr

    rows = json.loads(run("list", "--json").stdout)
    assert sorted(row["status"] for row in rows) == ["duplicate", "quarantine", "review", "review"]
    assert [row["status"] for row in json.loads(run("list", "--status", "quarantine", "--json").stdout)] == [
        "quarantine"
    ]
    shown = json.loads(run("show", next(row["id"] for row in rows if row["status"] == "review")[:8], "--json").stdout)
    assert shown["fields"] and shown["history"] and shown["documents"]
    assert run("show", "ffffffff").exit_code == 2

    preview = json.loads(json.loads(run("summary", "--json").stdout)["next"]["body"])
    assert sum(row["count"] for row in preview["processed"]) == 3 and preview["duplicates"] == 1
    assert run("send").exit_code == 3  # not enrolled yet
    assert run("send", "--token", store.add_token("Leeds", _now())).exit_code == 0
    totals = store.totals()
    assert (totals.claims, totals.duplicates) == (3, 1)
    sent = json.loads(run("summary", "--sent", "--json").stdout)["sent"]
    assert {message["kind"] for message in sent} == {"site_report", "enrolment"}
    assert all(message["sent_at"] for message in sent if message["kind"] == "site_report")
    assert CANARY not in json.dumps(sent)


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def test_run_takes_files_in_until_it_is_told_to_end(run: Cli, home: Path) -> None:
    inbox = Path(json.loads(run("init", "--json").stdout)["inbox"])
    words = "from agent.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", words, "run"], stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        assert process.stderr is not None
        (inbox / f"{CANARY}.txt").write_bytes(LETTER.path.read_bytes())
        log = []
        for line in process.stderr:
            log.append(line)
            if "source=" in line and "lodge.worker" in line:
                break
        process.send_signal(signal.SIGTERM)
        log += process.stderr.readlines()
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
    assert CANARY not in "".join(log)
    assert [row["status"] for row in json.loads(run("list", "--json").stdout)] == ["review"]
