"""Plants: the faults that are put into scenes on purpose, each with the rule that must find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sample_claims import numbers, people
from sample_claims.scene import TODAY, Scene
from sample_claims.words import cars, medical

Apply = Callable[[Scene], None]


@dataclass(frozen=True)
class Plant:
    """One kind of fault. It fits documents of these kinds only; empty: all."""

    name: str
    apply: Apply
    kinds: tuple[str, ...] = ()


TABLES = ("form", "acroform", "cms", "portal")  # kinds of document that show records as tables
AMOUNTS = {"auto": "estimate_amount", "property": "probable_amount", "health": "total_charge"}


def _amount(scene: Scene) -> str:
    return str(scene.values[AMOUNTS[scene.claim_type]])


def _stake(scene: Scene) -> str | None:
    """The money at stake, where the claim names an amount."""
    return _amount(scene) if scene.claim_type in AMOUNTS else None


def shift(value: str, days: int) -> str:
    """The day so many days later, both ISO."""
    return (date.fromisoformat(value) + timedelta(days=days)).isoformat()


def _period(scene: Scene, start: str, end: str, *, told: bool = True) -> None:
    """Another policy period in the register, and in the documents where they tell it."""
    for row in scene.policies:
        row.effective_date, row.expiration_date = start, end
    if "policy_effective_date" in scene.values:
        scene.values |= {"policy_effective_date": start, "policy_expiration_date": end}
        if not told:
            scene.silent |= {"policy_effective_date", "policy_expiration_date"}


def gap(*paths: str) -> Apply:
    """A claim that nowhere says these things."""

    def apply(scene: Scene) -> None:
        scene.silent |= set(paths)
        scene.must -= set(paths)
        scene.plant("required.missing")

    return apply


def status(name: str) -> Apply:
    """A policy that the register has as lapsed or cancelled."""

    def apply(scene: Scene) -> None:
        for row in scene.policies:
            row.status = name
        scene.plant("policy.status", _stake(scene))

    return apply


def not_in_register(scene: Scene) -> None:
    """A policy number that the register does not know."""
    scene.policies.clear()
    scene.plant("policy.not_found", _stake(scene))


def other_insured(scene: Scene) -> None:
    """A policy that belongs to somebody else."""
    name = people.draw_person(scene.rng).name
    for row in scene.policies:
        row.insured_name = name
    scene.plant("policy.insured")


def late_notice(scene: Scene) -> None:
    """A loss that was reported a month and more afterwards."""
    days = -scene.rng.randint(38, 80)
    lost = shift(str(scene.values["date_reported"]), days)
    scene.values["date_of_loss"] = lost
    _period(scene, shift(lost, -150), shift(lost, 215))
    scene.plant("dates.late_notice")


def early_loss(scene: Scene) -> None:
    """A loss in the first days of the policy."""
    start = shift(str(scene.values["date_of_loss"]), -scene.rng.randint(1, 10))
    _period(scene, start, shift(start, 365))
    scene.plant("dates.soon_after_inception")


def loss_at_expiry(scene: Scene) -> None:
    """A loss in the last days of the policy."""
    end = shift(str(scene.values["date_of_loss"]), scene.rng.randint(1, 6))
    _period(scene, shift(end, -365), end)
    scene.plant("dates.just_before_expiry")


def outside_period(scene: Scene) -> None:
    """A loss after the register's policy period."""
    end = shift(str(scene.values["date_of_loss"]), -scene.rng.randint(12, 60))
    _period(scene, shift(end, -365), end, told=False)
    scene.plant("policy.period", _amount(scene))


def reversed_report(scene: Scene) -> None:
    """A report older than the loss."""
    scene.values["date_reported"] = shift(str(scene.values["date_of_loss"]), -scene.rng.randint(2, 9))
    scene.must.add("date_reported")
    scene.plant("dates.loss_after_reported")


