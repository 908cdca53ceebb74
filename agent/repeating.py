"""Something that is done again and again beside a block of work: a heartbeat, a progress bar."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def repeating(
    seconds: float, act: Callable[[], None], name: str, until: tuple[type[Exception], ...] = ()
) -> Iterator[None]:
    """Call `act` in a thread every so many seconds while the block runs; an error of `until` ends that quietly."""
    done = threading.Event()

    def go() -> None:
        while not done.wait(seconds):
            try:
                act()
            except until:
                return

    thread = threading.Thread(target=go, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
