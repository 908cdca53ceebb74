"""Traits: each of what speaks for a value and against it, by readings and documents made for it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import BOAT

from pipelines.claim import Document, Reading, ReadingSource, TextSpan, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.grounding import span_at
from pipelines.traits import Traits, Witness

AUTO = CLAIM_TYPES["auto"]
FORM, LABEL, CODE, MODEL = ReadingSource.FORM, ReadingSource.LABEL, ReadingSource.CODE, ReadingSource.MODEL
TEXT = "Policy number: QX-204518. The hull is worn. Call me on the phone. Agent Ada Lorn wrote on 2026-03-04."
DOCUMENT = Document(id="d", ordinal=0, media_type="text/plain", sha256="0" * 64, text=TEXT)


def a_reading(
    value: Value = "QX-204518", source: ReadingSource = LABEL, path: str = "policy_number", **changes: object
) -> Reading:
    start = TEXT.find(str(value))
    span = span_at(DOCUMENT, start, start + len(str(value))) if start >= 0 else TextSpan(
        document_id="d", text=str(value), start=0, end=1
    )  # fmt: skip
    reading = Reading(path=path, verbatim=str(value), value=value, source=source, spans=(span,))
    return reading.model_copy(update=changes)


def traits(*support: Reading, against: tuple[Reading, ...] = (), others: tuple[Reading, ...] = ()) -> Traits:
    witness = Witness(AUTO, [*support, *against, *others], [DOCUMENT])
    spec = AUTO.spec(support[0].path)
    assert spec is not None
    return witness.traits(spec, support, against)


@pytest.mark.parametrize("source", [FORM, LABEL, CODE, MODEL])
def test_who_read_it(source: ReadingSource) -> None:
    assert traits(a_reading(source=source))[f"by_{source.value}"] == 1


def test_who_found_it_in_running_text() -> None:
    assert traits(a_reading(reader="scene"))["reader_scene"] == 1
    assert not [name for name in traits(a_reading()) if name.startswith("reader_")]


@pytest.mark.parametrize(("logprob", "unlikely", "improbable"), [(-0.5, 0.5, 0.3935), (-9.0, 4.0, 0.9999), (0, 0, 0)])
def test_how_sure_the_model_was(logprob: float, unlikely: float, improbable: float) -> None:
    found = traits(a_reading(source=MODEL, logprob=logprob))
    assert (found.get("unlikely_token", 0), found.get("improbable", 0)) == (unlikely, improbable)
    assert "no_probability" not in found
    assert "unlikely_token" not in traits(a_reading(source=LABEL, logprob=logprob))


def test_an_engine_that_tells_no_probability() -> None:
    assert traits(a_reading(source=MODEL))["no_probability"] == 1


@pytest.mark.parametrize(
    ("support", "against", "expected"),
    [
        ([a_reading()], [], (0, 0, 0)),
        ([a_reading(), a_reading()], [], (0, 0, 0)),
        ([a_reading(), a_reading(source=MODEL)], [], (1, 0, 0)),
        ([a_reading(source=MODEL, call_id="1"), a_reading(source=MODEL, call_id="2")], [], (1, 0, 0)),
        ([a_reading()], [a_reading("ZZ-1", MODEL)], (0, 1, 0)),
        ([a_reading()], [a_reading("ZZ-1", LABEL)], (0, 0, 1)),
        ([a_reading()], [a_reading("ZZ-1", MODEL), a_reading("ZZ-2", CODE), a_reading("ZZ-3", FORM)], (0, 2, 0)),
    ],
)  # fmt: skip
def test_who_agrees_and_who_does_not(
    support: list[Reading], against: list[Reading], expected: tuple[int, int, int]
) -> None:
    found = traits(*support, against=tuple(against))
    assert tuple(found.get(name, 0) for name in ("agreeing", "contradicted", "wavering")) == expected


@pytest.mark.parametrize(
    ("reading", "name"),
    [
        (a_reading(spans=()), "nowhere"),
        (a_reading(derivation="compose"), "derived"),
        (a_reading(verbatim="QX 204518"), "normalised"),
        (a_reading("12 Lorn", path="insured_name"), "odd_shape"),
        (a_reading("1HGBH41JXMN109187", path="vehicle_vin"), "faulty"),
        (a_reading("1HGBH41JXMN109186", path="vehicle_vin"), "checked"),
        (a_reading("AB 1234", path="other_vehicles[0].plate"), "in_list"),
        (a_reading("Ada Lorn", MODEL, path="insured_name"), "free_answer"),
        (a_reading(), "labelled"),
        (a_reading(), "expected"),
    ],
)
def test_a_trait_that_is_there_is_1(reading: Reading, name: str) -> None:
    assert traits(reading)[name] == 1
    assert name not in traits(a_reading("2026-03-04", CODE, path="date_reported"))


def test_a_value_given_to_two_fields_is_shared_unless_such_values_often_are() -> None:
    taken = a_reading(path="claim_number")
    assert "shared" not in traits(a_reading(), others=(taken,)), "another kind"
    day = a_reading("2026-03-04", path="date_of_loss")
    assert traits(day, others=(a_reading("2026-03-04", path="date_reported"),))["shared"] == 1
    name = a_reading("Ada Lorn", path="insured_name")
    assert "shared" not in traits(name, others=(a_reading("Ada Lorn", path="driver_name"),))


def test_a_label_of_another_field_that_stands_nearer() -> None:
    assert traits(a_reading("2026-03-04", path="date_of_loss")).get("labelled") is None
    text = "Date of loss: about then. Date reported: 2026-03-04."
    document = DOCUMENT.model_copy(update={"text": text})
    start = text.index("2026")
    reading = a_reading("2026-03-04", path="date_of_loss", spans=(span_at(document, start, start + 10),))
    spec = AUTO.spec("date_of_loss")
    assert spec is not None
    found = Witness(AUTO, [reading], [document]).traits(spec, [reading], [])
    assert (found["labelled"], found["labelled_otherwise"]) == (1, 1)


def test_rivals_are_other_values_of_the_kind() -> None:
    text = "On 2026-03-04, not 2026-03-05, not 2026-03-06; on 2026-03-04."
    document = DOCUMENT.model_copy(update={"text": text})
    reading = a_reading("2026-03-04", path="date_of_loss", spans=(span_at(document, 3, 13),))
    spec = AUTO.spec("date_of_loss")
    assert spec is not None
    found = Witness(AUTO, [reading], [document]).traits(spec, [reading], [])
    assert found["rivals"] == round(math.log(3), 4)
    assert found["repeated"] == round(math.log(2), 4)


def test_without_documents_the_readings_tell_what_they_can() -> None:
    spec = BOAT.spec("policy_number")
    assert spec is not None
    assert set(Witness(BOAT, [a_reading()]).traits(spec, [a_reading()], [])) >= {"by_label"}


@given(st.text(max_size=60), st.sampled_from([path for path, _ in AUTO.specs()]), st.integers(0, 50))
def test_any_value_of_any_field_has_traits_that_are_numbers_from_0_up(value: str, path: str, start: int) -> None:
    span = TextSpan(document_id="d", text=value, start=start, end=start + len(value))
    reading = Reading(path=path.replace("[]", "[0]"), verbatim=value, value=value, source=MODEL, spans=(span,))
    spec = AUTO.spec(path)
    assert spec is not None
    found = Witness(AUTO, [reading], [DOCUMENT]).traits(spec, [reading], [])
    assert all(amount > 0 and math.isfinite(amount) for amount in found.values())
