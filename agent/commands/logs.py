"""Where log lines go: to standard error, our own alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOGGER = logging.getLogger("lodge")


@contextmanager
def lines_to_stderr() -> Iterator[None]:
    """Lodge's warnings on standard error while a command runs; libraries' lines nowhere.

    What a library logs is not ours to vouch for: a file name or a piece of a document may stand in it.
    """
    ours, nothing = logging.StreamHandler(), logging.NullHandler()
    ours.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    level = LOGGER.level
    LOGGER.addHandler(ours)
    LOGGER.setLevel(logging.WARNING)
    logging.getLogger().addHandler(nothing)  # without any handler, Python prints warnings by itself
    try:
        yield
    finally:
        logging.getLogger().removeHandler(nothing)
        LOGGER.setLevel(level)
        LOGGER.removeHandler(ours)
