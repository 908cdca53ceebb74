"""Workers compensation: the order of an injury's days, wages against each other, the employee's age and job."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.claim import Severity
from pipelines.ports import Context
from pipelines.rules.facts import shown
from pipelines.rules.rule import Check, ClaimView, Fault, Rule, sentence_case, spoken
from pipelines.wording import DEATH, says

LATE_TO_EMPLOYER_DAYS = 30  # the shortest of the states' usual times
YOUNGEST, OLDEST = 14, 90  # years; 14 is the youngest age of the Fair Labor Standards Act
# Weekly wage = rate times these: the least and the most that hours and days of a week make of it.
WEEKLY: dict[str, tuple[Decimal, Decimal]] = {
    "hour": (Decimal(4), Decimal(90)),
    "day": (Decimal(1), Decimal(7)),
    "week": (Decimal("0.6"), Decimal("1.6")),
    "two_weeks": (Decimal("0.3"), Decimal("0.8")),
    "month": (Decimal("0.14"), Decimal("0.37")),
    "year": (Decimal("0.011"), Decimal("0.031")),
}
LONGEST_DAY_HOURS = 14
TREATED_AS_NOTHING = "none"


def not_before(later: str, earlier: str) -> Check:
    """A check that the day at `later` is not before the day at `earlier`."""

    def check(view: ClaimView, context: Context) -> Iterator[Fault]:
        after, before = view.date(later), view.date(earlier)
        if after and before and after < before:
            yield Fault(
                f"{sentence_case(spoken(later))} {after} is before {spoken(earlier)} {before}", (later, earlier)
            )

    return check


def wage_differs(view: ClaimView, context: Context) -> Iterator[str]:
    """An average weekly wage that the rate of pay cannot make."""
    rate, average = view.money("wage_rate"), view.money("average_weekly_wage")
    period, days = view.text("wage_period") or "", view.number("days_per_week")
    if not rate or average is None or period not in WEEKLY:
        return
    least, most = WEEKLY[period]
    if period == "hour" and days and 1 <= days <= 7:
        most = Decimal(days * LONGEST_DAY_HOURS)
    if not rate * least <= average <= rate * most:
        yield (
            f"Average weekly wage {shown(average)} does not fit a wage of {shown(rate)} per"
            f" {period.replace('_', ' ')}; expected {shown(rate * least)} to {shown(rate * most)}"
        )


def employee_age(view: ClaimView, context: Context) -> Iterator[str]:
    """An employee who was too young or too old to be one."""
    born, day = view.date("employee_date_of_birth"), view.date("date_of_loss")
    if not born or not day:
        return
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        yield f"The employee, born {born}, was {age} on the day of the injury; expected {YOUNGEST} to {OLDEST}"


def days_per_week(view: ClaimView, context: Context) -> Iterator[str]:
    """More days than a week has, or none."""
    days = view.number("days_per_week")
    if days is not None and not 1 <= days <= 7:
        yield f"Days per week is {days}; expected 1 to 7"


def occupation(view: ClaimView, context: Context) -> Iterator[Fault]:
    """An employee without an occupation or a class code: the rate of the policy hangs on it."""
    if not view.has("occupation") and not view.has("class_code"):
        yield Fault(
            "Neither occupation nor class code of the employee was found", ("employee_name", "occupation", "class_code")
        )


def fatality(view: ClaimView, context: Context) -> Iterator[Fault]:
    """A death that one part of the report tells and another denies."""
    dead = view.date("date_of_death")
    if dead and view.yes("fatality") is False:
        yield Fault(f"Fatality is answered no, but a date of death is given, {dead}", ("fatality", "date_of_death"))
    words = says(view.text("loss_description") or "", DEATH)
    if words and not dead and view.yes("fatality") is not True:
        yield Fault(
            f"The description says “{words}”, but no fatality and no date of death is given", ("loss_description",)
        )


def untreated_absence(view: ClaimView, context: Context) -> Iterator[str]:
    """A disability that nobody treated."""
    if view.text("initial_treatment") == TREATED_AS_NOTHING:
        day = view.date("disability_began_date")
        yield f"No medical treatment is given, but disability began {day}; ask for the physician's note"


def late_to_employer(view: ClaimView, context: Context) -> Iterator[str]:
    """An injury that the employer heard of late."""
    day, told = view.date("date_of_loss"), view.date("employer_notified_date")
    if day and told and (told - day).days > LATE_TO_EMPLOYER_DAYS:
        yield (
            f"The employer was notified {told}, {(told - day).days} days after the injury of {day};"
            f" more than {LATE_TO_EMPLOYER_DAYS} days is late"
        )


def unused_safeguards(view: ClaimView, context: Context) -> Iterator[str]:
    """Safeguards that were used although there were none."""
    if view.yes("safeguards_provided") is False and view.yes("safeguards_used"):
        yield "Safeguards are said to have been used, but none were provided"


def ordered(name: str, title: str, later: str, earlier: str) -> Rule:
    """A rule that one day is not before another."""
    return Rule(f"workers_comp.{name}", Severity.ERROR, title, not_before(later, earlier), needs=(later, earlier),
                optional=True)  # fmt: skip


RULES = (
    ordered("hired_after_injury", "The employee was hired before the injury", "date_of_loss", "date_hired"),
    ordered("death_before_injury", "The employee died after the injury", "date_of_death", "date_of_loss"),
    ordered("notified_before_injury", "The employer was told after the injury", "employer_notified_date",
            "date_of_loss"),
    ordered("prepared_before_injury", "The report was prepared after the injury", "prepared_date", "date_of_loss"),
    ordered("disability_before_injury", "The disability began after the injury", "disability_began_date",
            "date_of_loss"),
    ordered("returned_before_disability", "The employee returned after the disability began", "returned_to_work_date",
            "disability_began_date"),
    ordered("returned_before_injury", "The employee returned after the injury", "returned_to_work_date",
            "date_of_loss"),
    ordered("hired_before_birth", "The employee was hired after birth", "date_hired", "employee_date_of_birth"),
    Rule("workers_comp.wage_differs", Severity.WARNING, "The average weekly wage fits the rate of pay", wage_differs,
         needs=("wage_rate", "wage_period", "average_weekly_wage"), optional=True),
    Rule("workers_comp.employee_age", Severity.WARNING, f"The employee was {YOUNGEST} to {OLDEST} years old",
         employee_age, needs=("employee_date_of_birth", "date_of_loss"), optional=True),
    Rule("workers_comp.days_per_week", Severity.WARNING, "A week has seven days", days_per_week,
         needs=("days_per_week",), optional=True),
    Rule("workers_comp.occupation", Severity.NOTE, "The employee has an occupation", occupation,
         needs=("employee_name",), optional=True),
    Rule("workers_comp.fatality", Severity.WARNING, "What is said of a death agrees", fatality,
         types=("workers_comp",)),
    Rule("workers_comp.untreated_absence", Severity.WARNING, "A disability was treated", untreated_absence,
         needs=("initial_treatment", "disability_began_date"), optional=True),
    Rule("workers_comp.late_to_employer", Severity.WARNING,
         f"The employer was told within {LATE_TO_EMPLOYER_DAYS} days", late_to_employer,
         needs=("date_of_loss", "employer_notified_date"), optional=True),
    Rule("workers_comp.unused_safeguards", Severity.WARNING, "Safeguards that were used had been provided",
         unused_safeguards, needs=("safeguards_provided", "safeguards_used"), optional=True),
)  # fmt: skip
