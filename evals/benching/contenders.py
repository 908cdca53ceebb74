"""Contender: one way to read claims that is measured beside others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agent.backends import BACKENDS
from evals.benching.ablating import parts
from pipelines.errors import UsageError

BASELINE = "baseline"
LANGEXTRACT = "langextract"
LABELS = "labels"
_LODGE = "lodge:"
USUAL = (BASELINE, LABELS, "lodge:llamacpp", "lodge:ollama")


@dataclass(frozen=True)
class Contender:
    """One way to read. Of Lodge, `engine` is what its model runs in, and `without` the part of its reading strategy
    that is switched off."""

    name: str
    engine: str = ""
    without: str = ""

    @property
    def is_lodge(self) -> bool:
        """Whether it is Lodge that reads."""
        return bool(self.engine)

    @property
    def is_client(self) -> bool:
        """Whether it is a client of Ollama that is not Lodge."""
        return self.needs_ollama and not self.is_lodge

    @property
    def needs_model(self) -> bool:
        """Whether a model has a part in it."""
        return self.name != LABELS

    @property
    def needs_ollama(self) -> bool:
        """Whether it asks an Ollama server."""
        return self.name in (BASELINE, LANGEXTRACT) or self.engine == "ollama"


def contender(name: str) -> Contender:
    """The contender of this name: "baseline", "langextract", "labels", "lodge:ENGINE", "lodge:ENGINE-PART"."""
    if name in (BASELINE, LANGEXTRACT, LABELS):
        return Contender(name)
    engine, _, without = name.removeprefix(_LODGE).partition("-")
    if not name.startswith(_LODGE) or engine not in BACKENDS:
        engines = ", ".join(f"{_LODGE}{engine}" for engine in BACKENDS)
        raise UsageError(f"There is no strategy {name!r}. There are: {BASELINE}, {LANGEXTRACT}, {LABELS}, {engines}.")
    if without and without not in parts():
        there = ", ".join(parts()) or "none that can be switched off"
        raise UsageError(f"The reading strategy has no part {without!r}. Its parts are: {there}.")
    return Contender(name, engine, without)


def contenders(names: Iterable[str], ablate: bool) -> list[Contender]:
    """The contenders of these names, once each; with `ablate`, after each Lodge the same without one of its parts."""
    found: dict[str, Contender] = {}
    for name in names:
        one = contender(name.strip())
        found[one.name] = one
        if ablate and one.is_lodge and not one.without:
            for part in parts():
                found[f"{one.name}-{part}"] = Contender(f"{one.name}-{part}", one.engine, part)
    return list(found.values())
