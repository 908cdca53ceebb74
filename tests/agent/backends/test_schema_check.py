"""The answer check: what fits each schema word, what does not, and that no word is skipped."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.backends.schema_check import misfit
from agent.backends.scripted import emptiest

NULLABLE = {"anyOf": [{"type": "string"}, {"type": "null"}]}
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name"],
    "additionalProperties": False,
}
ROWS = {"type": "array", "items": PERSON, "maxItems": 2}

FITS: list[tuple[Any, dict[str, Any]]] = [
    ("x", NULLABLE),
    (None, NULLABLE),
    (None, {"type": ["string", "null"]}),
    ("red", {"enum": ["red", "blue"]}),
    (None, {"enum": ["red", None]}),
    (3, {"const": 3}),
    (3, {"type": "number"}),
    (0.5, {"type": "number"}),
    (False, {"type": "boolean"}),
    ({"name": "Ann"}, PERSON),
    ({"name": "Ann", "age": 4}, PERSON),
    ([], ROWS),
    ([{"name": "Ann"}], ROWS),
    ("A-1", {"type": "string", "pattern": "^[A-Z]-[0-9]$", "minLength": 3, "maxLength": 3}),
    (5, {"type": "integer", "minimum": 5, "maximum": 5}),
    ("x", {"type": "string", "title": "a note", "description": "is no rule"}),
    ({"a": 1}, {"type": "object", "additionalProperties": {"type": "integer"}}),
]
BREAKS: list[tuple[Any, dict[str, Any], str]] = [
    (3, NULLABLE, "answer: not of type string"),
    ("green", {"enum": ["red", "blue"]}, "answer: not one of the choices"),
    (True, {"enum": [1]}, "answer: not one of the choices"),
    (4, {"const": 3}, "answer: not one of the choices"),
    (True, {"type": "integer"}, "answer: not of type integer"),
    (1, {"type": "boolean"}, "answer: not of type boolean"),
    (0.5, {"type": "integer"}, "answer: not of type integer"),
    ([], PERSON, "answer: not of type object"),
    ({}, PERSON, "answer.name: missing"),
    ({"name": None}, PERSON, "answer.name: not of type string"),
    ({"name": "Ann", "Ann Lee": 1}, PERSON, "answer: a property that was not asked for"),
    ([{"name": "Ann"}, {"name": 1}], ROWS, "answer[1].name: not of type string"),
    ([{"name": "Ann"}] * 3, ROWS, "answer: more rows than 2"),
    ([], {"type": "array", "minItems": 1}, "answer: fewer rows than 1"),
    ("A1", {"type": "string", "pattern": "^[A-Z]-[0-9]$"}, "answer: not of the asked form"),
    ("", {"type": "string", "minLength": 1}, "answer: shorter than 1"),
    ("xx", {"type": "string", "maxLength": 1}, "answer: longer than 1"),
    (4, {"type": "integer", "minimum": 5}, "answer: less than 5"),
    (6, {"type": "integer", "maximum": 5}, "answer: more than 5"),
    (
        {"a": "x"},
        {"type": "object", "additionalProperties": {"type": "integer"}},
        "answer.(extra): not of type integer",
    ),
]


@pytest.mark.parametrize(("value", "schema"), FITS)
def test_it_fits(value: Any, schema: dict[str, Any]) -> None:
    assert misfit(value, schema) is None


@pytest.mark.parametrize(("value", "schema", "problem"), BREAKS)
def test_it_breaks(value: Any, schema: dict[str, Any], problem: str) -> None:
    assert misfit(value, schema) == problem


def test_an_unknown_word_is_a_bug_and_not_skipped() -> None:
    with pytest.raises(ValueError, match="multipleOf"):
        misfit(3, {"type": "integer", "multipleOf": 2})


def test_a_problem_quotes_nothing_of_the_answer() -> None:
    problem = misfit({"name": "Ingrid", "Halvorsen": "KX-4471"}, PERSON)

    assert problem is not None
    assert not any(word in problem for word in ("Ingrid", "Halvorsen", "KX-4471"))


LEAVES = st.sampled_from(
    [
        {"type": "string"},
        {"type": ["string", "null"]},
        NULLABLE,
        {"enum": ["a", "b"]},
        {"enum": ["a", None]},
        {"type": "boolean"},
        {"type": "integer", "minimum": 2},
        {"type": "string", "minLength": 2},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
        {"const": "x"},
        {"type": "null"},
    ]
)


@given(st.dictionaries(st.text("abc", min_size=1), LEAVES))
def test_the_emptiest_instance_fits(properties: dict[str, Any]) -> None:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

    assert misfit(emptiest(schema), schema) is None
