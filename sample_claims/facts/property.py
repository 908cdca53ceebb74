"""A home, what happened to it, what it will cost."""

from __future__ import annotations

from random import Random

from sample_claims import numbers, people
from sample_claims.facts.notice import money, split_amount, start_notice
from sample_claims.scene import Scene
from sample_claims.words import firms, names, property_losses

COVERS = ("fire", "lightning", "smoke", "wind", "hail", "water", "freeze", "theft", "vandalism", "vehicle_impact")
_CAUSES = (*COVERS, "water", "water", "wind", "fire", "theft")


def draw_property(rng: Random) -> Scene:
    """A clean property loss with everything that an ACORD 1 asks for."""
    scene, insured = start_notice(rng, "property")
    cause = rng.choice(_CAUSES)
    story = rng.choice(property_losses.STORIES[cause])
    home = insured.home
    place = rng.choice(("dwelling", "dwelling", "dwelling", "condominium", "mobile_home", "commercial"))
    scene.values |= {
        "loss_location": home.street.split(",")[0],
        "loss_city": home.city.name,
        "loss_state": home.city.state,
        "loss_zip": home.zip,
        "cause_of_loss": cause,
        "loss_description": story.form,
        "damage_description": story.damage,
        "property_type": place,
        "injuries_reported": False,
        "habitable": not (cause == "fire" and rng.random() < 0.4),
        "emergency_repairs": cause in {"water", "freeze", "wind", "vehicle_impact", "hail"} and rng.random() < 0.7,
        "mortgagee": rng.choice(firms.BANKS),
        "loan_number": numbers.digits(rng, rng.choice((8, 10))),
    }
    scene.told |= {"loss_description": story.told, "damage_description": story.damage_told}
    scene.extras |= {
        "home": property_losses.TYPE_CALLED[place][1],
        "builder": rng.choice(firms.BUILDERS),
        "estimator": rng.choice(names.MALE),
        "builder_phone": f"{home.city.area_code}-555-01{rng.randint(10, 99)}",
    }
    scene.must |= {"probable_amount", "cause_of_loss"}
    _amounts(scene, cause, story)
    if cause in {"theft", "vandalism", "vehicle_impact"}:
        _authority(scene, people.police(rng, home.city))
    elif cause == "fire":
        _authority(scene, f"{home.city.name} Fire Department")
    return scene


def _authority(scene: Scene, called: str) -> None:
    shape = scene.rng.choice(("26-######", "2026-#####", "F26-####", "INC-######"))
    scene.values |= {"authority_contacted": called, "report_number": numbers.shaped(scene.rng, shape)}


def _amounts(scene: Scene, cause: str, story: property_losses.Story) -> None:
    rng = scene.rng
    low, high = property_losses.COST[cause]
    total = rng.randrange(low * 100, high * 100, rng.choice((100, 5000, 10000)))
    items = rng.sample(story.items, rng.randint(3, min(5, len(story.items))))
    for number, (item, share) in enumerate(zip(items, split_amount(rng, total, len(items)), strict=True)):
        scene.values |= {
            f"damaged_items[{number}].description": item,
            f"damaged_items[{number}].quantity": 1,
            f"damaged_items[{number}].amount": money(share),
        }
    if len(items) == 3:
        scene.extras["three"] = ""  # sentences that name three things must name them all
    limit = f"{rng.choice((150000, 220000, 285000, 340000, 410000))}.00"
    scene.values |= {
        "probable_amount": money(total),
        "coverage_limit": limit,
        "deductible_amount": f"{rng.choice((500, 500, 1000, 1000) if total > 150_000 else (250, 500))}.00",
    }
    for row in scene.policies:
        row.covers, row.limit, row.deductible = ";".join(COVERS), limit, str(scene.values["deductible_amount"])
