"""Material: what every reader of a claim works on: its documents, its claim type, and the day it came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipelines.claim import Document, Genre
from pipelines.claim_types.schema import ClaimType, FieldSpec
from pipelines.extracting.vocabulary import Vocabulary
from pipelines.values.kind import Hints

_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/\-](\d{1,2})[/\-](?:19|20)?\d{2}(?!\d)")


# Lines of an older message below the new one: what they say was said of something else.
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LEAST_OWN_TEXT = 80  # characters outside the quotes; with fewer, the quotes are the message


def without_quotes(document: Document) -> Document:
    """The document with quoted lines blanked, every offset kept."""
    blanked = _QUOTED.sub(lambda match: " " * len(match.group()), document.text)
    return document if len(blanked.split()) * 4 < _LEAST_OWN_TEXT else document.model_copy(update={"text": blanked})


@dataclass(frozen=True)
class Material:
    """The documents of one claim, to be read as one claim type; what they quote from older messages is left out.

    So are loss runs beside other papers, where the claim type is not theirs: they tell of earlier claims.
    """

    documents: tuple[Document, ...]
    claim_type: ClaimType
    received_on: date

    def __post_init__(self) -> None:
        # Every offset stays, so that a place in the blanked text is the same place in the document.
        object.__setattr__(self, "documents", tuple(without_quotes(document) for document in self._own()))

    def _own(self) -> tuple[Document, ...]:
        if self.claim_type.record("losses"):
            return self.documents
        own = tuple(document for document in self.documents if document.genre is not Genre.LOSS_RUN)
        return own or self.documents

    @cached_property
    def unstructured(self) -> Material:
        """The same material without structured documents, which hold entries and no words to look for."""
        papers = tuple(document for document in self.documents if not document.entries)
        return self if len(papers) == len(self.documents) else replace(self, documents=papers)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The labels of the claim type."""
        return Vocabulary(self.claim_type)

    @cached_property
    def day_first(self) -> bool:
        """Whether the documents write 31/12/2026."""
        return writes_day_first(self.documents, self.claim_type.day_first)

    def hints(self, spec: FieldSpec) -> Hints:
        """What values of this field need besides their own words."""
        return Hints(today=self.received_on, day_first=self.day_first, options=spec.options, birth="birth" in spec.name)


def writes_day_first(documents: Sequence[Document], usual: bool = False) -> bool:
    """Whether the documents show dates such as 31/12/2026, and none such as 12/31/2026; `usual` where none shows it."""
    pairs = [match.groups() for document in documents for match in _SLASHED.finditer(document.text)]
    day_first = any(int(first) > 12 for first, _ in pairs) or usual
    return day_first and not any(int(second) > 12 for _, second in pairs)
