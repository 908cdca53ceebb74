"""A stay in hospital, a visit to the dentist: what a UB-04 and a dental claim form ask for."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_claims import numbers, people
from sample_claims.facts.health import add_persons, draw_coverage, draw_patient
from sample_claims.facts.notice import money
from sample_claims.scene import TODAY, Scene
from sample_claims.words import facilities, firms

_NEEDED = (
    "insured_name",
    "insured_id",
    "patient_name",
    "patient_date_of_birth",
    "total_charge",
    "billing_provider_npi",
)


def _start(rng: Random, claim_type: str, served: date) -> Scene:
    """A scene with its people and their plan."""
    scene = Scene(rng, claim_type)
    insured = people.draw_person(rng, age=(26, 63))
    patient, relation = draw_patient(rng, insured)
    draw_coverage(scene, insured, served)
    add_persons(scene, patient, insured, relation)
    for path in ("insurance_type", "other_health_plan"):
        scene.values.pop(path)
    scene.extras |= {
        "patient_name.last_first": patient.name_last_first,
        "insured_name.last_first": insured.name_last_first,
    }
    scene.must |= {*_NEEDED, "policy_number"}
    scene.values["patient_account_number"] = numbers.shaped(rng, rng.choice(("########", "AC-#####", "@@####")))
    return scene


def _bill(scene: Scene, name: str) -> None:
    rng = scene.rng
    seat = people.draw_place(rng)
    head = people.draw_person(rng, seat)
    scene.values |= {
        "billing_provider_name": name,
        "billing_provider_address": seat.whole,
        "billing_provider_phone": head.phone,
        "billing_provider_npi": numbers.npi(rng),
        "tax_id": f"{rng.randint(20, 88)}-{rng.randint(1000000, 9999999)}",
    }


def _doctor(rng: Random) -> str:
    person = people.draw_person(rng)
    return f"{person.first} {person.last}"


def draw_institutional(rng: Random) -> Scene:
    """A clean hospital bill, inpatient or outpatient."""
    stay = rng.choice(facilities.STAYS)
    admitted = TODAY - timedelta(days=rng.randint(12, 45) + stay.nights)
    left = admitted + timedelta(days=stay.nights)
    scene = _start(rng, "institutional", admitted)
    _bill(scene, rng.choice(firms.HOSPITALS))
    scene.values |= {
        "type_of_bill": "0111" if stay.nights else "0131",
        "medical_record_number": numbers.shaped(rng, "#######"),
        "statement_from": admitted.isoformat(),
        "statement_to": left.isoformat(),
        "admission_date": admitted.isoformat(),
        "admission_hour": f"{rng.randint(0, 23):02d}",
        "admission_type": rng.choice("123"),
        "admission_source": rng.choice("12"),
        "patient_status": "01",
        "date_reported": (left + timedelta(days=rng.randint(1, 10))).isoformat(),
        "principal_diagnosis": stay.principal,
        "admitting_diagnosis": stay.admitting,
        "attending_provider": _doctor(rng),
        "attending_npi": numbers.npi(rng),
    }
    if stay.nights:
        scene.values |= {"discharge_hour": f"{rng.randint(8, 18):02d}", "drg": stay.drg}
        scene.must |= {"admission_date", "admission_type", "patient_status"}
    if stay.procedure:
        scene.values |= {
            "principal_procedure": stay.procedure,
            "principal_procedure_date": (admitted + timedelta(days=1)).isoformat(),
            "operating_provider": _doctor(rng),
            "operating_npi": numbers.npi(rng),
        }
    for number, code in enumerate(stay.others):
        scene.values[f"other_diagnoses[{number}].code"] = code
    if stay.external_cause:
        scene.values["external_causes[0].code"] = stay.external_cause
        scene.values |= {"occurrences[0].code": "05", "occurrences[0].date": admitted.isoformat()}
    if rng.random() < 0.5:
        scene.values["prior_authorization_number"] = numbers.shaped(rng, rng.choice(("PA#######", "########")))
    _revenue(scene, stay, admitted)
    return scene


def _revenue(scene: Scene, stay: facilities.Stay, admitted: date) -> None:
    total = 0
    for number, line in enumerate(stay.lines):
        units = stay.nights if line.daily else 1
        charge = scene.rng.randrange(line.low * 100, line.high * 100, 25) * units
        total += charge
        row = f"service_lines[{number}]"
        scene.values |= {
            f"{row}.revenue_code": line.code,
            f"{row}.description": line.called,
            f"{row}.units": units,
            f"{row}.charge": money(charge),
        }
        if line.procedure:
            scene.values[f"{row}.procedure"] = line.procedure
        if not stay.nights:
            scene.values[f"{row}.date_from"] = admitted.isoformat()
    paid = scene.rng.choice((0, 0, 10000, 25000))
    scene.values["total_charge"] = money(total)
    if paid:
        scene.values |= {"amount_paid": money(paid), "estimated_amount_due": money(total - paid)}


def draw_dental(rng: Random) -> Scene:
    """A clean dental claim: services done, or a request for predetermination."""
    served = TODAY - timedelta(days=rng.randint(6, 40))
    scene = _start(rng, "dental", served)
    _bill(scene, rng.choice(facilities.DENTAL_OFFICES))
    for row in scene.policies:
        row.line = "dental"
    services = rng.choice(facilities.DENTAL_VISITS)
    asks = services[0].needs == "molar" and rng.random() < 0.3
    scene.values |= {
        "transaction_type": "predetermination" if asks else "actual",
        "place_of_service": "11",
        "patient_signature": rng.choice(("SIGNATURE ON FILE", "Signature on file")),
        "insured_signature": "SIGNATURE ON FILE",
        "orthodontics": False,
        "prosthesis_replacement": False,
        "treating_dentist": _doctor(rng),
        "treating_npi": numbers.npi(rng),
        "treating_license_number": numbers.shaped(rng, "D#####"),
        "date_reported": (served + timedelta(days=rng.randint(0, 5))).isoformat(),
    }
    scene.must.add("transaction_type")
    tooth = rng.choice(facilities.MOLARS)
    total = 0
    for number, service in enumerate(services):
        charge = rng.randrange(service.low * 100, service.high * 100, 100)
        total += charge
        scene.values |= _procedure(rng, service, f"service_lines[{number}]", tooth, charge)
        if not asks:
            scene.values[f"service_lines[{number}].date_from"] = served.isoformat()
    scene.values["total_charge"] = money(total)
    return scene


def _procedure(
    rng: Random, service: facilities.DentalService, row: str, tooth: str, charge: int
) -> dict[str, bool | int | str]:
    values: dict[str, bool | int | str] = {
        f"{row}.procedure": service.code,
        f"{row}.description": service.called,
        f"{row}.units": 1,
        f"{row}.charge": money(charge),
    }
    if service.needs == "quadrant":
        values[f"{row}.area"] = rng.choice(facilities.QUADRANTS)
    elif service.needs:
        values |= {f"{row}.tooth_system": "JP", f"{row}.tooth": tooth}
    if service.needs in facilities.SURFACES:
        values[f"{row}.surfaces"] = rng.choice(facilities.SURFACES[service.needs])
    return values
