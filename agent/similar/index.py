"""Index: vectors with the id of what they stand for, in a file of this home or in PostgreSQL with pgvector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from agent.settings import Settings

Kind = Literal["claim", "wording"]


@dataclass(frozen=True)
class Entry:
    """What is put in: for a claim its id and no text, for a passage of wording its place and its text."""

    key: str
    vector: Sequence[float]
    text: str = ""


@dataclass(frozen=True)
class Near:
    """What was found; `likeness` is the cosine, 1 for the same."""

    key: str
    likeness: float
    text: str


class Index(Protocol):
    """Vectors of one embedder; those of another are as if they were not there."""

    def put(self, kind: Kind, entries: Sequence[Entry]) -> None:
        """Keep entries; one whose key is there already takes its place."""
        ...

    def keys(self, kind: Kind) -> set[str]:
        """What is in it."""
        ...

    def nearest(self, kind: Kind, vector: Sequence[float], limit: int) -> list[Near]:
        """The nearest entries, the nearest first."""
        ...

    def forget(self, kind: Kind, keys: Sequence[str]) -> None:
        """Take entries out, of every embedder."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...


def open_index(settings: Settings, embedder: str, dimensions: int) -> Index:
    """The index that the settings name; OperatorError where its server is not on the site or cannot be used."""
    if settings.index_url is None:
        from agent.similar.sqlite import SQLiteIndex

        return SQLiteIndex(settings.home / "index.sqlite", embedder)
    from agent.similar.pgvector import open_pgvector

    return open_pgvector(settings, embedder, dimensions)
