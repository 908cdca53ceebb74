"""A seed gives a set: always the same bytes, and other people, layouts and wordings for another seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import UsageError
from sample_claims import DEMO_CASES, DOCUMENTS, POLICIES, SHOWCASE, SHOWN_LATE, Case, load_cases
from sample_claims.__main__ import main
from sample_claims.generating import generate
from sample_claims.showcase import draw_showcase

Set = tuple[Path, Sequence[Case]]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_committed_is_seed_1(first_set: Set) -> None:
    committed = _bytes(DOCUMENTS) | {POLICIES.name: POLICIES.read_bytes()}
    assert committed == _bytes(first_set[0])


def test_another_seed_gives_other_people_and_numbers(first_set: Set, other_set: Set) -> None:
    def told(cases: Sequence[Case], path: str) -> set[object]:
        return {case.truth.fields[path] for case in cases if path in case.truth.fields}

    for path in ("insured_name", "policy_number", "vehicle_vin", "insured_id", "billing_provider_npi"):
        assert len(told(first_set[1], path) & told(other_set[1], path)) <= 1
    one, two = ({case.path.read_bytes() for case in cases} for _, cases in (first_set, other_set))
    assert one & two == {b""}  # the empty document


def test_another_seed_plants_faults_elsewhere(first_set: Set, other_set: Set) -> None:
    places = [
        {(case.name, plant.rule) for case in cases for plant in case.truth.planted}
        for _, cases in (first_set, other_set)
    ]
    assert len(places[0] - places[1]) > 20


@pytest.mark.parametrize("count", [1, 10, 97])
def test_count_is_how_many_documents_there_are(tmp_path: Path, count: int) -> None:
    assert len(generate(3, tmp_path, count)) == count == len(load_cases(tmp_path / "documents"))


def test_documents_are_not_mixed_with_others(tmp_path: Path) -> None:
    generate(3, tmp_path, 2)
    with pytest.raises(UsageError, match="documents already"):
        generate(4, tmp_path, 2)


def test_command_writes_a_set(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--seed", "5", "--out", str(tmp_path), "--count", "4"])
    assert result.exit_code == 0
    assert result.output == "4 documents written\n"
    assert len(load_cases(tmp_path / "documents")) == 4


def test_set_holds_every_kind_in_number(first_set: Set) -> None:
    cases = first_set[1]
    assert len(cases) >= 60
    free = Counter(case.truth.claim_type for case in cases if case.truth.free_text)
    assert all(free[line] >= 10 for line in ("auto", "property", "health"))
    kinds = {case.truth.kind for case in cases}
    assert kinds >= {
        "digital_form",
        "acroform",
        "letter",
        "email",
        "transcript",
        "packet",
        "portal",
        "encrypted",
        "empty",
    }
    assert sum(path.stat().st_size for path in first_set[0].rglob("*") if path.is_file()) < 4_000_000


def test_demo_shows_every_kind_and_the_originals_of_repeats() -> None:
    cases = {case.name: case for case in load_cases(DOCUMENTS)}
    shown = [cases[name] for name in DEMO_CASES]
    assert len(set(DEMO_CASES)) == len(DEMO_CASES)
    assert {case.truth.claim_type for case in shown} == {*CLAIM_TYPES, "unknown"}
    assert SHOWN_LATE in DEMO_CASES
    assert {case.truth.kind for case in shown} >= {
        "digital_form",
        "acroform",
        "letter",
        "email",
        "transcript",
        "packet",
        "edi",
        "fhir",
    }
    assert {case.truth.duplicate_of for case in shown} - {None} <= set(DEMO_CASES)
    rules = {rule for case in shown for rule in case.truth.expected_findings}
    assert rules >= {"contradictions.dates", "content.instructions", "duplicates.same_bytes", "duplicates.same_loss"}


def test_the_showcase_is_what_its_generator_draws() -> None:
    kept = {path.name: path.read_bytes() for path in SHOWCASE.iterdir()}
    drawn = draw_showcase()
    assert kept.keys() == drawn.keys()
    assert sum(map(len, kept.values())) < 100_000
    # What a fax looks like depends on the picture library's version.
    assert {name for name in kept if kept[name] != drawn[name]} <= {"faxed-form.tif"}
