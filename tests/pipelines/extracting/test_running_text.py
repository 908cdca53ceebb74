"""Running text: sentences that name their value, turns of phrase, scenes, series, blocks, datelines, lone values."""

from __future__ import annotations

import pytest
from texts import assert_stands, material_of, values_of

from pipelines.claim import Reading, Value
from pipelines.extracting import Material, read_exact
from pipelines.extracting.blocks import read_blocks
from pipelines.extracting.choices import mentions, read_choices
from pipelines.extracting.dateline import read_dateline
from pipelines.extracting.phrases import read_phrases
from pipelines.extracting.prose import read_prose
from pipelines.extracting.scene import read_scenes
from pipelines.extracting.series import read_series
from pipelines.extracting.sole import read_sole

Values = dict[str, Value]


def looked_at(material: Material, readings: list[Reading]) -> dict[str, Value | None]:
    assert_stands(readings, *material.documents)
    return values_of(readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My policy number is QX-204518 and the date of loss was 4 May 2026.",
         {"policy_number": "QX-204518", "date_of_loss": "2026-05-04"}),
        ("QX-204518 is my policy number.", {"policy_number": "QX-204518"}),
        ("The estimate, which came to $1,250.00, is attached.", {"loss_amount": "1250.00"}),
        ("The boat's hull number is HN-55221.", {"hull_number": "HN-55221"}),
        ("Policy number? Sure: QX-204518.", {"policy_number": "QX-204518"}),
        ("I forgot the policy number. My locker is QX-204518.", {}),
        ("The policy number that hangs over the desk of my aunt: QX-204518", {}),
        ("Date of loss: I do not know. 4 May 2026 was a Monday.", {}),
        ("No number at all.", {}),
    ],
)  # fmt: skip
def test_sentences_that_name_their_value(text: str, expected: Values) -> None:
    material = material_of(text)
    assert looked_at(material, read_prose(material.documents[0], material, set())) == expected


def test_what_is_settled_is_left_alone() -> None:
    text = "My policy number is QX-204518. I am insured under QX-204518. On 4 May 2026 at 7 am it sank."
    material = material_of(text)
    assert read_prose(material.documents[0], material, {"policy_number"}) == []
    assert read_phrases(material.documents[0], material, {"policy_number"}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Odo Brandt and I am insured under QX-204518.",
         {"insured_name": "Odo Brandt", "policy_number": "QX-204518"}),
        ("QX-204518 is my policy number.", {"policy_number": "QX-204518"}),
        ("Happened on 4 May 2026. It will cost about $900.", {"date_of_loss": "2026-05-04", "loss_amount": "900.00"}),
        ("It happened on, well, a Monday in May. On 4 May 2026 I wrote.", {}),
        ("It will cost us dearly. $900 went to the diver.", {}),
        ("Sincerely,\n\nOdo van der Brandt", {"insured_name": "Odo van der Brandt"}),
        ("My name is Odo each day.", {}),
        ("my name is odo brandt", {}),
    ],
)  # fmt: skip
def test_turns_of_phrase(text: str, expected: Values) -> None:
    material = material_of(text)
    assert looked_at(material, read_phrases(material.documents[0], material, set())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The date of loss was 4 May 2026 around 7 am near Salem, OR.",
         {"time_of_loss": "07:00", "loss_city": "Salem"}),
        ("The date of loss was 4 May 2026. At 7 am it came down. At 9 am it was over.", {"time_of_loss": "07:00"}),
        ("The date of loss was 4 May 2026, between 7 am and 9 am.", {}),
        ("The date of loss was 4 May 2026. It rained. At 9 am it was over.", {}),
        ("At 7 am it came down.", {}),
    ],
)  # fmt: skip
def test_scenes(text: str, expected: Values) -> None:
    material = material_of(text)
    document = material.documents[0]
    found = read_prose(document, material, set())
    assert looked_at(material, read_scenes(document, material, found, {"date_of_loss"})) == expected


SERIES = (
    "On 3 May 2026 A0428 was done, 2 units, $300.00. On 4 May 2026 J3301, 1 unit, $20.00. E0114 followed for $5.00."
)


def test_a_series_gives_its_rows_in_order() -> None:
    material = material_of(SERIES)
    assert looked_at(material, read_series(material.documents[0], material, set())) == {
        "works[0].procedure": "A0428", "works[0].day": "2026-05-03", "works[0].units": 2, "works[0].charge": "300.00",
        "works[1].procedure": "J3301", "works[1].day": "2026-05-04", "works[1].units": 1, "works[1].charge": "20.00",
        "works[2].procedure": "E0114", "works[2].charge": "5.00",
    }  # fmt: skip


