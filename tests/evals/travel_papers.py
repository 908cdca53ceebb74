"""Ten invented papers of a claim type that Lodge does not have, with what stands in each: a cancelled journey."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

_NAMES = ("Ines Holt", "Marcus Okoye", "Petra Lindqvist", "Samuel Abara", "Joan Whitfield", "Tomas Reyes",
          "Hanna Vogel", "Keith Darrow", "Lucia Ferri", "Owen Pryce", "Nadia Rahman", "Carl Benson")  # fmt: skip
_PLACES = ("Lisbon", "Oslo", "Vienna", "Cancun", "Dublin", "Naples", "Kyoto", "Montreal", "Athens", "Prague")
_REASONS = {"illness": "Illness", "bereavement": "Bereavement", "jury_duty": "Jury duty", "weather": "Weather"}
_TOLD = {"illness": "I fell ill", "bereavement": "there was a bereavement in our family",
         "jury_duty": "I was called for jury duty", "weather": "the weather closed the airport"}  # fmt: skip
_THINGS = ("Flights", "Hotel deposit", "Airport transfer", "Guided tour", "Rail tickets", "Museum passes")


@dataclass(frozen=True)
class Trip:
    """One cancelled journey. `costs` are what was paid for what, in cents."""

    name: str
    policy: str
    booking: str
    phone: str
    email: str
    destination: str
    booked: date
    departure: date
    back: date
    cancelled: date
    reason: str
    refunded: bool
    costs: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(cents for _, cents in self.costs)

    def values(self, name: str) -> dict[str, str | bool]:
        """What stands in the paper of this name, under the paths of the type that is drafted from such papers."""
        found: dict[str, str | bool] = {
            "policy_number": self.policy, "total_claimed": _plain(self.total), "traveller_name": self.name,
            "traveller_phone": f"+1{''.join(mark for mark in self.phone if mark.isdigit())}",
            "trip_booking_reference": self.booking, "trip_destination": self.destination,
            "trip_departure_date": self.departure.isoformat(), "trip_return_date": self.back.isoformat(),
            "cancellation_date_cancelled": self.cancelled.isoformat(),
        }  # fmt: skip
        kind = made_as(name)
        if kind != "letter":
            found["traveller_email"] = self.email
        if kind != "pdf":
            found["cancellation_reason"] = self.reason
        if kind == "form":
            found |= {"trip_date_booked": self.booked.isoformat(), "cancellation_part_refunded": self.refunded}
            for row, (thing, cents) in enumerate(self.costs):
                found |= {f"costs_claimed[{row}].item": thing, f"costs_claimed[{row}].amount": _plain(cents)}
        return found


def trip(number: int) -> Trip:
    """A journey made from its number."""
    chance = random.Random(f"travel {number}")
    name = _NAMES[number % len(_NAMES)]
    departure = date(2026, 4, 3) + timedelta(days=chance.randrange(90))
    first, _, last = name.lower().partition(" ")
    return Trip(
        name=name,
        policy=f"TR-{chance.randrange(100000, 999999)}",
        booking=f"BK{chance.randrange(1000000, 9999999)}",
        phone=f"(555) 0{chance.randrange(10, 99)}-{chance.randrange(1000, 9999)}".replace("(555) 0", "(212) 5"),
        email=f"{first}.{last}@example.org",
        destination=_PLACES[number % len(_PLACES)],
        booked=departure - timedelta(days=chance.randrange(40, 80)),
        departure=departure,
        back=departure + timedelta(days=chance.randrange(4, 15)),
        cancelled=departure - timedelta(days=chance.randrange(2, 20)),
        reason=chance.choice(list(_REASONS)),
        refunded=chance.random() < 0.4,
        costs=tuple((thing, chance.randrange(4000, 90000)) for thing in chance.sample(_THINGS, chance.randrange(2, 5))),
    )


def money(cents: int) -> str:
    return f"{cents / 100:,.2f}"


def _plain(cents: int) -> str:
    return money(cents).replace(",", "")


def made_as(name: str) -> str:
    """How the paper of this name was made: "form", "pdf", "letter" or "mail"."""
    number = int("".join(mark for mark in name if mark.isdigit()))
    return ("form", "form", "form", "form", "form", "pdf", "pdf", "letter", "letter", "mail")[number % 10]


def _day(day: date) -> str:
    return day.strftime("%m/%d/%Y")


def _said(day: date) -> str:
    return day.strftime("%B %d, %Y").replace(" 0", " ")


def form(one: Trip) -> str:
    """A form of plain text: a colon behind each label, boxes to tick, a list of costs."""
    boxes = "   ".join(f"[{'X' if one.reason == key else ' '}] {words}" for key, words in _REASONS.items())
    rows = "\n".join(f"{thing:<28}{money(cents):>12}" for thing, cents in one.costs)
    return f"""TRAVEL CANCELLATION CLAIM FORM

