"""CaseResult: what the corridor made of one case, as it is kept between runs; and Progress, the file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field as Attribute
from pydantic import ValidationError

from pipelines.claim import Immutable, Outcome, ReadingSource, Value
from pipelines.errors import OperatorError, UsageError


class ReadValue(Immutable):
    """One value that was proposed. `stands` says whether its evidence stands in the document, word for word."""

    path: str
    value: Value
    source: ReadingSource
    score: float
    stands: bool = True
    traits: dict[str, float] = Attribute(default_factory=dict)


class CaseResult(Immutable):
    """What came out for one case. It holds values: keep it where the documents are.

    `fields` are the values that were reported, `dropped` those that were proposed and not taken.
    `fired` are the rules with a warning or an error, `noted` those with a note alone. A source that cannot be read has
    no claim, and the claim type "unknown".
    """

    case: str
    claim_type: str
    outcome: Outcome
    would_accept: bool = False
    claims: int = 1
    fields: tuple[ReadValue, ...] = ()
    dropped: tuple[ReadValue, ...] = ()
    fired: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()  # by which a later case may be known as its duplicate
    likenesses: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind and marks: what may come again almost the same
    seconds: float
    further: tuple[CaseResult, ...] = ()  # the claims of the same source after the first


class Progress:
    """A JSONL file: a line that says what is run, then one line per finished case."""

    def __init__(self, path: Path, run: Mapping[str, str]) -> None:
        """Open or begin the file; UsageError where it belongs to another run (another model, other cases)."""
        self._path = path
        self.results: dict[str, CaseResult] = {}
        try:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            if lines:
                self._load(lines, dict(run))
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch(mode=0o600)
                self._append(json.dumps(dict(run)))
        except OSError as error:
            raise OperatorError(f"The file of --resume cannot be used: {error.strerror}.") from None

    def add(self, result: CaseResult) -> None:
        """Keep one case's result."""
        self.results[result.case] = result
        self._append(result.model_dump_json())

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _load(self, lines: list[str], run: dict[str, str]) -> None:
        try:
            kept = json.loads(lines[0])
        except ValueError:
            kept = None
        if kept != run:
            raise UsageError(
                "The file of --resume holds another run (other cases, model or pipeline). Name a new file."
            )
        for number, line in enumerate(lines[1:], start=2):
            try:
                result = CaseResult.model_validate_json(line)
            except ValidationError:
                if number == len(lines):
                    # The run was cut off while it wrote its last line: that case is run again.
                    self._drop_last(lines[:-1])
                    return
                raise UsageError(f"Line {number} of the file of --resume is damaged. Name a new file.") from None
            self.results[result.case] = result

    def _drop_last(self, lines: list[str]) -> None:
        part = self._path.with_name(f"{self._path.name}.part")
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        part.replace(self._path)
