"""What the steps are given from outside: a model, the policy register, past claims, and the moment.

Steps stay pure: whoever runs them hands these in, and tests hand in their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from pipelines.claim import Value


@dataclass(frozen=True)
class Prompt:
    """One question to a model. `prefix` is shared by many questions about the same document, so an engine
    can keep it in its cache; `schema` is the JSON Schema that the answer must fit."""

    system: str
    prefix: str
    question: str
    schema: dict[str, Any]
    max_tokens: int = 512


@dataclass(frozen=True)
class Token:
    """One token of an answer and its natural log-probability."""

    text: str
    logprob: float


@dataclass(frozen=True)
class Answer:
    """What a model said: `data` fits the prompt's schema. `tokens` is empty where the engine tells none.

    `prefill_seconds` and `decode_seconds` are the parts of `seconds` that reading the prompt and writing the answer
    took; 0 where the engine does not tell.
    """

    text: str
    data: dict[str, Any]
    prompt_tokens: int
    answer_tokens: int
    seconds: float
    tokens: tuple[Token, ...] = ()
    prefill_seconds: float = 0.0
    decode_seconds: float = 0.0


class Model(Protocol):
    """A language model that reads. It raises ModelError where it has no whole, valid answer."""

    @property
    def name(self) -> str:
        """The model's name, as its backend knows it."""
        ...

    @property
    def sha256(self) -> str:
        """The digest of the weights, lower-case hex; "" where the backend cannot tell."""
        ...

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may have together."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is; an upper estimate where the engine has no tokenizer to ask."""
        ...

    def answer(self, prompt: Prompt) -> Answer:
        """The model's answer to one prompt."""
        ...

    def close(self) -> None:
        """Give back memory and connections."""
        ...


@dataclass(frozen=True)
class Policy:
    """One policy as the branch's register knows it; amounts are in the policy's currency."""

    policy_number: str
    line: str  # "auto", "property", "health"…
    status: str  # "active", "lapsed", "cancelled", "suspended"
    insured_name: str
    effective_date: date | None = None
    expiration_date: date | None = None
    vins: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()  # causes of loss that are covered; empty: the register does not say
    limit: Decimal | None = None
    deductible: Decimal | None = None


class Policies(Protocol):
    """The branch's policy register."""

    def find(self, policy_number: str) -> Policy | None:
        """The policy with this number (compared without spaces, hyphens or case), or None."""
        ...

    def is_empty(self) -> bool:
        """Whether no register has been imported: look-ups then prove nothing."""
        ...


@dataclass(frozen=True)
class Likeness:
    """Something that may come again almost the same, as marks that can be compared one by one: the more are equal, the
    more alike two such things are. `kind` is one of pipelines.rules.matching."""

    kind: str
    marks: tuple[str, ...]


class PastClaims(Protocol):
    """The claims this site has seen before the one at hand."""

    def same_bytes(self, sha256: str) -> Sequence[str]:
        """Ids of earlier claims with a document of exactly these bytes."""
        ...

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        """Ids of earlier claims on the same policy and date, and amount where one is given."""
        ...

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        """Ids of earlier claims with this key of this kind (pipelines.rules.matching)."""
        ...

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        """Ids of earlier claims with something of this kind that has at least `least` of the same marks."""
        ...


@dataclass(frozen=True)
class Joined:
    """Documents that came in after a claim and were joined to it."""

    joined_at: datetime  # UTC
    documents: tuple[str, ...]  # ids
    by: str = "lodge"  # or the handler's name


@dataclass(frozen=True)
class Late:
    """How a claim stood before documents were joined to it that came in later.

    `before` are its values then, None for a claim whose papers came in before it did; `corrected` are those a handler
    had typed, None where the handler took one away.
    """

    joined: tuple[Joined, ...]
    before: Mapping[str, Value] | None = None
    corrected: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """The moment and the means a claim is worked with."""

    received_at: datetime  # UTC
    time_zone: ZoneInfo
    policies: Policies
    past_claims: PastClaims
    new_id: Callable[[], str]
    late: Late | None = None  # None: no document was joined to the claim

    @property
    def received_on(self) -> date:
        """The day the source was received, where the site is."""
        return self.received_at.astimezone(self.time_zone).date()
