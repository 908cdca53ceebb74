"""Promise 5: nothing is accepted unseen without a certificate. There is none yet, so everything waits for a handler."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from branch import put, work_off
from corridors import Branch, a_branch, sample

import agent
import pipelines
from pipelines.claim import Outcome

PAPERS = (
    "auto-acroform-009.pdf", "auto-form-001.pdf", "auto-form-002.pdf", "auto-letter-016.txt", "auto-email-018.eml",
    "auto-injection-074.txt", "property-injection-075.pdf", "health-injection-076.txt", "health-cms-047.pdf",
    "auto-encrypted-072.pdf", "other-empty-073.pdf", "other-greeting-081.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    """A branch that has worked all of its papers off."""
    with a_branch(tmp_path_factory.mktemp("branch") / "home") as branch:
        for name in PAPERS:
            put(branch.site.settings, name, sample(name))
        work_off(branch.site)
        yield branch


def test_every_claim_waits_for_a_handler_or_lies_in_quarantine(branch: Branch) -> None:
    store = branch.site.store
    rows = store.claims(limit=100)
    assert len(rows) == len(PAPERS)
    assert {row.status for row in rows} == {"review", "quarantine"}
    assert {row.outcome for row in rows} == {Outcome.REVIEW, Outcome.QUARANTINE}
    assert store.counts().settled == 0
    assert all(store.verdicts(row.claim_id) == [] for row in rows)
    assert {row.claim_id for row in store.queue()} == {row.claim_id for row in rows if row.status == "review"}


def test_what_would_have_been_accepted_is_stored_and_waits_like_the_rest(branch: Branch) -> None:
    store = branch.site.store
    claims = [claim for row in store.claims(limit=100) if (claim := store.claim(row.claim_id))]
    would = [claim for claim in claims if claim.decision and claim.decision.would_accept]
    assert would, "the samples hold none that would be accepted, so this shows nothing"
    for claim in would:
        assert claim.decision is not None
        assert claim.decision.outcome is Outcome.REVIEW
        assert [reason.code for reason in claim.decision.reasons] == ["certificate.none"]


def test_no_line_of_the_corridor_decides_to_accept() -> None:
    """The one place that may ever name this outcome is the certificate's, and there is no certificate yet."""
    naming = []
    for wing in (pipelines, agent):
        root = Path(str(wing.__file__)).parent
        for path in sorted(root.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.keyword)
                    and node.arg == "outcome"
                    and "accept" in ast.unparse(node.value).casefold()
                ):
                    naming.append(f"{path.relative_to(root.parent)}:{node.value.lineno}")
    assert naming == []
