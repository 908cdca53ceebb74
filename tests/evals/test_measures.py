"""Measures: what scores come to, counted by hand here."""

import json

from eval_cases import read, result, truth
from hypothesis import given
from hypothesis import strategies as st

from evals.measures import Tally, measure
from evals.page import page
from evals.run import Report, Run
from evals.scoring import CaseScore, score
from pipelines.claim import Outcome, ReadingSource, Value
from pipelines.claim_types import CLAIM_TYPES
from sample_claims import Planted

RUN = Run(
    version="0.1.0",
    cases="seed 7",
    cases_sha256="c",
    backend="scripted",
    model="m",
    model_sha256="",
    pipeline_digest="p",
)


def equal(kind: str, expected: Value, found: Value) -> bool:
    return expected == found


def three() -> list[CaseScore]:
    auto = CLAIM_TYPES["auto"]
    form = score(
        "form",
        truth(
            fields={"policy_number": "AP-CANARY", "agency": "A"},
            expected_findings=("dates.a",),
            planted=(Planted(rule="dates.a", amount="100.00"), Planted(rule="money.c", amount="50.00")),
        ),
        result(
            read("policy_number", "AP-CANARY"), read("agency", "B"), fired=("dates.a", "dates.b"), would_accept=True
        ),
        auto,
        equal,
    )
    letter = score(
        "letter",
        truth(kind="letter", free_text=True, fields={"policy_number": "AP 2", "agency": "A"}, would_accept=True),
        result(
            read("policy_number", "AP 3", ReadingSource.MODEL),
            read("vehicle_make", "Ox", ReadingSource.MODEL),
            claim_type="property",
            would_accept=True,
            seconds=3.0,
        ),
        auto,
        equal,
    )
    locked = score(
        "locked",
        truth(claim_type="unknown", kind="locked", outcome="quarantine", expected_findings=("dates.a",)),
        result(claim_type="unknown", outcome=Outcome.QUARANTINE, claims=0, seconds=5.0),
        None,
        equal,
    )
    return [form, letter, locked]


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.right, tally.wrong, tally.missing, tally.invented


def test_values() -> None:
    found = measure(three())
    assert counts(found.values["all"]) == (1, 2, 1, 1)
    assert counts(found.values["critical"]) == (1, 1, 0, 0)
    assert counts(found.values["forms and layouts"]) == (1, 1, 0, 0)
    assert counts(found.values["free text"]) == (0, 1, 1, 1)
    assert counts(found.by_field["auto"]["policy_number"]) == (1, 1, 0, 0)
    assert counts(found.by_kind["letter"]) == (0, 1, 1, 1)
    every = found.values["all"]
    assert (every.exact.hits, every.exact.total) == (1, 5)
    assert (every.precision.hits, every.precision.total) == (1, 4)
    assert (every.recall.hits, every.recall.total) == (1, 4)
    assert (every.reported.hits, every.reported.total) == (3, 4)
    assert {name: (share.hits, share.total) for name, share in found.by_source.items()} == {
        "form": (1, 2),
        "model": (0, 2),
    }


def test_values_by_the_kind_of_their_field() -> None:
    found = measure(three()).by_field_kind
    assert counts(found["policy_number"]) == (1, 1, 0, 0)
    assert counts(found["organisation"]) == (0, 1, 1, 0)


def test_evidence_is_counted_apart_from_rightness() -> None:
    nowhere = read("agency", "B").model_copy(update={"stands": False})
    told = truth(fields={"policy_number": "AP 1", "agency": "B"})
    scores = [score("a", told, result(read("policy_number", "AP 1"), nowhere), CLAIM_TYPES["auto"], equal)]
    found = measure(scores).evidence["all"]
    assert (found.right.hits, found.right.total, found.invented) == (1, 1, 1)


def test_scores_are_measured_over_all_values_and_over_those_a_model_read() -> None:
    found = measure(three()).sureness
    assert (found["all"].proposed, found["all"].wrong) == (4, 3)
    assert (found["free text"].proposed, found["read by a model"].proposed) == (2, 2)


def test_rules_and_claim_types() -> None:
    found = measure(three())
    rule = found.rules["dates.a"]
    assert (rule.hits, rule.false, rule.missed) == (1, 0, 1)
    assert (found.rules["dates.b"].hits, found.rules["dates.b"].false) == (0, 1)
    assert found.confusion == {"auto": {"auto": 1, "property": 1}, "unknown": {"unknown": 1}}
    assert (found.claim_types["auto"].hits, found.claim_types["auto"].missed) == (1, 1)
    assert found.claim_types["property"].false == 1


def test_money_acceptance_and_seconds() -> None:
    found = measure(three())
    assert (found.money.planted, found.money.caught) == ("150.00", "100.00")
    assert (found.money.errors.hits, found.money.errors.total) == (1, 2)
    assert (found.acceptance.would_accept.hits, found.acceptance.wrong.hits) == (2, 1)
    assert found.acceptance.should_accept == 1
    assert (found.outcomes.hits, found.outcomes.total) == (3, 3)
    assert (found.seconds.median, found.seconds.p90, found.seconds.total) == (3.0, 4.6, 9.0)


def test_nothing_measured_is_no_share() -> None:
    found = measure([])
    assert found.values["all"].precision.share is None
    assert found.values["all"].precision.interval == (0.0, 1.0)


def test_report_and_page_hold_no_value() -> None:
    report = Report(run=RUN, measures=measure(three()))
    text = report.model_dump_json()
    html = page(report, [1.0, 3.0, 5.0])
    assert json.loads(text)["measures"]["values"]["all"]["precision"]["share"] == 0.25
    assert "AP-CANARY" not in text and "AP-CANARY" not in html
    assert "25.0 %" in html and "policy_number" in html


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = page(Report(run=RUN, measures=measure(three())), [1.0])
    assert "http" not in html and "<script" not in html and "src=" not in html and "url(" not in html


@given(st.text(max_size=20))
def test_names_cannot_break_the_page(name: str) -> None:
    scores = [score("a", truth(kind=f"<b>{name}"), result(), None, equal)]
    html = page(Report(run=RUN, measures=measure(scores)), [])
    assert "<b>" not in html
