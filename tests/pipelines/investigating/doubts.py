"""Claims with a doubt, made of the tests' boat notices, and what an investigation is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from zoneinfo import ZoneInfo

from texts import BOAT, RECEIVED

from agent.backends.scripted import Scripted
from pipelines.checking import check
from pipelines.claim import Claim, Document
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.investigating import Case, Closer, Look, Means, fuse_again, with_seen
from pipelines.ports import Context, Likeness, Policy
from pipelines.rules import RULES

_NUMBERS = count()


class Register:
    """A policy register of a few policies."""

    def __init__(self, *policies: Policy) -> None:
        self._policies = {solid(policy.policy_number): policy for policy in policies}

    def find(self, policy_number: str) -> Policy | None:
        return self._policies.get(solid(policy_number))

    def is_empty(self) -> bool:
        return not self._policies


class NoPast:
    """A branch that has seen no claim before."""

    def same_bytes(self, sha256: str) -> Sequence[str]:
        return ()

    def same_loss(self, policy_number: str, date_of_loss: str, amount: str | None) -> Sequence[str]:
        return ()

    def sharing(self, kind: str, key: str) -> Sequence[str]:
        return ()

    def alike(self, likeness: Likeness, least: int) -> Sequence[str]:
        return ()


def solid(number: str) -> str:
    return "".join(sign for sign in number.lower() if sign.isalnum())


def policy(number: str, insured: str, *vins: str) -> Policy:
    return Policy(number, "other", "active", insured, vins=vins)


def means(*policies: Policy, model: Scripted | None = None, closer: Closer | None = None) -> Means:
    context = Context(
        datetime(2026, 6, 15, 14, tzinfo=UTC),
        ZoneInfo("UTC"),
        Register(*policies),
        NoPast(),
        lambda: f"{next(_NUMBERS)}",
    )
    return Means(context, RULES, lambda: model, closer)


def case_of(documents: Sequence[Document], given: Means, looks: tuple[Look, ...] = ()) -> Case:
    """The documents read without a model and checked; with looks, as they left the claim."""
    material = Material(tuple(documents), BOAT, RECEIVED)
    exact = read_exact(material)
    fused = fuse_again(BOAT, exact.readings, looks) if looks else fuse(BOAT, exact.readings)
    claim = Claim(
        id="c", source_id="s", claim_type="boat", documents=with_seen(documents, looks), fields=fused.fields,
        findings=fused.findings,
    )  # fmt: skip
    found = check(claim, BOAT, RULES, given.context)
    claim = claim.model_copy(update={"findings": (*fused.findings, *found)})
    return Case(material, exact.readings, claim, looks, exact.seen)


def paper(text: str, name: str = "d") -> Document:
    """A plain text document."""
    return Document(id=name, ordinal=0, media_type="text/plain", sha256="0" * 64, text=text)
