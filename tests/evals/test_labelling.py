"""`lodge eval label`: drafts of truths, and a person's answers to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kennel_papers import KENNEL, PAPERS
from lodge_cli import Cli, lodge_cli

from agent.cli import lodge
from sample_claims.case import Truth


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    own = tmp_path / "home" / "claim_types"
    own.mkdir(parents=True)
    (own / "kennel.yaml").write_text(KENNEL)
    return lodge_cli(tmp_path / "home", monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "samples"
    place.mkdir()
    for name, text in PAPERS.items():
        (place / f"{name}.txt").write_text(text)
    return place


def answer(folder: Path, *lines: str) -> Result:
    """Label with these lines typed."""
    typed = "".join(f"{line}\n" for line in lines)
    return CliRunner().invoke(lodge, ["eval", "label", str(folder), "--type", "kennel"], input=typed,
                              catch_exceptions=False)  # fmt: skip


def truth(folder: Path, name: str) -> Truth:
    return Truth.model_validate_json((folder / f"{name}.truth.json").read_text())


def test_drafts_hold_what_was_read_and_nobody_has_confirmed_them(run: Cli, folder: Path) -> None:
    result = run("eval", "label", folder, "--type", "kennel", "--drafts", "--json")
    assert (result.exit_code, json.loads(result.stdout)["open"]) == (1, 2)
    one = truth(folder, "a-form")
    assert one.fields == {
        "policy_number": "KN-4410", "date_of_loss": "2026-04-03", "cause": "storm",
        "parts[0].name": "Roof panel", "parts[0].cost": "120.00", "parts[1].name": "Door", "parts[1].cost": "45.50",
    }  # fmt: skip
    assert (one.confirmed, one.kind, one.free_text) == (False, "form", False)
    assert one.to_confirm == ("policy_number", "date_of_loss", "cause", "parts[0].name", "parts[0].cost",
                              "parts[1].name", "parts[1].cost", "parts[]")  # fmt: skip
    told = truth(folder, "b-letter")
    assert (told.kind, told.free_text, told.fields["policy_number"]) == ("letter", True, "KN-9921")


def test_answers_confirm_correct_take_away_and_add(run: Cli, folder: Path) -> None:
    result = answer(
        folder,
        "", "03/04/2026 x", "04/05/2026", "n", "04/03/2026", "-", "", "", "", "", "+", "Lock", "", "9.90", "", "",
        *["s"] * 20,
    )  # fmt: skip
    assert result.exit_code == 1  # the letter is open still
    one = truth(folder, "a-form")
    assert one.confirmed and one.to_confirm == ()
    assert one.fields == {
        "policy_number": "KN-4410", "date_of_loss": "2026-04-03",
        "parts[0].name": "Roof panel", "parts[0].cost": "120.00", "parts[1].name": "Door", "parts[1].cost": "45.50",
        "parts[2].name": "Lock", "parts[2].cost": "9.90",
    }  # fmt: skip
    assert "That is no date. Write it like 2026-03-31" in result.output
    assert "does not stand in the document" in result.output
    assert "Policy number: KN-4410" in result.output


def test_a_row_that_is_not_there_is_gone_and_the_others_move_up(run: Cli, folder: Path) -> None:
    answer(folder, "", "", "", "-", "-", "", "", "", "q")
    one = truth(folder, "a-form")
    assert one.confirmed
    assert {path: value for path, value in one.fields.items() if path.startswith("parts")} == {
        "parts[0].name": "Door", "parts[0].cost": "45.50",
    }  # fmt: skip


def test_quitting_keeps_what_was_said_and_the_rest_comes_again(run: Cli, folder: Path) -> None:
    answer(folder, "-", "", "q")
    one = truth(folder, "a-form")
    assert "policy_number" not in one.fields
    assert not one.confirmed and one.to_confirm[0] == "cause"
    result = answer(folder, "", "", "", "", "", "", "", *[""] * 9)
    assert truth(folder, "a-form").confirmed
    assert "policy_number (" in result.output.partition("b-letter")[2]
    assert "policy_number (" not in result.output.partition("b-letter")[0]


def test_back_asks_the_one_before_again(run: Cli, folder: Path) -> None:
    answer(folder, "b", "-", "b", "", "q")
    one = truth(folder, "a-form")
    assert one.fields["policy_number"] == "KN-4410" and one.to_confirm[0] == "date_of_loss"


def test_what_the_rules_say_of_true_values_is_expected(run: Cli, folder: Path) -> None:
    paper = folder / "a-form.txt"
    paper.write_text(paper.read_text().replace("04/03/2026", "04/03/2999"))
    answer(folder, *[""] * 8, "q")
    one = truth(folder, "a-form")
    assert one.confirmed and not one.would_accept
    assert "dates.loss_after_received" in one.expected_findings


def test_eval_leaves_drafts_out_and_says_so(run: Cli, folder: Path) -> None:
    answer(folder, *[""] * 8, "q")
    result = run("eval", "--cases", folder, "--json", "-")
    assert json.loads(result.stdout)["measures"]["cases"] == 1
    assert "nobody has confirmed, and that are left out: 1." in result.stderr


def test_eval_refuses_where_all_are_drafts(run: Cli, folder: Path) -> None:
    run("eval", "label", folder, "--type", "kennel", "--drafts")
    result = run("eval", "--cases", folder)
    assert (result.exit_code, "All 2 truths in the folder of --cases are drafts" in result.stderr) == (2, True)


def test_eval_refuses_truths_of_a_type_that_is_not_here(run: Cli, folder: Path, tmp_path: Path) -> None:
    answer(folder, *[""] * 40)
    (tmp_path / "home" / "claim_types" / "kennel.yaml").unlink()
    result = run("eval", "--cases", folder)
    assert (result.exit_code, "of the claim type kennel, which this site does not know" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("names", "kind", "says"),
    [
        (["a.txt"], "boat", "There is no claim type 'boat'"),
        ([], "kennel", "There is no document in that folder"),
        (["a.txt", "a.eml"], "kennel", "differ in their ending alone"),
    ],
)
def test_what_cannot_be_labelled(run: Cli, tmp_path: Path, names: list[str], kind: str, says: str) -> None:
    place = tmp_path / "others"
    place.mkdir()
    for name in names:
        (place / name).write_text("words")
    result = run("eval", "label", place, "--type", kind)
    assert (result.exit_code, says in result.stderr) == (2, True)


def test_a_document_that_cannot_be_read_has_no_truth(run: Cli, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    result = run("eval", "label", folder, "--type", "kennel", "--drafts", "--json")
    assert json.loads(result.stdout)["unreadable"] == 1
    assert not (folder / "broken.truth.json").exists()
