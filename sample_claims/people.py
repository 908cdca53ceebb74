"""Person and Place: who stands in a sample, and where they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from sample_claims import numbers
from sample_claims.words import firms, names, places


@dataclass(frozen=True)
class Place:
    """A street address in a real city, with a house number and ZIP code that chance made."""

    number: int
    road: str
    way: str
    unit: str
    city: places.City
    zip: str

    @property
    def street(self) -> str:
        """House number and street, "412 Elm Street"."""
        return f"{self.number} {self.road} {self.way}{self.unit}"

    @property
    def whole(self) -> str:
        """The address on one line."""
        return f"{self.street}, {self.city.name}, {self.city.state} {self.zip}"


@dataclass(frozen=True)
class Person:
    """An invented person; `phone` is ten digits, `sex` is "male" or "female"."""

    first: str
    middle: str
    last: str
    suffix: str
    sex: str
    born: date
    home: Place
    phone: str
    email: str

    @property
    def name(self) -> str:
        """First, middle and last name and suffix, as people write them."""
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)

    @property
    def name_last_first(self) -> str:
        """The name as forms want it: "Lopez, Maria T."."""
        last = f"{self.last} {self.suffix}" if self.suffix else self.last
        return f"{last}, {self.first}{' ' + self.middle if self.middle else ''}"

    @property
    def title(self) -> str:
        """Mr. or Ms."""
        return "Mr." if self.sex == "male" else "Ms."


def draw_place(rng: Random, city: places.City | None = None) -> Place:
    """An address in `city`, or in any city."""
    city = city or rng.choice(places.CITIES)
    unit = rng.choice(("", "", "", "", f", Apt {rng.randint(1, 40)}", f" #{rng.randint(2, 30)}"))
    zip_code = f"{city.zip3}{rng.randint(1, 60):02d}"
    return Place(rng.randint(12, 9890), rng.choice(places.ROADS), rng.choice(places.WAYS), unit, city, zip_code)


def draw_person(rng: Random, home: Place | None = None, age: tuple[int, int] = (21, 84)) -> Person:
    """Somebody whose age lies in `age` (years), living at `home` or anywhere."""
    sex = rng.choice(("male", "female"))
    first = rng.choice(names.MALE if sex == "male" else names.FEMALE)
    last = rng.choice(names.LAST)
    if rng.random() < 0.12:
        last = f"{last}-{rng.choice([name for name in names.LAST if ' ' not in name and name != last])}"
    middle = rng.choice(("", "", "", f"{rng.choice('ABCDEGHJKLMNPRST')}."))
    suffix = rng.choice(names.SUFFIXES) if sex == "male" and rng.random() < 0.12 else ""
    home = home or draw_place(rng)
    born = date(2026 - rng.randint(*age), rng.randint(1, 12), rng.randint(1, 28))
    return Person(
        first, middle, last, suffix, sex, born, home, numbers.phone(rng, home.city.area_code), _email(rng, first, last)
    )


def _email(rng: Random, first: str, last: str) -> str:
    one, two = (name.lower().replace("'", "").replace(" ", "") for name in (first, last))
    user = rng.choice(
        (f"{one}.{two}", f"{one[0]}{two}", f"{two}.{one}", f"{one}_{two}{rng.randint(2, 99)}", f"{one}{two[0]}")
    )
    return f"{user}@{rng.choice(firms.MAIL_DOMAINS)}"


def intersection(rng: Random) -> tuple[str, str]:
    """Two streets that cross."""
    one, two = rng.sample(places.ROADS, 2)
    return f"{one} {rng.choice(places.WAYS)}", f"{two} {rng.choice(places.WAYS)}"


def agency(rng: Random) -> str:
    """An insurance agency, named after its owner or its place."""
    return f"{rng.choice((rng.choice(names.LAST), rng.choice(places.ROADS)))} {rng.choice(firms.AGENCY_WORDS)}"


def police(rng: Random, city: places.City) -> str:
    """The police of a city."""
    return rng.choice((f"{city.name} Police Department", f"{city.name} Police", f"{city.name} PD"))
