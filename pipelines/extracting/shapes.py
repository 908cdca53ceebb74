"""Shapes: what values without a form of their own look like in running text: names, firms, towns, makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Document
from pipelines.claim_types.schema import FieldSpec
from pipelines.values import KINDS
from pipelines.values.kind import Hints

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’\-]*"
_PARTICLE = r"(?:de|da|del|della|der|den|di|dos|du|el|la|le|van|von|bin|ibn|al|y|e)"
_NAME = (
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?[ ])?{_CAPITAL}(?:[ ](?:[A-Z]\.|{_PARTICLE}|{_CAPITAL})){{1,4}}"
    r"(?:,?[ ](?:Jr|Sr)\.?|[ ]I{2,3})?"
)
FREE = {
    "name": re.compile(_NAME),
    "organisation": re.compile(rf"{_CAPITAL}(?:[ ](?:of|the|and|&|{_CAPITAL}))*[ ]{_CAPITAL}"),
    "city": re.compile(rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}"),
    "text": re.compile(r"[A-Z][\w\-]*(?:[ ](?:[A-Z][\w\-]*|\d[\w\-]*)){0,2}"),
}
# Words that begin a sentence with a capital and are no name.
_NO_NAME = frozenset(
    "the this that these those there then they we he she it i my our your his her its a an and but or so if when while "
    "where what who how why as at on in by for from to with please thank thanks dear hello hi regards sincerely no yes "
    "not after before since because although also however unfortunately fortunately today yesterday monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december policy claim date subject re agent caller".split()
)


def candidates_in(document: Document, spec: FieldSpec, hints: Hints) -> Iterator[str]:
    """What stands in a document that could be this field's value, as written."""
    text = document.text
    for candidate in KINDS[spec.kind].find(text, hints):
        yield text[candidate.start : candidate.end]
    if spec.kind in FREE:
        for match in FREE[spec.kind].finditer(text):
            words = match.group().split(" ")
            while words and words[0].strip("'’-").casefold() in _NO_NAME:
                words = words[1:]
            if words and KINDS[spec.kind].parse(" ".join(words), hints) is not None:
                yield " ".join(words)
