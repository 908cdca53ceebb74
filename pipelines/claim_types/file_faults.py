"""FileFaults: what is wrong in a claim type's file, a line each: file, line, field, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError

from pipelines.claim_types.faults import FaultyTypeError
from pipelines.claim_types.located import Located, Place
from pipelines.claim_types.nesting import Fault, Flat, GroupSpec
from pipelines.claim_types.schema import ClaimType, FieldSpec, RecordSpec

_LONGEST_VALUE = 60


class FileFaults:
    """Tells the faults of one file, in the order of its lines."""

    def __init__(self, name: str, located: Located, flat: Flat) -> None:
        self._name = name
        self._located = located
        self._flat = flat

    def lines(self, error: ValidationError | None) -> list[str]:
        """One line for each fault of the file itself, of its groups, and of the claim type that it makes."""
        told = [(place, f"'{place[-1]}' stands twice here; only the last one counts") for place in self._located.twice]
        told += [(fault.place, self._sentence(fault, self._whose_in_file(fault.place))) for fault in self._flat.faults]
        told += list(self._of_type(error)) if error else []
        placed = [(self._located.line(place) or 0, sentence) for place, sentence in told]
        placed.sort(key=lambda one: one[0])
        return [f"{self._name}{f', line {line}' if line else ''}: {_ended(sentence)}" for line, sentence in placed]

    def _of_type(self, error: ValidationError) -> Iterator[tuple[Place, str]]:
        for fault in error.errors():
            cause = fault.get("ctx", {}).get("error")
            if isinstance(cause, FaultyTypeError):
                for path, sentence in cause.faults:
                    yield self._flat.place(self._place_of(path)), sentence
                continue
            at: Place = fault["loc"]
            if "[key]" in at:
                at = at[:-2]  # the key itself is no text
            told = Fault(self._flat.place(at), fault["type"], fault["msg"], fault["input"])
            yield told.place, self._sentence(told, self._whose(at))

    def _sentence(self, fault: Fault, whose: tuple[str, type[BaseModel]]) -> str:
        owner, model = whose
        key = str(fault.place[-1]) if len(fault.place) > 1 else ".".join(map(str, fault.place))
        before = f"{owner}: " if owner else ""
        match fault.kind:
            case "extra_forbidden":
                near = get_close_matches(key, model.model_fields, 1)
                hint = f"did you mean '{near[0]}'?" if near else f"keys are {', '.join(model.model_fields)}"
                return f"{before}'{key}' is not a key that {_called(model)} has; {hint}"
            case "missing":
                return f"{before}'{key}' is missing; {_called(model)} needs it"
            case "value_error":
                return f"{before}{fault.message.removeprefix('Value error, ')}"
        key = next((str(part) for part in reversed(fault.place) if isinstance(part, str)), key)
        hint = "; put words such as yes, no, on and off in quotes" if isinstance(fault.value, bool) else ""
        return f"{before}'{key}' has the value {_shown(fault.value)}: {fault.message}{hint}"

    def _whose(self, at: Place) -> tuple[str, type[BaseModel]]:
        """What a place of the flat data belongs to, as a person calls it, and its model."""
        return _owner(self._flat.data, at)

    def _whose_in_file(self, place: Place) -> tuple[str, type[BaseModel]]:
        owner, model = _owner(self._located.data, place)
        return owner.replace("field ", "group ", 1), GroupSpec if model is FieldSpec else model

    def _place_of(self, path: str) -> Place:
        """Where in the flat data the field or list of this path stands; of two with the same path, the second."""
        record, is_column, column = path.partition("[].")
        if is_column:
            at = self._named("records", record, self._flat.data)
            return (*at, *self._named("fields", column, self._flat.data["records"][at[-1]])) if at else ()
        return self._named("fields", path, self._flat.data) or self._named("records", path, self._flat.data)

    @staticmethod
    def _named(key: str, name: str, data: Any) -> Place:
        entries = data.get(key)
        places = [
            (key, number)
            for number, entry in enumerate(entries if isinstance(entries, list) else ())
            if isinstance(entry, dict) and entry.get("name") == name
        ]
        return places[-1] if places else ()


def _owner(data: Any, at: Place) -> tuple[str, type[BaseModel]]:
    owner, model = "", _MODELS[""]
    value = data
    for part, following in pairwise(at):
        value = _inside(value, part)
        if part in ("fields", "records") and isinstance(following, int):
            entry = _inside(value, following)
            name = entry.get("name") if isinstance(entry, dict) else None
            model = _MODELS[str(part)]
            noun = "field" if model is FieldSpec else "list"
            owner = f"{noun} '{name}'" if name else f"the {noun} at position {following + 1}"
    return owner, model


def _inside(value: Any, part: str | int) -> Any:
    try:
        return value[part]
    except (KeyError, IndexError, TypeError):
        return None


_MODELS: dict[str, type[BaseModel]] = {"": ClaimType, "fields": FieldSpec, "records": RecordSpec}


def _called(model: type[BaseModel]) -> str:
    return {ClaimType: "a claim type", FieldSpec: "a field", RecordSpec: "a list", GroupSpec: "a group"}[model]


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}…"
