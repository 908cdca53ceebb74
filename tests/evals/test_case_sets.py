"""Case sets: which cases are run, in which order, and what is said where they are not as they must be."""

from pathlib import Path

import pytest
from eval_cases import truth

from evals.cases import open_cases, require_known
from pipelines.errors import UsageError


def write(folder: Path, name: str, text: str = "words", **changes: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text)
    (folder / f"{name}.truth.json").write_text(truth(file=f"{name}.txt", **changes).model_dump_json())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(6):
        write(tmp_path / "cases", f"case-{number}", kind="letter" if number % 2 else "form")
    write(tmp_path / "cases", "a-copy", duplicate_of="case-4")
    return tmp_path / "cases"


def test_duplicates_come_after_their_originals(folder: Path) -> None:
    with open_cases(folder, None) as found:
        assert [case.name for case in found.cases] == [*(f"case-{number}" for number in range(6)), "a-copy"]


@pytest.mark.parametrize(
    ("kinds", "limit", "names"),
    [
        (("letter",), None, ["case-1", "case-3", "case-5"]),
        ((), 3, ["case-0", "case-2", "case-4"]),
        (("form",), 99, ["case-0", "case-2", "case-4", "a-copy"]),
        (("letter", "form"), 1, ["case-0"]),
    ],
)
def test_some_of_them(folder: Path, kinds: tuple[str, ...], limit: int | None, names: list[str]) -> None:
    with open_cases(folder, None) as found:
        assert [case.name for case in found.chosen(kinds, limit).cases] == names


def test_a_duplicate_without_its_original_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "cases", "original", kind="form")
    write(tmp_path / "cases", "copy", kind="letter", duplicate_of="original")
    with open_cases(tmp_path / "cases", None) as found:
        assert found.chosen(("letter",)).cases == ()


def test_the_register_is_found_beside_or_above(folder: Path) -> None:
    with open_cases(folder, None) as found:
        assert found.policies is None
    (folder.parent / "policies.csv").write_text("above")
    with open_cases(folder, None) as found:
        assert found.policies == folder.parent / "policies.csv"
    (folder / "policies.csv").write_text("beside")
    with open_cases(folder, None) as found:
        assert found.policies == folder / "policies.csv"


def test_any_change_is_another_digest(folder: Path) -> None:
    def digest() -> str:
        with open_cases(folder, None) as found:
            return found.sha256()

    seen = {digest(), digest()}
    assert len(seen) == 1
    (folder / "case-3.txt").write_text("other words")
    seen.add(digest())
    write(folder, "case-3", "other words", kind="portal")
    seen.add(digest())
    (folder / "policies.csv").write_text("policy_number\n")
    seen.add(digest())
    assert len(seen) == 4


def test_a_seed_makes_other_claims_and_leaves_nothing_behind() -> None:
    with open_cases(None, 5) as found:
        cases = found.cases
        assert found.policies is not None and len(cases) >= 60
        assert all(case.path.exists() for case in cases)
    with open_cases(None, None) as samples:
        assert samples.sha256() != "" and samples.name != found.name
    assert not cases[0].path.parent.exists()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "case-1.txt").unlink(), "have no document"),
        (lambda folder: (folder / "case-1.truth.json").write_text('{"CANARY": 1}'), "does not fit"),
        (lambda folder: (folder / "case-1.truth.json").write_bytes(b"\xff\xfe"), "does not fit"),
        (lambda folder: [path.unlink() for path in folder.glob("*.json")], "no document with a truth"),
    ],
)
def test_a_spoilt_folder_is_told_without_its_words(folder: Path, spoil, words: str) -> None:
    spoil(folder)
    with pytest.raises(UsageError, match=words) as caught, open_cases(folder, None):
        pass
    assert "CANARY" not in str(caught.value) and "case-1" not in str(caught.value)


def test_drafts_are_left_out_and_counted(folder: Path) -> None:
    write(folder, "draft", confirmed=False, to_confirm=("policy_number",))
    with open_cases(folder, None) as found:
        assert found.drafts == 1 and "draft" not in [case.name for case in found.cases]
        assert found.chosen((), 2).drafts == 1


def test_a_folder_of_drafts_alone_measures_nothing(tmp_path: Path) -> None:
    write(tmp_path / "cases", "draft", confirmed=False)
    with (
        pytest.raises(UsageError, match="All 1 truths in the folder of --cases are drafts"),
        open_cases(tmp_path / "cases", None),
    ):
        pass


@pytest.mark.parametrize("own", ["travel", "unknown", "auto"])
def test_truths_are_of_a_type_that_is_known(tmp_path: Path, own: str) -> None:
    write(tmp_path / "cases", "one", claim_type=own)
    with open_cases(tmp_path / "cases", None) as found:
        require_known(found, ["auto", "travel"])
        if own == "travel":
            with pytest.raises(UsageError, match="claim type travel, which this site does not know"):
                require_known(found, ["auto"])
