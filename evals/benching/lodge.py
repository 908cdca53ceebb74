"""Lodge as a contender: its corridor in memory, from the file's bytes to the decision."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, cast

from agent.backends.vision import Vision
from agent.graph import Corridor
from agent.settings import load_settings
from agent.site import Site
from evals.baselines.waiting import wait_until_there
from evals.bench import open_bench
from evals.benching.ablating import corridor_without
from evals.benching.papers import Paper
from evals.benching.reader import Values
from evals.benching.stopwatch import Stopwatch
from pipelines.claim_types.schema import ClaimType
from pipelines.errors import UnreadableError
from pipelines.ports import Answer, Model, Prompt
from pipelines.readers.reader import ReadResult


class LodgeReader:
    """Lodge with the settings of the environment; `without` is a part of its strategy that is off."""

    remainder = "code"

    def __init__(self, without: str, url: str = "") -> None:
        """Opens a site of its own, which goes with it; the model is opened by the first paper that needs one.

        `url` is an Ollama server that may still be starting.
        """
        if url:
            wait_until_there(url)
        self._stack = ExitStack()
        site = self._stack.enter_context(open_bench(load_settings(), None)).site
        self._site = _WatchedSite(**{own.name: getattr(site, own.name) for own in fields(Site)}, without=without)

    def claim_type(self, paper: Paper) -> ClaimType:
        """The paper's true claim type."""
        return self._site.claim_types[paper.truth.claim_type]

    def read(self, paper: Paper, watch: Stopwatch) -> Values | None:
        """One paper's first claim."""
        self._site.watch = watch
        try:
            claims = self._site.examine(paper.path.read_bytes(), paper.truth.received_at).claims
        except UnreadableError:
            return None
        return {field.path: field.value for field in claims[0].fields} if claims else None

    def read_all(self, papers: Sequence[Paper], watch: Stopwatch) -> list[Values | None]:
        """One after the other, as the worker takes them."""
        return [self.read(paper, watch) for paper in papers]

    def close(self) -> None:
        """Close the model and the site."""
        if self._site.opened:
            self._site.opened.close()
        self._stack.close()


@dataclass
class _WatchedSite(Site):
    """A site whose reading and whose model are timed, and that may do without a part of the reading strategy."""

    watch: Stopwatch = field(default_factory=Stopwatch)
    without: str = ""

    def read(self, data: bytes, vision: Callable[[], Vision] | None = None) -> ReadResult:
        """The documents in `data`."""
        with self.watch.time("read"):
            return super().read(data, vision)

    def model(self) -> Model:
        """The model; to open it is the engine's time."""
        with self.watch.time("engine"):
            opened = super().model()
        return cast(Model, _Watched(opened, self.watch))

    def corridor_for(self, received_at: datetime, claim_id: str | None = None) -> Corridor:
        """What the steps are given."""
        return corridor_without(super().corridor_for(received_at, claim_id), self.without)


class _Watched:
    """A model whose answers are timed; all else it has stays as it is."""

    def __init__(self, model: Model, watch: Stopwatch) -> None:
        self._model = model
        self._watch = watch

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._model, name)
        return self._answers if name == "answers" else found

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer to one prompt."""
        started = time.perf_counter()
        answer = self._model.answer(prompt)
        self._told([answer], time.perf_counter() - started)
        return answer

    def _answers(self, prompts: Sequence[Prompt]) -> Sequence[Any]:
        started = time.perf_counter()
        found: Sequence[Any] = cast(Any, self._model).answers(prompts)
        self._told([one for one in found if isinstance(one, Answer)], time.perf_counter() - started)
        return found

    def _told(self, answers: Sequence[Answer], seconds: float) -> None:
        self._watch.called(
            seconds,
            # Not every engine tells the two apart.
            prefill=sum(getattr(answer, "prefill_seconds", None) or 0.0 for answer in answers),
            decode=sum(getattr(answer, "decode_seconds", None) or 0.0 for answer in answers),
            prompt_tokens=sum(answer.prompt_tokens for answer in answers),
            answer_tokens=sum(answer.answer_tokens for answer in answers),
        )
