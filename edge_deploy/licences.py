"""Licences: under which terms every locked package comes, and whether Lodge may be shipped with it."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

import click

from edge_deploy.images.locking import Pin, needed, read_lock, roots_of
from edge_deploy.licence_page import page
from edge_deploy.licence_table import EXCEPTIONS, PERMISSIVE, REVIEWED, WITH_DUTIES, WORDS
from pipelines.errors import LodgeError, OperatorError

Use = Literal["required", "optional", "development"]

PROJECT = Path(__file__).resolve().parents[1]
_TOKEN = re.compile(r"\(|\)|\bAND\b|\bOR\b|[A-Za-z0-9.+-]+(?: WITH [A-Za-z0-9.+-]+)?")


@dataclass(frozen=True)
class Licensed:
    """One package: its licence as an SPDX expression ("" where none is known), and who needs it."""

    name: str
    expression: str
    use: Use

    @property
    def may_ship(self) -> bool:
        """Whether Lodge under Apache-2.0 may be shipped with it."""
        return bool(self.expression) and _holds(self.expression, {one for of, one in EXCEPTIONS if of == self.name})

    @property
    def duties(self) -> list[str]:
        """Why those of its licences are kept that ask for more than a notice."""
        names = _TOKEN.findall(self.expression)
        reasons = [WITH_DUTIES[name] for name in names if name in WITH_DUTIES]
        return list(
            dict.fromkeys([*reasons, *(EXCEPTIONS[self.name, n] for n in names if (self.name, n) in EXCEPTIONS)])
        )


def licences(pins: list[Pin], project: dict[str, Any]) -> list[Licensed]:
    """The licence of each package of the lock, by name; `project` is the table of pyproject.toml."""
    uses = uses_of(pins, project)
    return [Licensed(name, licence_of(name), use) for name, use in sorted(uses.items())]


def uses_of(pins: list[Pin], project: dict[str, Any]) -> dict[str, Use]:
    """Who needs a package: every Lodge, one with some extra, or only whoever works on it."""
    extras = [name for name in project.get("optional-dependencies", {}) if name not in ("all", "dev")]
    required = {pin.name for pin in needed(pins, roots_of(project, ()))}
    shipped = {pin.name for pin in needed(pins, roots_of(project, extras))}
    return {
        pin.name: "required" if pin.name in required else "optional" if pin.name in shipped else "development"
        for pin in pins
    }


def licence_of(name: str) -> str:
    """The SPDX expression of a package that was reviewed or is installed; "" where nobody says."""
    if name in REVIEWED:
        return REVIEWED[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if said := about.json.get("license_expression"):
        return str(said)
    kinds = [kind.rsplit(" :: ", 1)[-1] for kind in about.get_all("Classifier") or () if kind.startswith("License ::")]
    named = [spdx for kind in kinds if (spdx := _spdx(kind))]
    return _spdx(str(about.json.get("license", ""))) or " AND ".join(dict.fromkeys(named))


def refuse_unknown(found: Iterable[Licensed]) -> None:
    """Raise OperatorError where a package has no known licence, or one that Lodge may not be shipped with."""
    if bad := [f"{one.name} ({one.expression or 'says nothing'})" for one in found if not one.may_ship]:
        raise OperatorError(
            f"No licence that fits: {', '.join(bad)}. Read the package's own, enter it in "
            "edge_deploy/licence_table.py, or drop the package."
        )


def _spdx(words: str) -> str:
    """A package's own words as SPDX; "" where they are none that we know."""
    known = WORDS.get(words.strip().lower(), words.strip())
    names = [token for token in _TOKEN.findall(known) if token not in ("AND", "OR", "(", ")")]
    whole = names and not _TOKEN.sub("", known).strip()
    return known if whole and all(name in PERMISSIVE or name in WITH_DUTIES for name in names) else ""


def _holds(expression: str, besides: set[str]) -> bool:
    """Whether an SPDX expression leaves a way in which Lodge may ship; AND binds more than OR."""
    tokens = _TOKEN.findall(expression)

    def term() -> bool:
        word = tokens.pop(0) if tokens else ""
        if word != "(":
            return word in PERMISSIVE or word in WITH_DUTIES or word in besides
        inside = either()
        return bool(tokens) and tokens.pop(0) == ")" and inside

    def both() -> bool:
        result = term()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            result = term() and result
        return result

    def either() -> bool:
        result = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            result = both() or result
        return result

    return either() and not tokens


def read_project(folder: Path = PROJECT) -> tuple[list[Pin], dict[str, Any]]:
    """The lock's pins and the project's table of a checkout."""
    try:
        lock = (folder / "requirements.lock").read_text(encoding="utf-8")
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    except OSError as error:
        raise OperatorError(f"{error.filename} is missing. Run this in a checkout of Lodge.") from None
    return read_lock(lock), project


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the page there, not to the screen.")
def main(out: Path | None) -> None:
    """Write docs/licences.md: every package with its licence. Exit code 3 where one has none that fits."""
    try:
        found = licences(*read_project())
        refuse_unknown(found)
    except LodgeError as error:
        click.echo(f"licences: {error}", err=True)
        sys.exit(error.exit_code)
    text = page(found)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


if __name__ == "__main__":
    main()
