"""Vehicle: year against VIN, plates, the driver's age, and what cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.rule import ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.values.comparing import same
from pipelines.values.vehicle import model_years_of_vin

FIRST_MODEL_YEAR = 1980  # from then on a VIN tells the model year (49 CFR 565.15)
OLDEST_YEAR = 1900
YOUNGEST_DRIVER_YEARS = 14  # the youngest age at which any US state lets somebody learn to drive


def year_vin(view: ClaimView, context: Context) -> Iterator[str]:
    """A model year that the VIN contradicts."""
    year, vin = view.number("vehicle_year"), view.text("vehicle_vin") or ""
    years = model_years_of_vin(vin.upper()) if len(vin) == 17 else ()
    if year is not None and years and year >= FIRST_MODEL_YEAR and year not in years:
        yield f"Vehicle year is {year}; the VIN says {years[0]} or {years[1]}"


def year(view: ClaimView, context: Context) -> Iterator[Fault]:
    """Model years that cannot be: before cars were made, or later than next year's models."""
    latest = context.received_on.year + 1
    for path in ("vehicle_year", *(f"{row}.year" for row in view.rows("other_vehicles"))):
        found = view.number(path)
        if found is not None and not OLDEST_YEAR <= found <= latest:
            yield Fault(f"{sentence_case(spoken(path))} is {found}; expected {OLDEST_YEAR} to {latest}", (path,))


def driver_age(view: ClaimView, context: Context) -> Iterator[str]:
    """A driver too young to drive."""
    born, loss = view.date("driver_date_of_birth"), view.date("date_of_loss")
    if born and loss:
        age = loss.year - born.year - ((loss.month, loss.day) < (born.month, born.day))
        if age < YOUNGEST_DRIVER_YEARS:
            yield f"The driver, born {born}, was {max(age, 0)} on the date of loss {loss}; too young to drive"


def same_plate(view: ClaimView, context: Context) -> Iterator[Fault]:
    """The insured vehicle's plate on another vehicle."""
    plate = view.text("vehicle_plate")
    for row in view.rows("other_vehicles"):
        path = f"{row}.plate"
        other = view.text(path)
        if plate and other and same("plate", plate, other):
            yield Fault(
                f"{sentence_case(spoken(path))}, {other}, is the insured vehicle's own", (path, "vehicle_plate")
            )


def drivable_total_loss(view: ClaimView, context: Context) -> Iterator[str]:
    """A total loss that can still be driven."""
    if view.yes("total_loss") and view.yes("vehicle_drivable"):
        yield "The vehicle is said to be a total loss and to be drivable"


RULES = (
    Rule("vehicle.year_vin", Severity.WARNING, "Vehicle year and VIN agree", year_vin,
         needs=("vehicle_year", "vehicle_vin"), optional=True),
    Rule("vehicle.year", Severity.WARNING, "Vehicle years are possible", year, needs=("vehicle_year",), optional=True),
    Rule("vehicle.driver_age", Severity.WARNING, "The driver is old enough to drive", driver_age,
         needs=("driver_date_of_birth", "date_of_loss"), optional=True),
    Rule("vehicle.same_plate", Severity.WARNING, "Each vehicle has its own plate", same_plate,
         needs=("vehicle_plate", "other_vehicles[].plate"), optional=True),
    Rule("vehicle.drivable_total_loss", Severity.WARNING, "A total loss cannot be driven", drivable_total_loss,
         needs=("total_loss", "vehicle_drivable"), optional=True),
)  # fmt: skip
