"""FHIR R4: claims as Claim and ExplanationOfBenefit, alone, in a Bundle, or one on each line.

Members and code systems are those of the release's own pages; what a US claim says beyond them (type of bill, revenue
codes, roles in the care team) bears the codes of the CARIN profiles for explanations of benefits.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from uuid import UUID

from sample_claims.telling import Address, Name, Teller

Json = dict[str, object]

_HL7 = "http://terminology.hl7.org/CodeSystem"
_CARIN = "http://hl7.org/fhir/us/carin-bb/CodeSystem"
_NPI = "http://hl7.org/fhir/sid/us-npi"
_EIN = "urn:oid:2.16.840.1.113883.4.4"
_ICD = "http://hl7.org/fhir/sid/icd-10-cm"
_PCS = "http://www.cms.gov/Medicare/Coding/ICD10"
_HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
_CDT = "http://www.ada.org/cdt"
_NUBC = "https://www.nubc.org/CodeSystem"
_PLACES = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
_TYPES = {"health": "professional", "institutional": "institutional", "dental": "oral"}
_LETTERS = "ABCDEFGHIJKL"


class Record:
    """One claim with the people and firms that it refers to."""

    def __init__(self, teller: Teller, rng: Random, *, explained: bool = False) -> None:
        """`explained` makes an ExplanationOfBenefit of it."""
        self._teller = teller
        self._rng = rng
        self._explained = explained
        self._others: list[tuple[str, Json]] = []  # (key, resource), in the order in which they were referred to
        self._information: list[Json] = []
        self._team: list[Json] = []
        self._claim = self._made()

    def alone(self) -> Json:
        """The claim with everything contained in it."""
        contained = [{"id": key, **one} for key, one in self._others]
        return _addressed({**self._claim, "contained": contained}, lambda key: f"#{key}")

    def bundled(self) -> Json:
        """A Bundle in which each resource has an address of its own."""
        address = {key: f"urn:uuid:{UUID(int=self._rng.getrandbits(128), version=4)}" for key, _ in self._others}
        own = f"urn:uuid:{UUID(int=self._rng.getrandbits(128), version=4)}"
        entries: list[Json] = [{"fullUrl": own, "resource": _addressed(self._claim, address.__getitem__)}]
        entries += [{"fullUrl": address[key], "resource": _addressed(one, address.__getitem__)}
                    for key, one in self._others]  # fmt: skip
        return {"resourceType": "Bundle", "type": "collection", "entry": entries}

    def _refer(self, key: str, resource: Json) -> Json:
        self._others.append((key, resource))
        return {"reference": f"@{key}"}

    def _made(self) -> Json:
        teller, line = self._teller, self._teller.scene.claim_type
        claim: Json = {
            "resourceType": "ExplanationOfBenefit" if self._explained else "Claim",
            "status": "active",
            "type": _concept(f"{_HL7}/claim-type", _TYPES[line]),
            "use": "claim",
        }
        if not self._explained:
            claim["identifier"] = [{"system": "urn:example:accounts", "value": teller.tell("patient_account_number")}]
            claim["created"] = teller.tell("date_reported")
            if line == "dental":
                teller.tell("transaction_type")  # `use` says it
        else:
            claim |= {"outcome": "complete", "created": "2026-06-12"}
            account = teller.tell("patient_account_number")
            self._tell_more(f"{_CARIN}/C4BBSupportingInfoType", "patientaccountnumber", valueString=account)
        claim["patient"] = self._refer("patient", self._person("patient"))
        claim["insurer"] = self._refer("payer", {"resourceType": "Organization", "name": teller.tell("payer_name")})
        claim["provider"] = self._refer("provider", self._provider())
        claim["priority"] = _concept(f"{_HL7}/processpriority", "normal")
        if facility := teller.tell("facility_name"):
            claim["facility"] = self._refer("facility", {
                "resourceType": "Location", "name": facility, "identifier": [_npi(teller.tell("facility_npi"))],
                "address": _address(teller.address("facility_address")),
            })  # fmt: skip
        claim["insurance"] = [self._insurance()]
        {"health": self._visit, "institutional": self._stay, "dental": self._dentistry}[line](claim)
        total = {"value": _number(teller.tell("total_charge")), "currency": "USD"}
        if self._explained:
            claim["total"] = [{"category": _concept(f"{_HL7}/adjudication", "submitted"), "amount": total}]
        else:
            claim["total"] = total
        for name, found in (("careTeam", self._team), ("supportingInfo", self._information)):
            if found:
                claim[name] = [{"sequence": n, **one} for n, one in enumerate(found, 1)]
        return claim

    def _person(self, who: str) -> Json:
        teller = self._teller
        name = teller.name(f"{who}_name")
        assert name is not None
        return {
            "resourceType": "Patient",
            "name": [_human(name)],
            "telecom": [{"system": "phone", "value": teller.tell(f"{who}_phone")}],
            "gender": teller.tell(f"{who}_sex"),
            "birthDate": teller.tell(f"{who}_date_of_birth"),
            "address": [_address(teller.home(who))],
        }

    def _provider(self) -> Json:
        teller = self._teller
        return {
            "resourceType": "Organization",
            "identifier": [_npi(teller.tell("billing_provider_npi")),
                           {"system": _EIN, "value": teller.tell("tax_id")}],
            "name": teller.tell("billing_provider_name"),
            "telecom": [{"system": "phone", "value": teller.tell("billing_provider_phone")}],
            "address": [_address(teller.address("billing_provider_address"))],
        }  # fmt: skip

    def _insurance(self) -> Json:
        teller = self._teller
        kinds = [("group", {"value": teller.tell("policy_number")}),
                 ("plan", {"value": "1", "name": teller.tell("plan_name")})]  # fmt: skip
        coverage: Json = {
            "resourceType": "Coverage",
            "status": "active",
            "subscriber": self._refer("insured", self._person("insured")),
            "subscriberId": teller.tell("insured_id"),
            "beneficiary": {"reference": "@patient"},
            "relationship": _concept(f"{_HL7}/subscriber-relationship", teller.tell("patient_relationship")),
            "payor": [{"reference": "@payer"}],
            "class": [{"type": _concept(f"{_HL7}/coverage-class", kind), **told} for kind, told in kinds],
        }
        insurance: Json = {"focal": True, "coverage": self._refer("coverage", coverage)}
        if not self._explained:
            insurance = {"sequence": 1, **insurance}
        if number := teller.tell("prior_authorization_number"):
            insurance["preAuthRef"] = [number]
        return insurance

    def _tell_more(self, system: str, category: str, **told: object) -> None:
        self._information.append({"category": _concept(system, category), **told})

    def _join_team(self, key: str, name: Name | None, npi: str, role: Json) -> None:
        if name:
            resource: Json = {"resourceType": "Practitioner", "identifier": [_npi(npi)], "name": [_human(name)]}
            self._team.append({"provider": self._refer(key, resource), "role": role})

    def _visit(self, claim: Json) -> None:
        """A professional claim."""
        teller, scene = self._teller, self._teller.scene
        own = f"{_HL7}/claiminformationcategory"
        if began := teller.tell("illness_date"):
            self._tell_more(own, "onset", timingDate=began)
        if teller.says("employment_related"):
            claim["accident"] = {"date": scene.values["illness_date"],
                                 "type": _concept(f"{_HL7}/v3-ActCode", "WPA")}  # fmt: skip
        if away := teller.tell("unable_to_work_from"):
            self._tell_more(own, "employmentimpacted",
                            timingPeriod={"start": away, "end": teller.tell("unable_to_work_to")})  # fmt: skip
        doctor = Name(scene.extras["doctor"].removeprefix("Dr. "), "Alex")
        self._join_team("doctor", doctor, scene.extras["rendering"], _concept(f"{_HL7}/claimcareteamrole", "primary"))
        self._join_team("sender", teller.name("referring_provider"), teller.tell("referring_npi"),
                        _concept(f"{_CARIN}/C4BBClaimCareTeamRole", "referring"))  # fmt: skip
        codes = [teller.tell(f"diagnoses[{row}].code") for row in range(scene.rows("diagnoses"))]
        claim["diagnosis"] = [{"sequence": n, "diagnosisCodeableConcept": _concept(_ICD, code)}
                              for n, code in enumerate(codes, 1)]  # fmt: skip
        items = []
        for row in range(scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            pointers = [_LETTERS.index(mark) + 1 for mark in teller.tell(f"{line}.diagnosis_pointer")]
            item = self._item(line, row, _concept(_HCPCS, teller.tell(f"{line}.procedure")))
            item["careTeamSequence"] = [1]
            item["diagnosisSequence"] = pointers
            item["locationCodeableConcept"] = _concept(_PLACES, teller.tell(f"{line}.place_of_service"))
            teller.tell(f"{line}.rendering_npi")
            items.append(item)
        claim["item"] = items

    def _item(self, line: str, row: int, service: Json) -> Json:
        """A line with its day, or its first and last, its quantity and its charge."""
        teller, values = self._teller, self._teller.scene.values
        item: Json = {"sequence": row + 1, "productOrService": service}
        first = teller.tell(f"{line}.date_from")
        if first and values.get(f"{line}.date_to") not in (None, first):
            item["servicedPeriod"] = {"start": first, "end": teller.tell(f"{line}.date_to")}
        elif first:
            item["servicedDate"] = first
        item["quantity"] = {"value": int(teller.tell(f"{line}.units"))}
        item["net"] = {"value": _number(teller.tell(f"{line}.charge")), "currency": "USD"}
        return item

    def _stay(self, claim: Json) -> None:
        """An institutional claim."""
        teller, scene = self._teller, self._teller.scene
        claim["billablePeriod"] = {"start": teller.tell("statement_from"), "end": teller.tell("statement_to")}
        carin = f"{_CARIN}/C4BBSupportingInfoType"
        period = {"start": teller.tell("admission_date"), "end": scene.values["statement_to"]}
        self._tell_more(carin, "admissionperiod", timingPeriod=period)
        scene.values["discharge_date"] = scene.values["statement_to"]
        teller.tell("discharge_date")
        for category, path, system in (
            ("typeofbill", "type_of_bill", f"{_NUBC}/TypeOfBill"),
            ("admtype", "admission_type", f"{_NUBC}/PriorityTypeOfAdmitOrVisit"),
            ("pointoforigin", "admission_source", f"{_NUBC}/PointOfOrigin"),
            ("discharge-status", "patient_status", f"{_NUBC}/PatientDischargeStatus"),
            ("drg", "drg", "https://www.cms.gov/Medicare/MS-DRG"),
        ):
            if told := teller.tell(path):
                self._tell_more(carin, category, code=_concept(system, told))
        self._tell_more(carin, "medicalrecordnumber", valueString=teller.tell("medical_record_number"))
        for key in ("attending", "operating"):
            self._join_team(key, teller.name(f"{key}_provider"), teller.tell(f"{key}_npi"),
                            _concept(f"{_CARIN}/C4BBClaimCareTeamRole", key))  # fmt: skip
        kinds = [(f"{_HL7}/ex-diagnosistype", "principal", teller.tell("principal_diagnosis")),
                 (f"{_HL7}/ex-diagnosistype", "admitting", teller.tell("admitting_diagnosis"))]  # fmt: skip
        kinds += [(f"{_CARIN}/C4BBClaimDiagnosisType", "other", teller.tell(f"other_diagnoses[{row}].code"))
                  for row in range(scene.rows("other_diagnoses"))]  # fmt: skip
        kinds += [(f"{_CARIN}/C4BBClaimDiagnosisType", "externalcauseofinjury",
                   teller.tell(f"external_causes[{row}].code"))
                  for row in range(scene.rows("external_causes"))]  # fmt: skip
        claim["diagnosis"] = [
            {"sequence": n, "diagnosisCodeableConcept": _concept(_ICD, code), "type": [_concept(system, kind)]}
            for n, (system, kind, code) in enumerate(((s, k, c) for s, k, c in kinds if c), 1)
        ]
        if code := teller.tell("principal_procedure"):
            claim["procedure"] = [{
                "sequence": 1, "type": [_concept(f"{_HL7}/ex-procedure-type", "primary")],
                "date": teller.tell("principal_procedure_date"), "procedureCodeableConcept": _concept(_PCS, code),
            }]  # fmt: skip
        items = []
        for row in range(scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            code = teller.tell(f"{line}.procedure")
            # A line must name a service; where it has none but its revenue code, this says so.
            service = _concept(_HCPCS, code) if code else _concept(f"{_HL7}/data-absent-reason", "not-applicable")
            item = self._item(line, row, service)
            revenue = _concept(f"{_NUBC}/RevenueCodes", teller.tell(f"{line}.revenue_code"))
            revenue["coding"][0]["display"] = teller.tell(f"{line}.description")  # type: ignore[index]
            items.append(item | {"revenue": revenue})
        claim["item"] = items

    def _dentistry(self, claim: Json) -> None:
        """A dental claim."""
        teller, scene = self._teller, self._teller.scene
        self._join_team("dentist", teller.name("treating_dentist"), teller.tell("treating_npi"),
                        _concept(f"{_HL7}/claimcareteamrole", "primary"))  # fmt: skip
        items = []
        for row in range(scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            service = _concept(_CDT, teller.tell(f"{line}.procedure"))
            service["coding"][0]["display"] = teller.tell(f"{line}.description")  # type: ignore[index]
            item = self._item(line, row, service)
            item["careTeamSequence"] = [1]
            item["locationCodeableConcept"] = _concept(_PLACES, teller.tell("place_of_service"))
            if tooth := teller.tell(f"{line}.tooth"):
                item["bodySite"] = _concept(f"{_HL7}/ex-tooth", tooth)
                surfaces = teller.tell(f"{line}.surfaces")
                if surfaces:
                    item["subSite"] = [_concept(f"{_HL7}/FDI-surface", mark) for mark in surfaces]
            scene.values[f"{line}.rendering_npi"] = scene.values["treating_npi"]
            teller.tell(f"{line}.rendering_npi")
            items.append(item)
        claim["item"] = items


def dumped(resource: Json, *, lines: bool = False) -> str:
    """The resource as JSON: on one line, or indented."""
    return json.dumps(resource, indent=None if lines else 2, ensure_ascii=False) + "\n"


def _addressed(value: Json, address: Callable[[str], str]) -> Json:
    """A copy in which references ("@patient") are addresses."""

    def fill(one: object) -> object:
        if isinstance(one, dict):
            return {key: fill(inner) for key, inner in one.items()}
        if isinstance(one, list):
            return [fill(inner) for inner in one]
        return address(one[1:]) if isinstance(one, str) and one.startswith("@") else one

    found = fill(value)
    assert isinstance(found, dict)
    return found


def _concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def _npi(number: str) -> Json:
    return {"system": _NPI, "value": number}


def _human(name: Name) -> Json:
    said: Json = {"family": name.last, "given": [part for part in (name.first, name.middle) if part]}
    return {**said, "suffix": [name.suffix]} if name.suffix else said


def _address(address: Address | None) -> Json:
    assert address is not None
    return {"line": [address.street], "city": address.city, "state": address.state, "postalCode": address.zip}


def _number(amount: str) -> float:
    return float(amount)
