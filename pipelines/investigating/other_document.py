"""Other document: a value that one paper leaves open or in doubt is looked for in each of the others by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.claim import Document, Reading, ReadingSource
from pipelines.extracting import read_exact
from pipelines.investigating.asking_again import ask_about, is_askable, narrowed
from pipelines.investigating.look import Action, Case, Means, Proposal
from pipelines.values.comparing import same

_READ = (
    ReadingSource.FORM,
    ReadingSource.LABEL,
)  # what its own words name; anything else is a guess in a strange paper


def can_look_elsewhere(case: Case, action: Action) -> bool:
    """Whether there is another paper than the one that the doubt is about."""
    return "[" not in action.path and len(_others(case, action)) > 0 and len(case.material.documents) > 1


def look_elsewhere(case: Case, action: Action, means: Means) -> Proposal:
    """What the other papers say, where all of them that say something agree; else what a model finds in them."""
    spec = case.spec(action.path)
    if spec is None:
        return Proposal()
    read, unspoken = _read(case, action)
    values = [reading.value for reading in read if reading.value is not None]
    if values and all(same(spec.kind, value, values[0]) for value in values):
        return Proposal((read[0],))
    if values:
        return Proposal(note="the other documents do not agree")
    if _is_doubted(case, action) or not unspoken:
        return Proposal()  # one paper's word is not set against another's by a model
    material = narrowed(case.material, unspoken)
    if not spec.asked or spec.kind == "narrative" or not is_askable(spec, material):
        return Proposal()
    return ask_about(case, action, means, material, spec)


def _others(case: Case, action: Action) -> list[Document]:
    standing = case.standing(action.path)
    own = {span.document_id for span in standing.spans} if standing and standing.value is not None else set()
    return [document for document in case.material.documents if document.id not in own]


def _is_doubted(case: Case, action: Action) -> bool:
    standing = case.standing(action.path)
    return standing is not None and standing.value is not None


def _read(case: Case, action: Action) -> tuple[list[Reading], Sequence[Document]]:
    """What code reads of the field in each other paper; and the papers without a place for it, whose text is open."""
    found: list[Reading] = []
    unspoken: list[Document] = []
    for document in _others(case, action):
        exact = read_exact(replace(case.material, documents=(document,)))
        own = [one for one in exact.readings if one.path == action.path and one.value is not None and one.spans]
        trusted = [one for one in own if one.source in _READ] or own[:1]
        found += trusted[:1]
        if not own and action.path not in exact.seen and not document.entries:
            unspoken.append(document)
    return found, unspoken
