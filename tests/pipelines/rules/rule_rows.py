"""Rows of the rules' test tables: a claim, what surrounds it, and what the rule must say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pipelines.claim import Claim, Document, Field, Grounding, Reading, ReadingSource, TextSpan, Value
from pipelines.ports import Context, Likeness, Policy

RECEIVED = datetime(2026, 5, 1, 3, 30, tzinfo=UTC)  # in Chicago still 2026-04-30


@dataclass(frozen=True)
class Register:
    """A policy register in memory."""

    policies: tuple[Policy, ...] = ()

    def find(self, policy_number: str) -> Policy | None:
        return next((policy for policy in self.policies if policy.policy_number == policy_number), None)

    def is_empty(self) -> bool:
        return not self.policies


@dataclass(frozen=True)
class Past:
    """Earlier claims in memory: ids by digest, and (policy, day, amount) by id."""

    digests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    losses: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    keys: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    likenesses: tuple[tuple[str, Likeness], ...] = ()

    def same_bytes(self, sha256: str) -> Sequence[str]:
        return self.digests.get(sha256, ())

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        return [
            claim
            for claim, (number, day, known) in self.losses.items()
            if (number, day) == (policy_number, date_of_loss) and amount in (None, known)
        ]

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        return self.keys.get((kind, key), ())

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        marks = set(likeness.marks)
        return [claim for claim, one in self.likenesses if len(marks & set(one.marks)) >= least]


@dataclass(frozen=True)
class Row:
    """One row. `says` must stand in the message of the first finding; `expects` is pass, fail or missing."""

    expects: str
    claim_type: str
    values: Mapping[str, Value]
    says: str = ""
    faults: int = 1
    register: Register = Register()
    past: Past = Past()
    documents: tuple[Document, ...] = ()
    others: Mapping[str, Value] = field(default_factory=dict)  # second readings by path

    @property
    def claim(self) -> Claim:
        return claim_of(self.claim_type, self.values, self.documents, self.others)

    @property
    def context(self) -> Context:
        return context_of(self.register, self.past)


def passes(claim_type: str, values: Mapping[str, Value] | None = None, **setup: object) -> Row:
    """The rule has nothing to say."""
    return Row("pass", claim_type, values or {}, **setup)  # type: ignore[arg-type]


def fails(claim_type: str, says: str, values: Mapping[str, Value] | None = None, **setup: object) -> Row:
    """The rule finds a fault, in these words."""
    return Row("fail", claim_type, values or {}, says, **setup)  # type: ignore[arg-type]


def misses(claim_type: str, says: str = "", values: Mapping[str, Value] | None = None, **setup: object) -> Row:
    """What the rule needs is not there: it says what (an optional rule says nothing)."""
    return Row("missing", claim_type, values or {}, says, **setup)  # type: ignore[arg-type]


def reading(path: str, value: Value, source: ReadingSource = ReadingSource.LABEL, document_id: str = "d1") -> Reading:
    text = str(value)
    span = TextSpan(document_id=document_id, text=text, start=0, end=len(text))
    return Reading(path=path, verbatim=text, value=value, source=source, spans=(span,))


def claim_of(
    claim_type: str,
    values: Mapping[str, Value],
    documents: tuple[Document, ...] = (),
    others: Mapping[str, Value] | None = None,
) -> Claim:
    """A claim with these values, each read from a label; `others` adds second readings."""
    fields = []
    for path, value in values.items():
        chosen = reading(path, value)
        # In the second document, where the claim has one.
        place = documents[1].id if len(documents) > 1 else "d1"
        second = (reading(path, others[path], document_id=place),) if others and path in others else ()
        fields.append(
            Field(
                path=path,
                value=value,
                chosen=chosen,
                readings=(chosen, *second),
                grounding=Grounding.VERBATIM,
                score=0.95,
            )
        )
    return Claim(id="c1", source_id="s1", claim_type=claim_type, documents=documents, fields=tuple(fields))


def context_of(register: Register | None = None, past: Past | None = None) -> Context:
    """A context in Chicago with what is given."""
    return Context(
        received_at=RECEIVED,
        time_zone=ZoneInfo("America/Chicago"),
        policies=register or Register(),
        past_claims=past or Past(),
        new_id=lambda: "n1",
    )


def document(text: str = "", problems: tuple[str, ...] = (), sha256: str = "00") -> Document:
    return Document(id="d1", ordinal=0, media_type="text/plain", sha256=sha256, text=text, problems=problems)


def lines(record: str, *rows: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a list of records: lines("service_lines", {"charge": "10.00"})."""
    return {f"{record}[{number}].{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def money(text: str) -> Decimal:
    return Decimal(text)
