"""OpenVINO's runtime in this very process (`pip install 'lodge[fast]'`): many questions about a document side by side.

Not by way of OpenVINO GenAI: that compiles a grammar for seconds at the first use of each schema, lets the model choose
its white space, and generates keys and punctuation token by token.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from agent.backends.byte_pairs import BytePairs
from agent.backends.chat import Reply, require_room, whole_answer
from agent.backends.cores import physical_cores
from agent.backends.gguf import Gguf
from agent.backends.grammar import Grammar
from agent.backends.openvino_files import graph_file, import_openvino
from agent.backends.openvino_session import Session
from agent.backends.side_by_side import Chooser, Row, go_on
from agent.backends.weights import find_weights
from pipelines.errors import ModelError
from pipelines.ports import Answer, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

# Each row looks past the others' tokens: more of them would take longer than another pass.
_MOST_ROWS = 16


class OpenVino:
    """One model in memory; questions about one document are answered side by side."""

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        sha256: str,
        context_tokens: int,
        graph: Path,
        threads: int = 0,
        exact: bool = False,
    ) -> None:
        """Load `graph`, which was made from the weights at `path`; `threads` 0 means one per physical core.

        `exact` is for tests: slower, and without any rounding that depends on what is read together.
        """
        self.name = name
        self.sha256 = sha256
        self._lock = threading.Lock()
        weights = Gguf(path)
        self.context_tokens = min(context_tokens, int(weights.fact("context_length")))
        self._pairs = BytePairs(weights)
        self._chooser = Chooser(self._pairs)
        self._session = Session(graph, weights, threads or physical_cores(), exact=exact)

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is, by the model's own tokenizer."""
        return len(self._pairs.encode(text))

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer; raises ModelError where it is cut off or does not fit."""
        (answer,) = self.answers([prompt])
        if isinstance(answer, ModelError):
            raise answer
        return answer

    def answers(self, prompts: Sequence[Prompt]) -> list[Answer | ModelError]:
        """The answer to each prompt, or why there is none; what neighbours share is read once."""
        found: list[Answer | ModelError] = []
        with self._lock:
            for _, group in groupby(prompts, key=lambda prompt: (prompt.system, prompt.prefix)):
                for some in self._batches(list(group)):
                    found += self._side_by_side(some)
        return found

    def close(self) -> None:
        """Give back the model's memory."""
        with self._lock:
            self._session.close()

    def _batches(self, prompts: list[Prompt]) -> Iterator[list[Prompt]]:
        # In equal shares, so that none is left to go on alone.
        size = -(-len(prompts) // -(-len(prompts) // _MOST_ROWS))
        for start in range(0, len(prompts), size):
            yield prompts[start : start + size]

    def _side_by_side(self, prompts: list[Prompt]) -> list[Answer | ModelError]:
        started = time.monotonic()
        layouts = [self._layout(prompt) for prompt in prompts]
        refused = [self._refusal(layout, prompt) for layout, prompt in zip(layouts, prompts, strict=True)]
        asked = [number for number, error in enumerate(refused) if error is None]
        rows = {number: Row(Grammar.start(prompts[number].schema), prompts[number].max_tokens) for number in asked}
        if asked:
            shared = _beginning([layouts[number] for number in asked])
            questions = [layouts[number][shared:] for number in asked]
            go_on(self._session, self._chooser, layouts[asked[0]][:shared], questions, list(rows.values()))
        seconds = (time.monotonic() - started) / len(prompts)
        return [
            error or self._read(rows[number], prompts[number], len(layouts[number]), seconds)
            for number, error in enumerate(refused)
        ]

    def _refusal(self, layout: list[int], prompt: Prompt) -> ModelError | None:
        try:
            require_room(len(layout), prompt.max_tokens, self.context_tokens)
        except ModelError as error:
            return error
        return None

    def _read(self, row: Row, prompt: Prompt, prompt_tokens: int, seconds: float) -> Answer | ModelError:
        spelled = [self._pairs.spelled[token] for token in row.tokens]
        reply = Reply(
            text=b"".join(spelled).decode(errors="replace"),
            finish="length" if row.is_cut else "stop",
            prompt_tokens=prompt_tokens,
            answer_tokens=len(row.tokens),
            seconds=seconds,
            tokens=tuple(zip(spelled, row.logprobs, strict=False)),
        )
        try:
            return whole_answer(reply, prompt.schema)
        except ModelError as error:
            return error

    def _layout(self, prompt: Prompt) -> list[int]:
        """The prompt in the turns that the model was trained on; its words cannot end a turn."""
        begin, end = self._pairs.mark("<|im_start|>"), self._pairs.mark("<|im_end|>")
        read = self._pairs.encode
        return [
            *(begin, *read("system\n"), *read(prompt.system), end, *read("\n")),
            *(begin, *read("user\n"), *read(f"{prompt.prefix}\n\n"), *read(prompt.question), end, *read("\n")),
            *(begin, *read("assistant\n")),
        ]


def open_openvino(settings: Settings, *, exact: bool = False) -> OpenVino:
    """The fast engine with the weights that the settings name; at its first start it makes its own form of them."""
    import_openvino()
    path, sha256 = find_weights(settings.model, settings.cache)
    name = settings.model if settings.model != str(path) else path.stem
    return OpenVino(
        path,
        name=name,
        sha256=sha256,
        context_tokens=settings.context_tokens,
        graph=graph_file(path, sha256, settings.cache),
        threads=settings.threads or 0,
        exact=exact,
    )


def _beginning(layouts: Sequence[Sequence[int]]) -> int:
    """How many tokens all of these share; each keeps one at least, for what follows it is what is asked."""
    shortest = min(map(len, layouts)) - 1
    first = layouts[0]
    return next(
        (place for place in range(shortest) if any(layout[place] != first[place] for layout in layouts)), shortest
    )
