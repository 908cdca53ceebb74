"""What commands print: JSON for programs, plain tables for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_json(value: Any) -> None:
    """A value as indented JSON, one trailing newline."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def console() -> Console:
    """Where tables go: standard output, as wide as the terminal; wide enough for a table where there is none."""
    found = Console(highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(highlight=False, width=120)


def waiting(words: str) -> AbstractContextManager[object]:
    """Show on a terminal that something is being worked on; a pipe or a file gets nothing."""
    errors = Console(stderr=True, highlight=False)
    return errors.status(Text(words)) if errors.is_terminal else nullcontext()


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table without frames; cells are text, never markup: they may come from a document."""
    found = Table(show_edge=False, pad_edge=False, box=None, header_style="bold", show_header=any(columns))
    for column in columns:
        found.add_column(column, overflow="fold")
    for row in rows:
        found.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    return found


def plain(value: object) -> str:
    """A value for a person; control characters are shown as such, for a document could steer the terminal with them."""
    text = {None: "–", True: "yes", False: "no"}.get(value) if isinstance(value, bool | None) else None
    if text is None:
        text = str(value)
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)
