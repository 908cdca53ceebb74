"""Nesting: groups of fields within one another, as a file writes them, made into the flat fields that readers know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import Field as Attribute
from pydantic import ValidationError

from pipelines.claim import Immutable, Value
from pipelines.claim_types.located import Place
from pipelines.claim_types.schema import Words


class Fault(NamedTuple):
    """Something wrong in a file: where, what pydantic calls it, and what was written there."""

    place: Place
    kind: str
    message: str
    value: Any = None


class GroupSpec(Immutable):
    """A group as a file writes it: an entry of `fields` that has `fields` of its own.

    Its fields take its name before theirs ("insured" and "name" make `insured_name`), its headings where they have none
    of their own, and its description behind theirs; they are asked of the model together. Lists in a group take its
    name too.
    """

    name: str
    description: str = ""
    sections: Words = ()
    fields: tuple[Any, ...]
    records: tuple[Any, ...] = Attribute(default=())


@dataclass
class Flat:
    """A claim type's data without groups. `places` says where in the file each field and list came from."""

    data: dict[str, Any]
    places: dict[Place, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, at: Place) -> Place:
        """Where in the file the thing at a place of the flat data stands."""
        for length in range(len(at), 0, -1):
            if at[:length] in self.places:
                return (*self.places[at[:length]], *at[length:])
        return at


def flatten(data: Mapping[str, Any]) -> Flat:
    """The data of a claim type with the groups in its fields and lists taken apart."""
    flat = Flat(dict(data))
    fields, records = _Entries(flat, ("fields",)), _Entries(flat, ("records",))
    for entries, key in ((fields, "fields"), (records, "records")):
        if isinstance(data.get(key), list):
            flat.data[key] = entries.found
    _take_fields(data.get("fields"), ("fields",), (), fields, records)
    _take_records(data.get("records"), ("records",), (), records)
    if records.found:
        flat.data["records"] = records.found
    return flat


def flat_values(values: Mapping[str, Any], before: str = "") -> dict[str, Value]:
    """Values by path of what is nested as groups are: `{"insured": {"name": "…"}}` gives `insured_name`, and
    `{"pets": [{"name": "…"}]}` gives `pets[0].name`; a value that is null is left out."""
    found: dict[str, Value] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= flat_values(value, f"{before}{key}_")
        elif isinstance(value, list):
            for row, columns in enumerate(value):
                nested = columns if isinstance(columns, Mapping) else {"": columns}
                found |= flat_values(nested, f"{before}{key}[{row}].")
        elif value is not None:
            found[f"{before}{key}"] = value
    return found


class _Entries:
    """A list of the flat data as it grows, and where it lies."""

    def __init__(self, flat: Flat, place: Place) -> None:
        self.flat = flat
        self.place = place
        self.found: list[Any] = []

    def add(self, entry: Any, came_from: Place) -> Place:
        at = (*self.place, len(self.found))
        self.found.append(entry)
        self.flat.places[at] = came_from
        return at


def _take_fields(
    entries: Any, place: Place, groups: Sequence[GroupSpec], fields: _Entries, records: _Entries | None
) -> None:
    if not isinstance(entries, list | tuple):
        return
    for number, entry in enumerate(entries):
        here = (*place, number)
        if not isinstance(entry, Mapping) or "fields" not in entry:
            fields.add(_field_in(groups, entry), here)
            continue
        group = _group(entry, here, fields.flat)
        if group is None:
            continue
        inner = (*groups, group)
        _take_fields(entry["fields"], (*here, "fields"), inner, fields, records)
        if records is not None:
            _take_records(entry.get("records"), (*here, "records"), inner, records)
        elif group.records:
            message = "a list cannot stand within a list: make it a list of the claim, or of a group of its own"
            fields.flat.faults.append(Fault((*here, "records"), "value_error", message))


def _take_records(entries: Any, place: Place, groups: Sequence[GroupSpec], records: _Entries) -> None:
    if not isinstance(entries, list | tuple):
        return
    for number, entry in enumerate(entries):
        here = (*place, number)
        if not isinstance(entry, Mapping) or not isinstance(entry.get("fields"), list):
            records.add(entry, here)
            continue
        named = {**entry, "name": _joined(groups, entry["name"])} if "name" in entry else dict(entry)
        columns = _Entries(records.flat, (*records.add(named, here), "fields"))
        _take_fields(entry["fields"], (*here, "fields"), (), columns, None)
        named["fields"] = columns.found


def _group(entry: Mapping[str, Any], here: Place, flat: Flat) -> GroupSpec | None:
    try:
        return GroupSpec.model_validate(entry)
    except ValidationError as error:
        flat.faults += [
            Fault((*here, *fault["loc"]), fault["type"], fault["msg"], fault["input"]) for fault in error.errors()
        ]
        return None


def _field_in(groups: Sequence[GroupSpec], entry: Any) -> Any:
    """A field with what it takes from the groups that it stands in."""
    if not groups or not isinstance(entry, Mapping) or "name" not in entry:
        return entry
    own = dict(entry)
    own["name"] = _joined(groups, entry["name"])
    own.setdefault("group", _joined(groups[:-1], groups[-1].name))
    if "description" in own:
        said = (own["description"], *(group.description for group in reversed(groups)))
        own["description"] = " ".join(str(words) for words in said if words)
    headings = next((group.sections for group in reversed(groups) if group.sections), ())
    if headings and own.get("section_labels") and not own.get("sections"):
        own["sections"] = headings
    return own


def _joined(groups: Sequence[GroupSpec], name: Any) -> Any:
    """A name behind those of its groups; what is no name stays as it is, and is told as a fault."""
    return "_".join([*(group.name for group in groups), name]) if isinstance(name, str) else name
