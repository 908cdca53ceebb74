"""Locking: what of `requirements.lock` the image needs, with its hashes: the program and some extras, no tool."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from pipelines.errors import OperatorError

_PROJECT = Path(__file__).resolve().parents[2]
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==\S+")
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass
class Pin:
    """One pinned package: its lines as they stand, and the packages that asked for it."""

    name: str
    lines: list[str]
    asked_by: set[str] = field(default_factory=set)


def read_lock(text: str) -> list[Pin]:
    """The pins of a lock that `uv pip compile` wrote; a package has several where Pythons or systems differ."""
    pins: list[Pin] = []
    for line in text.splitlines():
        if match := _PIN.match(line):
            pins.append(Pin(normal(match[1]), [line]))
        elif line.lstrip().startswith("#") and pins:
            said = line.strip().lstrip("#").strip().removeprefix("via").strip()
            if said:
                pins[-1].asked_by.add(normal(said.split()[0]))
        elif line.strip() and pins:
            pins[-1].lines.append(line)
    return pins


def needed(pins: list[Pin], roots: Iterable[str]) -> list[Pin]:
    """The pins of `roots` and of all that these ask for; OperatorError where a root is not locked."""
    wanted = {normal(root) for root in roots}
    if missing := sorted(wanted - {pin.name for pin in pins}):
        raise OperatorError(f"requirements.lock does not hold {', '.join(missing)}. Pin all anew: make lock")
    while more := {pin.name for pin in pins if pin.asked_by & wanted} - wanted:
        wanted |= more
    return [pin for pin in pins if pin.name in wanted]


def roots_of(project: dict[str, Any], extras: Iterable[str]) -> list[str]:
    """The names that a project's table in pyproject.toml asks for, with those extras of `extras` that it has."""
    optional: dict[str, list[str]] = project.get("optional-dependencies", {})
    lines = [*project["dependencies"], *(line for extra in extras for line in optional.get(extra, ()))]
    return [match[0] for line in lines if (match := _NAME.match(line))]


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@click.command()
@click.argument("extras", nargs=-1)
@click.option("--only", multiple=True, help="These packages and what they need, instead of the program's.")
@click.option("--lock", type=click.Path(path_type=Path), default=_PROJECT / "requirements.lock", envvar="LOCK")
def main(extras: tuple[str, ...], only: tuple[str, ...], lock: Path) -> None:
    """Print the part of requirements.lock that the program with EXTRAS needs."""
    project = tomllib.loads((_PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = read_lock(lock.read_text(encoding="utf-8"))
    try:
        chosen = needed(pins, only or roots_of(project, extras))
    except OperatorError as error:
        click.echo(f"image: {error}", err=True)
        sys.exit(3)
    for pin in chosen:
        click.echo("\n".join(line.rstrip(" \\") if line is pin.lines[-1] else line for line in pin.lines))


if __name__ == "__main__":
    main()
