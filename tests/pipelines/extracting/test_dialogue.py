"""Dialogues: what a caller answers counts, what staff say does not; a correction counts over what it corrects."""

from __future__ import annotations

import pytest
from texts import assert_stands, material_of, values_of

from pipelines.extracting import read_exact
from pipelines.extracting.dialogue import read_dialogue
from pipelines.extracting.turns import Turns

TALK = """Agent: Harbour desk, {opening}your policy number please?
Caller: {policy}
Agent: And your name?
Caller: {name}
Agent: When did it happen?
Caller: {day}
Agent: What happened?
Caller: Well, the mooring broke and she sank.
Agent: How much will it be?
Caller: {amount}
"""
SAID = {"opening": "", "policy": "QX-204518.", "name": "Odo Brandt.", "day": "On 4 May 2026.", "amount": "About $900."}
MEANT = {
    "policy_number": "QX-204518", "insured_name": "Odo Brandt", "date_of_loss": "2026-05-04",
    "story": "the mooring broke and she sank.", "loss_amount": "900.00",
}  # fmt: skip


def talk(**said: str) -> str:
    return TALK.format(**(SAID | said))


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({}, id="plain"),
        pytest.param({"policy": "Uh, QX-204519, no wait, QX-204518."}, id="no wait"),
        pytest.param({"policy": "QX-204519. Sorry, QX-204518."}, id="sorry"),
        pytest.param({"day": "On 3 May 2026, I mean 4 May 2026."}, id="I mean"),
        pytest.param({"amount": "$800, make that $900."}, id="make that"),
        pytest.param({"name": "Uh, yes, my name is Odo Brandt."}, id="openings"),
        pytest.param({"opening": "my name is Ilse Quandt, "}, id="staff name themselves"),
        pytest.param({"policy": "It's QX-204518, and the slip is HN-55221."}, id="the first of two"),
    ],
)
def test_answers(said: dict[str, str]) -> None:
    material = material_of(talk(**said))
    readings = read_dialogue(material.documents[0], material)
    assert values_of(readings) == MEANT
    assert_stands(readings, *material.documents)


@pytest.mark.parametrize(("agent", "caller"), [("Intake desk", "Policyholder"), ("Rep", "Odo"), ("Ilse", "Caller")])
def test_who_is_who_does_not_depend_on_one_word(agent: str, caller: str) -> None:
    text = talk().replace("Agent:", f"{agent}:").replace("Caller:", f"{caller}:")
    material = material_of(text)
    assert values_of(read_dialogue(material.documents[0], material)) == MEANT


def test_times_before_the_speakers_do_not_hide_them() -> None:
    text = "\n".join(f"[10:{minute:02d}] {line}" for minute, line in enumerate(talk().splitlines()))
    material = material_of(text)
    assert values_of(read_dialogue(material.documents[0], material)) == MEANT


def test_two_labels_are_no_talk() -> None:
    assert list(Turns("Agent: Ilse Quandt\nCaller: Odo Brandt\nAgent: x\n").exchanges()) == []


def test_what_staff_say_is_no_reading_anywhere() -> None:
    text = talk(opening="my name is Ilse Quandt, our own policy number is ZZ-777777, ")
    material = material_of(text)
    assert all("Quandt" not in str(reading.value) for reading in read_exact(material).readings)


def test_an_answer_without_a_value_gives_none() -> None:
    material = material_of(talk(policy="I do not have it here.", day="Some weeks ago."))
    values = values_of(read_dialogue(material.documents[0], material))
    assert "policy_number" not in values
    assert "date_of_loss" not in values
