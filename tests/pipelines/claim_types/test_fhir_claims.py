"""Claims in FHIR as claim types read them: the public examples of HL7 and CMS, and what releases name differently."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipelines.claim import Document, Field, PathSpan
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.errors import UnreadableError
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.readers import read

SHARED = Path(os.environ.get("LODGE_SHARED", Path(__file__).resolve().parents[3].parent / "shared"))
HL7 = SHARED / "samples" / "fhir_r4"
CMS = SHARED / "samples" / "cms_bcda"
KINDS = {"professional": "health", "pharmacy": "health", "vision": "health", "institutional": "institutional",
         "oral": "dental"}  # fmt: skip

here = pytest.mark.skipif(not HL7.is_dir(), reason="no public examples here: LODGE_SHARED names the folder of samples/")


def documents_of(data: bytes) -> tuple[Document, ...]:
    numbers = count()
    return read(data, lambda: f"d{next(numbers)}").documents


def fields_of(document: Document) -> tuple[str, dict[str, Field]]:
    name = classify((document,), CLAIM_TYPES).claim_type
    claim_type = CLAIM_TYPES[name]
    readings = read_exact(Material((document,), claim_type, date(2026, 11, 23))).readings
    return name, {field.path: field for field in fuse(claim_type, readings).fields}


def claim_fields(value: object) -> dict[str, Field]:
    (document,) = documents_of(json.dumps(value).encode())
    return fields_of(document)[1]


def values(found: dict[str, Field]) -> dict[str, object]:
    return {path: field.value for path, field in found.items()}


def claims_in(path: Path) -> list[dict[str, Any]]:
    """The claims of a file, found without any code of ours."""
    whole = json.loads(path.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    resources = (
        [entry["resource"] for entry in whole.get("entry", [])] if whole["resourceType"] == "Bundle" else [whole]
    )
    return [one for one in resources if one["resourceType"] in ("Claim", "ExplanationOfBenefit")]


def charged(claim: dict[str, Any]) -> list[Decimal]:
    """What each line charges: its net, else the amount that was submitted for it."""
    amounts = []
    for item in claim.get("item", []):
        if "net" in item:
            amounts.append(item["net"]["value"])
        else:
            submitted = [a for a in item["adjudication"] if "sbmtd_chrg" in json.dumps(a["category"], default=str)]
            amounts.append(submitted[0]["amount"]["value"])
    return amounts


def total_of(claim: dict[str, Any]) -> Decimal:
    """What the claim says that it charges in all, else the sum of its lines."""
    total = claim.get("total")
    if isinstance(total, dict):
        return Decimal(total["value"])
    for one in total or []:
        if one["category"]["coding"][0]["code"] == "submitted":
            return Decimal(one["amount"]["value"])
    for extension in claim.get("extension", []):
        if extension["url"].endswith("sbmtd_chrg_amt"):
            return Decimal(extension["valueMoney"]["value"])
    return sum(charged(claim), Decimal(0))


def files(*patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in sorted((SHARED / "samples").glob(pattern))]


CLAIM_FILES = files("fhir_r4/Claim-*.json", "fhir_r4/ExplanationOfBenefit-*.json", "cms_bcda/Claim",
                    "cms_bcda/ExplanationOfBenefit")  # fmt: skip
OTHER_FILES = [
    path
    for path in files("fhir_r4/*.json", "cms_bcda/*")
    if path not in CLAIM_FILES and path.name != "LICENSE" and path.is_file()
]


@here
def test_all_the_public_examples_are_here() -> None:
    assert len([path for path in CLAIM_FILES if path.name.startswith("Claim-")]) == 17
    assert len(CLAIM_FILES) == 17 + 2 + 2
    assert sum(len(claims_in(path)) for path in CLAIM_FILES) == 17 + 2 + 1 + 33


@here
@pytest.mark.parametrize("path", CLAIM_FILES, ids=lambda path: path.name)
def test_claims_totals_and_lines_are_those_of_a_plain_sum(path: Path) -> None:
    claims, documents = claims_in(path), documents_of(path.read_bytes())
    assert [document.claim for document in documents] == list(range(len(claims)))
    for claim, document in zip(claims, documents, strict=True):
        declared = {coding["code"] for coding in claim["type"]["coding"]}
        name, found = fields_of(document)
        assert name in {KINDS[code] for code in declared if code in KINDS}
        assert Decimal(str(found["total_charge"].value)) == total_of(claim)
        charges = [field for path, field in found.items() if path.startswith("service_lines") and "charge" in path]
        assert [Decimal(str(field.value)) for field in charges] == charged(claim)
        lines = set(document.text.split("\n"))
        for field in found.values():
            for span in field.chosen.spans:
                assert isinstance(span, PathSpan)
                assert f"{span.path}: {span.text}" in lines


@here
@pytest.mark.parametrize("path", OTHER_FILES, ids=lambda path: path.name)
def test_other_resources_are_refused_with_their_type(path: Path) -> None:
    with pytest.raises(UnreadableError) as error:
        documents_of(path.read_bytes())
    assert error.value.code == "no_claim"
    assert path.name.partition("-")[0] in str(error.value)


def line(**members: object) -> dict[str, object]:
    return {"sequence": 1, "servicedDate": "2026-04-02", **members}


def usd(value: float) -> dict[str, object]:
    return {"value": value, "currency": "USD"}


def claim(kind: str = "professional", **members: object) -> dict[str, object]:
    return {
        "resourceType": "Claim",
        "status": "active",
        "use": "claim",
        "type": {"coding": [{"code": kind}]},
        **members,
    }


def test_a_missing_total_is_the_sum_of_the_lines_and_points_at_them() -> None:
    found = claim_fields(claim(item=[line(net=usd(10.1)), line(net=usd(0.25))]))
    total = found["total_charge"]
    assert (total.value, total.chosen.derivation) == ("10.35", "sum")
    assert [span.path for span in total.chosen.spans if isinstance(span, PathSpan)] == [
        "Claim.item[0].net.value",
        "Claim.item[1].net.value",
    ]


def test_a_missing_net_is_units_times_price() -> None:
    items = [line(unitPrice=usd(12.5), quantity={"value": 3}, factor=0.5), line(unitPrice=usd(4)), line(net=usd(1))]
    found = claim_fields(claim(item=items))
    assert [found[f"service_lines[{n}].charge"].value for n in range(3)] == ["18.75", "4.00", "1.00"]
    first = found["service_lines[0].charge"].chosen
    assert first.derivation == "product"
    assert len(first.spans) == 3
    assert (found["total_charge"].value, len(found["total_charge"].chosen.spans)) == ("23.75", 5)


def test_no_total_is_made_up_where_a_line_bears_no_amount() -> None:
    found = claim_fields(claim(item=[line(net=usd(10)), line()]))
    assert "total_charge" not in found


def test_what_was_paid_or_allowed_is_no_charge() -> None:
    def amount(code: str, value: float) -> dict[str, object]:
        return {"category": {"coding": [{"code": code}]}, "amount": usd(value)}

    explained = claim(item=[line(adjudication=[amount("eligible", 80), amount("benefit", 60)])])
    found = claim_fields({**explained, "resourceType": "ExplanationOfBenefit", "payment": {"amount": usd(60)}})
    assert "total_charge" not in found and "service_lines[0].charge" not in found
    total = [amount("benefit", 60), amount("submitted", 100)]
    found = claim_fields({**explained, "resourceType": "ExplanationOfBenefit", "total": total})
    assert found["total_charge"].value == "100.00"


def test_a_professional_claim_in_full() -> None:
    npi = [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "1234567893"}]
    person = {"resourceType": "Patient", "id": "p", "name": [{"family": "Roe", "given": ["Jane"]}],
              "birthDate": "1980-02-03", "gender": "female", "telecom": [{"system": "phone", "value": "503-555-0142"}],
              "address": [{"line": ["1 Elm St", "Apt 2"], "city": "Salem", "state": "OR",
                           "postalCode": "97301"}]}  # fmt: skip
    coverage = {"resourceType": "Coverage", "id": "v", "subscriberId": "W123456789",
                "subscriber": {"reference": "#p"}, "relationship": {"coding": [{"code": "self"}]},
                "class": [{"type": {"coding": [{"code": "group"}]}, "value": "G-4471",
                           "name": "Mill Works"}]}  # fmt: skip
    whole = claim(
        contained=[person, coverage,
                   {"resourceType": "Organization", "id": "o", "name": "Elm Clinic", "identifier": npi}],
        patient={"reference": "#p"}, created="2026-04-05", provider={"reference": "#o"},
        insurer={"display": "Cedar Health"},
        insurance=[{"focal": True, "coverage": {"reference": "#v"}, "preAuthRef": ["PA-7731"]}],
        diagnosis=[{"sequence": 1, "diagnosisCodeableConcept": {"coding": [
            {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "J20.9"}]}}],
        item=[line(productOrService={"coding": [{"code": "99213"}]}, modifier=[{"coding": [{"code": "25"}]}],
                   diagnosisSequence=[1], quantity={"value": 1}, net=usd(120),
                   locationCodeableConcept={"coding": [{"code": "11"}]})],
    )  # fmt: skip
    found = values(claim_fields(whole))
    assert found == {
        "patient_name": "Jane Roe", "patient_date_of_birth": "1980-02-03", "patient_sex": "female",
        "patient_address": "1 Elm St, Apt 2", "patient_city": "Salem", "patient_state": "OR", "patient_zip": "97301",
        "patient_phone": found["patient_phone"], "insured_phone": found["insured_phone"],
        "insured_id": "W123456789", "insured_name": "Jane Roe", "insured_date_of_birth": "1980-02-03",
        "insured_sex": "female", "insured_address": "1 Elm St, Apt 2", "insured_city": "Salem", "insured_state": "OR",
        "insured_zip": "97301", "policy_number": "G-4471", "plan_name": "Mill Works", "patient_relationship": "self",
        "payer_name": "Cedar Health", "billing_provider_name": "Elm Clinic", "billing_provider_npi": "1234567893",
        "prior_authorization_number": "PA-7731", "date_reported": "2026-04-05", "total_charge": "120.00",
        "diagnoses[0].code": "J20.9", "service_lines[0].date_from": "2026-04-02",
        "service_lines[0].place_of_service": "11", "service_lines[0].procedure": "99213",
        "service_lines[0].modifiers": "25", "service_lines[0].diagnosis_pointer": "A",
        "service_lines[0].charge": "120.00", "service_lines[0].units": 1,
    }  # fmt: skip


def test_roles_of_diagnoses_tell_the_principal_from_the_others() -> None:
    def diagnosis(code: str, role: str) -> dict[str, object]:
        return {"diagnosisCodeableConcept": {"coding": [{"code": code}]}, "type": [{"coding": [{"code": role}]}]}

    roles = [diagnosis("I50.9", "admitting"), diagnosis("I10", "other"), diagnosis("I21.4", "principal"),
             diagnosis("E78.5", "other")]  # fmt: skip
    found = values(claim_fields(claim("institutional", diagnosis=roles, item=[line(net=usd(1))])))
    assert found["principal_diagnosis"] == "I21.4"
    assert found["admitting_diagnosis"] == "I50.9"
    assert [found[f"other_diagnoses[{n}].code"] for n in range(2)] == ["I10", "E78.5"]


def test_a_drug_number_is_no_procedure() -> None:
    drug = {"coding": [{"system": "http://hl7.org/fhir/sid/ndc", "code": "00093505698"}]}
    found = claim_fields(claim("pharmacy", item=[line(productOrService=drug, net=usd(90))]))
    assert "service_lines[0].procedure" not in found
    assert found["total_charge"].value == "90.00"


def test_a_dental_claim_says_which_tooth() -> None:
    item = line(productOrService={"coding": [{"code": "D2392"}]}, net=usd(210),
                bodySite={"coding": [{"code": "14"}]},
                subSite=[{"coding": [{"code": "M"}]}, {"coding": [{"code": "O"}]}])  # fmt: skip
    found = values(claim_fields(claim("oral", use="predetermination") | {"use": "predetermination", "item": [item]}))
    assert found["transaction_type"] == "predetermination"
    assert found["service_lines[0].procedure"] == "D2392"
    assert (found["service_lines[0].tooth"], found["service_lines[0].surfaces"]) == ("14", "MO")
