"""Plants of liability notices and first reports of injury."""

from __future__ import annotations

from decimal import Decimal

from sample_claims.plants import TABLES, Plant, gap, not_in_register, shift, status
from sample_claims.scene import Scene


def suit_without_date(scene: Scene) -> None:
    """A suit that was filed, and nobody says when it was served."""
    scene.values |= {"suit_filed": True}
    scene.silent.add("suit_served_date")
    scene.must.add("suit_filed")
    scene.plant("liability.suit_without_date")


def demand_above_limit(scene: Scene) -> None:
    """A demand above the limit for each occurrence."""
    limit = Decimal(str(scene.values["each_occurrence_limit"]))
    more = Decimal(scene.rng.randint(3, 40) * 7250)
    scene.values["demand_amount"] = f"{limit + more:.2f}"
    scene.must |= {"each_occurrence_limit", "demand_amount"}
    scene.plant("liability.demand_above_limit", f"{more:.2f}")


def before_retroactive_date(scene: Scene) -> None:
    """A claims-made policy that answers only for what happened later."""
    lost = str(scene.values["date_of_loss"])
    scene.values |= {"policy_form": "claims_made", "retroactive_date": shift(lost, scene.rng.randint(2, 60))}
    scene.must |= {"policy_form", "retroactive_date"}
    scene.plant("liability.before_retroactive_date")


def small_aggregate(scene: Scene) -> None:
    """A general aggregate below the limit for one occurrence."""
    each = Decimal(str(scene.values["each_occurrence_limit"]))
    scene.values["general_aggregate"] = f"{each / 2:.2f}"
    scene.must |= {"each_occurrence_limit", "general_aggregate"}
    scene.plant("liability.aggregate_below_occurrence")


def served_too_early(scene: Scene) -> None:
    """A suit that was served before anything happened."""
    early = shift(str(scene.values["date_of_loss"]), -scene.rng.randint(3, 30))
    scene.values |= {"suit_filed": True, "suit_served_date": early}
    scene.must |= {"suit_filed", "suit_served_date"}
    scene.plant("liability.served_before_occurrence")


def hired_later(scene: Scene) -> None:
    """An employee who was hired after the accident."""
    scene.values["date_hired"] = shift(str(scene.values["date_of_loss"]), scene.rng.randint(1, 2))
    scene.must.add("date_hired")
    scene.plant("workers_comp.hired_after_injury")


def told_too_early(scene: Scene) -> None:
    """An employer who was told before it happened."""
    early = shift(str(scene.values["date_of_loss"]), -scene.rng.randint(1, 6))
    scene.values["employer_notified_date"] = early
    scene.must.add("employer_notified_date")
    scene.plant("workers_comp.notified_before_injury")


def back_too_early(scene: Scene) -> None:
    """A return to work before the disability began."""
    began = shift(str(scene.values["date_of_loss"]), 1)
    scene.values |= {"disability_began_date": began, "returned_to_work_date": shift(began, -scene.rng.randint(2, 9))}
    scene.must |= {"disability_began_date", "returned_to_work_date"}
    scene.plant("workers_comp.returned_before_disability")


def wage_too_high(scene: Scene) -> None:
    """An average weekly wage that the rate can never make."""
    weekly = Decimal(str(scene.values["average_weekly_wage"]))
    scene.values["average_weekly_wage"] = f"{weekly * scene.rng.choice((4, 5, 10)):.2f}"
    scene.must |= {"wage_rate", "wage_period", "average_weekly_wage"}
    scene.plant("workers_comp.wage_differs")


def too_young(scene: Scene) -> None:
    """An employee who was a child at the time."""
    lost = str(scene.values["date_of_loss"])
    year = int(lost[:4]) - scene.rng.randint(6, 12)
    scene.values["employee_date_of_birth"] = f"{year}-03-{scene.rng.randint(10, 28)}"
    scene.must.add("employee_date_of_birth")
    scene.plant("workers_comp.employee_age")


CASUALTY_PLANTS: dict[str, tuple[Plant, ...]] = {
    "liability": (
        Plant("gap_policy", gap("policy_number")),
        Plant("not_in_register", not_in_register),
        Plant("suit_without_date", suit_without_date),
        Plant("demand_above_limit", demand_above_limit),
        Plant("before_retroactive_date", before_retroactive_date),
        Plant("small_aggregate", small_aggregate, TABLES),
        Plant("served_too_early", served_too_early),
    ),
    "workers_comp": (
        Plant("gap_date", gap("date_of_loss")),
        Plant("lapsed", status("lapsed")),
        Plant("hired_later", hired_later),
        Plant("told_too_early", told_too_early),
        Plant("back_too_early", back_too_early, ("form", "acroform", "portal", "letter", "email")),
        Plant("wage_too_high", wage_too_high),
        Plant("too_young", too_young),
    ),
}
