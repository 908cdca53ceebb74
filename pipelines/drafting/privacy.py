"""Privacy: what must not get into a claim type's file: names and values of the people in the sample documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.claim import Document
from pipelines.drafting.saying import Paper
from pipelines.drafting.wording import Words, house_words, looks_like_a_name
from pipelines.extracting.words import words_of

_LEAST_VALUE = 2  # words of a value that must not stand in a label; a single one may be an option's


class Privacy:
    """Tells labels that hold a value of some document, or look like somebody's name, and counts them once each."""

    def __init__(self, documents: Sequence[Document], papers: Sequence[Paper]) -> None:
        small = {word for document in documents for word in re.findall(r"(?<![\w@.])[a-z]{3,}(?![\w@])", document.text)}
        self._known = house_words() | frozenset(spelled for word in small for spelled in words_of(word))
        self._having: dict[Words, set[int]] = {}
        for number, paper in enumerate(papers):
            for one in paper.said:
                self._having.setdefault(one.words, set()).add(number)
        values = {words_of(one.value) for paper in papers for one in paper.said if one.value and len(one.value) < 60}
        labels = set(self._having)
        self._all_values = values
        self._values = {words for words in values if words not in labels and len(words) >= _LEAST_VALUE}
        self._count = len(papers)
        self._left_out: set[Words] = set()

    @property
    def left_out(self) -> int:
        """How many labels were left out."""
        return len(self._left_out)

    def holds(self, wording: str, words: Words, document: int, marked: bool = True) -> bool:
        """Whether a label must not be written; one without a mark behind it is looked at more closely."""
        rare = len(self._having.get(words, {document})) * 2 < self._count
        private = self.holds_words(words) or (rare and looks_like_a_name(wording, self._known, marked))
        private = private or (not marked and ("," in wording or words in self._all_values))
        if private:
            self._left_out.add(words)
        return private

    def holds_words(self, words: Words) -> bool:
        """Whether a value of two or more words stands among these."""
        return any(words[start : start + len(value)] == value for value in self._values for start in range(len(words)))
