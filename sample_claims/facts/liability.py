"""A customer who fell, a product that failed, a neighbour's property that was damaged."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_claims import numbers, people
from sample_claims.facts.casualty import pronouns, start_firm
from sample_claims.scene import TODAY, Scene
from sample_claims.words import casualty_losses, firms
from sample_claims.words.casualty_losses import Harm


def draw_liability(rng: Random) -> Scene:
    """A clean notice of occurrence with everything that an ACORD 3 asks for."""
    scene, _ = start_firm(rng, "liability", casualty_losses.POSTS)
    harm = rng.choice(casualty_losses.HARMS)
    claimant = people.draw_person(rng, age=(19, 79))
    scene.values |= {"loss_description": harm.form, "liability_type": harm.hazard}
    scene.told |= {"loss_description": harm.told}
    scene.extras |= pronouns(claimant)
    _claimant(scene, claimant)
    _limits(scene)
    _hazard(scene, harm)
    if harm.injury:
        _injury(scene, harm)
    else:
        _damage(scene, harm, claimant)
    _suit(scene)
    if rng.random() < 0.4:
        called = people.police(rng, claimant.home.city)
        scene.values |= {"authority_contacted": called, "report_number": numbers.shaped(rng, "26-######")}
    return scene


def _claimant(scene: Scene, claimant: people.Person) -> None:
    rng = scene.rng
    scene.values |= {
        "claimant_name": claimant.name,
        "claimant_address": claimant.home.whole,
        "claimant_phone": claimant.phone,
        "claimant_age": 2026 - claimant.born.year,
        "claimant_sex": claimant.sex,
        "claimant_occupation": rng.choice(casualty_losses.JOBS),
    }
    if rng.random() < 0.5:
        scene.values["claimant_employer"] = rng.choice(firms.GARAGES + firms.CLINICS)
    scene.must |= {"claimant_name"}


def _limits(scene: Scene) -> None:
    rng = scene.rng
    each = rng.choice((500, 1000, 1000, 2000)) * 1000
    made = rng.random() < 0.25
    scene.values |= {
        "policy_form": "claims_made" if made else "occurrence",
        "general_aggregate": f"{each * 2}.00",
        "products_aggregate": f"{each * 2}.00",
        "each_occurrence_limit": f"{each}.00",
        "premises_damage_limit": f"{rng.choice((50, 100, 300))}000.00",
        "medical_expense_limit": f"{rng.choice((5, 10))}000.00",
        "personal_injury_limit": f"{each}.00",
        "deductible_amount": f"{rng.choice((500, 1000, 2500))}.00",
    }
    if made:
        began = date.fromisoformat(str(scene.values["policy_effective_date"]))
        scene.values["retroactive_date"] = began.replace(year=began.year - rng.randint(1, 4), day=1).isoformat()
    for row in scene.policies:
        row.limit = f"{each}.00"


def _hazard(scene: Scene, harm: Harm) -> None:
    rng = scene.rng
    if harm.hazard == "premises":
        scene.values |= {
            "premises_interest": rng.choice(("owner", "tenant", "tenant")),
            "premises_type": rng.choice(casualty_losses.PREMISES),
        }
    if harm.hazard == "products":
        scene.values |= {
            "product_type": harm.product,
            "product_role": rng.choice(("manufacturer", "vendor")),
            "product_location": str(scene.values["insured_address"]),
        }
        if scene.values["product_role"] == "vendor":
            scene.values["product_manufacturer"] = f"{rng.choice(firms.INSURERS).split()[0]} Products"


def _injury(scene: Scene, harm: Harm) -> None:
    scene.values |= {
        "injury_description": harm.injury,
        "taken_to": scene.rng.choice(firms.HOSPITALS),
        "fatality": False,
        "activity": harm.activity,
    }
    scene.told |= {"injury_description": harm.injury_told, "activity": harm.activity}
    scene.must.add("injury_description")


def _damage(scene: Scene, harm: Harm, claimant: people.Person) -> None:
    rng = scene.rng
    scene.values |= {
        "property_description": harm.thing,
        "property_estimate": f"{rng.randrange(900, 9400, 10)}.00",
        "property_location": claimant.home.whole,
        "property_seen_when": rng.choice(casualty_losses.HOURS),
    }
    scene.told |= {"property_description": harm.thing[:1].lower() + harm.thing[1:]}
    scene.extras |= {"builder": rng.choice(firms.BUILDERS)}
    scene.must.add("property_description")


def _suit(scene: Scene) -> None:
    rng = scene.rng
    represented = rng.random() < 0.4
    scene.values |= {"attorney_represented": represented, "suit_filed": False}
    if represented:
        lawyer = people.draw_person(rng)
        scene.values |= {"attorney_name": lawyer.name, "attorney_phone": lawyer.phone}
        scene.values["demand_amount"] = f"{rng.randrange(12, 180) * 500}.00"
        reported = date.fromisoformat(str(scene.values["date_reported"]))
        if rng.random() < 0.4 and reported > date.fromisoformat(str(scene.values["date_of_loss"])):
            served = min(reported, TODAY - timedelta(days=1))
            scene.values |= {"suit_filed": True, "suit_served_date": served.isoformat()}
