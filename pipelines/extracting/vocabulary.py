"""Vocabulary: the labels and headings of a claim type, and which field each one speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claim_types.schema import ClaimType, FieldSpec, RecordSpec
from pipelines.extracting.words import Token, words_of


@dataclass(frozen=True)
class Slot:
    """One field that a label may speak of; `record` where it is a column of a list."""

    name: str
    spec: FieldSpec
    record: RecordSpec | None = None

    def path(self, row: int = 0) -> str:
        """The field's path in a claim."""
        return f"{self.record.name}[{row}].{self.spec.name}" if self.record else self.spec.name

    @property
    def key(self) -> tuple[str, str]:
        """What tells this slot from others."""
        return (self.record.name if self.record else "", self.spec.name)


@dataclass(frozen=True)
class Match:
    """A field that a label may mean; a generic label ("name") means it only under a heading of the field's."""

    slot: Slot
    generic: bool
    words: int  # of the label


@dataclass(frozen=True)
class Section:
    """Where in a document a generic label stands: under which heading, and for which row of a list."""

    words: tuple[str, ...] = ()
    record: str = ""
    row: int = 0


class Vocabulary:
    """All labels of a claim type, for look-up by words."""

    def __init__(self, claim_type: ClaimType) -> None:
        self.slots = [Slot(spec.name, spec) for spec in claim_type.fields]
        self.slots += [Slot(spec.name, spec, record) for record in claim_type.records for spec in record.fields]
        self._labels: dict[tuple[str, ...], list[Match]] = {}
        self._beginnings: set[str] = set()  # most words begin no label: looking here first saves nearly all the work
        for slot in self.slots:
            own = () if slot.record else (slot.spec.name.replace("_", " "),)
            for label in (*slot.spec.labels, *own):
                self._add(label, Match(slot, False, len(words_of(label))))
            for label in slot.spec.section_labels:
                self._add(label, Match(slot, True, len(words_of(label))))
        self._records = {words_of(label): record for record in claim_type.records for label in record.labels}
        for record in claim_type.records:
            self._records.setdefault(words_of(record.name.replace("_", " ")), record)
        self._sections = {words_of(name) for slot in self.slots for name in slot.spec.sections} - {()}
        self._longest = max((len(label) for label in self._labels), default=0)
        # "REPAIR ESTIMATE" heads a list of items and a whole paper: what it says of the claim is the claim's.
        self._item_lists = {
            record.name
            for record in claim_type.records
            if any(spec.kind == "money" for spec in record.fields)
            and all(spec.kind != "name" for spec in record.fields)
        }

    def _add(self, label: str, match: Match) -> None:
        words = words_of(label)
        if not words or all(len(word) == 1 for word in words):
            return  # a lone letter numbers a box
        self._beginnings.add(words[0])
        matches = self._labels.setdefault(words, [])
        if match.slot not in [other.slot for other in matches]:
            matches.append(match)

    def match(self, tokens: Sequence[Token], position: int) -> tuple[int, list[Match]]:
        """The longest label that begins at `position`: its length in words, and what it may mean."""
        if position < len(tokens) and tokens[position].word not in self._beginnings:
            return 0, []
        for length in range(min(self._longest, len(tokens) - position), 0, -1):
            matches = self._labels.get(tuple(token.word for token in tokens[position : position + length]))
            if matches:
                return length, matches
        return 0, []

    def heading(self, words: tuple[str, ...], before: Section) -> Section | None:
        """The section that a line of these words opens, or None where it is no heading.

        "Vehicle 2", "Other vehicle", "INJURED PARTIES" open rows; one that comes again opens the next row.
        """
        whole = self._records.get(words)
        if whole is not None and words[-1].isdigit():  # "Vehicle 2" is the first of the other vehicles
            return Section(words, whole.name, before.row + 1 if before.record == whole.name else 0)
        numbers = [int(word) for word in words if word.isdigit() and len(word) < 3]
        plain = tuple(word for word in words if not word.isdigit())
        record = self._records.get(plain) or self._records.get((*plain[:-1], plain[-1] + "s") if plain else ())
        if record is not None:
            if numbers:
                row = max(0, numbers[-1] - 1)
            else:
                row = before.row + 1 if before.record == record.name and before.words == plain else 0
            return Section(plain, record.name, row)
        if plain in self._sections:
            return Section(plain)
        noise = {"information", "details", "section", "data", "particulars", "the", "of", "about", "your"}
        short = tuple(word for word in plain if word not in noise)
        return Section(short) if short and short != plain and short in self._sections else None

    def list_label(self, record: RecordSpec, tokens: Sequence[Token]) -> int | None:
        """Where the values of a list may begin: behind one of the list's labels that stands among `tokens`."""
        wordings = [words for words, other in self._records.items() if other == record]
        wordings += [words_of(label) for spec in record.fields for label in spec.labels]
        for start in range(len(tokens)):
            for words in sorted(wordings, key=len, reverse=True):
                if words and tuple(token.word for token in tokens[start : start + len(words)]) == words:
                    return tokens[start + len(words) - 1].end
        return None

    def resolve(self, matches: Sequence[Match], section: Section, kin: str = "") -> Slot | None:
        """Which of several fields a label means in this section; None where it stays open.

        `kin` is the first word of the field that the label stands next to: "patient" of "patient_name".
        """
        if section.record:
            inside = [m.slot for m in matches if m.slot.record and m.slot.record.name == section.record]
            if len(inside) == 1:
                return inside[0]
        scalars = [match for match in matches if not match.slot.record]
        here = [m.slot for m in scalars if section.words and section.words in map(words_of, m.slot.spec.sections)]
        if len(here) == 1:
            return here[0]
        related = [match.slot for match in scalars if kin and match.slot.spec.name.startswith(f"{kin}_")]
        if len(related) == 1:
            return related[0]
        own = [match.slot for match in scalars if not match.generic]
        if len(own) == 1 and (not section.record or section.record in self._item_lists):
            return own[0]
        columns = [m.slot for m in matches if m.slot.record and not m.generic and m.words > 1]
        return columns[0] if len(columns) == 1 and not scalars else None
