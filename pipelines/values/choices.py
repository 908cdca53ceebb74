"""Choices: yes or no, one of several options, a whole number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.claim import Value
from pipelines.values.kind import Candidate, Hints
from pipelines.values.numerals import CARDINAL, number
from pipelines.values.shape import Shape
from pipelines.values.text import Place, collapsed, plain

_LONGEST = 400  # characters of a passage that may say which option holds
_YES = frozenset(
    "yes y true t on 1 x checked ticked selected ✓ ✔ ☑ ☒ ✗ ✘ [x] (x) {x} [✓] [✔] yep yeah correct affirmative ja"
    " oui".split()
)
_NO = frozenset("no n false f off 0 unchecked ☐ □ [] () nope negative nein non".split())
_TICKED = r"(?:[☑☒✓✔✗✘■●]|[\[({]\s?[xX✓✔✗✘]\s?[\])}]|(?<![\w'])[xX](?![\w']))"
_EMPTY = r"(?:[☐□○]|\[[\s_]{0,3}\]|\([\s_]{0,3}\))"
_MARK = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_NEGATION = re.compile(
    r"\b(?:no|not|never|without|nor|neither|denies|denied|rather than|isn't|wasn't|weren't|aren't|didn't|doesn't|"
    r"nothing)"
    r"(?: [\w-]+){0,2} ?$",
    re.IGNORECASE,
)
_EXACT_ONLY = frozenset({"other", "unknown", "none"})  # words that mostly mean something else in a sentence
_INTEGER = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(?:\.0+)?(?: ?(?:x|units?|pcs?|pieces?|ea|each|days?|"
    r"years?(?: old)?|yrs?|y/?o|people|items?))?\.?",
    re.IGNORECASE,
)
_FIND_INTEGER = re.compile(r"(?<![\w.,:/$€£#+-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?![\w%/:]|[.,-][0-9])")
_FIND_WORDS = re.compile(rf"\b{CARDINAL}(?:[ -](?:and )?{CARDINAL}){{0,8}}\b", re.IGNORECASE)


def ticked(text: str) -> str | None:
    """The words beside the one ticked box of several ("[X] Yes [ ] No" gives "Yes"); None unless just one is ticked."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return None
    if not text[: marks[0].start()].strip():  # boxes stand before their words
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        pieces = [(mark, text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    else:
        starts = [0] + [mark.end() for mark in marks[:-1]]
        pieces = [(mark, text[start : mark.start()]) for mark, start in zip(marks, starts, strict=True)]
    chosen = [words.strip(" ,;:/|.\n\t") for mark, words in pieces if mark["ticked"]]
    return chosen[0] if len(chosen) == 1 else None


class Boolean(Shape):
    """Yes or no. With options named "true" and "false" ("yes" and "no"), the words that say so count too."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """Whether `verbatim` says yes (True) or no (False), or neither (None)."""
        text = collapsed(plain(verbatim))
        if not text or len(text) > _LONGEST:
            return None
        answer = _answer(text)
        if answer is None:
            words = (ticked(text) or "").split()
            # The word next to the box counts: the first where boxes stand before their words.
            answer = _answer(words[0] if _MARK.match(text) else words[-1]) if words else None
        if answer is None and hints.options:
            option = Enum("enum").parse(text, hints)
            answer = _answer(option) if isinstance(option, str) else None
        return answer


def _answer(text: str) -> bool | None:
    word = text.lower().strip(" .,;:!*_\"'")
    if re.sub(r"\s", "", text.lower()) in _NO or word in _NO:
        return False
    if re.sub(r"\s", "", text.lower()) in _YES or word in _YES:
        return True
    first = re.match(r"(yes|no|yeah|yep|nope|true|false)\s?[,.;:!(-]", word)
    return None if first is None else first[1] in _YES


class Enum(Shape):
    """One of the options in `Hints.options`: named exactly, or by words of its own that stand in the text."""

    def parse(self, verbatim: str, hints: Hints = Hints()) -> Value | None:
        """The option's name; None where no option, or more than one, is said."""
        text = collapsed(plain(verbatim))
        if not text or len(text) > _LONGEST:
            return None
        exact = _exact(text, hints)
        if exact is not None:
            return exact
        box = ticked(text)
        if box is not None:
            return _exact(box, hints) or _only_option(box, hints)
        return None if _MARK.search(text) and not re.search(r"(?<!\w)[xX](?!\w)", text) else _only_option(text, hints)

    def find(self, text: str, hints: Hints = Hints()) -> list[Candidate]:
        """Where words stand that say an option, and do not deny it; the longest words win."""
        smooth = plain(text)
        found: list[Candidate] = []
        for option, words in _phrases(hints):
            for match in re.finditer(rf"(?<!\w){_spaced(words)}(?!\w)", smooth, re.IGNORECASE):
                start, end = match.span()
                if not _NEGATION.search(smooth, max(0, start - 40), start):
                    found.append(Candidate(start, end, option))
        return _longest_first(found)


def _exact(text: str, hints: Hints) -> str | None:
    wanted = _words(text)
    said = [
        option
        for option, words in hints.options.items()
        if wanted and (wanted == _words(option) or any(wanted == _words(word) for word in words))
    ]
    return said[0] if len(said) == 1 else None


def _only_option(text: str, hints: Hints) -> str | None:
    options = {candidate.value for candidate in Enum("enum").find(text, hints)}
    value = options.pop() if len(options) == 1 else None
    return value if isinstance(value, str) else None


def _phrases(hints: Hints) -> list[tuple[str, str]]:
    """Every phrase that says an option in running text, with the option; single letters say nothing there."""
    phrases = [(option, word) for option, words in hints.options.items() for word in (*words, option.replace("_", " "))]
    telling = [(option, word) for option, word in phrases if len(_words(word)) > 1 and _words(word) not in _EXACT_ONLY]
    return list(dict.fromkeys(telling))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def _spaced(words: str) -> str:
    return r"[\s_-]{1,3}".join(re.escape(word) for word in re.split(r"[\s_-]+", plain(words).strip()))


def _longest_first(found: list[Candidate]) -> list[Candidate]:
    """The candidates that no longer one overlaps, in order."""
    kept: list[Candidate] = []
    reach = -1
    for candidate in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if candidate.start >= reach:
            kept.append(candidate)
            reach = candidate.end
        elif candidate.end - candidate.start > kept[-1].end - kept[-1].start:
            kept[-1] = candidate
            reach = candidate.end
    return kept


class Integer(Shape):
    """A whole number, in figures or words."""

    def read(self, text: str, hints: Hints) -> Value | None:
        """The number that the whole of `text` is."""
        match = _INTEGER.fullmatch(re.sub(r"^(?:aged?|qty|quantity|units?|x)\b[ :]*", "", text, flags=re.IGNORECASE))
        if match:
            return int(match[1] + match[2].replace(",", ""))
        return number(re.sub(r" (?:units?|years?(?: old)?|people|items?|days?)$", "", text, flags=re.IGNORECASE))

    def places(self, text: str, hints: Hints) -> Iterator[Place]:
        """Numbers that stand alone."""
        yield from (match.span() for match in _FIND_INTEGER.finditer(text))
        yield from (match.span() for match in _FIND_WORDS.finditer(text))

    def faults(self, value: Value) -> list[str]:
        """A negative number is odd for a count or an age."""
        return ["the number is negative"] if int(value) < 0 else []
