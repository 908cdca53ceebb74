"""The way of docs/claim-types.md, walked: from ten sample documents to a measured claim type."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lodge_cli import lodge_cli
from travel_papers import Trip, write_papers

import pipelines
from agent.cli import lodge
from pipelines.claim_types.loading import load_claim_type
from pipelines.values.comparing import same
from sample_claims.case import Truth, load_cases

PAGE = Path(pipelines.__file__).parents[1] / "docs" / "claim-types.md"
Run = Callable[..., Result]

pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not part of the wheel")


def commands() -> list[list[str]]:
    """The commands of the page, in their order, without the word lodge."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    assert all(line.startswith("lodge ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


def answers(folder: Path, trips: dict[str, Trip]) -> list[str]:
    """What an author types who knows the papers: Enter where the draft is right, else the value, or -."""
    typed: list[str] = []
    for case in load_cases(folder):
        right = trips[case.path.name].values(case.path.name)
        typed += _answers(case.truth, right)
    return typed


def _answers(truth: Truth, right: dict[str, str | bool]) -> list[str]:
    typed = []
    for path in truth.to_confirm:
        expected, read = right.get(path), truth.fields.get(path)
        if path.endswith("[]") or expected == read:
            typed.append("")
        elif expected is None:
            typed.append("-")
        else:
            typed.append({True: "yes", False: "no"}.get(expected, str(expected)))  # type: ignore[call-overload]
    return typed


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Trip], list[Result]]:
    """A folder in which the page's commands were run, one after the other, and what they printed."""
    folder = tmp_path_factory.mktemp("author")
    trips = write_papers(folder / "samples")
    results: list[Result] = []
    with pytest.MonkeyPatch.context() as patch:
        call = lodge_cli(folder / "lodge", patch)
        patch.chdir(folder)
        for words in commands():
            given = [one for word in words for one in _expanded(word, folder)]
            if words[:2] == ["eval", "label"]:
                assert call(*given, "--drafts").exit_code == 1
                typed = "\n".join(answers(folder / "samples", trips)) + "\n"
                results.append(CliRunner().invoke(lodge, given, input=typed, catch_exceptions=False))
            else:
                results.append(call(*given))
    return folder, trips, results


def _expanded(word: str, folder: Path) -> Sequence[str]:
    """A word as a shell would give it."""
    if "*" in word:
        return sorted(str(path.relative_to(folder)) for path in folder.glob(word))
    return [word.replace("~/lodge", str(folder / "lodge"))]


def test_every_command_of_the_page_runs(walked: tuple[Path, dict[str, Trip], list[Result]]) -> None:
    _, _, results = walked
    assert [result.exit_code for result in results] == [0] * len(results), [result.output for result in results]
    assert len(results) == len(commands()) == 6


def test_the_drafted_type_has_the_fields_and_kinds(walked: tuple[Path, dict[str, Trip], list[Result]]) -> None:
    travel = load_claim_type(walked[0] / "lodge" / "claim_types" / "travel.yaml")
    kinds = {path: spec.kind for path, spec in travel.specs()}
    assert kinds == {
        "policy_number": "policy_number", "total_claimed": "money", "traveller_name": "name",
        "traveller_phone": "phone", "traveller_email": "email", "trip_booking_reference": "identifier",
        "trip_destination": "text", "trip_date_booked": "date", "trip_departure_date": "date",
        "trip_return_date": "date", "cancellation_date_cancelled": "date", "cancellation_reason": "enum",
        "cancellation_part_refunded": "boolean", "costs_claimed[].item": "text", "costs_claimed[].amount": "money",
    }  # fmt: skip
    assert set(travel.spec("cancellation_reason").options) == {"illness", "bereavement", "jury_duty", "weather"}


def test_the_truths_are_what_the_author_said(walked: tuple[Path, dict[str, Trip], list[Result]]) -> None:
    folder, trips, _ = walked
    travel = load_claim_type(folder / "lodge" / "claim_types" / "travel.yaml")
    for case in load_cases(folder / "samples"):
        right = trips[case.path.name].values(case.path.name)
        assert case.truth.confirmed and not case.truth.to_confirm
        assert case.truth.fields.keys() == right.keys()
        for path, value in case.truth.fields.items():
            spec = travel.spec(path)
            assert spec is not None and same(spec.kind, value, right[path]), path


def test_the_type_reads_other_papers_too(
    walked: tuple[Path, dict[str, Trip], list[Result]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured as the page asks: with ten others, whose truth comes from whoever made them."""
    for name, trip in write_papers(tmp_path / "others", first=20).items():
        truth = Truth(
            file=name, claim_type="travel", kind=name.rpartition(".")[2], received_at=datetime(2026, 7, 6, tzinfo=UTC),
            fields=trip.values(name),
        )  # fmt: skip
        path = (tmp_path / "others" / name).with_suffix(".truth.json")
        path.write_text(truth.model_dump_json(), encoding="utf-8")
    result = lodge_cli(walked[0] / "lodge", monkeypatch)("eval", "--cases", tmp_path / "others", "--json", "-")
    every = json.loads(result.stdout)["measures"]["values"]["all"]
    assert every["exact"]["share"] >= 0.85, every
    assert every["precision"]["share"] >= 0.95, every
