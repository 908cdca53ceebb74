"""A car, what happened to it, who was there."""

from __future__ import annotations

from random import Random

from sample_claims import numbers, people
from sample_claims.facts.notice import money, split_amount, start_notice
from sample_claims.scene import Scene
from sample_claims.words import auto_losses, cars, firms, names, places

_CAUSES = ("collision",) * 7 + ("theft", "vandalism", "fire", "hail", "flood", "animal", "animal", "glass")
COVERS = ("collision", "theft", "vandalism", "fire", "hail", "flood", "animal", "glass")


def draw_auto(rng: Random) -> Scene:
    """A clean automobile loss with everything that an ACORD 2 asks for."""
    scene, insured = start_notice(rng, "auto")
    cause = rng.choice(_CAUSES)
    story = rng.choice(auto_losses.STORIES[cause])
    city = insured.home.city if rng.random() < 0.8 else rng.choice(places.CITIES)
    one, two = people.intersection(rng)
    where = rng.choice(
        (
            f"{one} and {two}",
            f"{one} at {two}",
            people.draw_place(rng, city).street.split(",")[0],
            rng.choice(places.HIGHWAYS) if story.drove else one,
        )
    )
    scene.values |= {
        "loss_location": where,
        "loss_city": city.name,
        "loss_state": city.state,
        "loss_zip": f"{city.zip3}{rng.randint(1, 60):02d}",
        "cause_of_loss": cause,
        "loss_description": story.form,
        "damage_description": story.damage,
        "injuries_reported": False,
    }
    scene.told |= {"loss_description": story.told, "damage_description": story.damage_told}
    scene.must |= {"estimate_amount", "vehicle_vin", "cause_of_loss"}
    _vehicle(scene, insured, story.drove)
    _damage(scene, cause, story)
    if cause in {"theft", "vandalism", "fire"} or (story.other and rng.random() < 0.75):
        scene.values |= {"authority_contacted": people.police(rng, city), "report_number": _report(rng)}
    if story.other:
        _other_party(scene, city)
        if rng.random() < 0.3:
            _injured(scene, insured)
    if story.drove and rng.random() < 0.35:
        _witness(scene, city)
    return scene


def _report(rng: Random) -> str:
    return numbers.shaped(rng, rng.choice(("26-######", "2026-#####", "R26####", "PD-26-####", "#######-26")))


def _vehicle(scene: Scene, insured: people.Person, drove: bool) -> None:
    rng = scene.rng
    make = rng.choice(cars.MAKES)
    year = rng.randint(2011, 2025)
    scene.values |= {
        "vehicle_year": year,
        "vehicle_make": make.name,
        "vehicle_model": rng.choice(make.models),
        "vehicle_vin": numbers.vin(rng, make.wmi, year),
        "vehicle_plate": numbers.plate(rng),
        "vehicle_plate_state": insured.home.city.state,
        "owner_name": insured.name,
        "purpose_of_use": rng.choice(cars.USES),
    }
    if drove:
        driver, relation = insured, "insured"
        if rng.random() < 0.25:
            relation = rng.choice(("spouse", "child"))
            driver = people.draw_person(rng, insured.home, (17, 24) if relation == "child" else (25, 70))
            words = {"spouse": ("my wife", "my husband"), "child": ("my daughter", "my son")}[relation]
            scene.extras["I"] = words[driver.sex == "male"]
            scene.told["loss_description"] = "{~driver_relation}" + scene.told["loss_description"]
        scene.values |= {
            "driver_name": driver.name,
            "driver_date_of_birth": driver.born.isoformat(),
            "driver_license_number": numbers.shaped(rng, rng.choice(("@#######", "########", "@###-####-####"))),
            "driver_license_state": insured.home.city.state,
            "driver_relation": relation,
        }
    scene.extras["colour"] = rng.choice(cars.COLOURS)
    row = scene.policies[0]
    row.vin, row.covers = str(scene.values["vehicle_vin"]), ";".join(COVERS)
    if rng.random() < 0.35:
        second = rng.choice(cars.MAKES)
        scene.policies.append(
            row.__class__(**{**vars(row), "vin": numbers.vin(rng, second.wmi, rng.randint(2012, 2025))})
        )


