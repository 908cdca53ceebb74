"""LabelPaper: one document to be labelled: what was read of it, its truth so far, and the file that keeps the truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from agent.assembling import State
from agent.backends.scripted import Scripted, emptiest
from agent.graph import Corridor, work_through
from evals.bench import Bench, Seen
from pipelines.claim import Claim, Document, Genre, Value
from pipelines.claim_types import ClaimType
from pipelines.classifying import Classification
from pipelines.drafting.saying import is_running_text
from pipelines.errors import OperatorError, UsageError
from sample_claims.case import SUFFIX, Truth

_ROW = re.compile(r"^(\w+)\[(\d+)\]\.")
_TOLD = (Genre.LETTER, Genre.EMAIL, Genre.STATEMENT)
_NO_PAPERS = {".csv", ".json", ".jsonl", ".yaml", ".yml", ".md"}


@dataclass(frozen=True)
class LabelPaper:
    """A file, and what was read of it. `claim` holds the places of values; `documents` what a person is shown."""

    path: Path
    claim: Claim

    @property
    def documents(self) -> tuple[Document, ...]:
        """What the file holds."""
        return self.claim.documents

    @property
    def keeper(self) -> Path:
        """The file that keeps the truth."""
        return keeper_of(self.path)


def keeper_of(path: Path) -> Path:
    """Where the truth of a document is kept."""
    return path.with_name(f"{path.name.removesuffix(path.suffix)}{SUFFIX}")


def papers_in(folder: Path) -> list[Path]:
    """The files of a folder that may be documents, by name; truths, registers and hidden files are none."""
    found = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name[0] not in "._" and path.suffix.lower() not in _NO_PAPERS
    ]
    if not found:
        raise UsageError("There is no document in that folder. Put sample documents into it, one file for each claim.")
    names = [keeper_of(path) for path in found]
    if len(set(names)) < len(names):
        raise UsageError("Two files of that folder differ in their ending alone, and would share a truth. Rename one.")
    return found


def read_paper(bench: Bench, path: Path, claim_type: ClaimType, received_at: datetime, *, model: bool) -> LabelPaper:
    """A document as the corridor reads it if it is of this type; without `model`, by code alone."""
    documents = tuple(one for one in bench.site.sandbox.read(path.read_bytes()).documents if not one.claim)
    corridor = bench.site.corridor_for(received_at)
    silent = Scripted(lambda prompt: emptiest(prompt.schema))
    means: Corridor = replace(
        corridor,
        claim_types={claim_type.name: claim_type},
        context=replace(corridor.context, past_claims=Seen()),
        model=corridor.model if model else lambda: silent,
    )
    state = State(claim_id=str(uuid4()), source_id=str(uuid4()), ordinal=0, documents=documents)
    state["classification"] = Classification(claim_type=claim_type.name, scores={claim_type.name: 1.0})
    return LabelPaper(path, work_through(means, state))


def drafted(paper: LabelPaper, claim_type: ClaimType, received_at: datetime) -> Truth:
    """The truth as the reading has it. A person has every path to look at, also where nothing was read."""
    values: dict[str, Value] = {field.path: field.value for field in paper.claim.fields}
    genre = next((one.genre for one in paper.documents if one.genre is not Genre.UNKNOWN), Genre.UNKNOWN)
    told = any(is_running_text(one.text) for one in paper.documents)
    return Truth(
        file=paper.path.name,
        claim_type=claim_type.name,
        kind=genre.value if genre is not Genre.UNKNOWN else "letter" if told else "form",
        received_at=received_at,
        free_text=told or genre in _TOLD,
        fields=values,
        confirmed=False,
        to_confirm=tuple(paths_of(claim_type, values)),
    )


def paths_of(claim_type: ClaimType, values: dict[str, Value]) -> Iterator[str]:
    """Every path that a person is asked about, in the order of the type; `name[]` asks whether a list has more rows."""
    yield from (spec.name for spec in claim_type.fields)
    for record in claim_type.records:
        for row in rows_of(record.name, values):
            yield from (f"{record.name}[{row}].{spec.name}" for spec in record.fields)
        yield f"{record.name}[]"


def rows_of(record: str, paths: Sequence[str] | dict[str, Value]) -> list[int]:
    """The numbers of a list's rows."""
    return sorted({int(match[2]) for path in paths if (match := _ROW.match(path)) and match[1] == record})


def received_at(path: Path) -> datetime:
    """When a document counts as received: when its file was last written."""
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def load_truth(path: Path) -> Truth | None:
    """The truth beside a document, or None where there is none yet."""
    keeper = keeper_of(path)
    if not keeper.exists():
        return None
    try:
        return Truth.model_validate_json(keeper.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError):
        raise UsageError(
            "A truth (*.truth.json) does not fit its format (see docs/evals.md). Mend or remove it."
        ) from None


def save_truth(path: Path, truth: Truth) -> None:
    """Keep a truth beside its document; what was there stays until the new one is whole."""
    kept = truth.model_dump(mode="json", exclude_defaults=True)
    keeper = keeper_of(path)
    passing = keeper.with_name(f".{keeper.name}.part")
    try:
        passing.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        passing.replace(keeper)
    except OSError as error:
        raise OperatorError(
            f"The truth cannot be written: {error.strerror}. Make room, or the folder writable."
        ) from None
