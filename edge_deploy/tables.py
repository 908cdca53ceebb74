"""Many sites: a CSV with one branch per row, or a folder of site files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from edge_deploy.sites import BranchSite, faults, field_of, read_site
from pipelines.errors import OperatorError, UsageError

_LISTS = ("overlays",)


def read_sites(place: Path) -> list[BranchSite]:
    """The sites of a site file, a table or a folder, by name; a name that stands twice is an OperatorError."""
    if place.is_dir():
        files = sorted([*place.glob("*.yaml"), *place.glob("*.yml")])
        if not files:
            raise OperatorError(f"{place} holds no site file (*.yaml). Write one: lodge deploy render --example")
        sites = [(str(path), read_site(path)) for path in files]
    elif place.suffix.lower() == ".csv":
        sites = read_table(place)
    elif place.suffix.lower() in (".yaml", ".yml"):
        sites = [(str(place), read_site(place))]
    else:
        raise UsageError(f"{place} is neither a site file (.yaml), a table of sites (.csv) nor a folder.")
    return _unlike(sites)


def read_table(path: Path) -> list[tuple[str, BranchSite]]:
    """Each row's place and its site; the header has dotted names, and an empty cell is a field not given."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [name.strip() for name in next(rows, [])]
            _check_header(path, header)
            numbered = [(f"{path}, row {rows.line_num}", row) for row in rows if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OperatorError(f"{path} cannot be read: {error}.") from None
    found, wrong = [], []
    for place, row in numbered:
        try:
            found.append((place, _site_of(place, header, row)))
        except OperatorError as error:
            wrong.append(str(error))
    if wrong:
        raise OperatorError("\n".join(wrong))
    if not found:
        raise OperatorError(f"{path} has no row below its header.")
    return found


def _check_header(path: Path, header: list[str]) -> None:
    for name in header:
        if not name or header.count(name) > 1:
            raise OperatorError(f"{path}, row 1: the column {name!r} is empty or stands twice.")
        if name.split(".")[0] not in BranchSite.model_fields:
            columns = ", ".join(BranchSite.model_fields)
            raise OperatorError(f"{path}, row 1: {name} is no column. Columns are: {columns}, with dots for parts.")
    if "site" not in header:
        raise OperatorError(f"{path}, row 1: the column site is missing.")


def _site_of(place: str, header: list[str], row: list[str]) -> BranchSite:
    if len(row) > len(header):
        raise OperatorError(f"{place} has {len(row)} cells, and the header {len(header)}. Quote cells with commas.")
    values: dict[str, Any] = {}
    for name, cell in zip(header, row, strict=False):
        text = cell.strip()
        if not text:
            continue
        *parts, last = name.split(".")
        inner = values
        for part in parts:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                raise OperatorError(f"{place}, column {name}: {part} has a column of its own. Leave one out.")
        inner[last] = re.split(r"[\s;,]+", text) if name in _LISTS else text
    try:
        return BranchSite.model_validate(values)
    except ValidationError as error:
        lines = zip(error.errors(include_url=False), faults(error), strict=True)
        raise OperatorError("\n".join(_in_column(place, field_of(fault), words) for fault, words in lines)) from None


def _in_column(place: str, name: str, words: str) -> str:
    rest = words.removeprefix(name).removeprefix(" has the value").strip()
    return f"{place}, column {name}: {rest}"


def _unlike(sites: Iterable[tuple[str, BranchSite]]) -> list[BranchSite]:
    seen: dict[str, str] = {}
    for place, site in sites:
        if site.site in seen:
            raise OperatorError(f"{place}: the site {site.site!r} stands in {seen[site.site]} already.")
        seen[site.site] = place
    return sorted((site for _, site in sites), key=lambda site: site.site)
