"""Look closer: the place of a doubtful value, or of a label without one, is drawn larger and read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pipelines.claim import Box, Document, PageSpan, Reading, ReadingSource, Span, Value, Word
from pipelines.claim_types.schema import FieldSpec
from pipelines.extracting.hits import SHAPED
from pipelines.extracting.labels import read_labels
from pipelines.grounding import span_at
from pipelines.investigating.look import Action, Case, Glance, Means, Proposal, Seen
from pipelines.investigating.spots import Place, places, spots
from pipelines.values import KINDS
from pipelines.values.comparing import same

_ASIDE = 12.0  # points to the left and right that may still belong to a value whose shape tells it from other words
_SLACK = 1.0  # of any other
_MOST_PLACES = 3  # that one look is at
_CONFIDENT = 0.02  # how much surer a reading of the same value must be to count


def can_look_closer(case: Case, action: Action, means: Means) -> bool:
    """Whether what the finding speaks of stands on a page that an OCR engine has read."""
    return means.closer is not None and next(places(case, action), None) is not None


def look_closer(case: Case, action: Action, means: Means) -> Proposal:
    """What stands at the place once it is read from a larger picture of it alone."""
    failed = False
    for place in islice(places(case, action), _MOST_PLACES):
        glance = means.closer.look(place.document, place.page.number, place.box) if means.closer else None
        failed = failed or glance is None
        found = _proposal(case, action, _as_document(glance, place), place) if glance else Proposal()
        if found.readings:
            return found
    return Proposal(failed=failed)


def _proposal(case: Case, action: Action, again: Document, place: Place) -> Proposal:
    """What the part says now that it did not say before."""
    seen = (Seen(document_id=again.id, text=again.text),)
    rows = _rows(case, again, place)
    if rows.readings:
        return replace(rows, seen=seen)
    read = list(_over_old_places(case, again, place)) or list(_beside_labels(case, action, again))
    other = [(new, old) for new, old in read if _is_news(case, new, old)]
    variants = [(number,) for number in range(len(other))] if len(other) > 1 else []
    return Proposal(
        readings=tuple(new for new, _ in other),
        withdrawn=tuple(old for _, old in other if old is not None),
        variants=(*variants, tuple(range(len(other)))) if variants else (),
        seen=seen,
    )


def _rows(case: Case, again: Document, place: Place) -> Proposal:
    """The whole list, where the place holds rows of one and the part that was read again has its heads and rows."""
    records = {path.partition("[")[0] for path in place.before if "[" in path}
    if len(records) != 1:
        return Proposal()
    record = f"{records.pop()}["
    labelled = read_labels(again, replace(case.material, documents=(again,))).readings
    new = [one for one in labelled if one.path.startswith(record) and one.value is not None and one.spans]
    old = tuple(one for one in case.readings if one.path.startswith(record) and _stands_on(one, place))
    told = {(one.path, one.value) for one in old}
    if len({_row_of(one) for one in new}) < len({_row_of(one) for one in old}) or told >= {
        (one.path, one.value) for one in new
    }:
        return Proposal()
    readings = tuple(one.model_copy(update={"spans": _behind(case, one.spans)}) for one in new)
    return Proposal(readings, withdrawn=old)


def _row_of(reading: Reading) -> str:
    return reading.path.partition(".")[0]


def _stands_on(reading: Reading, place: Place) -> bool:
    return any(
        isinstance(span, PageSpan) and (span.document_id, span.page) == (place.document.id, place.page.number)
        for span in reading.spans
    )


def _is_news(case: Case, new: Reading, old: Reading | None) -> bool:
    spec = case.spec(new.path)
    if old is None or old.value is None or spec is None or new.value is None:
        return new.value is not None
    return not same(spec.kind, new.value, old.value) or _surety(new) > _surety(old) + _CONFIDENT


def _surety(reading: Reading) -> float:
    return min((span.confidence for span in reading.spans if isinstance(span, PageSpan)), default=1.0)


def _as_document(glance: Glance, place: Place) -> Document:
    """The part that was read again as a document of its own, under the id of the one it is part of."""
    return place.document.model_copy(
        update={"text": glance.text, "pages": (glance.page,), "form": (), "entries": (), "problems": ()}
    )


def _over_old_places(case: Case, again: Document, place: Place) -> Iterator[tuple[Reading, Reading | None]]:
    """For each value that was read before, the words that now stand in its place, as its kind reads them."""
    for path, before in place.before.items():
        spec = case.spec(path)
        boxes = [box for _, page, box in spots(case, before) if page.number == place.page.number]
        if spec is None:
            continue
        aside = _ASIDE if spec.kind in SHAPED else _SLACK
        words = [word for word in again.pages[0].words if any(_touches(word, box, aside) for box in boxes)]
        for run in _runs(words, again.text):
            reading = _read(case, spec, path, again, run)
            if reading is not None and (reading.value is not None or before.value is None):
                yield reading.model_copy(update={"source": _source(before)}), before
                break


def _source(before: Reading) -> ReadingSource:
    """What says whose value stands at the place: the words on it are seen either way."""
    return ReadingSource.LABEL if before.source is ReadingSource.FORM else before.source


def _runs(words: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
    """Characters to try: from the first to the last word at the place, then without the first, without the last."""
    found = sorted((word.start, word.end) for word in words if word.start >= 0)
    runs = [(found[0][0], found[-1][1])] if found else []
    if len(found) > 1:
        runs += [(found[1][0], found[-1][1]), (found[0][0], found[-2][1])]
    yield from (run for run in runs if "\n" not in text[run[0] : run[1]] or len(runs) == 1)
    yield from found if len(found) > 1 else ()


def _read(case: Case, spec: FieldSpec, path: str, again: Document, run: tuple[int, int]) -> Reading | None:
    text = again.text[run[0] : run[1]]
    if not text.strip():
        return None
    candidates = KINDS[spec.kind].find(text, case.material.hints(spec))
    start, end = run
    value: Value | None
    if len(candidates) == 1:  # the words around it are its label's
        start, end, value = run[0] + candidates[0].start, run[0] + candidates[0].end, candidates[0].value
    else:
        value = KINDS[spec.kind].parse(text, case.material.hints(spec))
    return Reading(
        path=path,
        verbatim=again.text[start:end],
        value=value,
        source=ReadingSource.LABEL,
        spans=_behind(case, (span_at(again, start, end),)),
    )


def _beside_labels(case: Case, action: Action, again: Document) -> Iterator[tuple[Reading, Reading | None]]:
    """What the label reader makes of the part by itself."""
    for reading in read_labels(again, replace(case.material, documents=(again,))).readings:
        if reading.path == action.path and reading.value is not None and reading.spans:
            yield reading.model_copy(update={"spans": _behind(case, reading.spans)}), None
            return


def _behind(case: Case, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The places in the part as places of its document: on the page, and behind the text of the first reading, which
    does not have these words."""
    return tuple(
        span.model_copy(
            update={name: getattr(span, name) + case.length(span.document_id) + 1 for name in ("start", "end")}
        )
        for span in spans
        if isinstance(span, PageSpan)
    )


def _touches(word: Word, box: Box, aside: float) -> bool:
    """Whether a word's middle stands on the line of `box`, between its ends or a little aside."""
    across, down = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
    slack = (box.bottom - box.top) / 2
    return box.x0 - aside <= across <= box.x1 + aside and box.top - slack / 2 <= down <= box.bottom + slack / 2
