"""The real 0.5B model, in the embedded engine, on one filled form and one free letter, by `lodge check`."""

import json
from pathlib import Path

import pytest
from lodge_cli import lodge_cli

from agent.backends.catalogue import CATALOGUE
from agent.backends.weights import find_weights
from agent.settings import load_settings
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import LodgeError
from pipelines.values.comparing import same
from sample_claims import DOCUMENTS, load_cases

MODEL = "qwen2.5-coder-0.5b"
CASES = {case.name: case for case in load_cases(DOCUMENTS)}


@pytest.mark.model
@pytest.mark.parametrize(("name", "least_recall"), [("auto-form-003", 0.85), ("property-letter-036", 0.6)])
def test_the_real_model_reads_a_form_and_a_letter(
    name: str, least_recall: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = load_settings(tmp_path, {}).cache
    try:
        find_weights(MODEL, cache)
    except LodgeError as error:
        pytest.skip(str(error))
    call = lodge_cli(tmp_path, monkeypatch)
    monkeypatch.setenv("LODGE_BACKEND", "llamacpp")
    monkeypatch.setenv("LODGE_CACHE", str(cache))
    case = CASES[name]

    result = call("check", case.path, "--model", MODEL, "--json")

    assert result.exit_code == 0, result.output
    (claim,) = json.loads(result.stdout)["claims"]
    claim_type = CLAIM_TYPES[case.truth.claim_type]
    assert claim["claim_type"] == case.truth.claim_type
    assert claim["model"] == {"name": MODEL, "sha256": CATALOGUE[MODEL].sha256}
    assert claim["decision"]["outcome"] == "review"
    assert all(field["evidence"] for field in claim["fields"].values())
    right = [
        path
        for path, value in case.truth.fields.items()
        if path in claim["fields"]
        and (spec := claim_type.spec(path))
        and same(spec.kind, claim["fields"][path]["value"], value)
    ]
    assert len(right) >= least_recall * len(case.truth.fields)
