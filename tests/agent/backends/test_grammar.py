"""What an answer may be, byte by byte, against the check of whole answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.backends.grammar import Grammar
from agent.backends.schema_check import misfit

TEXT = {"type": "string", "maxLength": 5}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"anyOf": [TEXT, {"type": "null"}]},
        "day": {"enum": ["12 May", "13 May", None]},
        "rows": {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 2},
        "sum": {"type": ["number", "null"]},
        "hurt": {"type": "boolean"},
    },
    "required": ["name", "day", "rows", "sum", "hurt"],
    "additionalProperties": False,
}
GOOD = {"name": 'Łu "x', "day": "12 May", "rows": ["a"], "sum": -12.5, "hurt": True}


def _end(schema: dict[str, Any], text: str) -> bool:
    grammar = Grammar.start(schema).after(text.encode())
    return grammar is not None and grammar.is_done


def _of(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        _of(),
        _of(name=None, day=None, sum=None),
        _of(rows=["", "😀日é\\\n"]),
        *(_of(sum=number) for number in (0, 7, 10, -0.25, 1203)),
    ],
)
def test_what_fits_may_come(text: str) -> None:
    assert misfit(json.loads(text), SCHEMA) is None
    assert _end(SCHEMA, text)


@pytest.mark.parametrize(
    "text",
    [
        _of(name="too long"),
        _of(day="14 May"),
        _of(rows=[]),
        _of(rows=["a", "b", "c"]),
        _of(hurt=None),
        _of(sum="12"),
        _of().replace(": ", ":"),
        _of().replace("-12.5", "012"),
        _of().replace("-12.5", "12."),
        _of().replace("Łu", "Ł\n"),
        _of(extra=1),
        _of()[:-1],
        f"{_of()} ",
    ],
)
def test_what_does_not_fit_may_not(text: str) -> None:
    assert not _end(SCHEMA, text)


@pytest.mark.parametrize("data", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b'\xe2\x82"'])
def test_bytes_that_are_no_character_may_not_come(data: bytes) -> None:
    assert Grammar.start(TEXT).after(b'"' + data) is None


@pytest.mark.parametrize(
    ("came", "bound"),
    [
        ("", '{"name":'),  # a space and a quotation mark are often one token
        ('{"name": "a", "day": "12', ' May", "rows": ["'),
        ('{"name": null', ', "day":'),
        ('{"name": null, "day": null, "rows": ["a"], "sum": null, "hurt": f', "alse}"),
        ('{"name": "12345', '", "day":'),
    ],
)
def test_what_is_bound_to_come_is_told(came: str, bound: str) -> None:
    grammar = Grammar.start(SCHEMA).after(came.encode())

    assert grammar is not None
    data, after = grammar.forced()
    assert data.decode() == bound
    assert after.is_done == bound.endswith("}")


def test_the_bytes_that_may_come_are_those_that_lead_on() -> None:
    grammar = Grammar.start(SCHEMA).after(b'{"name": ')

    assert grammar is not None
    assert bytes(grammar.starts()) == b'"n'


@given(
    st.fixed_dictionaries(
        {
            "name": st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5),
            "day": st.sampled_from(["12 May", "13 May", None]),
            "rows": st.lists(
                st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5), min_size=1, max_size=2
            ),
            "sum": st.none() | st.integers() | st.decimals(-1000, 1000, places=2).map(float),
            "hurt": st.booleans(),
        }
    )
)
def test_every_instance_may_come(value: dict[str, Any]) -> None:
    assert _end(SCHEMA, json.dumps({name: value[name] for name in SCHEMA["properties"]}, ensure_ascii=False))
