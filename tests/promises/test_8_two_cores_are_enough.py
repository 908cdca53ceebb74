"""Promise 8: two cores are enough. One question at a time, few of them, none longer than a small model's context."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from corridors import Branch, a_branch, sample, silent

from agent.backends.scripted import Scripted, emptiest
from pipelines.ports import Answer, Prompt

CONTEXT = 4096  # tokens; what an engine on a small box is started with
MOST_QUESTIONS = 12  # about one paper: each costs such a box seconds


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with a_branch(tmp_path_factory.mktemp("branch") / "home") as branch:
        yield branch


class OneAtATime(Scripted):
    """Fails where a second question comes before the first is answered."""

    def __init__(self) -> None:
        super().__init__(lambda prompt: emptiest(prompt.schema), context_tokens=CONTEXT)
        self._busy = threading.Lock()

    def answer(self, prompt: Prompt) -> Answer:
        assert self._busy.acquire(blocking=False), "two questions at once"
        try:
            return super().answer(prompt)
        finally:
            self._busy.release()


@pytest.mark.parametrize(
    "name",
    [
        "auto-letter-016.txt",
        "auto-email-020.eml",
        "property-letter-039.txt",
        "health-letter-061.txt",
        "auto-transcript-025.txt",
    ],
)
def test_questions_come_one_at_a_time_are_few_and_fit(branch: Branch, name: str) -> None:
    model = OneAtATime()
    claim = branch.work(sample(name), model)
    assert len(model.history) <= MOST_QUESTIONS
    looks = [finding for finding in claim.findings if finding.rule == "extraction.looked_again"]
    # Read once, kept for all of them; only a further look has nearer lines of its own.
    assert len({prompt.prefix for prompt in model.history}) <= 1 + len(looks)
    assert "extraction.model_failed" not in {finding.rule for finding in claim.findings}


@pytest.mark.parametrize(
    "name", ["auto-form-001.pdf", "auto-acroform-007.pdf", "property-form-030.pdf", "health-cms-047.pdf"]
)
def test_a_filled_form_asks_the_model_little(branch: Branch, name: str) -> None:
    model = silent()
    branch.work(sample(name), model)
    assert len(model.history) <= 1
