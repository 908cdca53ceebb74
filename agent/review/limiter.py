"""Slows down whoever guesses passwords, without locking a handler out from another desk."""

from __future__ import annotations

import threading
from collections.abc import Callable

WINDOW_SECONDS = 300
PER_NAME = 5  # wrong passwords for one name from one address
PER_ADDRESS = 30  # wrong passwords from one address, whatever the name


class Limiter:
    """Counts wrong passwords of the last five minutes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: dict[tuple[str, str], list[float]] = {}
        self._lock = threading.Lock()

    def allows(self, name: str, address: str) -> bool:
        """Whether this name may be tried from this address now."""
        with self._lock:
            self._forget()
            of_address = sum(len(tries) for (_, where), tries in self._wrong.items() if where == address)
            return len(self._wrong.get((name, address), ())) < PER_NAME and of_address < PER_ADDRESS

    def wrong(self, name: str, address: str) -> None:
        """Remember a wrong password."""
        with self._lock:
            self._wrong.setdefault((name, address), []).append(self._clock())

    def right(self, name: str, address: str) -> None:
        """Forget the tries of a user who is in."""
        with self._lock:
            self._wrong.pop((name, address), None)

    def _forget(self) -> None:
        after = self._clock() - WINDOW_SECONDS
        recent = {who: [at for at in tries if at > after] for who, tries in self._wrong.items()}
        self._wrong = {who: tries for who, tries in recent.items() if tries}
