"""Files of policies: what a branch exports from its policy system, as CSV or SQLite, read into Policy objects.

A CSV file has a header line; commas, semicolons, tabs or bars part its columns. A SQLite file has a table `policies`.
Columns are known by these names, whatever their case and marks; others are left alone:

    policy_number    policy number, policy no, policy, policy id, number, contract number, certificate number
    line             line, line of business, lob, product, type, policy type
    status           status, policy status, state of policy; without this column every policy counts as active
    insured_name     insured name, insured, named insured, policyholder, name, customer, member name, subscriber
    effective_date   effective date, effective, start date, start, inception date, from, valid from
    expiration_date  expiration date, expiration, expiry date, expiry, end date, end, to, valid to
    vin              vin, vins, vehicle vin, vehicle identification number; a row for each vehicle, or several in a cell
    covers           covers, coverages, coverage, perils, causes of loss; parted by semicolons or bars
    limit            limit, coverage limit, policy limit, sum insured, limit of liability
    deductible       deductible, deductible amount, excess

Messages name line and column and never a value: these are policy holders' data.
"""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from pipelines.errors import OperatorError
from pipelines.ports import Policy
from pipelines.values import KINDS, Hints

COLUMNS: dict[str, tuple[str, ...]] = {
    "policy_number": (
        "policy number", "policy no", "policy", "policy id", "policy num", "number", "contract number",
        "certificate number",
    ),
    "line": ("line", "line of business", "lob", "product", "type", "policy type"),
    "status": ("status", "policy status", "state of policy"),
    "insured_name": (
        "insured name", "insured", "named insured", "policyholder", "policy holder", "policyholder name", "name",
        "customer", "customer name", "member name", "subscriber", "subscriber name",
    ),
    "effective_date": (
        "effective date", "effective", "eff date", "start date", "start", "inception date", "inception", "from",
        "valid from", "policy effective date",
    ),
    "expiration_date": (
        "expiration date", "expiration", "exp date", "expiry date", "expiry", "end date", "end", "to", "valid to",
        "policy expiration date",
    ),
    "vin": ("vin", "vins", "vehicle vin", "vehicle identification number"),
    "covers": ("covers", "coverages", "coverage", "perils", "causes of loss", "covered causes"),
    "limit": ("limit", "coverage limit", "policy limit", "sum insured", "limit of liability"),
    "deductible": ("deductible", "deductible amount", "excess"),
}  # fmt: skip
LINES: dict[str, tuple[str, ...]] = {
    "auto": ("auto", "automobile", "personal auto", "commercial auto", "motor", "car", "vehicle", "pap"),
    "property": (
        "property", "home", "homeowner", "homeowners", "household", "dwelling", "dwelling fire", "condo", "renters",
        "commercial property",
    ),
    "health": ("health", "medical", "group health", "major medical"),
    "workers_comp": ("workers comp", "workers compensation", "wc"),
    "liability": ("liability", "general liability", "gl"),
    "dental": ("dental",),
}  # fmt: skip
STATUSES: dict[str, tuple[str, ...]] = {
    "active": ("active", "in force", "inforce", "current", "bound", "issued", "renewed"),
    "lapsed": ("lapsed", "lapse", "expired", "non renewed", "not renewed"),
    "cancelled": ("cancelled", "canceled", "terminated", "void", "voided"),
    "suspended": ("suspended", "on hold", "hold"),
}
_SQLITE_MAGIC = b"SQLite format 3\x00"
_NUMERIC_DATE = re.compile(r"^\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\s*$")
_NOT_COMPARED = re.compile(r"[\s\-‐‑‒–—]+")
_FACTS = ("line", "status", "insured_name", "effective_date", "expiration_date", "limit", "deductible")


@dataclass(frozen=True)
class Skipped:
    """A line that was left out; lines of a file count from 1, its header included, rows of a table from 1."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class Imported:
    """What an import did: how many policies the register now has, and the lines that were left out."""

    count: int
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True)
class PolicyFile:
    """The policies of a file, one per number, and the lines that were left out."""

    policies: tuple[Policy, ...]
    skipped: tuple[Skipped, ...]


def number_key(policy_number: str) -> str:
    """A policy number as it is compared: without spaces, hyphens or case."""
    return _NOT_COMPARED.sub("", policy_number).casefold()


class _BadCellError(Exception):
    """A cell that cannot be understood."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column, self.reason = column, reason


