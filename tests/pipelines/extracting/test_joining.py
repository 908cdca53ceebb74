"""Joining: what a model is shown of a claim's documents: in windows that fit, and nothing lost between them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from texts import a_document

from pipelines.extracting.joining import join, readable, windows

TEXT = st.text(st.sampled_from("ab9 \n\t\f_.-|$é漢"), max_size=400)


def count(text: str) -> int:
    """A tokenizer that is never kinder than one token a byte."""
    return len(text.encode())


@settings(deadline=None, max_examples=150)
@given(TEXT, st.integers(40, 200))
def test_windows_lose_nothing_and_keep_the_order(text: str, most: int) -> None:
    parts = windows(text, most, lambda part: (len(part) + 3) // 4)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert all((len(part) + 3) // 4 <= most for part in parts)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text("ab ", min_size=1, max_size=60), min_size=1, max_size=20), st.integers(70, 200))
def test_windows_cut_between_lines(lines: list[str], most: int) -> None:
    parts = windows("\n".join(lines), most, count)
    assert [line for part in parts for line in part.split("\n")] == lines


def test_a_short_text_is_one_window() -> None:
    assert windows("a\nb", 40, count) == ["a\nb"]


@settings(deadline=None, max_examples=100)
@given(TEXT)
def test_what_can_be_read_loses_only_blanks_and_rules(text: str) -> None:
    def words(one: str) -> list[str]:
        return re.sub(r"([_.\-=*~])\1{5,}", r"\1\1\1", one).split()

    assert words(readable(a_document(text))) == words(text)


def test_several_documents_stand_apart_and_in_order() -> None:
    joined = join([a_document("first"), a_document(" \n"), a_document("second", 1)])
    assert joined.index("first") < joined.index("second")
    assert joined.count("=== document") == 2
    assert join([a_document("alone")]) == "alone"
