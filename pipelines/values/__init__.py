"""The kinds of value: what people write, turned into one form and checked. A new kind is one file and one line here."""

from __future__ import annotations

from pipelines.values.choices import Boolean, Enum, Integer
from pipelines.values.contact import Email, Phone
from pipelines.values.dates import Date
from pipelines.values.dental import Cdt, OralArea, Tooth, ToothSurfaces
from pipelines.values.identifiers import Identifier, TaxId
from pipelines.values.institutional import Drg, Icd10Pcs, RevenueCode, ShortCode, TypeOfBill
from pipelines.values.kind import Candidate, Hints, Kind
from pipelines.values.medical import Icd10, Npi, PlaceOfService, Procedure
from pipelines.values.money import Money
from pipelines.values.people import Name, Narrative, Organisation, Text
from pipelines.values.places import Address, City, State, Zip
from pipelines.values.times import Time
from pipelines.values.vehicle import Plate, Vin, Year

KINDS: dict[str, Kind] = {
    "text": Text("text"),
    "narrative": Narrative("narrative"),
    "name": Name("name"),
    "organisation": Organisation("organisation"),
    "address": Address("address"),
    "city": City("city"),
    "state": State("state"),
    "zip": Zip("zip"),
    "date": Date("date"),
    "time": Time("time"),
    "money": Money("money"),
    "integer": Integer("integer"),
    "year": Year("year"),
    "boolean": Boolean("boolean"),
    "enum": Enum("enum"),
    "vin": Vin("vin"),
    "plate": Plate("plate"),
    "npi": Npi("npi"),
    "icd10": Icd10("icd10"),
    "procedure": Procedure("procedure"),
    "place_of_service": PlaceOfService("place_of_service"),
    "revenue_code": RevenueCode("revenue_code"),
    "type_of_bill": TypeOfBill("type_of_bill"),
    "drg": Drg("drg"),
    "icd10_pcs": Icd10Pcs("icd10_pcs"),
    "two_character_code": ShortCode("two_character_code", 2),
    "admission_code": ShortCode("admission_code", 1),
    "dental_procedure": Cdt("dental_procedure"),
    "tooth": Tooth("tooth"),
    "tooth_surfaces": ToothSurfaces("tooth_surfaces"),
    "oral_area": OralArea("oral_area"),
    "phone": Phone("phone"),
    "email": Email("email"),
    "policy_number": Identifier("policy_number"),
    "claim_number": Identifier("claim_number"),
    "identifier": Identifier("identifier"),
    "tax_id": TaxId("tax_id"),
}

__all__ = ["KINDS", "Candidate", "Hints", "Kind"]
