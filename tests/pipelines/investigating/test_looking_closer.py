"""Looking closer: what stands in a place once a closer has read it, and what of it is news."""

from __future__ import annotations

from doubts import case_of, means, paper, policy

from pipelines.claim import Box, Document, Layer, Page, PageSpan, Word
from pipelines.investigating import Glance, Look, Outcome, Tool, investigate, with_seen
from pipelines.investigating.ordering import fixed

LINE = 14.0  # points from one line to the next
LABELS = ("Policy Number", "Date of Loss", "Amount of Loss", "Name of Insured", "Location of Loss", "Hull Number")


def page_of(lines: dict[str, str], confidence: dict[str, float], number: int = 1, top: float = 0.0) -> tuple[str, Page]:
    """A scanned page: a label and its value on each line."""
    words: list[Word] = []
    text = ""
    for row, (label, value) in enumerate(lines.items()):
        x = 50.0
        for part in [*f"{label}:".split(), *value.split()]:
            start = len(text)
            text += f"{part} "
            box = Box(x0=x, top=top + row * LINE, x1=x + 6.0 * len(part), bottom=top + row * LINE + 10)
            sure = confidence.get(label, 0.97) if part in value.split() else 0.97
            words.append(Word(text=part, box=box, start=start, end=start + len(part), layer=Layer.OCR, confidence=sure))
            x += 6.0 * len(part) + 6
        text += "\n"
    return text, Page(number=number, width=612, height=792, start=0, end=len(text), words=tuple(words))


class Reader:
    """A closer that reads what a page really says, and remembers where it was asked to look."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self.looked: list[tuple[int, Box]] = []

    def look(self, document: Document, page: int, box: Box) -> Glance | None:
        self.looked.append((page, box))
        text, whole = page_of(self._lines, {}, page)
        inside = [word for word in whole.words if box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom]
        if not inside:
            return None
        start, end = min(word.start for word in inside), max(word.end for word in inside)
        words = tuple(word.model_copy(update={"start": word.start - start, "end": word.end - start}) for word in inside)
        return Glance(text[start:end], whole.model_copy(update={"words": words, "start": 0, "end": end - start}))


TRUE = {
    "Policy Number": "QX-204-5108",
    "Date of Loss": "5/3/2026",
    "Amount of Loss": "$1,250.00",
    "Name of Insured": "Wilma Tarnbeck",
    "Location of Loss": "12 Quay Road",
    "Hull Number": "HH-11-22-33",
}


def scan(seen: dict[str, str], confidence: dict[str, float] | None = None) -> Document:
    text, page = page_of({**TRUE, **seen}, confidence or {})
    text = f"BOAT LOSS NOTICE\n{text}"
    moved = tuple(word.model_copy(update={"start": word.start + 17, "end": word.end + 17}) for word in page.words)
    page = page.model_copy(update={"words": moved, "end": len(text)})
    return paper(text).model_copy(update={"pages": (page,), "media_type": "image/tiff"})


def first_look(document: Document, closer: Reader) -> tuple[Look | None, dict[str, object]]:
    given = means(policy("QX-204-5108", "Wilma Tarnbeck"), closer=closer)
    case = case_of([document], given)
    look = investigate(case, given, fixed)
    after = case_of([document], given, (look,)) if look else case
    return look, {field.path: field.value for field in after.claim.fields}


def test_a_misread_day_is_read_from_a_larger_picture() -> None:
    closer = Reader(TRUE)
    first = scan({"Date of Loss": "6/30/2026"})
    look, values = first_look(first, closer)
    assert look is not None
    assert (look.tool, look.rule, look.outcome) == (Tool.LOOK_CLOSER, "dates.loss_after_received", Outcome.MENDED)
    assert values["date_of_loss"] == "2026-05-03"
    (reading,), (before,) = look.readings, look.withdrawn
    assert (reading.verbatim, before.verbatim) == ("5/3/2026", "6/30/2026")
    (span,) = reading.spans
    assert isinstance(span, PageSpan)
    assert span.boxes
    (document,) = with_seen([first], [look])
    assert document.text[span.start : span.end] == span.text == "5/3/2026"
    assert span.start > len(first.text)  # the text of the first reading does not have these words


def test_a_place_that_was_hard_to_read_is_confirmed_by_a_surer_look() -> None:
    look, values = first_look(scan({}, {"Amount of Loss": 0.4}), Reader(TRUE))
    assert look is not None
    assert (look.rule, look.outcome) == ("extraction.hard_to_read", Outcome.CONFIRMED)
    assert look.resolved == ("extraction.hard_to_read",)
    assert values["loss_amount"] == "1250.00"


def test_what_reads_the_same_as_before_settles_nothing() -> None:
    wrong = {**TRUE, "Date of Loss": "6/30/2026"}
    look, values = first_look(scan({"Date of Loss": "6/30/2026"}), Reader(wrong))
    assert look is not None
    assert look.outcome is Outcome.NOTHING
    assert values["date_of_loss"] == "2026-06-30"


def test_a_value_that_the_first_reading_missed_is_looked_for_beside_its_label() -> None:
    closer = Reader(TRUE)
    look, values = first_look(scan({"Date of Loss": ""}), closer)
    assert look is not None
    assert (look.path, look.outcome) == ("date_of_loss", Outcome.MENDED)
    assert values["date_of_loss"] == "2026-05-03"
    assert closer.looked[0][1].top <= LINE <= closer.looked[0][1].bottom


def test_nothing_is_looked_at_closer_where_no_engine_read_the_page() -> None:
    document = scan({"Date of Loss": "6/30/2026"})
    pages = tuple(
        page.model_copy(
            update={"words": tuple(word.model_copy(update={"layer": Layer.VISIBLE}) for word in page.words)}
        )
        for page in document.pages
    )
    look, _ = first_look(document.model_copy(update={"pages": pages}), Reader(TRUE))
    assert look is None or look.tool is not Tool.LOOK_CLOSER
