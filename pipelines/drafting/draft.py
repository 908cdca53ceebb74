"""Draft: fields, groups and lists that the labels of sample documents ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.claim import Document
from pipelines.drafting.guessing import kind_of, share
from pipelines.drafting.privacy import Privacy
from pipelines.drafting.proposal import Draft, DraftField, DraftList, merge
from pipelines.drafting.saying import Paper, Said, papers_in
from pipelines.drafting.telling import Told, alike, tail, told_in
from pipelines.drafting.wording import GENERIC, Words, head_of, house_field, house_words, name_of, tidy
from pipelines.extracting.words import words_of

_LEAST_SHARE = 0.2  # of the documents have a label that is to become a field
_LEAST_PROSE = 2  # documents in which people put the same words before a value
_LEAST_KNOWN = 0.5  # of the values fit the kind that a built-in type gives this field
_MOST_CUES = 14
_YES_NO = {"yes", "no", "y", "n"}


def draft(documents: Sequence[Document]) -> Draft:
    """The claim type that these documents propose; the same documents always propose the same."""
    least = max(1, round(_LEAST_SHARE * len(documents)))
    papers = papers_in(documents, least)
    privacy = Privacy(documents, papers)
    said = [one for paper in papers for one in paper.said]
    fields = _fields(said, least, privacy)
    lists = _lists(papers, least, privacy)
    told = [one for n, paper in enumerate(papers) if paper.prose for one in told_in(n, documents[n])]
    _tell(told, fields, privacy)
    for one in fields:
        one.kind = _kind(one)
    fields.sort(key=lambda one: (one.told, _first(one, said)))
    found = Draft(len(documents), fields, lists, _cues(documents, papers, privacy), privacy.left_out)
    found.settle()
    _mark_principal(found.fields)
    return found


def _mark_principal(fields: Sequence[DraftField]) -> None:
    """The first name is the claimant's, where no field says so that the built-in types know."""
    names = [one for one in fields if one.kind == "name"]
    if names and not any(one.known == "insured_name" for one in fields):
        names[0].principal = not names[0].known


def _fields(said: Sequence[Said], least: int, privacy: Privacy) -> list[DraftField]:
    named: dict[tuple[str, str], DraftField] = {}
    for one in said:
        if privacy.holds(one.wording, one.words, one.document, one.marked):
            continue
        known = house_field(one.words, one.section)
        name = known.name if known else name_of(one.words)
        # "name" under "TRAVELLER DETAILS" is the traveller's; under no heading it is nobody's.
        whose = head_of(one.section) if name in GENERIC else ""
        found = named.setdefault((whose, name), DraftField(f"{whose}_{name}" if whose else name))
        found.known = known.name if known else ""
        found.generic = bool(whose)
        found.under = found.under or bool(known and not house_field(one.words))
        found.take(one)
    _join_generic(named)
    kept = [one for one in _by_name(named.values()) if len(one.documents) >= least and _varies(one)]
    for kin in kept:
        kin.generic = kin.generic and any(other.words & kin.words for other in kept if other is not kin)
    return kept


def _join_generic(named: dict[tuple[str, str], DraftField]) -> None:
    """A "phone" without a heading is the only phone that stands under one."""
    for whose, name in [key for key in named if not key[0] and key[1] in GENERIC]:
        owners = [key for key in named if key[1] == name and key[0]]
        if len(owners) == 1:
            merge(named[owners[0]], named.pop((whose, name)))


def _by_name(fields: Iterable[DraftField]) -> list[DraftField]:
    """The fields, those of the same name as one: "name of traveller", and "name" under "traveller"."""
    found: dict[str, DraftField] = {}
    for one in fields:
        if one.name in found:
            merge(found[one.name], one)
        else:
            found[one.name] = one
    return list(found.values())


def _varies(one: DraftField) -> bool:
    """Whether it is a field: something is filled in or ticked, and not the same words on every paper."""
    if one.options or one.form:
        return True
    distinct = {value.casefold() for value in one.values}
    return bool(distinct) and (len(distinct) > 1 or len(one.values) < 3 or one.values[0].lower() in _YES_NO)


def _kind(one: DraftField) -> str:
    if one.options:
        return "boolean" if set(one.options) <= _YES_NO else "enum"
    if one.told:
        return one.kind
    places = [(words, section) for words in sorted(one.words) for section in ((), *one.sections)]
    known = next((spec for words, section in places if (spec := house_field(words, section))), None)
    if known and known.kind != "enum" and (not one.values or share(known.kind, one.values) >= _LEAST_KNOWN):
        return known.kind
    return kind_of(min(one.words, key=len, default=()), one.values)


