"""Names for what a FHIR claim says, whatever release or profile wrote it: `fhir.patient.family`, `fhir.lines[0].net`.

A resource says who somebody is by a code beside the value (a diagnosis of the type "principal", an identifier of the
system of NPIs), and releases and profiles name one thing differently. A claim type's `fhir` map should know of
neither, so the reader gives these values a second name, made here. Nothing is computed: each name stands for one leaf.
Raw paths (`Claim.item[0].net.value`) may be mapped too.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.readers.fhir_codes import (
    ACCIDENTS,
    DIAGNOSES,
    HOSPITAL_PERIODS,
    INFORMATION,
    MEMBER,
    NPI,
    TAX,
    TEAM,
    codes_of,
    codings,
    identifier_of,
    is_icd9,
    is_kind,
    words_of,
)
from pipelines.readers.fhir_lines import lines
from pipelines.readers.fhir_tree import Node

Role = tuple[str, Node]


def roles(claim: Node) -> Iterator[Role]:
    """Every name with the leaf that it stands for; where a name comes twice, the first is meant."""
    yield from _one("fhir.use", claim.at("use"))
    # Day and number of a Claim are the provider's own, those of an explanation of benefits the payer's.
    yield from _one("fhir.sent" if claim.path == "Claim" else "fhir.decided", claim.at("created"))
    yield from _one("fhir.number" if claim.path == "Claim" else "fhir.payers_number", claim.at("identifier", "value"))
    yield from _one("fhir.from", claim.at("billablePeriod", "start"))
    yield from _one("fhir.to", claim.at("billablePeriod", "end"))
    yield from _one("fhir.original", claim.at("related", "reference", "value"))
    yield from _party("fhir.patient", claim.first("patient"))
    yield from _party("fhir.provider", claim.first("provider", "organization"))
    yield from _party("fhir.facility", claim.first("facility"))
    yield from _party("fhir.payer", claim.first("insurer"))
    yield from _insurance(claim)
    yield from _team(claim)
    yield from _accident(claim)
    yield from _diagnoses(claim)
    yield from _procedures(claim)
    yield from _information(claim)
    yield from _total(claim)
    yield from lines(claim)


def _one(name: str, node: Node | None) -> Iterator[Role]:
    if node is not None and node.text:
        yield name, node


def _party(root: str, party: Node | None) -> Iterator[Role]:
    """A person or an organisation; a reference that leads nowhere may still bear a name."""
    if party is None:
        return
    # A role (PractitionerRole) names the person and the firm; an own name comes first.
    inner = [node for node in (party, party.at("practitioner"), party.at("organization")) if node]
    for one in inner:
        yield from _name(root, one)
        for address in one.each("address")[:1]:
            yield from _one(f"{root}.street", address.at("line"))
            yield from _one(f"{root}.unit", next(iter(address.each("line")[1:]), None))
            for part, name in (("city", "city"), ("state", "state"), ("postalCode", "zip"), ("text", "address")):
                yield from _one(f"{root}.{name}", address.at(part))
        phones = [node for node in one.each("telecom") if (node.at("system") or node).text in ("phone", "")]
        for phone in phones[:1]:
            yield from _one(f"{root}.phone", phone.at("value"))
        yield from _one(f"{root}.birth", one.at("birthDate"))
        yield from _one(f"{root}.sex", one.at("gender"))
        for kind, name in ((NPI, "npi"), (TAX, "tax"), (MEMBER, "member")):
            yield from _one(f"{root}.{name}", identifier_of(one, kind))
    yield from _one(f"{root}.display", party.at("display"))


def _name(root: str, party: Node) -> Iterator[Role]:
    names = party.each("name")
    official = [name for name in names if (use := name.at("use")) and use.text == "official"]
    for name in (official or names)[:1]:
        yield from _one(f"{root}.name", name if name.text else name.at("text"))
        for n, given in enumerate(name.each("given")):
            yield from _one(f"{root}.given[{n}]", given)
        yield from _one(f"{root}.family", name.at("family"))
        yield from _one(f"{root}.suffix", name.at("suffix"))


def _insurance(claim: Node) -> Iterator[Role]:
    policies = claim.each("insurance")
    focal = [one for one in policies if (said := one.at("focal")) and said.value is True]
    main = (focal or policies)[:1]
    for one in main:
        yield from _coverage("fhir", one)
    others = [one for one in policies if one not in main]
    for n, one in enumerate(others):
        yield from _coverage(f"fhir.others[{n}]", one)


def _coverage(root: str, insurance: Node) -> Iterator[Role]:
    yield from _one(f"{root}.authorization", insurance.at("preAuthRef"))
    coverage = insurance.at("coverage")
    if coverage is None:
        return
    yield from _party(f"{root}.payer", coverage.first("payor", "insurer", "issuer"))
    yield from _party(f"{root}.subscriber", coverage.first("subscriber", "policyHolder"))
    yield from _one(f"{root}.coverage.member", coverage.at("subscriberId"))
    yield from _one(f"{root}.coverage.member", identifier_of(coverage, MEMBER))
    yield from _one(f"{root}.coverage.identifier", coverage.at("identifier", "value"))
    for word in words_of(coverage.at("relationship")):
        yield from _one(f"{root}.coverage.relationship", word)
    for kind in coverage.each("class"):
        for code in codes_of(kind.at("type")):
            yield from _one(f"{root}.coverage.{code}", kind.at("value"))
            yield from _one(f"{root}.coverage.{code}_name", kind.at("name"))
    for name in ("group", "plan"):
        yield from _one(f"{root}.coverage.{name}", coverage.at("grouping", name))
    yield from _one(f"{root}.coverage.display", coverage.at("display"))


def _team(claim: Node) -> Iterator[Role]:
    members = claim.each("careTeam")
    for member in members:
        provider = member.at("provider")
        for code in codes_of(member.at("role")):
            if code in TEAM:
                yield from _party(f"fhir.{TEAM[code]}", provider)
    for member in members[:1]:
        yield from _party("fhir.first_of_team", member.at("provider"))
    yield from _party("fhir.referring", claim.at("referral", "requester"))


def _accident(claim: Node) -> Iterator[Role]:
    accident = claim.at("accident")
    if accident is None:
        return
    yield from _one("fhir.accident.date", accident.at("date"))
    yield from _one("fhir.accident.state", accident.at("locationAddress", "state"))
    for coding in words_of(accident.at("type")):
        if coding.text.upper() in ACCIDENTS:
            yield f"fhir.accident.{ACCIDENTS[coding.text.upper()]}", coding


def _code(concept: Node | None) -> Role | None:
    """The leaf that is a concept's code, under the name of its coding: one of ICD-9 looks like one of ICD-10."""
    found = [(coding, code) for coding in codings(concept) if (code := coding.at("code")) and code.text]
    found.sort(key=lambda one: is_icd9(one[0]))
    return next((("icd9" if is_icd9(coding) else "code", code) for coding, code in found), None)


