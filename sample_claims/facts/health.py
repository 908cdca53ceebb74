"""A patient, an insured, a visit, a bill: what the 33 boxes of a CMS-1500 ask for."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_claims import numbers, people
from sample_claims.facts.notice import add_people, money
from sample_claims.scene import TODAY, PolicyRow, Scene
from sample_claims.words import firms, medical

_PLANS = ("PPO 500", "HMO Select", "Choice Plus", "Bronze 60", "Family Care")
_TYPES = ("group_health",) * 4 + ("other", "medicare", "medicaid", "tricare")


def draw_health(rng: Random) -> Scene:
    """A clean professional health claim."""
    scene = Scene(rng, "health")
    insured = people.draw_person(rng, age=(26, 63))
    patient, relation = draw_patient(rng, insured)
    visit = rng.choice(medical.VISITS)
    served = TODAY - timedelta(days=rng.randint(8, 40))
    draw_coverage(scene, insured, served)
    add_persons(scene, patient, insured, relation)
    _condition(scene, visit, served)
    _provider(scene, visit)
    _lines(scene, visit, served)
    add_people(scene, insured)
    for path in ("reported_by", "reported_to", "contact_name", "contact_phone"):
        scene.values.pop(path, None)
    scene.extras |= {
        "patient_first": patient.first,
        "mr": patient.title,
        "patient_last": patient.last,
        "patient_name.last_first": patient.name_last_first,
        "insured_name.last_first": insured.name_last_first,
        "clerk": rng.choice(firms.CLINICS),
    }
    scene.must |= {
        "policy_number",
        "insured_name",
        "insured_id",
        "patient_name",
        "patient_date_of_birth",
        "total_charge",
        "billing_provider_npi",
    }
    return scene


def draw_patient(rng: Random, insured: people.Person) -> tuple[people.Person, str]:
    relation = rng.choice(("self", "self", "self", "spouse", "child"))
    if relation == "self":
        return insured, relation
    ages = (3, 19) if relation == "child" else (26, 63)
    relative = people.draw_person(rng, insured.home, ages)
    if rng.random() < 0.7:
        relative = relative.__class__(**{**vars(relative), "last": insured.last, "suffix": ""})
    return relative, relation


def draw_coverage(scene: Scene, insured: people.Person, served: date) -> None:
    rng = scene.rng
    effective = served - timedelta(days=rng.randint(100, 220))
    payer = rng.choice(firms.HEALTH_PLANS)
    scene.values |= {
        "payer_name": payer,
        "plan_name": f"{payer.split()[0]} {rng.choice(_PLANS)}",
        "insurance_type": rng.choice(_TYPES),
        "insured_id": numbers.shaped(rng, rng.choice(("@@@#########", "#########@", "@##########", "#@@#-@@#-@@##"))),
        "policy_number": numbers.policy_number(rng, "health"),
        "other_health_plan": False,
    }
    scene.policies.append(
        PolicyRow(
            str(scene.values["policy_number"]),
            "health",
            "active",
            insured.name,
            effective.isoformat(),
            effective.replace(year=effective.year + 1, day=min(effective.day, 28)).isoformat(),
        )
    )


def add_persons(scene: Scene, patient: people.Person, insured: people.Person, relation: str) -> None:
    for who, person in (("patient", patient), ("insured", insured)):
        scene.values |= {
            f"{who}_name": person.name,
            f"{who}_date_of_birth": person.born.isoformat(),
            f"{who}_sex": person.sex,
            f"{who}_address": person.home.street,
            f"{who}_city": person.home.city.name,
            f"{who}_state": person.home.city.state,
            f"{who}_zip": person.home.zip,
            f"{who}_phone": person.phone,
        }
    scene.values["patient_relationship"] = relation


def _condition(scene: Scene, visit: medical.Visit, served: date) -> None:
    rng = scene.rng
    began = served - timedelta(days=rng.randint(0, 6))
    kind = rng.choice(("employment_related", "other_accident", "other_accident")) if visit.accident else ""
    scene.values |= {
        "employment_related": kind == "employment_related",
        "auto_accident": False,
        "other_accident": kind == "other_accident",
        "illness_date": began.isoformat(),
        "patient_signature": rng.choice(("SIGNATURE ON FILE", "Signature on file", "SOF")),
        "patient_signature_date": served.isoformat(),
        "insured_signature": "SIGNATURE ON FILE",
        "outside_lab": False,
        "date_reported": (served + timedelta(days=rng.randint(1, min(7, (TODAY - served).days)))).isoformat(),
    }
    if kind == "employment_related" and rng.random() < 0.5:
        scene.values |= {
            "unable_to_work_from": served.isoformat(),
            "unable_to_work_to": (served + timedelta(days=rng.randint(5, 21))).isoformat(),
        }
    for number, (code, _called) in enumerate(visit.diagnoses):
        scene.values[f"diagnoses[{number}].code"] = code


def _provider(scene: Scene, visit: medical.Visit) -> None:
    rng = scene.rng
    seat = people.draw_place(rng)
    doctor, sender = people.draw_person(rng, seat), people.draw_person(rng, seat)
    clinic = rng.choice(firms.AMBULANCES if visit.places == ("41",) else firms.CLINICS)
    degree = rng.choice(medical.REFERRERS)
    scene.values |= {
        "billing_provider_name": clinic,
        "billing_provider_address": seat.whole,
        "billing_provider_phone": doctor.phone,
        "billing_provider_npi": numbers.npi(rng),
        "tax_id": f"{rng.randint(20, 88)}-{rng.randint(1000000, 9999999)}",
        "tax_id_type": "ein",
        "patient_account_number": numbers.shaped(rng, rng.choice(("######", "AC-#####", "@@####", "##-####"))),
        "accept_assignment": rng.random() < 0.8,
        "physician_signature": f"{doctor.first} {doctor.last}, {degree}",
    }
    scene.extras |= {"doctor": f"Dr. {doctor.last}", "rendering": numbers.npi(rng)}
    if rng.random() < 0.5:
        scene.values |= {"referring_provider": f"{sender.first} {sender.last}", "referring_npi": numbers.npi(rng)}
    if visit.places[0] in {"22", "21", "23"} or rng.random() < 0.4:
        where = people.draw_place(rng, seat.city)
        name = rng.choice(firms.HOSPITALS) if visit.places[0] in {"22", "21", "23"} else clinic
        scene.values |= {"facility_name": name, "facility_address": where.whole, "facility_npi": numbers.npi(rng)}
    if rng.random() < 0.35:
        scene.values["prior_authorization_number"] = numbers.shaped(
            rng, rng.choice(("PA#######", "########", "A##-#####"))
        )


def _lines(scene: Scene, visit: medical.Visit, served: date) -> None:
    rng = scene.rng
    services = rng.sample(visit.services, rng.randint(min(2, len(visit.services)), len(visit.services)))
    pointers = "ABCD"[: len(visit.diagnoses)]
    total = 0
    place = rng.choice(visit.places)
    for number, service in enumerate(services):
        units = rng.randint(1, service.most_units)
        charge = rng.randrange(service.low * 100, service.high * 100, 25) * units
        total += charge
        scene.values |= {
            f"service_lines[{number}].date_from": served.isoformat(),
            f"service_lines[{number}].date_to": served.isoformat(),
            f"service_lines[{number}].place_of_service": place,
            f"service_lines[{number}].procedure": service.code,
            f"service_lines[{number}].diagnosis_pointer": pointers if number == 0 else rng.choice(pointers),
            f"service_lines[{number}].charge": money(charge),
            f"service_lines[{number}].units": units,
            f"service_lines[{number}].rendering_npi": scene.extras["rendering"],
        }
        scene.extras[f"called{number}"] = service.called
    paid = rng.choice((0, 0, 2000, 2500, 4000))
    paid = paid if paid < total else 0
    if paid:
        scene.must.add("amount_paid")  # without it the balance looks wrong
    scene.values |= {
        "total_charge": money(total),
        "amount_paid": money(paid),
        "balance_due": money(total - paid),
        "physician_signature_date": served.isoformat(),
    }
    scene.extras |= {
        "diagnosis0": visit.diagnoses[0][1],
        "place": medical.PLACE_CALLED[place],
        "lines": str(len(services)),
    }
    if len(visit.diagnoses) > 1:
        scene.extras["diagnosis1"] = visit.diagnoses[1][1]
