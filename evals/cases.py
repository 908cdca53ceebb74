"""CaseSet: the cases of a run: the sample claims, those of another seed, or any folder of documents with truth."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from pipelines.classifying import UNKNOWN
from pipelines.errors import UsageError
from sample_claims import DOCUMENTS, Case, load_cases

REGISTER = "policies.csv"


@dataclass(frozen=True)
class CaseSet:
    """Cases in the order in which they are worked; `name` is safe for reports. `policies` is the register that fits.

    `drafts` are truths that were left out because nobody has confirmed them.
    """

    name: str
    cases: tuple[Case, ...]
    policies: Path | None
    drafts: int = 0

    def chosen(self, kinds: Collection[str] = (), limit: int | None = None) -> CaseSet:
        """Only these kinds, and at most `limit` cases, evenly spread. A duplicate stays only with its original."""
        unknown = set(kinds) - {case.truth.kind for case in self.cases}
        if unknown:
            there = ", ".join(sorted({case.truth.kind for case in self.cases}))
            raise UsageError(f"There is no case of the kind {', '.join(sorted(unknown))}. Kinds are: {there}.")
        cases = [case for case in self.cases if not kinds or case.truth.kind in kinds]
        if limit is not None and limit < len(cases):
            cases = [cases[number * len(cases) // limit] for number in range(limit)]
        names = {case.name for case in cases}
        kept = (case for case in cases if not case.truth.duplicate_of or case.truth.duplicate_of in names)
        return replace(self, cases=tuple(kept))

    def sha256(self) -> str:
        """The digest of documents, truths and register."""
        digest = hashlib.sha256(self.policies.read_bytes() if self.policies else b"")
        for case in self.cases:
            digest.update(hashlib.sha256(case.path.read_bytes()).digest())
            digest.update(case.truth.model_dump_json(exclude={"confirmed", "to_confirm"}).encode())
        return digest.hexdigest()


def require_known(cases: CaseSet, known: Collection[str]) -> None:
    """Raise UsageError where a truth is of a claim type that the site does not know."""
    named = {truth.claim_type for case in cases.cases for truth in case.truth.claims}
    strange = sorted(named - {*known, UNKNOWN})
    if strange:
        raise UsageError(
            f"There are truths of the claim type {', '.join(strange)}, which this site does not know. Put its file into"
            " the folder claim_types of the home folder, or correct the truths; lodge types list says which there are."
        )


@contextmanager
def open_cases(folder: Path | None, seed: int | None) -> Iterator[CaseSet]:
    """The cases of `folder`, freshly made ones of `seed` (removed afterwards), or the sample claims."""
    if folder is not None and seed is not None:
        raise UsageError("Give --cases or --seed, not both.")
    if seed is None:
        yield _load(folder or DOCUMENTS, "a folder of documents" if folder else "the sample claims")
        return
    with tempfile.TemporaryDirectory(prefix="lodge-eval-") as made:
        _generate(seed, Path(made))
        yield _load(Path(made) / "documents", f"sample claims of seed {seed}")


def _generate(seed: int, out: Path) -> None:
    try:
        from sample_claims.generating import generate
    except ModuleNotFoundError:
        raise UsageError("Sample claims of another seed need the extra: pip install 'lodge[samples]'") from None
    generate(seed, out)


def _load(folder: Path, name: str) -> CaseSet:
    try:
        cases = load_cases(folder)
    except (ValidationError, UnicodeDecodeError):
        raise UsageError(
            "A truth (*.truth.json) among the cases does not fit its format (see docs/evals.md)."
        ) from None
    if not cases:
        raise UsageError(
            "There is no document with a truth (*.truth.json) in the folder of --cases. Make truths with:"
            " lodge eval label"
        )
    drafts = sum(not case.truth.confirmed for case in cases)
    if drafts == len(cases):
        raise UsageError(
            f"All {drafts} truths in the folder of --cases are drafts that nobody has confirmed, so there is nothing to"
            " measure by. Confirm them with: lodge eval label"
        )
    cases = [case for case in cases if case.truth.confirmed]
    absent = sum(not case.path.is_file() for case in cases)
    if absent:
        raise UsageError(f"{absent} of the truths in the folder of --cases have no document beside them.")
    # Duplicates after everything else: their originals must have been seen.
    ranked = sorted(cases, key=lambda case: (case.truth.duplicate_of is not None, case.name))
    register = next((place / REGISTER for place in (folder, folder.parent) if (place / REGISTER).is_file()), None)
    return CaseSet(name, tuple(ranked), register, drafts)
