"""Guess: of which kind a field is, by its values and by the words of its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.values import KINDS
from pipelines.values.kind import Hints

# Words of a label and the kind they promise; the last of a label's words that promises one counts.
_PROMISED = {
    "date": "date", "day": "date", "birthdate": "date", "time": "time", "hour": "time",
    "phone": "phone", "mobile": "phone", "fax": "phone", "cell": "phone", "email": "email",
    "amount": "money", "cost": "money", "costs": "money", "total": "money", "price": "money", "fee": "money",
    "fees": "money", "charge": "money", "charges": "money", "paid": "money", "refund": "money", "value": "money",
    "excess": "money", "deductible": "money", "limit": "money", "sum": "money",
    "vin": "vin", "registration": "plate", "plate": "plate", "zip": "zip", "postcode": "zip", "city": "city",
    "town": "city", "address": "address", "street": "address", "number": "identifier", "reference": "identifier",
    "ref": "identifier", "code": "identifier", "id": "identifier", "name": "name", "insured": "name",
    "owner": "name", "driver": "name", "patient": "name", "claimant": "name", "policyholder": "name",
    "passenger": "name", "traveller": "name", "traveler": "name", "witness": "name", "company": "organisation",
    "insurer": "organisation", "clinic": "organisation", "hospital": "organisation", "airline": "organisation",
    "hotel": "organisation", "agency": "organisation", "garage": "organisation", "operator": "organisation",
    "description": "narrative", "details": "narrative", "circumstances": "narrative", "remarks": "narrative",
    "comments": "narrative", "age": "integer", "quantity": "integer", "qty": "integer", "year": "year",
}  # fmt: skip
# "Policyholder" is a name; "policyholder's vehicle damage" is none.
_PEOPLE = frozenset(word for word, kind in _PROMISED.items() if kind == "name") - {"name"}
# Shaped kinds that values alone may tell, the surest first.
_TOLD = ("email", "date", "time", "vin", "phone", "money", "boolean", "integer", "identifier")
_MONEY = re.compile(r"[$€£¥]|\d[.,]\d{2}\b")
_COUNT = re.compile(r"\d{1,3}|[a-z ]+", re.IGNORECASE)  # more figures are a number that names something
_LEAST_PROMISED = 0.6  # of the values fit the kind that the label promises
_LEAST_TOLD = 0.8  # of the values fit a kind that nothing promises
_LONG = 70  # characters of a value that is a passage


def kind_of(words: Sequence[str], values: Sequence[str]) -> str:
    """The kind of a field with this label and these values, which may be none."""
    telling = [word for word in words if word in _PROMISED and (word not in _PEOPLE or word == words[-1])]
    promised = _PROMISED[telling[-1]] if telling else ""
    promised = "email" if "email" in words else promised
    if promised == "identifier":
        promised = next((f"{word}_number" for word in ("policy", "claim") if word in words), promised)
    if not values:
        return promised or "text"
    if promised and promised != "narrative" and share(promised, values) >= _LEAST_PROMISED:
        return promised
    for kind in _TOLD:
        if share(kind, values) >= _LEAST_TOLD:
            return kind
    if sum(len(value) > _LONG for value in values) * 3 >= len(values):
        return "narrative"
    return "narrative" if promised == "narrative" else "text"


def share(kind: str, values: Sequence[str]) -> float:
    """How many of the values, of which there is at least one, may be of this kind."""
    fits = [value for value in values if _fits(kind, value)]
    return len(fits) / len(values)


def _fits(kind: str, value: str) -> bool:
    if kind == "money" and not _MONEY.search(value):
        return False
    if kind == "integer" and not _COUNT.fullmatch(value.strip()):
        return False
    if kind in ("name", "organisation", "city", "address") and len(value) > _LONG:
        return False
    return KINDS[kind].parse(value, Hints()) is not None
