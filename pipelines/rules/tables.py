"""Tables: what a document states about its rows, held against the rows that were read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from pipelines.claim import Severity, Tally
from pipelines.ports import Context
from pipelines.rules.facts import shown
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken


def shortfall(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Numbers of rows that the document states and that were not read."""
    for record, tallies in _tallies(view, "count").items():
        rows = len(view.rows(record))
        for tally in tallies:
            stated = int(tally.stated)
            found = [min(end, rows) - min(begin, rows) for begin, end in tally.stretches] or [0]
            if stated not in found:
                nearest = found[0] if len(found) == 1 else min(found, key=lambda number: abs(stated - number))
                fewer = "fewer" if nearest < stated else "more"
                yield Fault(
                    f"{sentence_case(spoken(record))}: the document states {stated} rows{_place(tally)}, {nearest} were"
                    f" read, {abs(stated - nearest)} {fewer}",
                    (record,),
                    tally.spans,
                )


def sum_differs(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Totals printed under a column that its rows do not add up to."""
    for record, tallies in _tallies(view, "sum").items():
        prefixes = view.rows(record)
        sums: dict[str, list[Decimal]] = {}
        for tally in tallies:
            if tally.column not in sums:
                amounts = (view.money(f"{row}.{tally.column}") or Decimal(0) for row in prefixes)
                sums[tally.column] = list(accumulate(amounts, initial=Decimal(0)))
            up_to, last = sums[tally.column], len(prefixes)
            found = [up_to[min(end, last)] - up_to[min(begin, last)] for begin, end in tally.stretches]
            stated = Decimal(tally.stated)
            if found and stated not in found:
                begin, end = tally.stretches[0]
                yield Fault(
                    f"{sentence_case(spoken(record))}: the document's total of {spoken(tally.column)}{_place(tally)} is"
                    f" {shown(stated)}, but the {min(end, last) - min(begin, last)} rows above it add up to"
                    f" {shown(found[0])}, {shown(abs(stated - found[0]))} {'less' if found[0] < stated else 'more'}",
                    (record,),
                    tally.spans,
                )


def left_out(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Lines that look like rows of a table and could not be read as such."""
    for record, tallies in _tallies(view, "left_out").items():
        count = sum(int(tally.stated) for tally in tallies)
        lines = "one line looks" if count == 1 else f"{count} lines look"
        spans = tuple(span for tally in tallies for span in tally.spans)
        yield Fault(
            f"{sentence_case(spoken(record))}: {lines} like a row of the table{_place(tallies[0])} and could not be"
            f" read; {len(view.rows(record))} rows were",
            (record,),
            spans,
        )


def too_many(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Lists with more rows than such lists have."""
    for record in view.claim_type.records:
        rows = len(view.rows(record.name))
        if rows > record.max_rows:
            yield Fault(
                f"{sentence_case(spoken(record.name))}: {rows} rows were read, more than the {record.max_rows} that"
                " such a list has at most; all were kept",
                (record.name,),
            )


def twice(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Claims of a loss run that stand there twice, alike in every column."""
    seen: dict[tuple[tuple[str, object], ...], str] = {}
    values: dict[str, list[tuple[str, object]]] = {}
    for field in view.claim.fields:
        prefix, dot, column = field.path.partition(".")
        if dot and prefix.startswith("losses["):
            values.setdefault(prefix, []).append((column, field.value))
    for row in view.rows("losses"):
        key = tuple(sorted(values[row], key=lambda pair: pair[0]))
        first = seen.setdefault(key, row)
        if first != row and view.has(f"{row}.claim_number"):
            yield Fault(
                f"{sentence_case(spoken(f'{row}.claim_number'))} stands there twice, alike in every column",
                (f"{first}.claim_number", f"{row}.claim_number"),
            )


def _tallies(view: ClaimView, kind: str) -> dict[str, list[Tally]]:
    """What the documents state, by list."""
    found: dict[str, list[Tally]] = {}
    for tally in view.claim.tallies:
        if tally.kind == kind:
            found.setdefault(tally.record, []).append(tally)
    return found


def _place(tally: Tally) -> str:
    """Where a number stands: " on page 3"; "" where the document has no pages."""
    page = next((span.page for span in tally.spans if span.kind == "page"), None)
    return f" on page {page}" if page else ""


RULES = (
    Rule("tables.shortfall", Severity.ERROR, "As many rows were read as the document states", shortfall),
    Rule("tables.sum_differs", Severity.ERROR, "Rows add up to the totals printed below them", sum_differs),
    Rule("tables.left_out", Severity.ERROR, "Every line that looks like a row was read as one", left_out),
    Rule("tables.too_many", Severity.WARNING, "No list has more rows than such lists have", too_many),
    Rule("tables.twice", Severity.WARNING, "No claim stands in a loss run twice", twice, needs=("losses",),
         optional=True),
)  # fmt: skip
