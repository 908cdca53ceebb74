"""The generated pages of docs/ are what the code says."""

import pytest

from agent.settings import Settings
from evals.reference import DOCS, pages
from pipelines.rules import RULES

PAGES = pages()


@pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not part of the wheel")
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fresh(name: str) -> None:
    kept = (DOCS / name).read_text(encoding="utf-8") if (DOCS / name).exists() else ""
    assert kept == PAGES[name], f"docs/{name} is stale. Write it anew with: make docs"


def test_every_rule_setting_and_command_has_its_line() -> None:
    assert all(f"| `{rule.id}` |" in PAGES["rules.md"] for rule in RULES)
    assert all(f"| `LODGE_{name.upper()}` |" in PAGES["settings.md"] for name in Settings.model_fields)
    for words in ("lodge", "lodge check", "lodge policies import", "lodge fleet serve", "lodge eval"):
        assert f" `{words}`\n\n```text\nUsage: {words} " in PAGES["commands.md"]


def test_no_path_of_a_machine_is_on_a_page() -> None:
    assert not any("/root" in text or "/work" in text or "/tmp" in text for text in PAGES.values())
