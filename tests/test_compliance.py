"""The pages on compliance: every file that they name exists, and every duty says who meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agent import __version__
from pipelines.disclosure import RELEASED

ROOT = Path(__file__).parent.parent
DUTIES = ROOT / "docs" / "compliance" / "README.md"
pytestmark = pytest.mark.skipif(not DUTIES.is_file(), reason="docs/ is not part of the wheel")

PAGES = [ROOT / "SECURITY.md", ROOT / "NOTICE", ROOT / "docs" / "licences.md"]
PAGES += sorted((ROOT / "docs" / "compliance").glob("*.md"))
_TOPS = ("agent", "pipelines", "fleet", "edge_deploy", "evals", "sample_claims", "tests", "docs", ".ci")
_PATH = re.compile(rf"(?<![\w/.-])((?:{'|'.join(map(re.escape, _TOPS))})/[\w./-]*[\w]|[A-Z]+\.md|requirements\.lock)")
_STATES = ("met", "in part", "operator", "open")
# The parts of each law that the page must answer; a row may answer several.
_DUTIES = {
    "### Annex I, part I": ["(1)", *(f"(2)({letter})" for letter in "abcdefghijklm")],
    "### Annex I, part II": [f"({number})" for number in range(1, 9)],
    "## GDPR": ["5(1)(a)", "5(1)(f)", "25", "28", "30", "32", "33", "35"],
    "## HIPAA": ["164.308(a)(1)", "164.308(a)(7)", "164.310", "164.312(a)", "164.312(b)", "164.312(e)", "164.314",
                 "164.316", "164.502(b)"],
}  # fmt: skip


def rows(text: str) -> list[list[str]]:
    """The rows of a table with a state, without its head."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return [row for row in cells if row[0] != "duty" and not set(row[0]) <= set("- ")]


def section(head: str) -> str:
    """What stands under a heading, up to the next one of the same depth or above."""
    depth = len(head) - len(head.lstrip("#"))
    found = DUTIES.read_text(encoding="utf-8").split(f"\n{head}", 1)[1]
    return re.split(rf"\n#{{1,{depth}}} ", found)[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [name for name in _PATH.findall(text) if not (ROOT / name).exists()]
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", text)
    missing += [link for link in links if not (page.parent / link).exists()]
    assert not missing, f"{page.name} names what is not there: {missing}"


def test_the_pattern_finds_files_at_all() -> None:
    assert _PATH.findall("see `agent/audit.py`, docs/compliance/support.md and SECURITY.md") == [
        "agent/audit.py", "docs/compliance/support.md", "SECURITY.md",
    ]  # fmt: skip
    assert len(_PATH.findall(DUTIES.read_text(encoding="utf-8"))) > 80


@pytest.mark.parametrize("head", _DUTIES)
def test_every_duty_is_answered(head: str) -> None:
    found = rows(section(head))
    for duty in _DUTIES[head]:
        assert any(row[0].startswith(duty) for row in found), f"{head} says nothing of {duty}"


def test_every_row_has_a_state_and_what_is_met_names_a_file() -> None:
    for head in _DUTIES:
        for row in rows(section(head)):
            duty, state, where = row
            assert state in _STATES, f"{duty}: {state}"
            if state in ("met", "in part"):
                assert _PATH.search(where), f"{duty} is said to be {state}, and no file is named"
            if state == "open":
                assert where, f"{duty} is open; say what is missing"


def test_what_is_met_by_code_names_a_test_too() -> None:
    met = [row for head in _DUTIES for row in rows(section(head)) if row[1] == "met"]
    without = [row[0] for row in met if ".py" in row[2] and "tests/" not in row[2]]
    assert not without


def test_the_dates_of_the_law_stand_where_they_are_looked_for() -> None:
    for page in (ROOT / "SECURITY.md", DUTIES):
        text = " ".join(page.read_text(encoding="utf-8").split())
        assert "11 September 2026" in text and "11 December 2027" in text
    text = " ".join((ROOT / "SECURITY.md").read_text(encoding="utf-8").split())
    for word in ("24 hours", "72 hours", "14 days", "one month", "CSIRT", "single reporting platform"):
        assert word in text


def test_the_day_of_the_release_is_the_changelog_s() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    head = re.search(rf"^## {re.escape(__version__)} \((.+)\)$", changes, re.M)
    assert head and head[1] in ("unreleased", RELEASED.isoformat()), "Write the day into pipelines/disclosure.py too."
