"""Gathering: which of a source's claims each of its documents belongs to. E-mails, archives and packets ask here.

The rules, in this order:

1. A structured document (one that declares what it is, such as an X12 or FHIR batch) is a claim of its own, whatever it
   came in; the claims of several batches are numbered on, one after the other. Papers beside it that tell of no claim
   themselves, such as the body of the e-mail that it came with, belong to its first claim.
2. In an e-mail everything else belongs to one claim, the body with all that is attached, however deep.
3. In a file that is nothing but papers, an archive or a packet (`apart`), each complete notice begins a claim, unless
   it tells of the same claim as an earlier one. Two notices tell of the same claim when their claim numbers are the
   same, or, where one has none, when neither policy and insured nor patient, account or day of loss differ. An e-mail
   in an archive counts as a notice where its policy or claim number is another.
4. Every other paper joins the claim whose notice's numbers and names it shares most of; where several share as much, or
   none does, the notice that came with it in one member, else the one before it, else the first.
5. Nothing is dropped: without two notices that differ, all papers are one claim. What cannot be read is a problem of a
   document, and where nothing can be read the reason says what was there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.claim import Document, Genre
from pipelines.errors import UnreadableError
from pipelines.readers.reader import ReadTask, sha256_of

_CASES = ("claim_number", "patient_account_number")
_PEOPLE = ("insured_name", "patient_name", "claimant_name", "employee_name")
_POLICIES = ("policy_number", "insured_id_number", "insured_id", "member_id")
_SHARED = (*_CASES, *_PEOPLE, *_POLICIES, "report_number", "vehicle_vin", "vehicle_plate")
_TOLD = (*_SHARED, "date_of_loss", "date_of_injury")
_LEAST_MARK = 5  # letters and digits: shorter numbers stand in other papers by chance
_FAR_DAY = date(2100, 1, 1)  # dates are only compared with each other

Key = tuple[object, ...]


@dataclass(frozen=True)
class Members:
    """What could be read of the things inside a file: the documents of each, their bytes, and why others could not be.

    `failures` counts the codes of what could not be read.
    """

    read: tuple[tuple[Document, ...], ...]
    contents: dict[str, bytes]  # by SHA-256
    failures: dict[str, int]

    @property
    def problems(self) -> tuple[str, ...]:
        """A problem code for each kind of failure."""
        return tuple(f"attachment_unreadable:{code}" for code in self.failures)


def read_members(parts: Iterable[bytes | UnreadableError], task: ReadTask) -> Members:
    """Read the things inside a file, each with the reader that knows it; an error in place of bytes is a failure.

    The parts are drawn one by one, and no more of them once the source has as many as it may.
    """
    found: list[tuple[Document, ...]] = []
    contents: dict[str, bytes] = {}
    failures: Counter[str] = Counter()
    for part in parts:
        try:
            if isinstance(part, UnreadableError):
                raise part
            documents, own = _read_member(part, task)
        except UnreadableError as error:
            failures[error.code] += 1
            if error.code == "too_many_attachments":
                break
            continue
        found.append(documents)
        contents |= own
    return Members(tuple(found), contents, dict(failures))


def _read_member(data: bytes, task: ReadTask) -> tuple[tuple[Document, ...], dict[str, bytes]]:
    if next(task.attachments) > task.limits.max_attachments:
        raise UnreadableError("too_many_attachments", "The file holds more papers than a claim may have.")
    if task.depth >= task.limits.max_depth:
        raise UnreadableError("nested_too_deep", "The file holds papers within papers, too deep to follow.")
    result = task.read_inner(data, task.deeper())
    digest = sha256_of(data)
    documents = tuple(
        document.model_copy(update={"role": "attachment"}) if document.sha256 == digest else document
        for document in result.documents
    )
    own = {digest: data} if any(document.sha256 == digest for document in documents) else {}
    return documents, own | result.contents


def gather(members: Sequence[Sequence[Document]], *, apart: bool = False) -> tuple[Document, ...]:
    """The documents of all members in their order, each with the number of its claim; see the rules above."""
    papers = [(number, document) for number, member in enumerate(members) for document in member]
    structured = {(number, document.claim) for number, document in papers if document.declares}
    keys: dict[int, Key] = {}
    loose: list[tuple[int, int, Document]] = []
    for place, (number, document) in enumerate(papers):
        if (number, document.claim) in structured:
            keys[place] = (number, document.claim)
        else:
            keys[place] = ()
            loose.append((place, number, document))
    if structured and loose and _go_along([document for _, _, document in loose]):
        first = min(place for place, key in keys.items() if key)
        keys |= {place: keys[first] for place, _, _ in loose}
    elif apart:
        keys |= _notices_apart(loose)
    numbers: dict[Key, int] = {}
    return tuple(
        document.model_copy(update={"claim": numbers.setdefault(keys[place], len(numbers))})
        for place, (_, document) in enumerate(papers)
    )


def _go_along(papers: Sequence[Document]) -> bool:
    """Whether these papers beside structured documents only come with them: nothing but an e-mail's body, or papers
    that tell of no claim."""
    from pipelines.claim_types import CLAIM_TYPES  # only sources with structured documents among others pay for it
    from pipelines.classifying import UNKNOWN, classify

    if any(paper.genre is Genre.NOTICE for paper in papers):
        return False
    return all(paper.role == "body" for paper in papers) or classify(papers, CLAIM_TYPES).claim_type == UNKNOWN


def _notices_apart(papers: Sequence[tuple[int, int, Document]]) -> dict[int, Key]:
    """A key for each paper's claim, where at least two claims can be told apart; else none."""
    candidates = [paper for paper in papers if _may_lead(paper[2])]
    if len(candidates) < 2:
        return {}
    leaders: dict[int, Key] = {}
    told: list[tuple[Mapping[str, str], Key]] = []
    for place, _, document in candidates:
        facts = _facts(document)
        if not facts:
            continue
        key = next((key for known, key in told if not _differ(known, facts)), None)
        if key is None and (document.genre is Genre.NOTICE or not told or _other_number(facts, told)):
            key = ("notice", place)
        if key is not None:
            told.append((facts, key))
            leaders[place] = key
    if len(set(leaders.values())) < 2:
        return {}
    return {place: _claim_of(place, member, document, papers, leaders, told) for place, member, document in papers}


