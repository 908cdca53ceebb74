"""A model that says what it was told to say: for tests, and for the corridor without weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.backends.chat import Reply, estimate_prompt, messages, require_room, whole_answer
from agent.backends.estimating import estimate_tokens
from pipelines.errors import OperatorError
from pipelines.ports import Answer, Prompt

if TYPE_CHECKING:
    from agent.settings import Settings

Said = dict[str, Any] | str | Exception  # an answer, its raw text (which need not fit), or an error to raise


class Scripted:
    """Gives the scripted answers, one per prompt, and keeps every prompt in `history`.

    An answer goes through the same checks as a real engine's: one that does not fit raises ModelError.
    """

    def __init__(
        self,
        answers: Callable[[Prompt], Said] | Iterable[Said],
        *,
        name: str = "scripted",
        sha256: str = "",
        context_tokens: int = 1 << 20,
    ) -> None:
        """`answers` is called with each prompt, or gives one answer after the other and must not run out."""
        self.name = name
        self.sha256 = sha256
        self.context_tokens = context_tokens
        self.history: list[Prompt] = []
        self._say = answers if callable(answers) else _one_by_one(answers)

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is, estimated upwards as for an engine without a tokenizer."""
        return estimate_tokens(text)

    def answer(self, prompt: Prompt) -> Answer:
        """What the script says to this prompt."""
        self.history.append(prompt)
        count = estimate_prompt(messages(prompt))
        require_room(count, prompt.max_tokens, self.context_tokens)
        said = self._say(prompt)
        if isinstance(said, Exception):
            raise said
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        length = self.count_tokens(text)
        finish = "length" if length > prompt.max_tokens else "stop"
        return whole_answer(Reply(text, finish, count, length, seconds=0.0), prompt.schema)

    def close(self) -> None:
        """There is nothing to give back."""


def open_scripted(settings: Settings) -> Scripted:
    """The script in the settings' `script` file; without one, every answer is the emptiest that fits."""
    if settings.script is None:
        return Scripted(lambda prompt: emptiest(prompt.schema), context_tokens=settings.context_tokens)
    lines, sha256 = _read_script(settings.script)

    def say(prompt: Prompt) -> Said:
        text = f"{prompt.prefix}\n{prompt.question}"
        return next((answer for when, answer in lines if when in text), None) or emptiest(prompt.schema)

    return Scripted(say, sha256=sha256, context_tokens=settings.context_tokens)


def emptiest(schema: dict[str, Any]) -> Any:
    """The instance of `schema` that says least: null where it may, else the first choice, "", 0, false or no rows."""
    if "anyOf" in schema:
        branches = schema["anyOf"]
        return emptiest(next((branch for branch in branches if branch.get("type") == "null"), branches[0]))
    for word in ("const", "enum"):
        if word in schema:
            choices = schema[word] if word == "enum" else [schema[word]]
            return None if None in choices else choices[0]
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return None if "null" in types else _emptiest_of(types[0], schema)


def _emptiest_of(kind: str, schema: dict[str, Any]) -> Any:
    if kind == "object":
        return {name: emptiest(branch) for name, branch in schema.get("properties", {}).items()}
    if kind == "array":
        return [emptiest(schema["items"]) for _ in range(schema.get("minItems", 0))]
    if kind == "string":
        return " " * schema.get("minLength", 0)
    return False if kind == "boolean" else max(0, schema.get("minimum", 0))


def _one_by_one(answers: Iterable[Said]) -> Callable[[Prompt], Said]:
    left = iter(answers)

    def say(prompt: Prompt) -> Said:
        try:
            return next(left)
        except StopIteration:
            raise AssertionError("The scripted model was asked more often than its script has answers.") from None

    return say


def _read_script(path: Path) -> tuple[list[tuple[str, dict[str, Any]]], str]:
    try:
        data = path.read_bytes()
        lines = [(str(line["when"]), dict(line["answer"])) for line in json.loads(data)]
    except (OSError, ValueError, KeyError, TypeError):
        raise OperatorError(
            'The scripted model\'s file (LODGE_SCRIPT) must be JSON of the form [{"when": "words", "answer": {…}}, …].'
        ) from None
    if not lines:
        raise OperatorError("The scripted model's file (LODGE_SCRIPT) has no lines.")
    return lines, hashlib.sha256(data).hexdigest()