def _damage(scene: Scene, cause: str, story: auto_losses.Story) -> None:
    rng = scene.rng
    low, high = auto_losses.COST[cause]
    total = rng.randrange(low * 100, high * 100, rng.choice((25, 100, 500, 1000)))
    parts = rng.sample(story.parts, rng.randint(3, min(5, len(story.parts))))
    for number, (part, share) in enumerate(zip(parts, split_amount(rng, total, len(parts)), strict=True)):
        scene.values |= {
            f"estimate_lines[{number}].description": part,
            f"estimate_lines[{number}].amount": money(share),
        }
    garage = rng.choice(firms.GARAGES)
    limit = f"{rng.choice((15000, 25000, 30000, 50000))}.00"
    drivable = cause in {"hail", "vandalism", "glass"} or (total < 350_000 and cause not in {"fire", "flood"})
    if total <= 110_000:
        scene.values["deductible_amount"] = "100.00"
    lost = cause in {"fire", "flood", "theft"} and total > 700_000
    drivable = drivable and not lost
    scene.values |= {
        "estimate_amount": money(total),
        "coverage_limit": limit,
        "vehicle_drivable": drivable,
        "total_loss": lost,
        "vehicle_location": people.draw_place(rng, None).street.split(",")[0] if drivable else garage,
    }
    for row in scene.policies:
        row.limit, row.deductible = limit, str(scene.values["deductible_amount"])
    scene.extras |= {
        "garage": garage,
        "garage_phone": f"555-01{rng.randint(10, 99)}",
        "estimator": rng.choice(names.MALE),
    }


def _other_party(scene: Scene, city: places.City) -> None:
    rng = scene.rng
    other = people.draw_person(rng, people.draw_place(rng, city))
    make = rng.choice(cars.MAKES)
    fault = scene.rng.random() < 0.6
    scene.values |= {
        "other_vehicles[0].year": rng.randint(2006, 2025),
        "other_vehicles[0].make": make.name,
        "other_vehicles[0].model": rng.choice(make.models),
        "other_vehicles[0].plate": numbers.plate(rng),
        "other_vehicles[0].plate_state": rng.choice((city.state, city.state, rng.choice(places.CITIES).state)),
        "other_vehicles[0].driver_name": other.name,
        "other_vehicles[0].owner_name": other.name,
        "other_vehicles[0].insurer": rng.choice(firms.INSURERS),
        "other_vehicles[0].policy_number": numbers.policy_number(rng, "auto"),
        "other_vehicles[0].damage_description": rng.choice(
            ("Front bumper and headlamp", "Scratches on left side", "Hood bent", "Minor scrapes", "Right fender dented")
        ),
        "other_party_cited": fault,
    }
    scene.extras |= {
        "other_phone": f"{city.area_code}-555-01{rng.randint(10, 99)}",
        "other_colour": rng.choice(cars.COLOURS),
    }


def _injured(scene: Scene, insured: people.Person) -> None:
    rng = scene.rng
    role = rng.choice(("passenger", "insured_driver", "other_driver"))
    hurt = people.draw_person(rng, insured.home, (16, 70))
    name = {
        "insured_driver": scene.values["driver_name"],
        "other_driver": scene.values["other_vehicles[0].driver_name"],
    }
    extent, _told = rng.choice(auto_losses.INJURIES)
    born = str(scene.values["driver_date_of_birth"])[:4] if role == "insured_driver" else str(hurt.born.year)
    scene.values |= {
        "injuries_reported": True,
        "injured[0].name": name.get(role, hurt.name),
        "injured[0].phone": insured.phone if role == "insured_driver" else hurt.phone,
        "injured[0].age": 2026 - int(born) - 1,
        "injured[0].role": role,
        "injured[0].extent": extent,
    }


def _witness(scene: Scene, city: places.City) -> None:
    witness = people.draw_person(scene.rng, people.draw_place(scene.rng, city))
    scene.values |= {
        "witnesses[0].name": witness.name,
        "witnesses[0].phone": witness.phone,
        "witnesses[0].address": witness.home.whole,
    }
