"""No literal of the sample claims stands in the code that reads them: it would be an answer learnt by heart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

import agent
import pipelines
import sample_claims
from pipelines.claim_types import CLAIM_TYPES, FieldSpec
from pipelines.values.reference import state_names

TRUTHS = sorted((Path(sample_claims.__file__).parent / "documents").glob("*.truth.json"))
BINARY = {".png", ".ico", ".woff2", ".gguf", ".pyc", ".so", ".jpg"}
LEAST = 6  # characters
# Kinds of which the values are a reference list of the whole trade, not invented for the samples.
COMMON_KINDS = {"enum", "boolean", "state", "icd10", "procedure", "place_of_service", "time"}
# Values that are ordinary words of the trade or of the street.
COMMON_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)


def is_common(spec: FieldSpec, value: str) -> bool:
    """Whether the value is of the whole trade's vocabulary: "Quarter panel", "Commuting to work", a make."""
    names_a_person = spec.name.endswith("signature") and "," in value
    return spec.kind in COMMON_KINDS or (spec.kind == "text" and not names_a_person)


@cache
def literals() -> frozenset[str]:
    """The strings that give a sample away."""
    found: set[str] = set()
    states = {name.casefold() for names in state_names().values() for name in names}
    for path in TRUTHS:
        truth = json.loads(path.read_text())
        claim_type = CLAIM_TYPES.get(truth["claim_type"])
        for name, value in truth["fields"].items() if claim_type else ():
            spec = claim_type.spec(name) if claim_type else None
            if not isinstance(value, str) or len(value) < LEAST or (spec and is_common(spec, value)):
                continue
            if re.fullmatch(r"\d{4}-\d\d-\d\d|[\d.,]+\.\d\d", value) or value.casefold() in states:
                continue
            # One plain word ("Civic", "Portland", "bumper") is a word of the language; two of them are somebody's.
            if not COMMON_WORDS.fullmatch(value):
                found.add(value)
    return frozenset(found)


def sources() -> Iterator[tuple[str, str]]:
    """Every file of the wings that read, binary data aside."""
    for wing in (pipelines, agent):
        root = Path(str(wing.__file__)).parent
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in BINARY and "__pycache__" not in path.parts:
                yield str(path.relative_to(root.parent)), path.read_text(errors="replace")


def standing(wanted: Set[str], text: str) -> set[str]:
    """Which of these stand in a text, whatever the white space, as whole words."""
    flat = " ".join(text.split()).casefold()
    return {one for one in wanted if re.search(rf"(?<!\w){re.escape(' '.join(one.split()).casefold())}(?!\w)", flat)}


def test_there_are_literals_to_look_for() -> None:
    kinds = literals()
    assert len(TRUTHS) >= 60
    assert len(kinds) > 500


def test_no_sample_value_stands_in_the_source() -> None:
    wanted = literals()
    pieces = {one: " ".join(one.split()).casefold() for one in wanted}
    found: list[str] = []
    for name, text in sources():
        flat = " ".join(text.split()).casefold()
        near = {one for one, piece in pieces.items() if piece in flat}
        found += [f"{name}: {one!r}" for one in standing(near, text)]
    assert found == []


@pytest.mark.parametrize("source", ['NAME = "{}"\n', "# seen with {}, once\n", '"policy": "{}",\n'])
def test_a_literal_is_seen_where_one_stands(source: str) -> None:
    wanted = literals()
    for one in sorted(wanted)[::50]:
        assert one in standing({one}, source.format(one.upper()))
        assert standing({one}, source.format(f"x{one}x")) == set()