def _diagnoses(claim: Node) -> Iterator[Role]:
    count: dict[str, int] = {}
    coded = [(one, found) for one in claim.each("diagnosis") if (found := _code(one.at("diagnosisCodeableConcept")))]
    for n, (diagnosis, (kind, code)) in enumerate(coded):
        kinds = {word for said in diagnosis.each("type") for word in codes_of(said)}
        names = dict.fromkeys(DIAGNOSES[said] for said in sorted(kinds) if said in DIAGNOSES)
        # Of a claim without types the first diagnosis is the principal one: so the sequence is meant.
        name = next(iter(names), "other" if n else "principal")
        row = count.get(name, 0)
        count[name] = row + 1
        present = next(iter(words_of(diagnosis.at("onAdmission"))), None)
        for root in (f"fhir.diagnoses[{n}]", f"fhir.diagnosis.{name}[{row}]"):
            yield f"{root}.{kind}", code
            yield from _one(f"{root}.poa", present)
    for diagnosis in claim.each("diagnosis"):
        for coding in words_of(diagnosis.at("packageCode")):
            yield from _one("fhir.drg", coding)


def _procedures(claim: Node) -> Iterator[Role]:
    count: dict[str, int] = {}
    for n, procedure in enumerate(claim.each("procedure")):
        kinds = {found for kind in procedure.each("type") for found in codes_of(kind)}
        name = "principal" if kinds & {"principal", "primary"} or (n == 0 and not kinds) else "other"
        row = count.get(name, 0)
        count[name] = row + 1
        coded = _code(procedure.at("procedureCodeableConcept"))
        if coded:
            yield f"fhir.procedure.{name}[{row}].{coded[0]}", coded[1]
        yield from _one(f"fhir.procedure.{name}[{row}].date", procedure.at("date"))


def _information(claim: Node) -> Iterator[Role]:
    teeth = 0
    for info in [*claim.each("supportingInfo"), *claim.each("information")]:
        for category in codes_of(info.at("category")):
            if category in HOSPITAL_PERIODS:
                yield from _one("fhir.stay.from", info.at("timingPeriod", "start"))
                yield from _one("fhir.stay.to", info.at("timingPeriod", "end"))
            if category == "onset":
                yield from _one("fhir.onset", info.first("timingDate") or info.at("timingPeriod", "start"))
            if category == "employmentimpacted":
                yield from _one("fhir.unable.from", info.first("timingDate") or info.at("timingPeriod", "start"))
                yield from _one("fhir.unable.to", info.at("timingPeriod", "end"))
            if category in INFORMATION:
                for word in words_of(info.at("code")):
                    yield from _one(f"fhir.info.{INFORMATION[category]}", word)
                yield from _one(f"fhir.info.{INFORMATION[category]}", info.first("valueString"))
            if category == "missingtooth":
                for word in words_of(info.at("code"))[:1]:
                    yield f"fhir.missing[{teeth}].tooth", word
                    teeth += 1
            if category == "attachment":
                yield from _one("fhir.info.attachment", info.at("valueAttachment", "title"))
    yield from _one("fhir.stay.from", claim.at("hospitalization", "start"))
    yield from _one("fhir.stay.to", claim.at("hospitalization", "end"))
    for word in words_of(claim.at("subType")):
        yield from _one("fhir.subtype", word)


def _total(claim: Node) -> Iterator[Role]:
    for total in claim.each("total"):
        yield from _one("fhir.total", total.at("value"))  # a claim has one
        if is_kind(total.at("category"), "submitted"):  # an explanation of benefits has one of each kind
            yield from _one("fhir.total", total.at("amount", "value"))
    yield from _one("fhir.total", claim.at("totalCost", "value"))
    for extension in claim.each("extension"):
        url = extension.at("url")
        if url and url.text.endswith(("sbmtd_chrg_amt", "tot_chrg_amt")):
            yield from _one("fhir.total", extension.at("valueMoney", "value"))
