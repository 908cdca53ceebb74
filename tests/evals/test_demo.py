"""`lodge demo`: ends by itself, or serves two pages with a login that works."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from lodge_cli import Cli, lodge_cli

from evals.demo_papers import demo_papers
from pipelines.claim_types import CLAIM_TYPES
from sample_claims import SHOWN_LATE

pytestmark = pytest.mark.slow


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    return lodge_cli(tmp_path / "own-home", monkeypatch)


def test_once(run: Cli, tmp_path: Path) -> None:
    result = run("demo", "--once", "--json", "--home", tmp_path / "demo")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    names = [paper.name for paper in demo_papers()]
    assert len(set(names)) == 24
    assert {claim["file"] for claim in told["claims"]} == set(names)
    assert {claim["claim_type"] for claim in told["claims"]} >= {*CLAIM_TYPES, "unknown"}
    assert {claim["decision"] for claim in told["claims"]} == {"review", "quarantine", "duplicate", "joined"}
    by_file = {claim["file"]: claim for claim in told["claims"]}
    assert by_file["photos.zip"]["decision"] == "quarantine"
    assert f"{SHOWN_LATE}.pdf" in by_file["police-report.pdf"]["reason"]
    assert [claim["file"] for claim in told["claims"]].count("health-edi-132.x12") == 5
    assert all(claim["file"] and claim["reason"] for claim in told["claims"] if claim["decision"] != "duplicate")
    processed = sum(row["count"] for row in told["report"]["processed"])
    assert told["fleet"] == {"claims": processed, "duplicates": told["report"]["duplicates"]}
    assert processed == sum(claim["decision"] in ("review", "quarantine") for claim in told["claims"])
    assert not (tmp_path / "own-home").exists()
    again = run("demo", "--once", "--home", tmp_path / "demo")
    assert (again.exit_code, "not empty" in again.stderr) == (2, True)


def test_it_serves_both_pages_until_it_is_interrupted(run: Cli) -> None:
    words = "from agent.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", words, "demo"], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        assert process.stdout is not None
        told = ""
        for line in process.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        review, fleet = (re.search(rf"{name} page +(\S+)", told) for name in ("Handlers'", "Fleet"))
        login = re.search(r"Login +(\S+) / (\S+)", told)
        assert review and fleet and login
        assert httpx.get(fleet[1]).status_code == 401
        page = httpx.get(fleet[1], auth=(login[1], login[2]))
        assert page.status_code == 200 and "Demo branch" in page.text
        assert "form" in httpx.get(f"{review[1]}/login").text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