def not_covered(scene: Scene) -> None:
    """A cause of loss that the policy leaves out."""
    cause = str(scene.values["cause_of_loss"])
    for row in scene.policies:
        row.covers = ";".join(name for name in row.covers.split(";") if name != cause)
    scene.must.add("cause_of_loss")
    scene.plant("policy.cover", _amount(scene))


def above_limit(scene: Scene) -> None:
    """An amount above the policy's limit, in the register and on paper."""
    amount = Decimal(_amount(scene))
    limit = max((amount * scene.rng.randint(50, 85) / 100).quantize(Decimal(1)) // 50 * 50, Decimal(100))
    scene.values["coverage_limit"] = f"{limit:.2f}"
    for row in scene.policies:
        row.limit = f"{limit:.2f}"
    scene.plant("policy.limit", f"{amount - limit:.2f}")


def below_deductible(scene: Scene) -> None:
    """A deductible that leaves nothing to pay."""
    deductible = (Decimal(_amount(scene)) * 5 / 4 // 50 + 1) * 50
    scene.values["deductible_amount"] = f"{deductible:.2f}"
    for row in scene.policies:
        row.deductible = f"{deductible:.2f}"
    scene.plant("money.below_deductible", _amount(scene))


def wrong_total(rule: str) -> Apply:
    """A total that its lines do not add up to."""

    def apply(scene: Scene) -> None:
        path = AMOUNTS[scene.claim_type]
        more = Decimal(scene.rng.choice((50, 90, 100, 180, 200, 350, 450)))
        scene.values[path] = f"{Decimal(str(scene.values[path])) + more:.2f}"
        if "balance_due" in scene.values:
            scene.values["balance_due"] = f"{Decimal(str(scene.values['balance_due'])) + more:.2f}"
        scene.plant(rule, f"{more:.2f}")

    return apply


def wrong_balance(scene: Scene) -> None:
    """A balance that is not total less paid."""
    more = Decimal(scene.rng.choice((10, 20, 25, 45, 60)))
    scene.values["balance_due"] = f"{Decimal(str(scene.values['balance_due'])) + more:.2f}"
    scene.must |= {"amount_paid", "balance_due"}
    scene.plant("money.balance", f"{more:.2f}")


def broken_vin(scene: Scene) -> None:
    """A VIN whose check digit is wrong, on paper as in the register."""
    vin = numbers.broken_vin(str(scene.values["vehicle_vin"]))
    for row in scene.policies:
        row.vin = vin if row.vin == scene.values["vehicle_vin"] else row.vin
    scene.values["vehicle_vin"] = vin
    scene.plant("identifiers.vin")


def other_vehicle(scene: Scene) -> None:
    """A vehicle that is not on the policy."""
    for row in scene.policies:
        make = scene.rng.choice(cars.MAKES)
        row.vin = numbers.vin(scene.rng, make.wmi, scene.rng.randint(2012, 2024))
    scene.plant("policy.vehicle", _amount(scene))


def invalid_diagnosis(scene: Scene) -> None:
    """A diagnosis code that ICD-10-CM does not have."""
    scene.values["diagnoses[0].code"] = scene.rng.choice(medical.INVALID_DIAGNOSES)
    scene.plant("medical.diagnosis_code")


def unlisted_pointer(scene: Scene) -> None:
    """A line that points to a diagnosis which is not there."""
    scene.values["service_lines[0].diagnosis_pointer"] = scene.rng.choice(("D", "AE", "F"))
    scene.plant("medical.pointer", str(scene.values["service_lines[0].charge"]))


def reversed_service(scene: Scene) -> None:
    """A service that ends before it begins."""
    began = str(scene.values["service_lines[0].date_from"])
    scene.values["service_lines[0].date_to"] = shift(began, -scene.rng.randint(1, 5))
    scene.plant("dates.service_order", str(scene.values["service_lines[0].charge"]))


def future_service(scene: Scene) -> None:
    """A service that is still to come when the claim is received."""
    day = shift(TODAY.isoformat(), scene.rng.randint(12, 40))
    for end in ("from", "to"):
        if f"service_lines[0].date_{end}" in scene.values:
            scene.values[f"service_lines[0].date_{end}"] = day
    scene.plant("dates.service_order", str(scene.values["service_lines[0].charge"]))


def wrong_count(scene: Scene) -> None:
    """An X12 file that counts its segments wrongly; the file does it, not what is true."""
    scene.plant("edi.bad_count")


def unknown_place(scene: Scene) -> None:
    """A place of service that there is not."""
    for row in range(scene.rows("service_lines")):
        scene.values[f"service_lines[{row}].place_of_service"] = "77"
    scene.plant("medical.place_of_service")


def broken_npi(scene: Scene) -> None:
    """A billing provider's NPI whose check digit is wrong."""
    scene.values["billing_provider_npi"] = numbers.broken_npi(str(scene.values["billing_provider_npi"]))
    scene.plant("identifiers.npi")


def late_filing(scene: Scene) -> None:
    """Services that were given more than a year ago."""
    days = -scene.rng.randint(380, 420)
    for path, value in scene.values.items():
        if path in {"illness_date", "unable_to_work_from", "unable_to_work_to"} or "].date_" in path:
            scene.values[path] = shift(str(value), days)
    for row in scene.policies:
        row.effective_date = shift(row.effective_date, days)
        row.expiration_date = shift(TODAY.isoformat(), 90)
    scene.plant("dates.late_filing", _amount(scene))


def illness_later(scene: Scene) -> None:
    """An illness that began after it was treated."""
    scene.values["illness_date"] = shift(str(scene.values["service_lines[0].date_from"]), scene.rng.randint(2, 5))
    scene.must.add("illness_date")
    scene.plant("dates.illness_after_service")


TOTAL = Plant("wrong_total", wrong_total("money.line_charges"))
FUTURE_SERVICE = Plant("future_service", future_service)
NPI = Plant("broken_npi", broken_npi)
COUNT = Plant("wrong_count", wrong_count)
_NOTICE = (
    Plant("gap_policy", gap("policy_number")),
    Plant("gap_date", gap("date_of_loss")),
    Plant("lapsed", status("lapsed")),
    Plant("not_in_register", not_in_register),
    Plant("late_notice", late_notice),
    Plant("early_loss", early_loss),
    Plant("not_covered", not_covered),
    Plant("above_limit", above_limit),
)
PLANTS: dict[str, tuple[Plant, ...]] = {
    "auto": (
        *_NOTICE,
        Plant("broken_vin", broken_vin),
        Plant("other_vehicle", other_vehicle),
        Plant("contradiction", lambda scene: None, ("packet", "attached")),
        Plant("wrong_total", wrong_total("money.estimate_lines"), ("packet", "attached")),
        Plant(
            "gap_amount", gap("estimate_amount", "estimate_lines[].amount"), ("form", "letter", "email", "transcript")
        ),
        Plant("reversed_report", reversed_report, ("form", "acroform", "letter")),
    ),
    "property": (
        *_NOTICE,
        Plant("wrong_total", wrong_total("money.damaged_items"), TABLES),
        Plant("loss_at_expiry", loss_at_expiry),
        Plant("cancelled", status("cancelled")),
        Plant("outside_period", outside_period),
        Plant("below_deductible", below_deductible),
    ),
    "health": (
        Plant("wrong_total", wrong_total("money.line_charges")),
        Plant("invalid_diagnosis", invalid_diagnosis),
        Plant("unlisted_pointer", unlisted_pointer, ("form", "acroform", "cms")),
        Plant("reversed_service", reversed_service, ("form", "acroform", "cms")),
        Plant("broken_npi", broken_npi),
        Plant("wrong_balance", wrong_balance),
        Plant("not_in_register", not_in_register),
        Plant("lapsed", status("lapsed")),
        Plant("late_filing", late_filing),
        Plant("gap_id", gap("insured_id")),
        Plant("gap_total", gap("total_charge", "balance_due")),
        Plant("other_insured", other_insured),
        Plant("unknown_place", unknown_place, ("form", "cms")),
        Plant("illness_later", illness_later, ("form", "cms", "letter")),
    ),
}
