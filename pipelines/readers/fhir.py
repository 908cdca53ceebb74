"""FHIR in JSON: each Claim and each ExplanationOfBenefit of a file becomes one document with one claim.

The file may be one resource, a Bundle (or Parameters), or NDJSON with a resource on each line. References to resources
of the same file are filled in: `Claim.patient.name[0].family` is the family name of the Patient that `Claim.patient`
refers to. The document's text has a line "path: value" for each leaf, and each is an entry. Releases 3 and 4 and the
US profiles are read alike by a second set of entries, `fhir.…`, described in fhir_roles; their `place` is the path.

A Bundle's other resources are only context. A file without any claim is refused with the types that it holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claim import Defect, Document, Entry, PathSpan
from pipelines.errors import UnreadableError
from pipelines.readers.fhir_codes import type_of
from pipelines.readers.fhir_files import Holding, open_file
from pipelines.readers.fhir_roles import roles
from pipelines.readers.fhir_tree import Node, Resource, filled_in, leaves
from pipelines.readers.reader import ReadResult, ReadTask, sha256_of

# A list of numbers is JSON; "[10:02] Good morning" opens the record of a chat.
_JSON_START = re.compile(r'\ufeff?[\x1e\s]*(?:\{\s*["}]|\[\s*(?:[{\["\]]|-?\d[\d.]*\s*(?:,|\]\s*$)))')
_MOST_KINDS_SAID = 5
_MOST_TEXTS = 10  # the claims of one file may fill so many documents of the greatest length
_LIVE = "active"
_NO_TYPE_OF_THEIR_OWN = {"pharmacy": "pharmacy", "vision": "vision"}


@dataclass(frozen=True)
class FhirReader:
    """FHIR resources in JSON."""

    name: str = "FHIR"
    media_types: tuple[str, ...] = ("application/fhir+json",)

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes begin as JSON does; which JSON is FHIR is told when it is read."""
        start = data[:4096]
        return bool(_JSON_START.match(start.decode(json.detect_encoding(start), "ignore")))

    def read(self, data: bytes, task: ReadTask) -> ReadResult:
        """One document per claim; UnreadableError where there is none."""
        holding = open_file(data)
        if not holding.claims:
            raise _no_claim(holding)
        if len(holding.claims) > task.limits.max_claims:
            raise UnreadableError(
                "too_many_claims",
                f"The file holds {len(holding.claims):,} claims; at most {task.limits.max_claims:,} are read at once."
                " Ask for it in several smaller files.",
            )
        digest = sha256_of(data)
        documents: list[Document] = []
        characters = 0
        for number, claim in enumerate(holding.claims):
            document = _document(claim, number, digest, holding, task)
            characters += len(document.text)
            if characters > _MOST_TEXTS * task.limits.max_characters:
                raise UnreadableError(
                    "too_long",
                    f"The claims of the file fill more than {_MOST_TEXTS * task.limits.max_characters:,} characters."
                    " Ask for it in several smaller files.",
                )
            documents.append(document)
        return ReadResult(documents=tuple(documents))


def _no_claim(holding: Holding) -> UnreadableError:
    kinds = [kind for kind in holding.kinds if re.fullmatch("[A-Za-z]{1,64}", kind)]
    said = ", ".join(sorted(kinds)[:_MOST_KINDS_SAID])
    more = f" and {len(kinds) - _MOST_KINDS_SAID} more kinds" if len(kinds) > _MOST_KINDS_SAID else ""
    if not kinds:
        return UnreadableError(
            "unknown_format", "The file is JSON that names no FHIR resource. Ask the sender for the claim as FHIR."
        )
    return UnreadableError(
        "no_claim",
        f"The file is FHIR but holds no claim: only {said}{more}. Ask the sender for the Claim or"
        " ExplanationOfBenefit that belongs to it.",
    )


def _document(claim: Resource, number: int, digest: str, holding: Holding, task: ReadTask) -> Document:
    tree = Node(str(claim["resourceType"]), filled_in(claim, holding.shelf))
    lines: list[str] = []
    entries: list[Entry] = []
    length = 0
    for leaf in leaves(tree):
        text = leaf.text
        line = f"{leaf.path}: {text}"
        length += len(line) + 1
        task.check_length(length)
        lines.append(line)
        entries.append(Entry(path=leaf.path, value=text))
    taken: set[str] = set()
    for name, leaf in roles(tree):
        if name not in taken:
            taken.add(name)
            entries.append(Entry(path=name, value=leaf.text, place=leaf.path))
    key = task.new_id()
    kind = type_of(tree)
    return Document(
        id=key,
        ordinal=number,
        claim=number,
        media_type="application/fhir+json",
        sha256=digest,
        text="\n".join(lines),
        entries=tuple(entries),
        declares=f"fhir:{kind}",
        defects=(*_defects(tree, kind, key), *(_broken(holding) if number == 0 else ())),
    )


def _defects(claim: Node, kind: str, key: str) -> Iterator[Defect]:
    status = claim.at("status")
    if status and status.text and status.text != _LIVE:
        yield _defect("documents.claim_status", "The sender marked this claim as not active (its status)", key, status)
    use = claim.at("use")
    if use and use.text in ("preauthorization", "predetermination", "proposed", "exploratory"):
        yield _defect(
            "documents.claim_use", "This asks what would be paid; it is no bill for services that were given", key, use
        )
    if kind in _NO_TYPE_OF_THEIR_OWN:
        word = _NO_TYPE_OF_THEIR_OWN[kind]
        yield _defect(
            "documents.claim_kind",
            f"This is a {word} claim, which is read as a professional one; what only a {word} claim has is not checked",
            key,
            claim.at("type", "coding", "code"),
        )
    currency = claim.at("total", "currency") or claim.at("item", "net", "currency")
    if currency and currency.text.upper() not in ("USD", ""):
        yield _defect("documents.claim_currency", "The amounts are not in US dollars", key, currency)


def _broken(holding: Holding) -> Iterator[Defect]:
    for number, _ in holding.broken:
        yield Defect(
            rule="documents.broken_line",
            message=f"Line {number} of the file could not be read and may be another claim; ask the sender for it",
        )


def _defect(rule: str, message: str, key: str, *places: Node | None) -> Defect:
    spans = tuple(PathSpan(document_id=key, text=one.text, path=one.path) for one in places if one and one.text)
    return Defect(rule=rule, message=message, spans=spans)
