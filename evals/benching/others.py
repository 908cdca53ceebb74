"""The baselines as contenders. They are given the text that Lodge's readers give, and told the true claim type."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date

import httpx

from agent.sandbox import Sandbox
from agent.settings import load_settings
from evals.baselines.labels_only import read_labelled
from evals.baselines.langextract_ollama import LangExtract
from evals.baselines.ollama_format import OllamaFormat, values_of
from evals.baselines.waiting import wait_until_there
from evals.benching.papers import Paper
from evals.benching.reader import Values
from evals.benching.stopwatch import Stopwatch
from pipelines.claim import Document
from pipelines.claim_types import CLAIM_TYPES, ClaimType, load_claim_types
from pipelines.errors import UnreadableError


class _TextReader(ABC):
    """Reads a paper's text in the sandbox; what is made of it differs."""

    remainder = "rest"

    def __init__(self) -> None:
        settings = load_settings()
        self._types = {**CLAIM_TYPES, **load_claim_types(settings.home / "claim_types")}
        self._zone = settings.zone
        self._sandbox = Sandbox()

    def claim_type(self, paper: Paper) -> ClaimType:
        """The paper's true claim type."""
        return self._types[paper.truth.claim_type]

    def read(self, paper: Paper, watch: Stopwatch) -> Values | None:
        """What stands in one paper."""
        try:
            with watch.time("read"):
                documents = self._sandbox.read(paper.path.read_bytes()).documents
        except UnreadableError:
            return None
        received_on = paper.truth.received_at.astimezone(self._zone).date()
        return self._take(self.claim_type(paper), documents, received_on, watch)

    def read_all(self, papers: Sequence[Paper], watch: Stopwatch) -> list[Values | None]:
        """One after the other, claim type by claim type: what is the same for a type stays in Ollama's cache."""
        order = sorted(papers, key=lambda paper: paper.truth.claim_type)
        found = {paper.number: self.read(paper, watch) for paper in order}
        return [found[paper.number] for paper in papers]

    def close(self) -> None:
        """End the reading processes."""
        self._sandbox.close()

    @abstractmethod
    def _take(
        self, claim_type: ClaimType, documents: Sequence[Document], received_on: date, watch: Stopwatch
    ) -> Values | None: ...


class LabelsReader(_TextReader):
    """Labels and fillable fields alone."""

    remainder = "code"

    def _take(
        self, claim_type: ClaimType, documents: Sequence[Document], received_on: date, watch: Stopwatch
    ) -> Values | None:
        return read_labelled(claim_type, documents, received_on)


class _ServedReader(_TextReader):
    """Asks an Ollama server that may still be starting."""

    def __init__(self, url: str) -> None:
        """Waits for the server when the first paper comes."""
        super().__init__()
        self._url = url
        self._waited = False

    def read(self, paper: Paper, watch: Stopwatch) -> Values | None:
        """What stands in one paper."""
        if not self._waited:
            with watch.time("engine"):
                wait_until_there(self._url)
            self._waited = True
        return super().read(paper, watch)


class OllamaReader(_ServedReader):
    """Ollama with the whole schema."""

    def __init__(self, url: str, tag: str) -> None:
        super().__init__(url)
        self._ollama = OllamaFormat(url, tag)

    def close(self) -> None:
        """Close the connection, too."""
        self._ollama.close()
        super().close()

    def _take(
        self, claim_type: ClaimType, documents: Sequence[Document], received_on: date, watch: Stopwatch
    ) -> Values | None:
        with watch.time("rest"):
            try:
                reply = self._ollama.ask(claim_type, documents, received_on)
            except httpx.HTTPStatusError:
                return None
        watch.add("engine", reply.load_seconds)
        told = reply.load_seconds + reply.prefill_seconds + reply.decode_seconds
        watch.parts["rest"] = max(0.0, watch.parts["rest"] - told)
        watch.called(
            reply.prefill_seconds + reply.decode_seconds,
            reply.prefill_seconds,
            reply.decode_seconds,
            reply.prompt_tokens,
            reply.answer_tokens,
        )
        with watch.time("code"):
            return values_of(reply, claim_type, documents, received_on)


class LangExtractReader(_ServedReader):
    """LangExtract on Ollama; it does not tell where its seconds go."""

    remainder = "model"

    def __init__(self, url: str, tag: str) -> None:
        """Starts the library's own process."""
        super().__init__(url)
        self._library = LangExtract(load_settings().cache, url, tag)

    def close(self) -> None:
        """End the library's process, too."""
        self._library.close()
        super().close()

    def _take(
        self, claim_type: ClaimType, documents: Sequence[Document], received_on: date, watch: Stopwatch
    ) -> Values | None:
        with watch.time("model"):
            return self._library.ask(claim_type, documents, received_on)
