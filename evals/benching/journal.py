"""Journal: a JSONL file that keeps each take of a bench as it is made, so that a bench that was cut off goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.benching.takes import Record
from pipelines.errors import OperatorError, UsageError


class Journal:
    """Records in the order in which they were made; no value of a claim is in them."""

    def __init__(self, path: Path, run: Mapping[str, Any], *, resume: bool) -> None:
        """Begin the file anew, or with `resume` go on; UsageError where it belongs to another bench."""
        self._path = path
        self.records: list[Record] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = path.read_text(encoding="utf-8").splitlines() if resume and path.exists() else []
            if lines:
                self._load(lines, dict(run))
            else:
                path.write_text(json.dumps(dict(run)) + "\n", encoding="utf-8")
        except OSError as error:
            raise OperatorError(f"The folder of --out cannot be used: {error.strerror}.") from None

    def add(self, *records: Record) -> None:
        """Keep what belongs together: all of it, or none."""
        text = "".join(record.model_dump_json() + "\n" for record in records)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self.records += records

    def has(self, model: str, contender: str, run: str, number: int, paper: int | None = None) -> bool:
        """Whether there is such a record; of any paper, where none is given."""
        return any(
            (record.model, record.contender, record.run, record.round) == (model, contender, run, number)
            and paper in (None, record.paper)
            for record in self.records
        )

    def _load(self, lines: list[str], run: dict[str, Any]) -> None:
        if _object(lines[0]) != json.loads(json.dumps(run)):
            raise UsageError(
                "The folder of --out holds another bench (other documents, models, options or another version). "
                "Name another folder, or leave --resume out to begin anew."
            )
        for number, line in enumerate(lines[1:], start=2):
            try:
                self.records.append(Record.model_validate_json(line))
            except ValidationError:
                if number < len(lines):
                    raise UsageError(f"Line {number} of the bench's journal is damaged. Begin anew.") from None
                # Cut off while it was written: it is measured again.
                kept = "".join(f"{one}\n" for one in lines[:-1])
                self._path.write_text(kept, encoding="utf-8")


def _object(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
