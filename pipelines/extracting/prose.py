"""Read prose: values in running text that stand right beside the words that name them ("my policy number is …")."""

from __future__ import annotations

import re

from pipelines.claim import Document, Reading
from pipelines.extracting.candidates import reading_of
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.material import Material
from pipelines.extracting.vocabulary import Match, Slot
from pipelines.extracting.words import Token, tokens_of
from pipelines.values import KINDS
from pipelines.values.kind import Candidate

# Words that may stand between a label and its value without changing whose value it is.
_BETWEEN = frozenset(
    "is was are were be of the a an number for this that my our your it its on at around about approximately roughly "
    "in as under to by from uh um er so yes yeah sure okay ok well let me see here reads would sir madam please and "
    "claim policy "
    "monday tuesday wednesday thursday friday saturday sunday"
    " date which dated came comes total totals amounts amounted estimated said caller agent insured".split()
)
_SHORTENED = frozenset("no nos nr num ref".split())  # the full stop behind them ends no sentence
_REACH = 70  # characters between a label and its value
_MOST_BETWEEN = 9  # words
_MOST_AFTER_ONE_WORD = 3  # words, where the label is a single word
_SENTENCE_END = re.compile(r"[.!](?:\s|$)|\n\s*\n")


def read_prose(document: Document, material: Material, settled: set[str]) -> list[Reading]:
    """Readings of scalar fields with a shape, from sentences that name them; fields in `settled` are left alone."""
    tokens = tokens_of(document.text)
    found: dict[str, list[Candidate]] = {}
    readings: list[Reading] = []
    position = 0
    last: Slot | None = None  # the label before, in the same sentence
    while position < len(tokens):
        if position and _SENTENCE_END.search(document.text, tokens[position - 1].end, tokens[position].start + 1):
            last = None
        length, matches = material.vocabulary.match(tokens, position)
        slot = _kin_of(_only(matches), last, material)
        last = slot or last
        if slot and slot.spec.kind in SHAPED and slot.spec.name not in settled:
            key = f"{slot.spec.kind}:{slot.spec.name}"
            if key not in found:
                found[key] = KINDS[slot.spec.kind].find(document.text, material.hints(slot.spec))
            value = _beside(document.text, tokens, (position, position + length), found[key])
            if value:
                readings.append(reading_of(document, slot.spec.name, value))
        position += max(1, length)
    return readings


def _only(matches: list[Match]) -> Slot | None:
    own = [match.slot for match in matches if not match.generic and match.slot.record is None]
    return own[0] if len(own) == 1 else None


def _kin_of(slot: Slot | None, last: Slot | None, material: Material) -> Slot | None:
    """The field of whoever was named before: the NPI in "referring provider …, NPI …" is the referrer's."""
    if slot is None or last is None:
        return slot
    kin, own = last.spec.name.partition("_")[0], slot.spec.name.rpartition("_")[2]
    spec = next((spec for spec in material.claim_type.fields if spec.name == f"{kin}_{own}"), None)
    return Slot(spec.name, spec) if spec and spec.kind == slot.spec.kind else slot


def _beside(text: str, tokens: list[Token], label: tuple[int, int], candidates: list[Candidate]) -> Candidate | None:
    """The value that the label at tokens [label[0], label[1]) names: after it, or before it ("X is my …")."""
    label_start, label_end = tokens[label[0]].start, tokens[label[1] - 1].end
    after = next((c for c in candidates if c.start >= label_end), None)
    if after and after.start - label_end <= _REACH:
        between = [t.word for t in tokens if label_end <= t.start < after.start]
        shortened = text[tokens[label[1] - 1].start : label_end].lower() in _SHORTENED
        gap = text[label_end : after.start].removeprefix("." if shortened else "")
        if (
            len(between) <= (_MOST_BETWEEN if label[1] - label[0] > 1 else _MOST_AFTER_ONE_WORD)
            and set(between) <= _BETWEEN
            and not _SENTENCE_END.search(gap.replace("?", " "))
        ):
            return after
    before = next((c for c in reversed(candidates) if c.end <= label_start), None)
    if before and re.fullmatch(
        r"\s*,?\s*(?:is|was|being|as)\s+(?:the|my|our|your|their|its)\s+", text[before.end : label_start]
    ):
        return before
    return None
