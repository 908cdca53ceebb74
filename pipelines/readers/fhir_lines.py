"""Names for what the lines of a FHIR claim say: `fhir.lines[0].procedure`."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.readers.fhir_codes import NPI, codes_of, codings, identifier_of, is_absent, is_drug, is_kind, words_of
from pipelines.readers.fhir_tree import Node


def lines(claim: Node) -> Iterator[tuple[str, Node]]:
    """Each name with its leaf. Pointers to diagnoses are named only where they count these in their order."""
    items = claim.each("item")
    npis = _npis(claim)
    in_order = all(_sequence(one) in ("", str(n)) for n, one in enumerate(claim.each("diagnosis"), 1))
    charges = [_charge(item) for item in items]
    for n, item in enumerate(items):
        for name, node in _line(item, npis):
            if node is not None and node.text:
                yield f"fhir.lines[{n}].{name}", node
        if (charge := charges[n]) is not None:
            yield f"fhir.lines[{n}].net", charge
        pointers = [*item.each("diagnosisSequence"), *item.each("diagnosisLinkId")]
        for m, pointer in enumerate(pointers if in_order else ()):
            yield f"fhir.lines[{n}].pointer[{m}]", pointer
        for m, modifier in enumerate(item.each("modifier")):
            for word in words_of(modifier)[:1]:
                yield f"fhir.lines[{n}].modifier[{m}]", word
        for m, surface in enumerate(_surfaces(item)):
            yield f"fhir.lines[{n}].surface[{m}]", surface
    # A total may be made of the lines only where every one of them bears an amount.
    if items and all(charges):
        for n, charge in enumerate(charges):
            if charge is not None:
                yield f"fhir.addends[{n}]", charge


def _line(item: Node, npis: dict[str, Node]) -> Iterator[tuple[str, Node | None]]:
    yield "date_from", item.first("servicedDate") or item.at("servicedPeriod", "start")
    yield "date_to", item.at("servicedPeriod", "end")
    service = item.first("productOrService", "service")
    for coding in codings(service):
        if not is_drug(coding) and not is_absent(coding):
            yield "procedure", coding.at("code")
    for name in ("display", "text"):
        yield "description", service.at("coding", "display") if service and name == "display" else None
        yield "description", service.at(name) if service else None
    for word in words_of(item.at("revenue")):
        yield "revenue", word
    yield "description", item.at("revenue", "coding", "display")
    for word in words_of(item.at("locationCodeableConcept")):
        yield "place", word
    for site in (item.at("bodySite"), item.at("bodySite", "site")):
        for word in words_of(site):
            yield "site", word
    yield "quantity", item.at("quantity", "value")
    yield "unit_price", item.at("unitPrice", "value")
    yield "factor", item.at("factor")
    for adjudication in item.each("adjudication"):
        if any("noncovered" in code or "nch_ncvrd" in code or "ncvrd" in code
               for code in codes_of(adjudication.at("category"))):  # fmt: skip
            yield "non_covered", adjudication.at("amount", "value")
    for member in [*item.each("careTeamSequence"), *item.each("careTeamLinkId")]:
        yield "npi", npis.get(member.text)


def _charge(item: Node) -> Node | None:
    """The leaf that says what was charged for a line; never what was allowed or paid."""
    net = item.at("net", "value")
    if net and net.text:
        return net
    for adjudication in item.each("adjudication"):
        category = adjudication.at("category")
        if is_kind(category, "submitted") or any(code.endswith("sbmtd_chrg_amt") for code in codes_of(category)):
            return adjudication.at("amount", "value")
    return None


def _surfaces(item: Node) -> list[Node]:
    sites = [*item.each("subSite")] + [site for body in item.each("bodySite") for site in body.each("subSite")]
    return [word for site in sites for word in words_of(site)[:1]]


def _sequence(node: Node) -> str:
    said = node.at("sequence")
    return said.text if said else ""


def _npis(claim: Node) -> dict[str, Node]:
    """The NPIs of the care team by the sequence number that lines refer to."""
    found: dict[str, Node] = {}
    for member in claim.each("careTeam"):
        provider = member.at("provider")
        npi = identifier_of(provider, NPI) if provider else None
        if provider and npi is None and (person := provider.at("practitioner")):
            npi = identifier_of(person, NPI)
        if npi is not None:
            found.setdefault(_sequence(member), npi)
    return found