def read_policies(path: Path) -> PolicyFile:
    """The policies in a CSV or SQLite file. Raises OperatorError where it is neither, or names no policy number."""
    try:
        with path.open("rb") as file:
            is_sqlite = file.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
        rows = list(_sqlite_rows(path) if is_sqlite else _csv_rows(path.read_bytes()))
    except OSError as error:
        raise OperatorError(f"The file of policies cannot be read: {error.strerror}.") from error
    day_first = _is_day_first([cells for _, cells in rows])
    policies: dict[str, tuple[int, Policy]] = {}
    skipped: list[Skipped] = []
    for line, cells in rows:
        if not any(cells.values()):
            continue
        try:
            policy = _policy(cells, day_first)
            key = number_key(policy.policy_number)
            first, known = policies.get(key, (line, policy))
            policies[key] = first, _merged(first, known, policy)
        except _BadCellError as bad:
            skipped.append(Skipped(line, bad.column, bad.reason))
    return PolicyFile(tuple(policy for _, policy in policies.values()), tuple(skipped))


def _csv_rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decoded(data)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t|", key=lambda mark: len(_columns(next(csv.reader([first], delimiter=mark), []))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: dict[int, str] | None = None
    try:
        for cells in reader:
            if header is None:
                if any(cells):
                    header = _columns(cells)
                    _require_number(header)
                continue
            yield reader.line_num, {name: cells[place].strip() for place, name in header.items() if place < len(cells)}
    except csv.Error as error:
        raise OperatorError(f"The file of policies is no valid CSV in line {reader.line_num}.") from error
    _require_number(header or {})


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheets on Windows still save CSV in their own code page.
        return data.decode("cp1252", errors="replace")


def _sqlite_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            cursor = connection.execute("select * from policies")
            header = _columns([name for name, *_ in cursor.description])
            _require_number(header)
            for number, row in enumerate(cursor, start=1):
                yield (
                    number,
                    {name: "" if row[place] is None else str(row[place]).strip() for place, name in header.items()},
                )
    except sqlite3.Error as error:
        raise OperatorError("The SQLite file has no table `policies` that can be read.") from error


def _columns(header: Sequence[str]) -> dict[int, str]:
    """Which column stands at which place; the first of two with the same meaning counts."""
    known = {words: name for name, names in COLUMNS.items() for words in names}
    found: dict[int, str] = {}
    for place, cell in enumerate(header):
        name = known.get(_plain(cell))
        if name and name not in found.values():
            found[place] = name
    return found


def _require_number(header: Mapping[int, str]) -> None:
    if "policy_number" not in header.values():
        raise OperatorError(
            "The file of policies has no column for the policy number; its header line needs one called policy_number."
        )


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.lower()))


def _is_day_first(rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether the file writes 31/12/2026: one day above 12 in first place tells for all."""
    cells = (row.get(name, "") for row in rows for name in ("effective_date", "expiration_date"))
    return any(int(match[1]) > 12 for cell in cells if (match := _NUMERIC_DATE.match(cell)))


def _policy(cells: Mapping[str, str], day_first: bool) -> Policy:
    number = cells.get("policy_number", "")
    if not number:
        raise _BadCellError("policy_number", "empty")
    start, end = (_date(cells, name, day_first) for name in ("effective_date", "expiration_date"))
    if start and end and end < start:
        raise _BadCellError("expiration_date", "before the effective date")
    return Policy(
        policy_number=number,
        line=_known(cells.get("line", ""), LINES),
        status=_known(cells["status"], STATUSES) if "status" in cells else "active",
        insured_name=cells.get("insured_name", ""),
        effective_date=start,
        expiration_date=end,
        vins=tuple(part.upper() for part in re.split(r"[;,|\s]+", cells.get("vin", "")) if part),
        covers=tuple(part.strip() for part in re.split(r"[;|]", cells.get("covers", "")) if part.strip()),
        limit=_money(cells, "limit"),
        deductible=_money(cells, "deductible"),
    )


def _date(cells: Mapping[str, str], column: str, day_first: bool) -> date | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    # A SQLite export often writes a day as "2026-01-01 00:00:00".
    value = KINDS["date"].parse(re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", cell), Hints(day_first=day_first))
    if not isinstance(value, str):
        raise _BadCellError(column, "not a date")
    return date.fromisoformat(value)


def _money(cells: Mapping[str, str], column: str) -> Decimal | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    value = KINDS["money"].parse(cell)
    if not isinstance(value, str) or Decimal(value) < 0:
        raise _BadCellError(column, "not an amount")
    return Decimal(value)


def _known(cell: str, vocabulary: Mapping[str, Sequence[str]]) -> str:
    plain = _plain(cell)
    return next((name for name, words in vocabulary.items() if plain in words), plain.replace(" ", "_"))


def _merged(line: int, known: Policy, new: Policy) -> Policy:
    """One policy from two rows of the same number: another vehicle, more covers, facts that the first left out."""
    facts = {}
    for name in _FACTS:
        old, added = getattr(known, name), getattr(new, name)
        if old not in {None, ""} and added not in {None, "", old}:
            raise _BadCellError(name, f"differs from line {line} of the same policy")
        facts[name] = added if old in {None, ""} else old
    return replace(
        known,
        **facts,
        vins=tuple(dict.fromkeys((*known.vins, *new.vins))),
        covers=tuple(dict.fromkeys((*known.covers, *new.covers))),
    )
