"""The real corridor on real papers: a branch with the samples' policy register, and a model of the test's choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from branch import branch_settings

import sample_claims
from agent.assembling import State
from agent.backends.scripted import Scripted, emptiest
from agent.graph import work_through
from agent.site import Site, init_home, open_site
from pipelines.claim import Claim, Document, Value
from pipelines.ports import Model
from pipelines.readers import read

AT = datetime(2026, 6, 15, 14, tzinfo=UTC)
SAMPLES = Path(sample_claims.__file__).parent
PAPERS = SAMPLES / "documents"


def sample(name: str) -> bytes:
    """The bytes of one sample document."""
    return (PAPERS / name).read_bytes()


def documents_in(data: bytes) -> tuple[Document, ...]:
    """The documents of a file, with ids that are the same each time."""
    numbers = count()
    return read(data, lambda: f"document-{next(numbers)}").documents


def silent() -> Scripted:
    """A model that says nothing."""
    return Scripted(lambda prompt: emptiest(prompt.schema))


@dataclass(frozen=True, repr=False)
class Branch:
    """An open site through whose corridor papers go in memory."""

    site: Site

    def work(self, papers: bytes | Sequence[Document], model: Model | None = None) -> Claim:
        """The claim that comes of a file with one claim; without a model of the test's, one that says nothing."""
        documents = documents_in(papers) if isinstance(papers, bytes) else tuple(papers)
        chosen = model or silent()
        corridor = replace(self.site.corridor_for(AT), model=lambda: chosen)
        return work_through(corridor, State(claim_id="c", source_id="s", ordinal=0, documents=documents))


@contextmanager
def a_branch(folder: Path) -> Iterator[Branch]:
    """A new branch that knows the policies of the sample claims."""
    settings = branch_settings(folder)
    init_home(settings)
    with open_site(settings) as site:
        site.policies.import_policies(SAMPLES / "policies.csv")
        yield Branch(site)


def values_in(claim: Claim) -> dict[str, Value]:
    """A claim's values by path."""
    return {field.path: field.value for field in claim.fields}
