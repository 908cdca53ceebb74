"""The codes by which FHIR resources say what a value is, in the words of its releases and of US profiles."""

from __future__ import annotations

from pipelines.readers.fhir_tree import Node

NPI = ("npi", "us-npi")
TAX = ("tax", "ein", "ei", "2.16.840.1.113883.4.4")
MEMBER = ("mb", "mc", "us-mbi", "mbi", "hicn", "hic-hash", "subscriber-number")
# Roles in a care team: HL7's own, and those of the Blue Button profiles.
TEAM = {
    "attending": "attending", "operating": "operating", "otheroperating": "other_provider", "referring": "referring",
    "performing": "rendering", "rendering": "rendering", "primary": "rendering", "assist": "other_provider",
    "supervising": "supervising", "supervisor": "supervising", "prescribing": "referring",
}  # fmt: skip
DIAGNOSES = {
    "principal": "principal", "admitting": "admitting", "externalcauseofinjury": "external",
    "patientreasonforvisit": "reason", "other": "other", "secondary": "other", "discharge": "principal",
    "first-external-diagnosis": "external", "external-first": "external", "external": "external",
    "externalcause": "external",
}  # fmt: skip
HOSPITAL_PERIODS = frozenset({"hospitalized", "admissionperiod"})
INFORMATION = {
    "typeofbill": "type_of_bill", "drg": "drg", "discharge-status": "patient_status",
    "pointoforigin": "admission_source", "admtype": "admission_type", "patientaccountnumber": "account",
    "medicalrecordnumber": "record", "additionaltext": "remarks",
}  # fmt: skip
ACCIDENTS = {
    "MVA": "auto", "WPA": "work", "SCHOOL": "other", "SPT": "other", "SPORT": "other", "ACCIDENT": "other",
}  # fmt: skip
_TYPES = frozenset({"professional", "institutional", "oral", "pharmacy", "vision"})
# Codes of the US programmes, for claims that do not bear HL7's own.
_PROGRAMMES = {
    "carrier": "professional", "dme": "professional", "inpatient": "institutional", "outpatient": "institutional",
    "snf": "institutional", "hospice": "institutional", "hha": "institutional", "pde": "pharmacy",
    "inpatient-facility": "institutional", "outpatient-facility": "institutional",
    "professional-nonclinician": "professional", "dental": "oral", "institution": "institutional",
}  # fmt: skip


def codings(concept: Node | None) -> list[Node]:
    """The codings of a concept, or the coding itself."""
    if concept is None:
        return []
    return concept.each("coding") if concept.at("coding") else [concept]


def words_of(concept: Node | None) -> list[Node]:
    """The leaves that are a concept's codes; its text where it has none."""
    if concept is None:
        return []
    if concept.text:
        return [concept]
    codes = [code for coding in codings(concept) if (code := coding.at("code")) and code.text]
    text = concept.at("text")
    return codes or ([text] if text and text.text else [])


def codes_of(concept: Node | None) -> list[str]:
    """A concept's codes in lower case."""
    return [word.text.lower() for word in words_of(concept)]


def is_kind(concept: Node | None, code: str) -> bool:
    """Whether a concept bears this code."""
    return code in codes_of(concept)


def is_icd9(coding: Node) -> bool:
    """Whether a coding says that it is of ICD-9, whose codes look like others' of ICD-10."""
    system = coding.at("system")
    return system is not None and "icd-9" in system.text.lower()


def is_drug(coding: Node) -> bool:
    """Whether a coding says that it is a drug's number, which is no procedure code."""
    system = coding.at("system")
    return system is not None and system.text.lower().rstrip("/").endswith(("ndc", "rxnorm", "pharmaservice"))


def is_absent(coding: Node) -> bool:
    """Whether a coding says no more than that there is no code."""
    system = coding.at("system")
    return system is not None and system.text.lower().rstrip("/").endswith("data-absent-reason")


def identifier_of(party: Node, kind: tuple[str, ...]) -> Node | None:
    """The first identifier that its type or its system says is of this kind."""
    for identifier in party.each("identifier"):
        system = identifier.at("system")
        tail = system.text.lower().rstrip("/").replace(":", "/").rpartition("/")[2] if system else ""
        value = identifier.at("value")
        if value and value.text and (tail in kind or any(code in kind for code in codes_of(identifier.at("type")))):
            return value
    return None


def type_of(claim: Node) -> str:
    """The claim's kind: "professional", "institutional", "oral", "pharmacy", "vision"; else its first code; or ""."""
    found = codes_of(claim.at("type"))
    known = [code for code in found if code in _TYPES]
    known += [_PROGRAMMES[code] for code in found if code in _PROGRAMMES]
    return (known or found or [""])[0]
