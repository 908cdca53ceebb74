"""Run: what was measured: which cases, which model, which pipeline."""

from __future__ import annotations

from evals.measures import Measures
from pipelines.claim import Immutable


class Run(Immutable):
    """What a set of results belongs to. Results of two runs that differ in anything here are never mixed."""

    version: str
    cases: str  # "sample claims", "seed 4711" or "a folder"
    cases_sha256: str  # of documents, truths and policy register: changed cases are another run
    backend: str
    model: str
    model_sha256: str
    pipeline_digest: str


class Report(Immutable):
    """A run and its measures: what `lodge eval --json` writes."""

    run: Run
    measures: Measures
