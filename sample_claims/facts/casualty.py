"""A notice that a firm gives: the firm as insured, and whoever writes or calls for it."""

from __future__ import annotations

from random import Random

from sample_claims import numbers, people
from sample_claims.facts.notice import start_notice
from sample_claims.scene import Scene
from sample_claims.words import casualty_losses, names, places

_PERSONAL = ("insured_date_of_birth", "deductible_amount")


def start_firm(rng: Random, line: str, posts: tuple[str, ...]) -> tuple[Scene, people.Person]:
    """A scene whose insured is a firm, and the person who speaks for it."""
    scene, speaker = start_notice(rng, line)
    place = people.draw_place(rng)
    firm = f"{rng.choice((rng.choice(names.LAST), rng.choice(places.ROADS)))} {rng.choice(casualty_losses.TRADES)}"
    firm = f"{firm} {rng.choice(casualty_losses.FORMS)}"
    for path in _PERSONAL:
        scene.values.pop(path)
    scene.values |= {
        "insured_name": firm,
        "insured_address": place.whole,
        "insured_phone": numbers.phone(rng, place.city.area_code),
        "insured_email": f"office{rng.randint(2, 99)}@{firm.split()[0].lower().replace(chr(39), '')}.example.com",
        "insured_fein": f"{rng.randint(10, 98)}-{numbers.digits(rng, 7)}",
        "reported_by": speaker.name,
        "loss_location": place.street.split(",")[0],
        "loss_city": place.city.name,
        "loss_state": place.city.state,
        "loss_zip": place.zip,
    }
    scene.extras |= {"post": rng.choice(posts), "short_name": f"{speaker.first} {speaker.last}"}
    for row in scene.policies:
        row.insured_name, row.deductible = firm, ""
    add_witness(scene)
    return scene, speaker


def add_witness(scene: Scene) -> None:
    """Somebody who saw it, as a rule."""
    if scene.rng.random() < 0.7:
        seen_by = people.draw_person(scene.rng)
        scene.values |= {"witnesses[0].name": seen_by.name, "witnesses[0].phone": seen_by.phone}


def pronouns(person: people.Person) -> dict[str, str]:
    """He, his, him: for sentences about somebody."""
    he, his, him = ("he", "his", "him") if person.sex == "male" else ("she", "her", "her")
    return {"he": he, "his": his, "him": him}
