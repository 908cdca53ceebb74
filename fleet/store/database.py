"""What the store asks of a database: SQL that SQLite and PostgreSQL both speak, with `?` where a value goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from pipelines.errors import OperatorError

T = TypeVar("T")


class DatabaseAwayError(OperatorError):
    """The fleet's database does not answer, or takes nothing; branches keep their messages and send them again."""


class Session(Protocol):
    """One transaction."""

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """All rows of a query."""
        ...

    def stream(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a query that may have more than memory holds."""
        ...

    def run(self, statement: str, *values: Any) -> int:
        """Change something; how many rows it changed."""
        ...


class Database(Protocol):
    """Safe to use from several threads; other processes may use the same one."""

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` returns; all its queries see the same moment."""
        ...

    def write(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, once all it did is kept for good; nothing of it where it raises. It may be run anew."""
        ...

    def migrate(self) -> tuple[int, int]:
        """Bring the tables to the newest step; at which step they were, and are. Several may do so at once."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...
