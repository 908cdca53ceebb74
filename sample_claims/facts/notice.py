"""What a loss notice of any line says: policy, dates, insured, place, reporter."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sample_claims import numbers, people
from sample_claims.scene import TODAY, PolicyRow, Scene
from sample_claims.words import firms, places

_HOURS = (6, 7, 8, 9, 11, 13, 14, 15, 16, 17, 18, 19, 21, 22)
_TRADES = ("Logistics", "Bakery", "Printing", "Dental", "Nursery", "Flooring", "Towing", "Catering")


def start_notice(rng: Random, line: str) -> tuple[Scene, people.Person]:
    """A scene with an active policy, a loss within its period some days ago, and the insured."""
    insured = people.draw_person(rng)
    scene = Scene(rng, line)
    lost = TODAY - timedelta(days=rng.randint(3, 19))
    reported = lost + timedelta(days=rng.randint(0, min(6, (TODAY - lost).days)))
    effective = lost - timedelta(days=rng.randint(100, 230))
    scene.values |= {
        "carrier": rng.choice(firms.INSURERS),
        "agency": people.agency(rng),
        "policy_number": numbers.policy_number(rng, line),
        "policy_effective_date": effective.isoformat(),
        "policy_expiration_date": _year_later(effective).isoformat(),
        "claim_number": numbers.claim_number(rng),
        "date_of_loss": lost.isoformat(),
        "time_of_loss": f"{rng.choice(_HOURS):02d}:{rng.randrange(0, 60, 5):02d}",
        "date_reported": reported.isoformat(),
        "insured_name": insured.name,
        "insured_date_of_birth": insured.born.isoformat(),
        "insured_address": insured.home.whole,
        "insured_phone": insured.phone,
        "insured_email": insured.email,
        "deductible_amount": f"{rng.choice((100, 250, 500, 500, 1000))}.00",
        "reported_by": insured.name,
    }
    add_people(scene, insured)
    scene.policies.append(
        PolicyRow(
            str(scene.values["policy_number"]),
            line,
            "active",
            insured.name,
            effective.isoformat(),
            _year_later(effective).isoformat(),
            deductible=str(scene.values["deductible_amount"]),
        )
    )
    scene.must |= {"policy_number", "date_of_loss", "insured_name"}
    return scene, insured


def add_people(scene: Scene, insured: people.Person) -> None:
    """A contact, whoever took the report, and the people and numbers that belong to no field."""
    rng = scene.rng
    agent, handler, taker = (people.draw_person(rng) for _ in range(3))
    contact = people.draw_person(rng, insured.home)
    scene.values |= {"reported_to": taker.name}
    if rng.random() < 0.3:
        scene.values |= {"contact_name": contact.name, "contact_phone": contact.phone}
    old = TODAY - timedelta(days=rng.randint(700, 2200))
    scene.extras |= {
        "I": "I",
        "agent": f"{agent.first} {agent.last}",
        "agent_first": agent.first,
        "taker_first": taker.first,
        "taker": f"{taker.first} {taker.last}",
        "agent_phone": f"{agent.phone[:3]}-{agent.phone[3:6]}-{agent.phone[6:]}",
        "handler": f"{handler.title} {handler.last}",
        "handler_phone": f"({handler.phone[:3]}) {handler.phone[3:6]}-{handler.phone[6:]}",
        "old_year": str(old.year),
        "old_amount": f"${rng.randrange(400, 2900, 50):,}",
        "old_claim": numbers.claim_number(rng).replace("2026", str(old.year)),
        "first": insured.first,
        "short_name": f"{insured.first} {insured.last}",
        "employer": f"{rng.choice(places.ROADS)} {rng.choice(_TRADES)}",
        "ticket": numbers.digits(rng, 6),
        "premium": f"${rng.randint(38, 190)}.{rng.randint(10, 99)}",
        "weather": rng.choice(("raining", "sunny", "still dark", "foggy", "very windy", "getting dark")),
    }


def _year_later(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def split_amount(rng: Random, total_cents: int, count: int) -> list[int]:
    """`count` positive amounts of cents that make up the total, none tiny."""
    weights = [rng.randint(2, 9) for _ in range(count)]
    shares = [total_cents * weight // sum(weights) // 25 * 25 for weight in weights]
    shares[0] += total_cents - sum(shares)
    return shares


def money(cents: int) -> str:
    """Cents as the normal form of money."""
    return f"{cents // 100}.{cents % 100:02d}"
