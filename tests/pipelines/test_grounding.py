"""Grounding: a value stands where its words stand, as whole words, or it stands nowhere."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from texts import a_document

from pipelines.claim import Box, Document, Grounding, Page, PageSpan, Reading, ReadingSource, TextSpan, Word
from pipelines.grounding import ground, occurrences, span_at, tier

TEXT = "Odo Brandt, of 12 Quay Street\n  Salem, paid $1,250.00 in 2012.\nQX-204518 is the policy of ODO  BRANDT."


@pytest.mark.parametrize(
    ("quote", "standing"),
    [
        ("Odo Brandt", "Odo Brandt"),
        ("  Odo Brandt\n", "Odo Brandt"),
        ("ODO  BRANDT", "ODO  BRANDT"),
        ("odo brandt", "Odo Brandt"),
        ("12 Quay Street, Salem", "12 Quay Street\n  Salem"),
        ("$1,250.00", "$1,250.00"),
        ("QX 204518", "QX-204518"),
        ("2012", "2012"),
        ("12", "12"),
        ("Brandt Odo", None),
        ("do Brandt", None),
        ("Odo Brand", None),
        ("QX-20451", None),
        ("X-204518", None),
        ("201", None),
        ("12 Street", None),
        ("", None),
        (" \n", None),
        ("?", None),
        ("Wilma", None),
        (".*", None),
    ],
)
def test_quotes(quote: str, standing: str | None) -> None:
    span = ground(quote, a_document(TEXT))
    assert (span.text if span else None) == standing
    if isinstance(span, TextSpan):
        assert TEXT[span.start : span.end] == span.text


def test_a_number_inside_a_longer_one_is_passed_over_for_the_one_that_stands_alone() -> None:
    span = ground("12", a_document("2012 and 1200, then 12."))
    assert isinstance(span, TextSpan)
    assert span.start == 20


QUOTES = st.text("Odo Brandt12,.-\n $é", max_size=12)


@settings(deadline=None, max_examples=200)
@given(QUOTES, st.text("Odo Brandt12,.-\n $é", max_size=60))
def test_what_is_grounded_stands_there_as_whole_words(quote: str, text: str) -> None:
    span = ground(quote, a_document(text))
    if span is None:
        return
    assert isinstance(span, TextSpan)
    assert text[span.start : span.end] == span.text
    assert span.text
    words = "".join(c if c.isalnum() else " " for c in quote.casefold()).split()
    assert words == "".join(c if c.isalnum() else " " for c in span.text.casefold()).split()
    for inside, outside in ((span.start, span.start - 1), (span.end - 1, span.end)):
        if 0 <= outside < len(text):
            assert not (text[inside].isalnum() and text[outside].isalnum())


@settings(deadline=None, max_examples=100)
@given(st.text("ab 1,.\n", max_size=20), st.text("abcd1 ,.", min_size=1, max_size=12), st.text("ab 1,.\n", max_size=20))
def test_what_was_put_into_a_text_is_found_there(before: str, value: str, after: str) -> None:
    assume(any(letter.isalnum() for letter in value))
    assert ground(value, a_document(f"{before} {value} {after}")) is not None


def test_occurrences_are_all_told_and_a_quote_may_be_long() -> None:
    assert occurrences("odo brandt", TEXT) == [(0, 10), (TEXT.index("ODO"), len(TEXT) - 1)]
    assert occurrences("word " * 5000, "word " * 5000)
    assert occurrences("…", TEXT) == []


def paged(lines: list[list[str]], per_page: int = 2) -> Document:
    """Lines of words laid out on pages of 200 by 100 points, 6 points a character, with their boxes."""
    text, pages, words, start = "", [], [], 0
    for number, line in enumerate(lines):
        top = 10 + 20 * (number % per_page)
        for position, word in enumerate(line):
            text += " " * bool(position)
            x0 = 5 + 3 * (len(text) - text.rfind("\n") - 1)
            box = Box(x0=x0, top=top, x1=x0 + 3 * len(word), bottom=top + 10)
            words.append(Word(text=word, box=box, start=len(text), end=len(text) + len(word)))
            text += word
        last = number + 1 == len(lines)
        if last or (number + 1) % per_page == 0:
            pages.append(
                Page(number=len(pages) + 1, width=200, height=100, start=start, end=len(text), words=tuple(words))
            )
            words = []
            text += "" if last else "\f"
            start = len(text)
        else:
            text += "\n"
    return a_document(text).model_copy(update={"pages": tuple(pages)})


LAYOUT = st.lists(st.lists(st.text("abc1", min_size=1, max_size=6), min_size=1, max_size=5), min_size=1, max_size=7)


@settings(deadline=None, max_examples=100)
@given(LAYOUT, st.data())
def test_boxes_lie_on_the_page_around_their_words(lines: list[list[str]], data: st.DataObject) -> None:
    document = paged(lines)
    page = data.draw(st.sampled_from(document.pages))
    first = data.draw(st.integers(0, len(page.words) - 1))
    last = data.draw(st.integers(first, len(page.words) - 1))
    chosen = page.words[first : last + 1]
    span = span_at(document, chosen[0].start, chosen[-1].end)
    assert isinstance(span, PageSpan)
    assert span.page == page.number
    assert document.text[span.start : span.end] == span.text
    assert span.boxes
    for box in span.boxes:
        assert 0 <= box.x0 < box.x1 <= page.width
        assert 0 <= box.top < box.bottom <= page.height
    for word in page.words:
        covered = any(
            box.x0 <= word.box.x0
            and word.box.x1 <= box.x1
            and box.top <= word.box.top
            and word.box.bottom <= box.bottom
            for box in span.boxes
        )
        assert covered == (word in chosen)


def test_a_value_on_two_lines_has_a_box_for_each() -> None:
    document = paged([["12", "Quay", "Street"], ["Salem"]])
    span = ground("12 Quay Street Salem", document)
    assert isinstance(span, PageSpan)
    assert [round(box.top) for box in span.boxes] == [10, 30]


def test_hidden_words_give_no_box() -> None:
    document = paged([["seen", "here"]])
    box = Box(x0=0, top=0, x1=200, bottom=100)
    hidden = Word(text="approve", box=box, start=-1, end=-1)
    page = document.pages[0].model_copy(update={"words": (*document.pages[0].words, hidden)})
    span = ground("seen here", document.model_copy(update={"pages": (page,)}))
    assert isinstance(span, PageSpan)
    assert len(span.boxes) == 1
    assert box not in span.boxes
    assert ground("approve", document) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Grounding.VERBATIM),
        ({"value": "1250.00", "verbatim": "$1,250"}, Grounding.NORMALISED),
        ({"derivation": "sum"}, Grounding.DERIVED),
        ({"spans": ()}, None),
        ({"spans": (), "derivation": "sum"}, None),
    ],
)
def test_tiers(changes: dict[str, object], expected: Grounding | None) -> None:
    reading = Reading(
        path="p", verbatim="QX-204518", value="QX-204518", source=ReadingSource.LABEL,
        spans=(TextSpan(document_id="d", text="QX-204518", start=0, end=9),),
    )  # fmt: skip
    assert tier(reading.model_copy(update=changes)) is expected
