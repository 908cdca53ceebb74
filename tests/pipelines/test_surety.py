"""Surety: a probability that rises and falls with its traits, and what rules do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claim import Field, Finding, Grounding, Reading, ReadingSource, Severity, TextSpan
from pipelines.surety import AGAINST, FOR, RULES, after_rules, logistic, surety, weights

AMOUNTS = st.floats(0, 4)
TRAITS = st.dictionaries(st.sampled_from(sorted(weights().weights)), AMOUNTS)


def a_field(score: float = 0.9, traits: dict[str, float] | None = None, path: str = "vin") -> Field:
    span = TextSpan(document_id="d", text="x", start=0, end=1)
    reading = Reading(path=path, verbatim="x", value="x", source=ReadingSource.LABEL, spans=(span,))
    return Field(
        path=path,
        value="x",
        chosen=reading,
        readings=(reading,),
        grounding=Grounding.VERBATIM,
        score=score,
        traits={"by_label": 1.0} if traits is None else traits,
    )


def a_finding(rule: str = "identifiers.vin", severity: Severity = Severity.WARNING, **changes: object) -> Finding:
    finding = Finding(rule=rule, severity=severity, message="A sentence.", paths=("vin",))
    return finding.model_copy(update=changes)


@given(TRAITS)
def test_it_is_a_probability(traits: dict[str, float]) -> None:
    assert 0 <= surety(traits) <= 1


@given(TRAITS, st.sampled_from(sorted(AGAINST)), AMOUNTS)
def test_what_can_only_speak_against_never_raises_it(traits: dict[str, float], name: str, more: float) -> None:
    assert surety({**traits, name: traits.get(name, 0.0) + more}) <= surety(traits)


@given(TRAITS, st.sampled_from(sorted(FOR)), AMOUNTS)
def test_what_can_only_speak_for_it_never_lowers_it(traits: dict[str, float], name: str, more: float) -> None:
    assert surety({**traits, name: traits.get(name, 0.0) + more}) >= surety(traits)


def test_the_weights_keep_their_signs() -> None:
    used = weights().weights
    assert {name for name in FOR if used.get(name, 0.0) < 0} == set()
    assert {name for name in AGAINST if used.get(name, 0.0) > 0} == set()
    assert weights().fitted_on


@given(st.floats(-1000, 1000))
def test_log_odds_and_their_opposite_make_one(log_odds: float) -> None:
    assert logistic(log_odds) + logistic(-log_odds) == pytest.approx(1)


@pytest.mark.parametrize("topic", RULES)
@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.ERROR])
def test_a_rule_that_warns_of_a_value_never_raises_its_score(topic: str, severity: Severity) -> None:
    field = a_field()
    (lowered,) = after_rules([field], [a_finding(f"{topic}.x", severity)])
    assert lowered.score <= field.score
    assert lowered.traits == {"by_label": 1.0, f"rule_{topic}": 1.0}
    assert (lowered.value, lowered.chosen) == (field.value, field.chosen)


@pytest.mark.parametrize(
    "finding",
    [
        a_finding(severity=Severity.NOTE),
        a_finding(outcome="missing"),
        a_finding("required.missing"),
        a_finding("documents.late"),
        a_finding(paths=("insured_name",)),
    ],
)
def test_other_findings_tell_nothing_of_a_value(finding: Finding) -> None:
    assert after_rules([a_field()], [finding]) == (a_field(),)


def test_what_a_person_typed_stays_certain() -> None:
    typed = a_field(1.0, {})
    assert after_rules([typed], [a_finding()]) == (typed,)


@given(st.lists(st.sampled_from(RULES), max_size=4), st.floats(0.01, 1))
def test_findings_count_once_and_in_any_order(topics: list[str], score: float) -> None:
    findings = [a_finding(f"{topic}.x") for topic in topics]
    once = after_rules([a_field(score)], findings)
    assert once == after_rules([a_field(score)], [*reversed(findings), *findings])
    assert once[0].score <= score + 0.0001
