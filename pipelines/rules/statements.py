"""Statements: what two drivers tell together of an accident, and where that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken

_TYPES = ("accident_statement",)
# Numbers of the form's circumstances that one vehicle cannot be in at once.
_NOT_AT_ONCE = (("1", "8"), ("1", "10"), ("1", "11"), ("1", "14"), ("12", "13"), ("4", "5"))
# Numbers that both vehicles cannot be in towards each other: both from the right, each into the other's rear.
_NOT_BOTH = ("8", "16")
_LEAST_AGE = 14  # years: mopeds


def miscounted(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Columns in which another number of boxes is marked than the column itself says."""
    for row in view.rows("vehicles"):
        stated, marked = view.number(f"{row}.circumstances_count"), _marks(view, row)
        if stated is not None and stated != len(marked):
            told = f"box{'es' if len(marked) != 1 else ''} {', '.join(marked)}" if marked else "none"
            yield Fault(
                f"{sentence_case(_name(row))} states {stated} marked boxes under the circumstances, {len(marked)} were"
                f" read ({told})",
                (f"{row}.circumstances_count", f"{row}.circumstances"),
            )


def contradictory(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Circumstances that exclude each other, in one column or between two."""
    rows = view.rows("vehicles")
    for row in rows:
        marked = _marks(view, row)
        for one, other in _NOT_AT_ONCE:
            if one in marked and other in marked:
                yield Fault(
                    f"{sentence_case(_name(row))} marks the circumstances {one} and {other}, which cannot both be so",
                    (f"{row}.circumstances",),
                )
    for first, second in zip(rows[::2], rows[1::2], strict=False):
        for number in _NOT_BOTH:
            if number in _marks(view, first) and number in _marks(view, second):
                yield Fault(
                    f"Both columns mark circumstance {number}; only one of the two vehicles can have been in it",
                    (f"{first}.circumstances", f"{second}.circumstances"),
                )


def same_vehicle(view: ClaimView, context: Context) -> Iterator[Fault]:
    """One registration number in two columns."""
    seen: dict[str, str] = {}
    for row in view.rows("vehicles"):
        plate = view.text(f"{row}.plate")
        solid = "".join(mark for mark in plate.casefold() if mark.isalnum()) if plate else ""
        if solid and solid in seen:
            yield Fault(
                f"{sentence_case(_name(seen[solid]))} and {_name(row)} have the same registration number {plate}",
                (f"{seen[solid]}.plate", f"{row}.plate"),
            )
        elif solid:
            seen[solid] = row


def licence_expired(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Driving licences that had run out on the day of the accident."""
    day = view.date("date_of_loss")
    for row in view.rows("vehicles"):
        last = view.date(f"{row}.licence_valid_until")
        if day and last and last < day:
            yield Fault(
                f"The driving licence of {_name(row)}'s driver was valid until {last}; the accident was on {day}",
                ("date_of_loss", f"{row}.licence_valid_until"),
            )


def cover_invalid(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Insurance certificates or green cards that did not hold on the day of the accident."""
    day = view.date("date_of_loss")
    for row in view.rows("vehicles"):
        first, last = view.date(f"{row}.cover_from"), view.date(f"{row}.cover_to")
        if day and first and day < first:
            yield Fault(
                f"The insurance certificate of {_name(row)} is valid from {first}; the accident was on {day}",
                ("date_of_loss", f"{row}.cover_from"),
            )
        if day and last and last < day:
            yield Fault(
                f"The insurance certificate of {_name(row)} was valid until {last}; the accident was on {day}",
                ("date_of_loss", f"{row}.cover_to"),
            )


def unsigned(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Statements that one driver signed and the other did not."""
    rows = view.rows("vehicles")
    signed = [row for row in rows if view.has(f"{row}.signature")]
    for row in rows if signed else ():
        if row not in signed:
            yield Fault(
                f"{sentence_case(_name(row))} did not sign the statement, {_name(signed[0])} did",
                tuple(f"{other}.signature" for other in signed),
            )


def one_column(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Statements of which only one column is filled in."""
    rows = view.rows("vehicles")
    if len(rows) == 1:
        yield Fault("Only one column of the statement is filled in; it needs both drivers", ("vehicles",))


def born_after(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Drivers born after, or younger than a driver can be at, the accident."""
    day = view.date("date_of_loss")
    for row in view.rows("vehicles"):
        born = view.date(f"{row}.driver_birthdate")
        if day and born and (day.year - born.year - ((day.month, day.day) < (born.month, born.day))) < _LEAST_AGE:
            yield Fault(
                f"The driver of {_name(row)} was born on {born}, too young to drive on {day}",
                ("date_of_loss", f"{row}.driver_birthdate"),
            )


def _marks(view: ClaimView, row: str) -> list[str]:
    text = view.text(f"{row}.circumstances")
    return [number.strip() for number in text.split(",")] if text else []


def _name(row: str) -> str:
    """ "vehicle A" for the first row, "vehicle B" for the second."""
    number = int(row.partition("[")[2].rstrip("]"))
    return f"vehicle {chr(ord('A') + number)}" if number < 26 else spoken(f"{row}.plate")


RULES = (
    Rule("vehicle.circumstances_miscounted", Severity.WARNING, "As many circumstances are marked as the column says",
         miscounted, types=_TYPES),
    Rule("vehicle.circumstances_contradict", Severity.WARNING, "The marked circumstances can all be so", contradictory,
         types=_TYPES),
    Rule("vehicle.statement_same_plate", Severity.ERROR, "Each column is about another vehicle", same_vehicle,
         types=_TYPES),
    Rule("vehicle.licence_expired", Severity.WARNING, "The driving licences were valid on the day", licence_expired,
         types=_TYPES),
    Rule("vehicle.green_card_invalid", Severity.WARNING, "The insurance certificates were valid on the day",
         cover_invalid, types=_TYPES),
    Rule("vehicle.unsigned", Severity.WARNING, "Both drivers signed", unsigned, types=_TYPES),
    Rule("vehicle.one_column", Severity.WARNING, "Both columns are filled in", one_column, types=_TYPES),
    Rule("vehicle.statement_driver_age", Severity.WARNING, "The drivers were old enough to drive", born_after,
         types=_TYPES),
)  # fmt: skip
