"""Truth: it stands in the document, it is in normal form, and the rules say what it says they say."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from pipelines.claim import Document, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.errors import UnreadableError
from pipelines.readers import read
from pipelines.rules import RULES
from pipelines.values import KINDS, Hints
from pipelines.values.comparing import same
from sample_claims import Case
from sample_claims.hand import DATE_STYLES, MONEY_STYLES, TIME_STYLES, Hand, shorten_street
from sample_claims.scene import RECEIVED_AT, TODAY

Set = tuple[Path, Sequence[Case]]
STYLES = {"date": DATE_STYLES, "money": MONEY_STYLES, "time": TIME_STYLES}
IN_WORDS = {"narrative", "name", "address", "city", "organisation", "text"}  # may be broken over lines of a box
LINES = {"institutional": "health"}  # the line of business of a claim type, where they differ
FOR_PROGRAMS = {"edi", "fhir"}  # write values as codes; tests/sample_claims/test_structured.py reads them
SAID_BY_WORDS = {"enum", "boolean"}  # what they are is said in words of their own


@pytest.fixture(scope="session", params=["first_set", "other_set"])
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """The cases of either set."""
    made: Set = request.getfixturevalue(request.param)
    return list(made[1])


def _claims(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.truth.claim_type != "unknown"]


def _kind(case: Case, path: str) -> str:
    spec = CLAIM_TYPES[case.truth.claim_type].spec(path)
    assert spec is not None, f"{case.name}: {path} is no field"
    return spec.kind


@cache
def _documents(path: Path) -> tuple[Document, ...]:
    return read(path.read_bytes(), lambda: str(uuid4())).documents


def _text(case: Case) -> str:
    documents = _documents(case.path)
    return "\n".join(part for one in documents for part in (one.text, *(field.value for field in one.form)))


def _solid(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _stands(kind: str, value: Value, text: str) -> bool:
    if kind in STYLES:
        hand = Hand(Random(1), "letter")
        written = [_solid(hand.write(kind, value, style)) for style in STYLES[kind]]
        return any(form in _solid(text) for form in written) or set(str(value).split("-")) <= _words(text)
    if kind == "phone":
        ten = str(value).removeprefix("+1")
        if ten.startswith("+"):  # abroad: with the country's code, or with a nought in its stead
            return ten[1:] in _solid(text) or f"0{ten[3:]}" in _solid(text)
        return ten in _solid(text) or (ten[:3] in _words(text) and f"{ten[3:6]}-{ten[6:]}" in text)
    if kind in IN_WORDS:
        return _words(str(value)) <= _words(text) or _words(shorten_street(str(value))) <= _words(text)
    return _solid(str(value)) in _solid(text)


def test_every_value_stands_in_its_document(cases: list[Case]) -> None:
    astray = []
    for case in _claims(cases):
        if case.truth.kind in FOR_PROGRAMS:
            continue
        text = _text(case)
        for path, value in case.truth.fields.items():
            kind = _kind(case, path)
            if kind not in SAID_BY_WORDS and not _stands(kind, value, text):
                astray.append(f"{case.name} {path}")
    assert astray == []


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-05-09", "May 9th"),
        ("2025-11-30", "November 30th, 2025"),  # too long ago to leave the year out
        ("1962-05-09", "May 9th, 1962"),
        ("2026-12-01", "December 1st, 2026"),  # still to come
    ],
)
def test_the_year_is_left_out_only_of_days_just_past(day: str, written: str) -> None:
    assert Hand(Random(1), "letter").write("date", day, "yearless") == written


def test_every_value_is_in_its_normal_form(cases: list[Case]) -> None:
    for case in _claims(cases):
        for path, value in case.truth.fields.items():
            spec = CLAIM_TYPES[case.truth.claim_type].spec(path)
            assert spec is not None
            if isinstance(value, bool | int):
                continue
            if spec.kind == "enum":
                assert value in spec.options
                continue
            parsed = KINDS[spec.kind].parse(value, Hints(today=TODAY))
            assert parsed is not None, f"{case.name} {path}"
            assert same(spec.kind, parsed, value), f"{case.name} {path}"


def test_rows_are_counted(cases: list[Case]) -> None:
    for case in cases:
        for record, count in case.truth.rows.items():
            found = {path.partition(".")[0] for path in case.truth.fields if path.startswith(f"{record}[")}
            assert found == {f"{record}[{row}]" for row in range(count)}


def test_codes_are_of_hcpcs_level_two(cases: list[Case]) -> None:
    codes = [value for case in cases for path, value in case.truth.fields.items() if path.endswith(".procedure")]
    assert len(codes) > 20
    assert all(re.fullmatch(r"[A-V]\d{4}", str(code)) for code in codes)


def test_findings_are_of_rules_that_exist(cases: list[Case]) -> None:
    known = {rule.id for rule in RULES} | {"classification.unknown"}
    assert {rule for case in cases for rule in case.truth.expected_findings} <= known


def test_no_case_that_nothing_is_planted_in_gives_a_rule_reason_to_speak(cases: list[Case]) -> None:
    for case in _claims(cases):
        planted = {plant.rule for plant in case.truth.planted}
        assert planted <= set(case.truth.expected_findings), case.name
        assert case.truth.would_accept == (not planted), case.name
    assert sum(case.truth.would_accept for case in cases) >= 20


def test_unreadable_documents_are_the_quarantined_ones(cases: list[Case]) -> None:
    for case in cases:
        if case.truth.outcome == "quarantine":
            with pytest.raises(UnreadableError) as caught:
                _documents(case.path)
            assert caught.value.code == case.truth.kind
        else:
            assert _documents(case.path)


def test_hidden_words_are_noticed(cases: list[Case]) -> None:
    hidden = [case for case in cases if "documents.hidden_text" in case.truth.expected_findings]
    assert len(hidden) == 2
    for case in hidden:
        problems = [problem for document in _documents(case.path) for problem in document.problems]
        assert any(problem.startswith("hidden_text") for problem in problems)


def test_repeats_name_an_earlier_case(cases: list[Case]) -> None:
    by_name = {case.name: case for case in cases}
    repeats = [case for case in cases if case.truth.duplicate_of]
    assert len(repeats) == 4
    for case in repeats:
        original = by_name[str(case.truth.duplicate_of)]
        same_bytes = case.path.read_bytes() == original.path.read_bytes()
        assert same_bytes == ("duplicates.same_bytes" in case.truth.expected_findings)
        assert case.truth.fields["policy_number"] == original.truth.fields["policy_number"]


def test_register_fits_the_clean_claims(first_set: Set) -> None:
    with (first_set[0] / "policies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(count > 1 for count in (sum(row["policy_number"] == r["policy_number"] for r in rows) for row in rows))
    for case in first_set[1]:
        own = case.truth.claim_type not in ("loss_run", "accident_statement")  # these name other carriers' policies
        if not case.truth.would_accept or not own:
            continue
        mine = [row for row in rows if same("policy_number", row["policy_number"], case.truth.fields["policy_number"])]
        assert {(row["status"], row["line"]) for row in mine} == {
            ("active", LINES.get(case.truth.claim_type, case.truth.claim_type))
        }, case.name
        vin = case.truth.fields.get("vehicle_vin")
        assert vin is None or vin in {row["vin"] for row in mine}


def test_all_are_received_at_the_same_moment(cases: list[Case]) -> None:
    assert {case.truth.received_at for case in cases} == {RECEIVED_AT}
