"""Look: one more look at a claim's documents: what it was for, with what, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pipelines.claim import Box, Claim, Document, Finding, Immutable, Page, Reading, Severity
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting import Material
from pipelines.ports import Context, Model
from pipelines.rules.rule import Rule


class Tool(StrEnum):
    """What an investigation may do. All of it reads; none of it changes, sends or decides anything."""

    ASK_AGAIN = "ask_again"  # one field, in other words, with the lines around what may be its value
    LOOK_CLOSER = "look_closer"  # draw the place on the page larger and read it again
    OTHER_DOCUMENT = "other_document"  # look for the value in each of the claim's papers by itself
    LOOK_UP_POLICY = "look_up_policy"  # what the register knows, to look for in the documents


class Outcome(StrEnum):
    """What came of a look."""

    MENDED = "mended"  # a value is there, or another than before
    CONFIRMED = "confirmed"  # the same value, read more surely
    NOTHING = "nothing"  # no other value stands there
    NOT_TAKEN = "not_taken"  # what was found is too unsure, or the rules speak against it
    NO_ANSWER = "no_answer"  # the model gave no usable answer, or the page could not be drawn


class Seen(Immutable):
    """What a part of a page said when it was read again; it stands behind the document's first text from then on."""

    document_id: str
    text: str


class Look(Immutable):
    """One look, as it is kept with the claim.

    `readings` were taken and stand in for `withdrawn`, what was read before at the very same places. `changed` are the
    paths whose value, or whose reading, is another since. `resolved` are the rules whose findings went with it.
    """

    number: int  # from 1
    tool: Tool
    rule: str
    path: str
    outcome: Outcome
    severity: Severity = Severity.NOTE
    readings: tuple[Reading, ...] = ()
    withdrawn: tuple[Reading, ...] = ()
    seen: tuple[Seen, ...] = ()
    changed: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    note: str = ""  # what else a handler should know of it
    model: str = ""
    model_sha256: str = ""


@dataclass(frozen=True)
class Action:
    """One thing that may be done about a finding: a tool, and the field it is to look for."""

    tool: Tool
    path: str
    finding: Finding
    paths: tuple[str, ...] = ()  # of a list whose rows are read again together

    @property
    def key(self) -> tuple[Tool, str]:
        """What tells it from others: nothing is done twice."""
        return self.tool, self.path


@dataclass(frozen=True)
class Proposal:
    """What a tool found: `readings` that may be taken in the place of `withdrawn`, before anybody has judged them.

    `variants` are parts of the readings to be tried one after the other where not all of them need be taken.
    """

    readings: tuple[Reading, ...] = ()
    withdrawn: tuple[Reading, ...] = ()
    variants: tuple[tuple[int, ...], ...] = ()  # positions in `readings`; (): all of them
    seen: tuple[Seen, ...] = ()
    failed: bool = False
    note: str = ""
    model: str = ""
    model_sha256: str = ""


@dataclass(frozen=True)
class Glance:
    """A part of a page, read again: `text`, and the page with its words, whose boxes lie on the whole page."""

    text: str
    page: Page


class Closer(Protocol):
    """Draws a part of a page large and reads it again."""

    def look(self, document: Document, page: int, box: Box) -> Glance | None:
        """What stands in `box` on page `page`; None where it cannot be drawn or read."""
        ...


@dataclass(frozen=True)
class Means:
    """What an investigation is given from outside. `model` gives None where there is none to be had."""

    context: Context
    rules: Sequence[Rule]
    model: Callable[[], Model | None]
    closer: Closer | None = None


@dataclass(frozen=True)
class Case:
    """A claim as an investigation finds it: the readings of the first pass, its fields and findings, and its looks."""

    material: Material
    readings: tuple[Reading, ...]
    claim: Claim
    looks: tuple[Look, ...] = ()
    blank: frozenset[str] = frozenset()  # paths that have their place in a form, filled in or not

    @property
    def documents(self) -> Mapping[str, Document]:
        """The claim's documents by id."""
        return {document.id: document for document in self.material.documents}

    def length(self, document_id: str) -> int:
        """How many characters a document has, with what was read again of it."""
        return next(len(document.text) for document in self.claim.documents if document.id == document_id)

    def spec(self, path: str) -> FieldSpec | None:
        """The field at a path."""
        return self.material.claim_type.spec(path)

    def standing(self, path: str) -> Reading | None:
        """The reading that counts at a path, or the first that was proposed for it."""
        field = self.claim.field(path)
        if field:
            return field.chosen
        own = [reading for reading in self.readings if reading.path == path and reading.spans]
        return next((reading for reading in own if reading.value is not None), own[0] if own else None)
