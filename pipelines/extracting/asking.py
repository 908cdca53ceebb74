"""Ask: put one question to a model and turn its answer into readings that stand in a document, or into none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipelines.claim import Reading, ReadingSource, Span, Value
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.choices import choice_reading, mentions
from pipelines.extracting.composites import take_apart
from pipelines.extracting.material import Material
from pipelines.extracting.questions import Question, prompt_for
from pipelines.grounding import ground
from pipelines.ports import Answer, Model
from pipelines.values import KINDS


def ask(material: Material, question: Question, model: Model, call_id: str) -> tuple[Reading, ...]:
    """The model's readings for one question; a reading without spans stands nowhere, and fusing drops it."""
    answer = model.answer(prompt_for(question, material, model))
    reader = _AnswerReader(answer, material, call_id)
    if not question.record:
        specs = [spec for path in question.paths if (spec := material.claim_type.spec(path))]
        return tuple(take_apart(reader.readings("", specs, answer.data), material))
    record = material.claim_type.record(question.record)
    rows = answer.data.get("rows")
    if record is None or not isinstance(rows, list):
        return ()
    found: list[Reading] = []
    for number, row in enumerate(rows[: record.max_rows]):
        if isinstance(row, dict):
            found += reader.readings(f"{record.name}[{number}].", list(record.fields), row)
    return tuple(found)


class _AnswerReader:
    def __init__(self, answer: Answer, material: Material, call_id: str) -> None:
        self._answer = answer
        self._material = material
        self._call_id = call_id
        self._position = 0  # in the answer's text: values are looked for in order

    def readings(self, prefix: str, specs: Sequence[FieldSpec], data: dict[str, Any]) -> list[Reading]:
        found = []
        for spec in specs:
            said = data.get(spec.name)
            if not isinstance(said, str | int | float) or isinstance(said, bool):
                continue
            verbatim = str(said).strip()
            if not verbatim or verbatim.casefold() in ("null", "none", "n/a", "unknown", "not stated"):
                continue
            if spec.options and not prefix:
                found += self._choice(spec, verbatim)
            else:
                found.append(self._reading(f"{prefix}{spec.name}", spec, verbatim))
        return found

    def _reading(self, path: str, spec: FieldSpec, verbatim: str) -> Reading:
        value = KINDS[spec.kind].parse(verbatim, self._material.hints(spec))
        span = self._ground(verbatim)
        return Reading(
            path=path,
            verbatim=span.text if span else verbatim,
            value=value,
            source=ReadingSource.MODEL,
            spans=(span,) if span else (),
            call_id=self._call_id,
            derivation=derivation_of(spec, verbatim, value),
            logprob=self._logprob(spec.name, verbatim),
        )

    def _choice(self, spec: FieldSpec, option: str) -> list[Reading]:
        """The option that the model chose among those mentioned, pointing at the words that say so."""
        said = [mention for mention in mentions(spec, self._material) if str(mention[1].value) == option]
        logprob = self._logprob(spec.name, option)
        chosen = [choice_reading(spec, mention, ReadingSource.MODEL) for mention in said[:1]]
        return [reading.model_copy(update={"call_id": self._call_id, "logprob": logprob}) for reading in chosen]

    def _ground(self, verbatim: str) -> Span | None:
        return next((span for document in self._material.documents if (span := ground(verbatim, document))), None)

    def _logprob(self, key: str, verbatim: str) -> float | None:
        """The lowest log-probability among the tokens that spell the value; None where the engine tells none."""
        if not self._answer.tokens:
            return None
        text = "".join(token.text for token in self._answer.tokens)
        key_at = text.find(json.dumps(key), self._position)
        start = text.find(json.dumps(verbatim, ensure_ascii=False).strip('"'), key_at) if key_at >= 0 else -1
        if start < 0:
            return None
        end = start + len(verbatim)
        self._position = start
        offset, lowest = 0, 0.0
        for token in self._answer.tokens:
            # A mark that the schema forces ("$") tells nothing of how sure the model is of the value.
            if offset < end and offset + len(token.text) > start and any(map(str.isalnum, token.text)):
                lowest = min(lowest, token.logprob)
            offset += len(token.text)
        return lowest


def derivation_of(spec: FieldSpec, verbatim: str, value: Value | None) -> str | None:
    """The function behind what the words themselves do not say: a year that was left out."""
    if spec.kind == "date" and isinstance(value, str) and value[:4] not in verbatim and value[2:4] not in verbatim:
        return "year_from_day_received"
    return None