def test_a_series_that_a_table_gave_is_not_told_twice() -> None:
    material = material_of(SERIES)
    assert read_series(material.documents[0], material, {"works[0].procedure"}) == []


def test_a_code_that_comes_again_is_no_new_row() -> None:
    material = material_of("First A0428 for $300.00. As I said, A0428. Then J3301 for $20.00. Her ZIP is 97301.")
    values = values_of(read_series(material.documents[0], material, set()))
    assert {path: value for path, value in values.items() if path.endswith("procedure")} == {
        "works[0].procedure": "A0428", "works[1].procedure": "J3301",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odo Brandt\n12 Quay Street\n\nMay 20, 2026\n\nDear Sirs,\nit sank on 4 May 2026.\n", "2026-05-20"),
        ("Salem, 20 May 2026 at 10:15\n", "2026-05-20"),
        ("Date: Wed, 20 May 2026 10:15:00 +0200\n", "2026-05-20"),
        ("It sank on May 4, 2026.\n", None),
        ("From 4 May 2026 to 6 May 2026\n", None),
        ("word\n" * 20 + "May 20, 2026\n", None),
    ],
)
def test_datelines(text: str, expected: str | None) -> None:
    material = material_of(text)
    values = looked_at(material, read_dateline(material.documents[0], material))
    assert values == ({"date_reported": expected} if expected else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to odo@brandt.example or (503) 555-0142.",
         {"insured_email": "odo@brandt.example", "insured_phone": "+15035550142"}),
        ("Call (503) 555-0142, I say (503) 555-0142.", {"insured_phone": "+15035550142"}),
        ("Call (503) 555-0142 or (503) 555-0143.", {}),
        ("Skipper phone: (503) 555-0143\nCall (503) 555-0142.\n", {"insured_phone": "+15035550142"}),
    ],
)  # fmt: skip
def test_the_only_value_of_a_kind(text: str, expected: Values) -> None:
    material = material_of(text)
    others = [r for r in read_exact(material).readings if r.path.startswith("skipper")]
    assert looked_at(material, read_sole(material, others)) == expected


BLOCK = "Sincerely,\n\nOdo Brandt\n12 Quay Street\nSalem, OR 97301\n(503) 555-0142\nodo@brandt.example\n"


def test_the_lines_under_a_name() -> None:
    material = material_of(BLOCK)
    document = material.documents[0]
    found = read_phrases(document, material, set())
    assert looked_at(material, read_blocks(document, material, found, set())) == {
        "insured_address": "12 Quay Street, Salem, OR 97301", "insured_phone": "+15035550142",
        "insured_email": "odo@brandt.example",
    }  # fmt: skip
    assert read_blocks(document, material, [], set()) == []
    assert "insured_phone" not in values_of(read_blocks(document, material, found, {"insured_phone"}))


def test_a_block_ends_with_a_blank_line() -> None:
    text = BLOCK.replace("\n12 Quay", "\n\n12 Quay")
    material = material_of(text)
    document = material.documents[0]
    assert read_blocks(document, material, read_phrases(document, material, set()), set()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A gale tore her from the mooring.", {"cause": "storm"}),
        ("A gale, a true storm.", {"cause": "storm"}),
        ("A gale tore her away; there was no fire.", {"cause": "storm"}),
        ("She was stolen, then burned.", {}),
        ("She sank from an unknown cause.", {"cause": "other"}),
        ("Some other boat, other crew.", {}),
        ("Some other day a gale came.", {"cause": "storm"}),
        ("She is still afloat.", {"afloat": True}),
        ("She is no longer afloat.", {"afloat": False}),
        ("She is not afloat.", {"afloat": False}),
        ("She floats.", {}),
    ],
)
def test_words_that_choose(text: str, expected: Values) -> None:
    material = material_of(text)
    readings = read_choices(material, set())
    assert looked_at(material, readings) == expected
    assert all(reading.derivation for reading in readings)
    assert read_choices(material, {"cause", "afloat"}) == []


def test_only_fields_that_may_speak_anywhere_are_mentioned() -> None:
    material = material_of("A gale tore her from the mooring.")
    assert {spec.name for spec in material.claim_type.fields if mentions(spec, material)} == {"cause"}


def test_quoted_lines_of_an_older_message_are_not_read() -> None:
    new = "My policy number is QX-204518. It sank at the quay where it has lain for all these many years of ours."
    material = material_of(f"{new}\n> My policy number is QX-999999.\n> The date of loss is 4 May 2026.\n")
    assert values_of(read_exact(material).readings) == {"policy_number": "QX-204518"}


def test_a_message_that_only_forwards_is_read() -> None:
    material = material_of("See below.\n> My policy number is QX-204518.\n")
    assert values_of(read_exact(material).readings) == {"policy_number": "QX-204518"}
