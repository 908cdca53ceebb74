"""The whole schema: every field that is scored, typed, null allowed."""

import jsonschema
import pytest

from evals.baselines.schemas import MOST_ROWS, described, schema_of
from pipelines.claim_types import CLAIM_TYPES, ClaimType

TYPES = pytest.mark.parametrize("claim_type", CLAIM_TYPES.values(), ids=lambda claim_type: claim_type.name)


@TYPES
def test_every_field_but_narratives_is_asked_for(claim_type: ClaimType) -> None:
    schema = schema_of(claim_type)
    jsonschema.Draft202012Validator.check_schema(schema)
    asked = set()
    for name, value in schema["properties"].items():
        asked |= {f"{name}[].{column}" for column in value["items"]["properties"]} if "items" in value else {name}
    assert asked == {path for path, spec in claim_type.specs() if spec.kind != "narrative"}
    assert schema["required"] == list(schema["properties"])


@TYPES
def test_nothing_at_all_and_every_option_fit(claim_type: ClaimType) -> None:
    schema = schema_of(claim_type)
    nothing = {name: [] if "items" in value else None for name, value in schema["properties"].items()}
    jsonschema.validate(nothing, schema)
    for spec in claim_type.fields:
        for option in spec.options if spec.kind == "enum" else ():
            jsonschema.validate({**nothing, spec.name: option}, schema)


@TYPES
def test_a_model_cannot_write_rows_without_end(claim_type: ClaimType) -> None:
    lists = [value for value in schema_of(claim_type)["properties"].values() if "items" in value]
    assert all(value["maxItems"] <= MOST_ROWS for value in lists)


@TYPES
def test_the_words_name_every_key_of_the_schema(claim_type: ClaimType) -> None:
    lines = described(claim_type).splitlines()
    named = [line.lstrip(" -").partition(" ")[0] for line in lines]
    expected = []
    for name, value in schema_of(claim_type)["properties"].items():
        expected += [name, *value.get("items", {}).get("properties", ())]
    assert named == expected
