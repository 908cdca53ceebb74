"""Draft: the fields, groups and lists that are proposed, before they are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipelines.drafting.saying import Said
from pipelines.drafting.wording import Words, head_of, tidy

_LEAST_GROUP = 2  # fields under one heading


@dataclass
class DraftField:
    """One field as it will be written. `values` serve to guess, and are not written."""

    name: str
    wordings: Counter[str] = field(default_factory=Counter)
    words: set[Words] = field(default_factory=set)
    sections: Counter[Words] = field(default_factory=Counter)
    options: dict[str, str] = field(default_factory=dict)
    form: set[str] = field(default_factory=set)
    phrases: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    values: list[str] = field(default_factory=list)
    known: str = ""  # the field of the built-in types that has this label
    kind: str = "text"
    generic: bool = False  # its labels mean it under its headings alone
    under: bool = False  # known by its heading: some of its labels mean it there alone
    told: bool = False  # in running text alone
    principal: bool = False  # the person whose claim it is

    def take(self, said: Said) -> None:
        """Add what one document says under this label."""
        self.wordings[tidy(said.wording)] += 1
        self.words.add(said.words)
        if said.section:
            self.sections[said.section] += 1
        self.options |= {_option(words): tidy(words) for words in said.options}
        self.form |= {said.form} if said.form else set()
        self.documents.add(said.document)
        if said.value:
            self.values.append(said.value)

    @property
    def section(self) -> Words:
        """The heading that it mostly stands under."""
        return self.sections.most_common(1)[0][0] if self.sections else ()


@dataclass
class DraftList:
    """One list of records: its name, the headings above it, and its columns."""

    name: str
    headings: set[str]
    columns: list[DraftField]
    documents: set[int]


@dataclass
class Draft:
    """What sample documents propose. `left_out` counts labels that looked like somebody's name or a value."""

    documents: int
    fields: list[DraftField]
    lists: list[DraftList]
    cues: list[str]
    left_out: int

    def groups(self) -> dict[str, list[DraftField]]:
        """The fields by the group that they will stand in; "" for those of no group."""
        found: dict[str, list[DraftField]] = {}
        for one in self.fields:
            found.setdefault(_group_of(one), []).append(one)
        for group in [name for name, fields in found.items() if name and len(fields) < _LEAST_GROUP]:
            found.setdefault("", []).extend(found.pop(group))
        return {"": found.pop("", []), **found}

    def settle(self) -> None:
        """Make one field of those that would have the same path: "insured date of birth", and "date of birth" under
        "INSURED"."""
        while self._join_one():
            pass
        paths = {one.name for one in self.fields}
        for entry in self.lists:
            entry.name = f"{entry.name}_rows" if entry.name in paths else entry.name

    def _join_one(self) -> bool:
        taken: dict[str, DraftField] = {}
        for group, fields in self.groups().items():
            for one in fields:
                path = f"{group}_{one.name.removeprefix(f'{group}_')}" if group else one.name
                if path in taken:
                    merge(taken[path], one)
                    self.fields = [other for other in self.fields if other is not one]
                    return True
                taken[path] = one
        return False


def _group_of(one: DraftField) -> str:
    return "" if one.known or one.told else head_of(one.section)


def _option(words: str) -> str:
    """What an option is called in a file: its words, joined."""
    return re.sub(r"[^a-z0-9]+", "_", tidy(words)).strip("_")


def merge(one: DraftField, other: DraftField) -> None:
    """Give one field what another of the same name has."""
    one.wordings += other.wordings
    one.words |= other.words
    one.sections += other.sections
    one.options |= other.options
    one.form |= other.form
    one.documents |= other.documents
    one.values += other.values
    one.under = one.under or other.under
