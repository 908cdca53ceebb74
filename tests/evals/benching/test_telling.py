"""The figures as tables, page and docs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bench_records import ABOUT, bench
from click.testing import CliRunner
from rich.console import Console
from test_summing import PAPERS

import evals
from evals.benching.figures import Figures
from evals.benching.page import page
from evals.benching.report import METHOD, markdown, report, summary
from evals.benching.sheets import ablations, sheets
from evals.benching.summing import figures

DOCS = Path(evals.__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def found() -> Figures:
    return figures(ABOUT, bench(), PAPERS)


def test_each_sheet_is_a_table(found: Figures) -> None:
    shown = sheets(found)
    assert [sheet.title for sheet in shown] == [
        "All together", "Beside the baseline", "In a backlog", "Without one part",
        "Where the seconds go", "Cold start", "Memory", "By kind of field", "By kind of document",
    ]  # fmt: skip
    assert all(len(row) == len(sheet.head) for sheet in shown for row in sheet.rows)


def test_a_part_that_is_off_is_told_beside_the_whole(found: Figures) -> None:
    (row,) = ablations(found).rows
    assert row[0] == "lodge:llamacpp 0.5b without again"
    assert row[2] == "+0.0" and row[-1] == "0.50"


def test_the_page_is_whole_and_fetches_nothing(found: Figures) -> None:
    text = page(found)
    seen: list[str] = []

    class Seeing(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not any(name in ("src", "href") for name, _ in attrs)

    Seeing().feed(text)
    assert seen.count("svg") >= 6 and "script" not in seen
    for title in ("All together", "Where the seconds go", "Cold start", "Memory", "By kind of field"):
        assert f"<h2>{title}</h2>" in text
    assert "nan" not in text.lower().replace("finance", "")


def test_the_page_of_nothing_is_a_page() -> None:
    assert page(figures(ABOUT, [], PAPERS)).endswith("</html>\n")


def test_markdown_has_every_table(found: Figures) -> None:
    text = markdown(found)
    assert text.startswith(METHOD)
    for sheet in sheets(found):
        assert f"\n## {sheet.title}\n" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)


@pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not part of the wheel")
def test_docs_tell_the_method_as_it_is() -> None:
    assert (DOCS / "bench.md").read_text().startswith(METHOD)


def test_the_report_is_written_from_a_result(found: Figures, tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    path.write_text(found.model_dump_json())
    done = CliRunner().invoke(report, [str(path)])
    assert done.exit_code == 0 and done.output == markdown(found)
    assert CliRunner().invoke(report, []).output == METHOD


def test_the_terminal_gets_what_matters_most(found: Figures) -> None:
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(summary(found))
    assert re.search(r"lodge:llamacpp 0\.5b .* 0\.25", capture.get())
