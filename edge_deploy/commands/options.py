"""Options that the commands of `lodge deploy` share, and how they print."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

option = functools.partial(click.option, show_envvar=True)
json_option = option("--json", "as_json", is_flag=True, envvar="LODGE_JSON", help="Print JSON, for programs.")
STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def print_json(value: Any) -> None:
    """A value as indented JSON, one trailing newline."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Rows without frames; a first cell that is ok, warn or fail gets its colour."""
    found = Table(show_edge=False, pad_edge=False, box=None, show_header=False)
    for row in rows:
        found.add_row(Text(row[0], style=STYLES.get(row[0], "")), *(Text(cell) for cell in row[1:]))
    console = Console(highlight=False)
    (console if console.is_terminal else Console(highlight=False, width=120)).print(found)
