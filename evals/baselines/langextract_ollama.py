"""LangExtract on the same Ollama, as its documentation shows it: a task in words, an example, a document in chunks.

It brings dozens of packages that Lodge has no use for, so it lives in an environment of its own, beside the weights in
the cache, and is asked by way of langextract_script.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evals.baselines import langextract_script
from evals.baselines.normalising import values_in
from evals.baselines.schemas import asked
from pipelines.claim import Document, Value
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.errors import OperatorError
from pipelines.extracting.joining import join

VERSION = "1.7.1"
SETTINGS: dict[str, Any] = {"num_ctx": 8192, "timeout": 1800, "keep_alive": 1800, "max_output_tokens": 1024}
PROMPT = (
    "Extract the facts of an insurance claim ({title}) from the document, in order of appearance. "
    "Use exact text of the document for each extraction; do not paraphrase. "
    "Use these classes and no others; leave out what the document does not state:\n{fields}"
)
# An invented letter. Each sentence is told only where the claim type has the field.
_SENTENCES = (
    ("policy_number", "I write about policy {}.", "KX-204-118"),
    ("insured_name", "The policy holder is {}.", "Orla Fennimore"),
    ("patient_name", "The patient is {}.", "Teodor Brandvold"),
    ("employee_name", "Our employee {} was hurt.", "Wanda Kislo"),
    ("claimant_name", "The claim is made by {}.", "Ruben Achterberg"),
    ("date_of_loss", "It happened on {}.", "March 9, 2031"),
    ("time_of_loss", "That was at about {}.", "7:40 in the evening"),
    ("loss_location", "The place was {}.", "18 Tannery Row"),
    ("insured_phone", "You reach me at {}.", "503-555-0147"),
    ("total_charge", "The bill comes to {}.", "$1,318.40"),
    ("estimate_amount", "The shop wants {} for the repair.", "$2,745.00"),
    ("probable_amount", "We expect a cost of {}.", "$6,120.00"),
)


class LangExtract:
    """A process with the library in it, which is asked about one claim after the other."""

    def __init__(self, cache: Path, url: str, tag: str) -> None:
        """OperatorError where the environment is not there."""
        python = place(cache)
        if not python.exists():
            raise OperatorError(missing(cache))
        self._url, self._tag = url, tag
        self._process = subprocess.Popen(
            [str(python), "-I", str(langextract_script.__file__)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._answer()

    def ask(
        self, claim_type: ClaimType, documents: Sequence[Document], received_on: date
    ) -> Mapping[str, Value] | None:
        """The values of one claim, by field path; None where the library gave up."""
        question = {
            "text": join(documents),
            "prompt": PROMPT.format(title=claim_type.title, fields=classes(claim_type)),
            "examples": [example(claim_type)],
            "model": self._tag,
            "url": self._url,
            "settings": SETTINGS,
        }
        stdin = self._process.stdin
        if stdin is None:
            return None
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        answer = self._answer()
        if "failed" in answer:
            return None
        return values_in(as_said(answer["extractions"], claim_type), claim_type, documents, received_on)

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise OperatorError("LangExtract ended before it answered. Install it again (see docs/bench.md).")
        answer: dict[str, Any] = json.loads(line)
        return answer


def place(cache: Path) -> Path:
    """The Python of LangExtract's own environment."""
    return cache / "langextract" / "bin" / "python"


def missing(cache: Path) -> str:
    """What to do where it is not there."""
    folder = cache / "langextract"
    return (
        f"LangExtract is not installed. Install it with: python -m venv {folder} && "
        f"{folder}/bin/pip install langextract=={VERSION}"
    )


def classes(claim_type: ClaimType) -> str:
    """The classes in words; a column of a list has its list's name before its own."""
    lines = [_class(spec.name, spec) for spec in asked(claim_type.fields)]
    for record in claim_type.records:
        lines += [_class(f"{record.name}.{spec.name}", spec) for spec in asked(record.fields)]
    return "\n".join(lines)


def _class(name: str, spec: FieldSpec) -> str:
    options = f" (words that say: {', '.join(spec.options)})" if spec.kind == "enum" else ""
    return f"- {name}{options}: {spec.description}"


def example(claim_type: ClaimType) -> dict[str, Any]:
    """The invented letter, as far as the claim type has fields for it, and what is to be extracted from it."""
    told = [(name, text, said) for name, text, said in _SENTENCES if claim_type.spec(name)]
    return {
        "text": " ".join(text.format(said) for _, text, said in told),
        "said": [[name, said] for name, _, said in told],
    }


def as_said(extractions: Sequence[Sequence[str]], claim_type: ClaimType) -> dict[str, Any]:
    """The extractions as one object: the first of a class counts; a class of a list that comes again opens a row."""
    said: dict[str, Any] = {}
    rows: dict[str, list[dict[str, str]]] = {record.name: [{}] for record in claim_type.records}
    for name, text in extractions:
        record, _, column = str(name).rpartition(".")
        if record in rows:
            if column in rows[record][-1]:
                rows[record].append({})
            rows[record][-1][column] = text
        else:
            said.setdefault(str(name), text)
    return {**said, **rows}