def _lists(papers: Sequence[Paper], least: int, privacy: Privacy) -> list[DraftList]:
    found: dict[tuple[Words, ...], DraftList] = {}
    for number, paper in enumerate(papers):
        for table in paper.tables:
            if any(privacy.holds(head, words_of(head), number) for head in table.columns):
                continue
            entry = found.get(table.key)
            if entry is None:
                columns = [DraftField(name_of(words)) for words in table.key]
                entry = found[table.key] = DraftList(head_of(table.heading) or "items", set(), columns, set())
            entry.documents.add(number)
            entry.headings |= {" ".join(table.heading)} if table.heading else set()
            for column, head, values in zip(entry.columns, table.columns, table.values, strict=True):
                column.wordings[tidy(head)] += 1
                column.words.add(words_of(head))
                column.values += values
    kept = [entry for entry in found.values() if len(entry.documents) >= least]
    for place, entry in enumerate(kept):
        if entry.name in {other.name for other in kept[:place]}:
            entry.name = f"{entry.name}_{place + 1}"
        for column in entry.columns:
            column.kind = kind_of(min(column.words, key=len), column.values)
    return kept


def _tell(told: Sequence[Told], fields: list[DraftField], privacy: Privacy) -> None:
    """Give fields the words that people put before their values; words that no field has become fields of their own."""
    for known in fields:
        known.kind = _kind(known)
    labels = {words for known in fields for words in known.words}
    tails: dict[tuple[str, Words], set[int]] = {}
    for one in told:
        last = tail(one.words)
        if last and not any(_holds(one.words, label) for label in labels):
            tails.setdefault((one.kind, last), set()).add(one.document)
    taken = {word for label in labels for word in label}
    for (kind, words), documents in sorted(tails.items()):
        wording = " ".join(words)
        if len(documents) < _LEAST_PROSE or privacy.holds(wording, words, min(documents)):
            continue
        kin = [known for known in fields if known.kind == kind and _is_kin(words[0], known)]
        if len(kin) == 1:
            kin[0].phrases[f"{wording} {{}}"] += len(documents)
        elif not kin and words[0] not in taken:
            fields.append(_from_text(kind, words, documents))


def _from_text(kind: str, words: Words, documents: set[int]) -> DraftField:
    """A field of which only running text speaks."""
    noun = {"money": "amount", "identifier": "number"}.get(kind, kind)
    kept = [word for word in words if len(word) > 3 and word != noun]
    found = DraftField(name_of((*kept, noun)), kind=kind, told=True)
    found.wordings[" ".join(words)] += len(documents)
    found.words.add(words)
    found.documents |= documents
    return found


def _holds(words: Words, label: Words) -> bool:
    """Whether a label stands among the words before a value."""
    return any(words[start : start + len(label)] == label for start in range(len(words)))


def _is_kin(word: str, one: DraftField) -> bool:
    return any(alike(word, own) for words in one.words for own in words if len(own) > 3)


def _first(one: DraftField, said: Sequence[Said]) -> int:
    """Where the field stands for the first time."""
    return next((place for place, other in enumerate(said) if other.words in one.words), len(said))


def _cues(documents: Sequence[Document], papers: Sequence[Paper], privacy: Privacy) -> list[str]:
    """Words by which these documents are known: titles, and small words that most have and no built-in type names."""
    titles = Counter(paper.title for paper in papers if len(paper.title) > 1)
    found = [" ".join(words) for words, count in titles.most_common(3) if count > 1 and not privacy.holds_words(words)]
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(set(re.findall(r"(?<![\w@.])[a-z]{4,}(?![\w@.])", document.text)))
    house = house_words()
    for word, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        if count * 2 > len(documents) > 1 and word not in house and word not in _COMMON:
            found.append(word)
    return found[:_MOST_CUES]


_COMMON = frozenset(
    "that this with from have been were will would could should your their there here about which when what where "
    "they them then than please dear team kind regards sincerely thank thanks only also into over under after before "
    "more most some such very just like made make being because while each other these those claim claims form page "
    "number date name signature signed yours faithfully writing write wrote attached enclosed know need needs".split()
)
