"""Written: a draft as a claim type's file, with comments for whoever goes on with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipelines.claim_types import CLAIM_TYPES
from pipelines.claim_types.schema import FieldSpec
from pipelines.drafting.proposal import Draft, DraftField, DraftList
from pipelines.drafting.wording import GENERIC, tidy
from pipelines.extracting.words import words_of

_PLAIN = re.compile(r"[A-Za-z][\w ,.'()/|&{}?-]*")
_NO_TEXT = frozenset("yes no true false on off null none y n".split())
_MOST_HOUSE_LABELS = 8
_WIDTH = 118
_HEAD = """\
# {title}: a claim type drafted from {documents} sample documents by `lodge types new`.
#
# It works as it stands. Go through it once: correct kinds and names, throw out what nobody needs, and mark with
#   critical: true    a field of which a wrong value makes the whole reading wrong
#   required: true    a field without which a claim goes to a person
# Lists of words stand on one line with bars between them. After each change: lodge types check FILE
# `lodge types show NAME` lists kinds and attributes of any type, also of those that come with Lodge.
"""


def written(draft: Draft, name: str, title: str) -> str:
    """The file. It holds labels, headings and options as they are printed, and no value of any document."""
    lines = [_HEAD.format(title=title, documents=draft.documents)]
    lines += [f"name: {name}", f"title: {_text(title)}", "line: other", f"description: {_text(f'{title}.')}"]
    lines.append("# Words that tell these documents from those of other claims; each counts once.")
    cues = list(dict.fromkeys([title.lower(), *draft.cues]))
    lines += [*_words("cues", cues, 0), "", "fields:"]
    for group, fields in draft.groups().items():
        lines += _group(group, fields) if group else [line for one in fields for line in _field(one, one.name, 2)]
    if draft.lists:
        lines += ["", "records:"]
        lines += [line for entry in draft.lists for line in _list(entry)]
    return "\n".join(lines) + "\n"


def _group(group: str, fields: list[DraftField]) -> Iterator[str]:
    headings = [" ".join(words).lower() for words in dict.fromkeys(one.section for one in fields)]
    yield f"  # A group: the fields in it are called {group}_… and are asked for together."
    yield f"  - name: {group}"
    yield from _words("sections", list(dict.fromkeys([*headings, group.replace("_", " ")])), 4)
    yield "    fields:"
    for one in fields:
        yield from _field(one, one.name.removeprefix(f"{group}_"), 6)


def _field(one: DraftField, name: str, indent: int) -> Iterator[str]:
    pad = " " * indent
    house = _house(one)
    yield f"{pad}- name: {name}"
    pad += "  "
    yield f"{pad}kind: {one.kind}"
    yield f"{pad}description: {_text(_description(one, house))}"
    yield from _labels(one, house, indent + 2)
    if one.phrases:
        yield from _words("phrases", [phrase for phrase, _ in one.phrases.most_common(4)], indent + 2)
    if one.form:
        yield from _words("form", sorted(one.form), indent + 2)
    if one.options and one.kind == "enum":
        yield f"{pad}# Add the words that letters use for each; with 'anywhere: true' they count without a label too."
        yield f"{pad}options:"
        yield from (f"{pad}  {_text(option)}: {_text(words)}" for option, words in one.options.items())
    if one.principal:
        yield f"{pad}critical: true  # guessed, for claims are somebody's; take both lines away where that is wrong"
        yield f"{pad}required: true"
    if house and house.critical:
        yield f"{pad}critical: true"
    if house and house.required:
        yield f"{pad}required: true"
    if one.told:
        yield f"{pad}# These words stand before a {one.kind} in running text of {len(one.documents)} documents."
    elif one.kind == "text" and not one.options and _few(one):
        yield f"{pad}# Few different values: perhaps an enum, with its options and the words that say each."


def _labels(one: DraftField, house: FieldSpec | None, indent: int) -> Iterator[str]:
    """Its labels; those that mean it under its headings alone stand apart."""
    found = [wording for wording, _ in sorted(one.wordings.items(), key=lambda pair: (-pair[1], pair[0]))]
    apart = found if one.generic else [label for label in found if one.under and set(words_of(label)) <= GENERIC]
    extra = [tidy(label) for label in house.labels[:_MOST_HOUSE_LABELS]] if house else []
    labels = list(dict.fromkeys([label for label in found if label not in apart] + extra))
    if labels:
        yield from _words("labels", labels, indent)
    if apart:
        yield from _words("section_labels", apart, indent)
    if apart and one.under:
        yield from _words("sections", [" ".join(section) for section in one.sections], indent)


def _list(entry: DraftList) -> Iterator[str]:
    yield f"  - name: {entry.name}"
    yield f"    description: {_text(f'The rows under {_quoted(entry)}, without the total.')}"
    yield from _words("labels", sorted(entry.headings) or [entry.name.replace("_", " ")], 4)
    yield "    fields:"
    for column in entry.columns:
        yield f"      - name: {column.name}"
        yield f"        kind: {column.kind}"
        yield f"        description: {_text(_description(column, None))}"
        yield from _words("labels", [wording for wording, _ in column.wordings.most_common()], 8)


def _quoted(entry: DraftList) -> str:
    return ", ".join(f"“{column.wordings.most_common(1)[0][0]}”" for column in entry.columns)


def _house(one: DraftField) -> FieldSpec | None:
    """The built-in types' field of the same name and kind: rules and the certificate know it."""
    spec = CLAIM_TYPES["property"].spec(one.known) if one.known else None
    return spec if spec and spec.kind == one.kind else None


def _description(one: DraftField, house: FieldSpec | None) -> str:
    if house:
        return house.description
    words = one.wordings.most_common(1)[0][0].removeprefix("the ")
    return f"The answer to “{words}”." if one.kind == "boolean" else f"The {words}."


def _few(one: DraftField) -> bool:
    distinct = {words_of(value) for value in one.values}
    return len(one.values) >= 5 and len(distinct) * 2 <= len(one.values)


def _words(key: str, words: list[str], indent: int) -> Iterator[str]:
    """A list of words on one line, or as a folded text on several."""
    pad = " " * indent
    line = f"{pad}{key}: {_text(' | '.join(words))}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{pad}{key}: >-"
    current = f"{pad}  {words[0]}"
    for word in words[1:]:
        if len(current) + len(word) + 3 > _WIDTH:
            yield current
            current = f"{pad}  | {word}"
        else:
            current += f" | {word}"
    yield current


def _text(text: str) -> str:
    """A text as YAML reads it back."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)
