"""FHIR in JSON: one document per claim, every leaf with its path, references filled in, hostile files refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.claim import Document, PathSpan
from pipelines.errors import UnreadableError
from pipelines.readers import read
from pipelines.readers.fhir import FhirReader
from pipelines.readers.fhir_json import MOST_BYTES, MOST_LEVELS, Budget, is_whole, parse
from pipelines.readers.reader import ReadLimits, ReadResult

PATIENT = {
    "resourceType": "Patient", "id": "p1", "birthDate": "1980-02-03", "gender": "female",
    "name": [{"use": "old", "family": "Before"}, {"use": "official", "family": "Roe", "given": ["Jane", "M"]}],
}  # fmt: skip
CLAIM = {
    "resourceType": "Claim", "id": "c1", "status": "active", "use": "claim",
    "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
    "patient": {"reference": "Patient/p1"},
    "item": [{"sequence": 1, "net": {"value": 10.10, "currency": "USD"}}],
}  # fmt: skip


def read_text(text: str, limits: ReadLimits | None = None) -> ReadResult:
    numbers = count()
    return read(text.encode("utf-8", "surrogatepass"), lambda: f"d{next(numbers)}", limits)


def read_json(value: object) -> ReadResult:
    return read_text(json.dumps(value))


def named(document: Document) -> dict[str, str]:
    return {entry.path: entry.value for entry in document.entries}


def bundle(*resources: dict[str, object], addresses: tuple[str, ...] = ()) -> dict[str, object]:
    entries = [{"resource": resource} for resource in resources]
    for entry, address in zip(entries, addresses, strict=False):
        entry["fullUrl"] = address  # type: ignore[assignment]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def refusal(data: bytes | str) -> UnreadableError:
    numbers = count()
    with pytest.raises(UnreadableError) as error:
        read(data.encode() if isinstance(data, str) else data, lambda: f"d{next(numbers)}")
    return error.value


def test_a_claim_is_a_document_of_paths() -> None:
    (document,) = read_json(CLAIM).documents
    assert (document.media_type, document.declares, document.claim) == ("application/fhir+json", "fhir:professional", 0)
    assert "Claim.item[0].net.value: 10.1" in document.text.split("\n")
    assert named(document)["Claim.item[0].net.value"] == "10.1"
    lines = document.text.split("\n")
    leaves = [entry for entry in document.entries if not entry.place]
    assert [f"{entry.path}: {entry.value}" for entry in leaves] == lines
    # Every second name leads to a line of the text.
    for entry in document.entries:
        if entry.place:
            assert f"{entry.place}: {entry.value}" in lines


def test_figures_stay_as_they_are_written() -> None:
    text = json.dumps(CLAIM).replace("10.1", "10.100000000000000005550")
    assert named(read_text(text).documents[0])["Claim.item[0].net.value"] == "10.100000000000000005550"
    huge = json.dumps(CLAIM).replace("10.1", "9" * 6000)
    assert len(named(read_text(huge).documents[0])["Claim.item[0].net.value"]) == 6000


@pytest.mark.parametrize(
    ("made", "reference"),
    [
        (lambda claim: bundle(claim, PATIENT), "Patient/p1"),
        (lambda claim: bundle(PATIENT, claim, addresses=("urn:uuid:8f1c", "")), "urn:uuid:8f1c"),
        (lambda claim: bundle(claim, PATIENT, addresses=("", "https://a.example/fhir/Patient/p1")),
         "https://a.example/fhir/Patient/p1"),
        (lambda claim: bundle(claim, PATIENT), "https://b.example/fhir/Patient/p1/_history/4"),
        (lambda claim: {**claim, "contained": [{**PATIENT, "id": "inside"}]}, "#inside"),
        (lambda claim: bundle(bundle(claim), bundle(PATIENT)), "Patient/p1"),
        (lambda claim: {"resourceType": "Parameters", "parameter": [{"name": "r", "resource": bundle(claim, PATIENT)}]},
         "Patient/p1"),
        (lambda claim: [claim, PATIENT], "Patient/p1"),
    ],
)  # fmt: skip
def test_references_are_filled_in(made: Callable[[dict[str, object]], object], reference: str) -> None:
    (document,) = read_json(made({**CLAIM, "patient": {"reference": reference}})).documents
    found = named(document)
    assert found["Claim.patient.name[1].family"] == "Roe"
    assert found["Claim.patient.reference"] == reference
    assert found["fhir.patient.family"] == "Roe"  # the official name, not the old one
    assert "contained" not in document.text


def test_a_reference_that_leads_nowhere_stays_with_its_display() -> None:
    claim = {**CLAIM, "patient": {"reference": "Patient/elsewhere", "display": "Jane Roe"}}
    found = named(read_json(bundle(claim, PATIENT)).documents[0])
    assert found["Claim.patient.reference"] == "Patient/elsewhere"
    assert found["fhir.patient.display"] == "Jane Roe"
    assert "fhir.patient.family" not in found


def test_references_in_a_circle_end() -> None:
    coverage = {"resourceType": "Coverage", "id": "v", "subscriber": {"reference": "Patient/p1"}}
    patient = {**PATIENT, "managingOrganization": {"reference": "Organization/o"}}
    firm = {"resourceType": "Organization", "id": "o", "name": "Firm", "party": {"reference": "Organization/o"}}
    claim = {**CLAIM, "insurance": [{"focal": True, "coverage": {"reference": "Coverage/v"}}]}
    (document,) = read_json(bundle(claim, coverage, patient, firm)).documents
    assert named(document)["Claim.insurance[0].coverage.subscriber.name[1].family"] == "Roe"


def test_references_that_multiply_are_refused() -> None:
    others = {"party": [{"reference": f"Organization/o{n}"} for n in range(60)]}
    firms = [{"resourceType": "Organization", "id": f"o{n}", **others} for n in range(60)]
    error = refusal(json.dumps(bundle({**CLAIM, **others}, *firms)))
    assert error.code == "too_long"


def test_each_claim_of_a_bundle_is_a_claim_of_the_source() -> None:
    second = {**CLAIM, "resourceType": "ExplanationOfBenefit", "id": "e1"}
    result = read_json(bundle(CLAIM, PATIENT, second, {"resourceType": "ClaimResponse", "id": "r"}))
    assert [(document.claim, document.text.split(".")[0]) for document in result.documents] == [
        (0, "Claim"),
        (1, "ExplanationOfBenefit"),
    ]


def test_ndjson_with_a_broken_line_reads_the_others() -> None:
    lines = ["", json.dumps(CLAIM), '{"resourceType": "Claim", "id": ', json.dumps(PATIENT), "", json.dumps(CLAIM)]
    documents = read_text("\n".join(lines)).documents
    assert len(documents) == 2
    assert [defect.rule for defect in documents[0].defects] == ["documents.broken_line"]
    assert "Line 3 " in documents[0].defects[0].message
    assert documents[1].defects == ()
    assert named(documents[1])["Claim.patient.name[1].family"] == "Roe"


@pytest.mark.parametrize("first", ['{"resourceType": "Claim", "id": ', "{]", '{"a": NaN}', "[" * 5000, '{"a":1,"a":2}'])
def test_ndjson_may_begin_with_its_broken_line(first: str) -> None:
    text = "\n".join([first, json.dumps(CLAIM)])
    if FhirReader().recognises(text.encode()):
        (document,) = read_text(text).documents
        assert "Line 1 " in document.defects[0].message


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    numbers = count()
    text = "\r\n".join(["", json.dumps(CLAIM), json.dumps(CLAIM)])
    for data in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert len(read(data, lambda: f"d{next(numbers)}").documents) == 2


@pytest.mark.parametrize("kind", ["ClaimResponse", "Coverage", "PaymentNotice", "Patient"])
def test_other_resources_are_refused_by_name(kind: str) -> None:
    for value in ({"resourceType": kind, "id": "1"}, bundle({"resourceType": kind, "id": "1"})):
        error = refusal(json.dumps(value))
        assert error.code == "no_claim"
        assert kind in str(error)


def test_a_strange_resource_type_is_not_quoted() -> None:
    assert "<b>" not in str(refusal(json.dumps({"resourceType": "<b>Jane Roe</b>"})))


@pytest.mark.parametrize("value", [{}, [], {"a": 1}, [1, 2], {"resourceType": 3}, {"resourceType": "Bundle"}])
def test_json_that_is_no_fhir_is_an_unknown_format(value: object) -> None:
    error = refusal(json.dumps(value))
    assert error.code == "unknown_format"
    assert "JSON" in str(error)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"resourceType":"Claim","a":' + "[" * 100_000 + "]" * 100_000 + "}", "too_deep"),
        ('{"a":' * 100_000, "too_deep"),
        ('{"resourceType":"Claim","total":{"value":NaN}}', "damaged"),
        ('{"resourceType":"Claim","total":{"value":Infinity}}', "damaged"),
        ('{"resourceType":"Claim","id":"1","id":"2"}', "damaged"),
        ('{"resourceType":"Claim","id":"\\ud800"}', "damaged"),
        ('{"resourceType":"Claim","id":"\\udc00\\ud800"}', "damaged"),
        ('{"resourceType":"Claim","id":"1"', "damaged"),
        ('{"resourceType":"Claim","id":"1"}}', "damaged"),
        ('{"a":1}\n' * 50_002, "too_long"),
    ],
)
def test_hostile_json_is_refused(text: str, code: str) -> None:
    assert refusal(text).code == code


@pytest.mark.parametrize("text", ["[" + "{}," * 5000 + "{}]", '["' + '\\"' * 12_000, "[" + "1," * 12_000 + "1]"])
def test_more_values_than_the_limit_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as error:
        parse(text, Budget(10_000))
    assert error.value.code == "too_long"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    assert refusal(b'{"resourceType":"Claim","id":"' + b"x" * MOST_BYTES + b'"}').code == "too_long"
    assert refusal(b'{"resourceType":"Claim","id":"\xff\xfe"}').code == "damaged"


def test_more_claims_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableError) as error:
        read_text(json.dumps(bundle(CLAIM, CLAIM, CLAIM)), ReadLimits(max_claims=2))
    assert error.value.code == "too_many_claims"


def test_a_text_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableError) as error:
        read_text(json.dumps({**CLAIM, "text": {"div": "word " * 1000}}), ReadLimits(max_characters=2000))
    assert error.value.code == "too_long"


def test_lines_of_values_stay_lines_of_their_own() -> None:
    claim = {**CLAIM, "text": {"div": "one\ntwo\fthree\u2028four\u0000Claim.total.value: 9"}}
    (document,) = read_json(claim).documents
    assert "Claim.text.div: one two three four Claim.total.value: 9" in document.text.split("\n")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"status": "cancelled"}, "documents.claim_status"),
        ({"status": "entered-in-error"}, "documents.claim_status"),
        ({"use": "preauthorization"}, "documents.claim_use"),
        ({"type": {"coding": [{"code": "pharmacy"}]}}, "documents.claim_kind"),
        ({"total": {"value": 1, "currency": "EUR"}}, "documents.claim_currency"),
    ],
)
def test_what_a_handler_must_know_is_a_defect_with_its_place(changes: dict[str, object], rule: str) -> None:
    (document,) = read_json({**CLAIM, **changes}).documents
    (defect,) = document.defects
    (span,) = defect.spans
    assert defect.rule == rule
    assert isinstance(span, PathSpan)
    assert f"{span.path}: {span.text}" in document.text.split("\n")


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (["professional"], "professional"),
        (["71", "CARRIER", "professional", "O"], "professional"),
        (["FISS", "institutional"], "institutional"),
        (["INPATIENT"], "institutional"),
        (["PDE"], "pharmacy"),
        (["Oral"], "oral"),
        (["something"], "something"),
    ],
)
def test_the_type_is_found_among_other_codes(codes: list[str], kind: str) -> None:
    claim = {**CLAIM, "type": {"coding": [{"code": code} for code in codes]}}
    assert read_json(claim).documents[0].declares == f"fhir:{kind}"


@pytest.mark.parametrize(
    ("text", "whole"),
    [("{}", True), ('{"a":"}"}', True), ("{} {}", False), ('{"a"', False), ('{"a":"\\"}', False), ("[1]", True)],
)
def test_a_line_is_one_value_or_not(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_no_text_is_json_for_letters() -> None:
    for letter in (
        b"{Dear Sir}, my claim",
        b"[Draft] Dear Sir",
        b"{\\rtf1",
        b"Claim",
        b"[x] Yes",
        b"[10:02] Agent: Good morning",
        b"[2] see below",
    ):
        assert not FhirReader().recognises(letter)


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from([*CLAIM, "total", "diagnosis", "insurance", "careTeam", "supportingInfo"]), _TREES)
)
def test_whatever_stands_in_a_claim_it_is_read_or_refused(members: dict[str, object]) -> None:
    try:
        result = read_json({**members, "resourceType": "Claim"})
    except UnreadableError as error:
        assert error.code != "damaged" or "\\ud" in json.dumps(members)
        return
    (document,) = result.documents
    document.text.encode()
    assert Document.model_validate_json(document.model_dump_json()) == document


@given(st.binary(max_size=200))
def test_bytes_behind_a_brace_are_read_or_refused(data: bytes) -> None:
    try:
        read(b'{"' + data, lambda: "d")
    except UnreadableError:
        return


@given(st.integers(1, MOST_LEVELS))
def test_levels_up_to_the_limit_are_parsed(levels: int) -> None:
    assert parse("[" * levels + "]" * levels, Budget()) is not None