TRAVELLER DETAILS
Full name: {one.name}                Policy number: {one.policy}
Phone: {one.phone}                   Email: {one.email}

TRIP DETAILS
Booking reference: {one.booking}     Destination: {one.destination}
Date booked: {_day(one.booked)}
Departure date: {_day(one.departure)}          Return date: {_day(one.back)}

CANCELLATION
Date cancelled: {_day(one.cancelled)}
Reason for cancellation: {boxes}
Has any part been refunded?  [{"X" if one.refunded else " "}] Yes   [{" " if one.refunded else "X"}] No

COSTS CLAIMED
Item                              Amount
{rows}
Total claimed:   ${money(one.total)}
"""


def pdf(one: Trip) -> bytes:
    """A printed form: each value in a box, below its caption."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=letter, invariant=1)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(60, 740, "TRAVEL CANCELLATION CLAIM")
    _boxes(canvas, 700, ("Name of traveller", one.name), ("Policy no.", one.policy))
    _boxes(canvas, 660, ("Telephone", one.phone), ("Email", one.email))
    _boxes(canvas, 620, ("Booking reference", one.booking), ("Destination", one.destination))
    _boxes(canvas, 580, ("Departure date", _day(one.departure)), ("Return date", _day(one.back)))
    _boxes(canvas, 540, ("Date cancelled", _day(one.cancelled)), ("Total claimed", f"${money(one.total)}"))
    canvas.save()
    return data.getvalue()


def _boxes(canvas: Canvas, top: float, *pairs: tuple[str, str]) -> None:
    for number, (caption, value) in enumerate(pairs):
        left = 60 + 260 * number
        canvas.setFont("Helvetica", 8)
        canvas.drawString(left, top, caption)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(left, top - 14, value)
        canvas.rect(left - 4, top - 20, 250, 32)


def note(one: Trip) -> str:
    """What a traveller writes in his own words."""
    return f"""Dear claims team,

I am writing about a travel cancellation claim under policy number {one.policy}. We were to fly to {one.destination} and
my booking reference is {one.booking}. Our departure date was {_said(one.departure)}, with the return date
{_said(one.back)}. Sadly {_TOLD[one.reason]} and I had to cancel on {_said(one.cancelled)}.

The total claimed is ${money(one.total)}. You can reach me by phone on {one.phone}.

Kind regards,
{one.name}
"""


def mail(one: Trip) -> bytes:
    """The same as an e-mail."""
    message = EmailMessage()
    message["From"] = f"{one.name} <{one.email}>"
    message["To"] = "claims@insurer.example"
    message["Subject"] = "Travel cancellation claim"
    message["Date"] = "Mon, 06 Jul 2026 09:12:00 +0000"
    message.set_content(note(one))
    return message.as_bytes()


def write_papers(folder: Path, first: int = 0, count: int = 10) -> dict[str, Trip]:
    """Papers of `count` journeys, from number `first` on, put into `folder`; each file's name with its journey."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for number in range(first, first + count):
        one = trip(number)
        kind = made_as(f"{number}")
        data = {"form": form(one).encode(), "letter": note(one).encode()}.get(kind)
        data = data or (pdf(one) if kind == "pdf" else mail(one))
        name = f"trip-{number:02}.{ {'pdf': 'pdf', 'mail': 'eml'}.get(kind, 'txt') }"
        (folder / name).write_bytes(data)
        made[name] = one
    return made