def _may_lead(document: Document) -> bool:
    return document.genre is Genre.NOTICE or (document.genre is Genre.EMAIL and not document.pages)


def _claim_of(
    place: int,
    member: int,
    document: Document,
    papers: Sequence[tuple[int, int, Document]],
    leaders: Mapping[int, Key],
    told: Sequence[tuple[Mapping[str, str], Key]],
) -> Key:
    if place in leaders:
        return leaders[place]
    text = _solid(document.text)
    shares: dict[Key, int] = {}
    for facts, key in told:
        marks = {_solid(value) for name, value in facts.items() if name in _SHARED}
        shares[key] = max(shares.get(key, 0), sum(mark in text for mark in marks if len(mark) >= _LEAST_MARK))
    most = max(shares.values())
    best = {key for key, count in shares.items() if count == most}
    together = [leaders[other] for other, number, _ in papers if number == member and other in leaders]
    before = [leaders[other] for other, _, _ in papers if other < place and other in leaders]
    nearest = [*reversed(before), *leaders.values()]
    ordered = [*([key for key in nearest if key in together]), *nearest]
    return next(key for key in ordered if key in best)


def _facts(document: Document) -> dict[str, str]:
    """What a notice says of whose claim it is, as far as code alone reads it."""
    # Most sources are one claim: only those that may be several pay for loading all that reads fields.
    from pipelines.claim_types import CLAIM_TYPES
    from pipelines.classifying import UNKNOWN, classify
    from pipelines.extracting import Material, read_exact

    found = classify((document,), CLAIM_TYPES)
    name = found.claim_type if found.claim_type != UNKNOWN else max(found.scores, key=lambda one: found.scores[one])
    readings = read_exact(Material((document,), CLAIM_TYPES[name], _FAR_DAY)).readings
    facts: dict[str, str] = {}
    for reading in readings:
        if reading.path in _TOLD and reading.value is not None and reading.spans:
            facts.setdefault(reading.path, str(reading.value))
    return facts


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two notices tell of different claims."""

    def unlike(names: Iterable[str]) -> bool:
        return any(name in one and name in other and not _alike(one[name], other[name]) for name in names)

    def like(names: Iterable[str]) -> bool:
        return any(name in one and name in other and _alike(one[name], other[name]) for name in names)

    if like(_CASES) or unlike(_CASES):
        return unlike(_CASES)
    if unlike(("date_of_loss", "date_of_injury", "patient_name")):
        return True
    if unlike(_POLICIES) and unlike(_PEOPLE):
        return True
    # One of the two may be misread.
    return (unlike(_POLICIES) and not like(_PEOPLE)) or (unlike(_PEOPLE) and not like(_POLICIES))


def _other_number(facts: Mapping[str, str], told: Sequence[tuple[Mapping[str, str], Key]]) -> bool:
    """Whether the facts name a policy or a claim that none of the notices names."""
    own = {_solid(facts[name]) for name in ("policy_number", "claim_number") if name in facts}
    known = {_solid(value) for other, _ in told for value in other.values()}
    return bool(own) and own.isdisjoint(known)


def _alike(one: str, other: str) -> bool:
    return _solid(one) == _solid(other) or sorted(re.findall(r"\w+", one.lower())) == sorted(
        re.findall(r"\w+", other.lower())
    )


def _solid(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def with_problems(documents: Sequence[Document], problems: Sequence[str]) -> tuple[Document, ...]:
    """The documents with these problems on the first of every claim that is not structured: any may miss a paper."""
    if not problems:
        return tuple(documents)
    told: set[int] = set()
    marked = []
    for document in documents:
        is_first = not document.declares and document.claim not in told
        if is_first or (not told and document is documents[-1]):
            told.add(document.claim)
            both = tuple(dict.fromkeys([*document.problems, *problems]))
            marked.append(document.model_copy(update={"problems": both}))
        else:
            marked.append(document)
    return tuple(marked)
