"""Who is compared, by name."""

import pytest

from evals.benching import ablating, contenders
from evals.benching.contenders import Contender
from pipelines.errors import UsageError


@pytest.mark.parametrize(
    ("name", "engine", "needs_model", "needs_ollama"),
    [
        ("baseline", "", True, True),
        ("langextract", "", True, True),
        ("labels", "", False, False),
        ("lodge:llamacpp", "llamacpp", True, False),
        ("lodge:ollama", "ollama", True, True),
    ],
)
def test_a_name_says_what_is_needed(name: str, engine: str, needs_model: bool, needs_ollama: bool) -> None:
    found = contenders.contender(name)
    assert (found.engine, found.needs_model, found.needs_ollama) == (engine, needs_model, needs_ollama)
    assert found.is_lodge == bool(engine)
    assert found.is_client == (needs_ollama and not engine)


@pytest.mark.parametrize(
    "name", ["", "lodge", "lodge:", "lodge:abacus", "ollama", "baseline-x", "lodge:llamacpp-no_such"]
)
def test_an_unknown_name_is_told_what_there_is(name: str) -> None:
    with pytest.raises(UsageError, match=r"There are|Its parts are"):
        contenders.contender(name)


def test_ablating_adds_each_part_once_behind_its_lodge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contenders, "parts", lambda: ("labels", "again"))
    found = contenders.contenders(["baseline", "lodge:ollama", "lodge:ollama"], ablate=True)
    assert [one.name for one in found] == ["baseline", "lodge:ollama", "lodge:ollama-labels", "lodge:ollama-again"]
    assert found[2] == Contender("lodge:ollama-labels", "ollama", "labels")
    assert len(contenders.contenders(["baseline", "lodge:ollama"], ablate=False)) == 2


def test_every_part_that_is_named_can_be_switched_off() -> None:
    strategy = ablating._strategy()
    if strategy is None:
        pytest.skip("The reading strategy has no parts that can be switched off.")
    assert ablating.parts()
    for part in ablating.parts():
        assert getattr(strategy(), part) is True
        assert getattr(strategy(**{part: False}), part) is False
