"""Composites: values written in one breath, taken apart, each part with its own place."""

from __future__ import annotations

import pytest
from texts import assert_stands, material_of, values_of

from pipelines.claim import Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.extracting import read_exact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boat year: 2019 Bayliner Element\n", {"boat_year": 2019, "boat_make": "Bayliner", "boat_model": "Element"}),
        ("Boat make: 2019 Land Rover Float 9\n",
         {"boat_year": 2019, "boat_make": "Land Rover", "boat_model": "Float 9"}),
        ("Boat year: 2019\n", {"boat_year": 2019}),
        ("Location of loss: 12 Quay Street, Salem, OR 97301\n",
         {"loss_location": "12 Quay Street, Salem, OR 97301", "loss_city": "Salem", "loss_state": "OR",
          "loss_zip": "97301"}),
        ("City of loss: Salem, OR\n", {"loss_city": "Salem", "loss_state": "OR"}),
        ("Location of loss: 12 Quay Street\n", {"loss_location": "12 Quay Street"}),
    ],
)  # fmt: skip
def test_parts(text: str, expected: dict[str, Value]) -> None:
    material = material_of(text)
    readings = read_exact(material).readings
    assert values_of(readings) == expected
    assert_stands(readings, *material.documents)


def test_a_part_that_has_its_own_label_keeps_it() -> None:
    material = material_of("Location of loss: 12 Quay Street, Salem, OR 97301\nCity of loss: Astoria\n")
    assert values_of(read_exact(material).readings)["loss_city"] == "Astoria"


def test_a_car_in_a_sentence_of_the_real_claim_type() -> None:
    text = "My name is Odo Brandt. I was driving my 2019 Honda Civic EX, VIN 1M8GDM9AXKP042788, when a truck hit it."
    values = values_of(read_exact(material_of(text, claim_type=CLAIM_TYPES["auto"])).readings)
    assert (values["vehicle_year"], values["vehicle_make"], values["vehicle_vin"]) == (
        2019,
        "Honda",
        "1M8GDM9AXKP042788",
    )
