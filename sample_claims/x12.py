"""X12 837: claims as the implementation guides of the professional, institutional and dental 837 ask for them.

Loops and elements are those of 005010X222A1, 005010X223A2 and 005010X224A2, for old files of 004010X098A1.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from sample_claims.plants import shift
from sample_claims.scene import TODAY
from sample_claims.telling import Address, Name, Teller

VERSIONS = {"health": "005010X222A1", "institutional": "005010X223A2", "dental": "005010X224A2"}
OLD_VERSION = "004010X098A1"
SENT = shift(TODAY.isoformat(), -1)  # BHT04: the day on which all claims of a file were written
_FILING = {"medicare": "MB", "medicaid": "MC", "tricare": "CH", "other": "CI"}
_RELATION = {"spouse": "01", "child": "19"}
_SEX = {"male": "M", "female": "F"}
_LETTERS = "ABCDEFGHIJKL"


class Interchange:
    """One file with one transaction set, whose claims are all of one type and sent by one office."""

    def __init__(self, rng: Random, tellers: Sequence[Teller], *, old: bool = False, miscount: int = 0) -> None:
        """`old` writes 4010, for professional claims; `miscount` is added to the number of segments in SE."""
        self._rng = rng
        self._tellers = tellers
        self._line = tellers[0].scene.claim_type
        self._old = old
        self._miscount = miscount
        self._version = OLD_VERSION if old else VERSIONS[self._line]
        self._part = rng.choice((":", ":", ">"))
        self._end = rng.choice(("~", "~", "~\n"))
        self._segments: list[str] = []
        self._levels = 0

    def text(self) -> str:
        """The whole file."""
        number, group = f"{self._rng.randint(1, 999_999_999):09d}", str(self._rng.randint(1, 9999))
        sender, receiver = f"OFFICE{self._rng.randint(10, 99)}", "BRANCH"
        day, time = SENT.replace("-", ""), "0915"
        self._put("ISA", "00", " " * 10, "00", " " * 10, "ZZ", sender.ljust(15), "ZZ", receiver.ljust(15), day[2:],
                  time, "U" if self._old else "^", "00401" if self._old else "00501", number, "0", "P",
                  self._part)  # fmt: skip
        self._put("GS", "HC", sender, receiver, day, time, group, "X", self._version)
        start = len(self._segments)
        self._put("ST", "837", "0001", "" if self._old else self._version)
        self._put("BHT", "0019", "00", str(self._rng.randint(1000, 99999)), day, time, "CH")
        if self._old:
            self._put("REF", "87", self._version)
        self._put("NM1", "41", "2", "SUBMITTING OFFICE", "", "", "", "", "46", sender)
        self._put("PER", "IC", "EDI DESK", "TE", f"80055501{self._rng.randint(10, 99)}")
        self._put("NM1", "40", "2", "BRANCH OFFICE", "", "", "", "", "46", receiver)
        for teller in self._tellers:
            teller.tell("date_reported")
            self._claim(teller)
        count = len(self._segments) - start + 1 + self._miscount
        self._put("SE", str(count), "0001")
        self._put("GE", "1", group)
        self._put("IEA", "1", number)
        return "".join(segment + self._end for segment in self._segments)

    def _put(self, *elements: str) -> None:
        kept = list(elements)
        while kept and not kept[-1]:
            kept.pop()
        self._segments.append("*".join(element.upper() for element in kept))

    def _join(self, *components: str) -> str:
        kept = list(components)
        while kept and not kept[-1]:
            kept.pop()
        return self._part.join(kept)

    def _level(self, parent: int, code: str, children: bool) -> int:
        self._levels += 1
        self._put("HL", str(self._levels), str(parent) if parent else "", code, "1" if children else "0")
        return self._levels

    def _person(self, role: str, name: Name, kind: str = "", number: str = "") -> None:
        self._put("NM1", role, "1", name.last, name.first, name.middle, "", name.suffix, kind, number)

    def _place(self, address: Address | None) -> None:
        if address:
            self._put("N3", address.street)
            self._put("N4", address.city, address.state, address.zip)

    def _born(self, teller: Teller, who: str) -> None:
        day = teller.tell(f"{who}_date_of_birth").replace("-", "")
        self._put("DMG", "D8", day, _SEX[teller.tell(f"{who}_sex")])

    def _claim(self, teller: Teller) -> None:
        """The levels of provider, subscriber and, where it is somebody else, patient, and the claim under them."""
        provider = self._level(0, "20", True)
        self._put("NM1", "85", "2", teller.tell("billing_provider_name"), "", "", "", "", "XX",
                  teller.tell("billing_provider_npi"))  # fmt: skip
        self._place(teller.address("billing_provider_address"))
        self._put("REF", "EI", teller.tell("tax_id").replace("-", ""))
        teller.tell("tax_id_type")
        self._put("PER", "IC", "BILLING", "TE", teller.tell("billing_provider_phone"))
        relation = teller.tell("patient_relationship")
        subscriber = self._level(provider, "22", relation != "self")
        filing = _FILING[teller.tell("insurance_type") or "other"]
        self._put("SBR", "P", "18" if relation == "self" else "", teller.tell("policy_number"),
                  teller.tell("plan_name"), "", "", "", "", filing)  # fmt: skip
        insured = teller.name("insured_name")
        assert insured is not None
        self._person("IL", insured, "MI", teller.tell("insured_id"))
        self._place(teller.home("insured"))
        self._born(teller, "insured")
        payer = teller.tell("plan_id") or str(self._rng.randint(10_000, 99_999))
        self._put("NM1", "PR", "2", teller.tell("payer_name"), "", "", "", "", "PI", payer)
        patient = teller.name("patient_name")
        assert patient is not None
        if relation != "self":
            self._level(subscriber, "23", False)
            self._put("PAT", _RELATION[relation])
            self._person("QC", patient)
        if relation != "self":
            self._place(teller.home("patient"))
            self._born(teller, "patient")
        else:  # the subscriber's own loop has told where he lives and when he was born
            teller.home("patient")
            teller.tell("patient_date_of_birth")
            teller.tell("patient_sex")
        {"health": self._visit, "institutional": self._stay, "dental": self._dentistry}[self._line](teller)

    def _day(self, qualifier: str, day: str, last: str = "") -> None:
        first, end = day.replace("-", ""), last.replace("-", "")
        if first and end and end != first:
            self._put("DTP", qualifier, "RD8", f"{first}-{end}")
        elif first:
            self._put("DTP", qualifier, "D8", first)

    def _codes(self, first: str, further: str, codes: Sequence[str]) -> None:
        found = [self._join(first if not n else further, code.replace(".", "")) for n, code in enumerate(codes)]
        if found:
            self._put("HI", *found)

    def _listed(self, teller: Teller, record: str, column: str = "code") -> list[str]:
        return [teller.tell(f"{record}[{row}].{column}") for row in range(teller.scene.rows(record))]

    def _with_npi(self, teller: Teller, role: str, name: str, npi: str) -> None:
        who = teller.name(name)
        if who:
            self._person(role, who, "XX", teller.tell(npi))

    def _numbers(self, teller: Teller) -> None:
        if number := teller.tell("prior_authorization_number"):
            self._put("REF", "G1", number)

    def _visit(self, teller: Teller) -> None:
        """Loops 2300 to 2400 of the 837P."""
        scene = teller.scene
        place = teller.tell("service_lines[0].place_of_service")
        causes = [code for path, code in (("auto_accident", "AA"), ("employment_related", "EM"),
                                          ("other_accident", "OA")) if teller.says(path)]  # fmt: skip
        assigned = "A" if teller.tell("accept_assignment") == "True" else "C"
        self._put("CLM", teller.tell("patient_account_number"), teller.amount("total_charge"), "", "",
                  self._join(place, "B", "1"), "Y", assigned, "Y", "Y", "" if not self._old else "B",
                  self._join(*causes))  # fmt: skip
        self._day("431", teller.tell("illness_date"))
        self._day("314" if not self._old else "360", teller.tell("unable_to_work_from"),
                  teller.tell("unable_to_work_to") if not self._old else "")  # fmt: skip
        if scene.values.get("amount_paid") not in (None, "0.00"):
            self._put("AMT", "F5", teller.amount("amount_paid"))
        self._numbers(teller)
        old = self._old
        self._codes("BK" if old else "ABK", "BF" if old else "ABF", self._listed(teller, "diagnoses"))
        self._with_npi(teller, "DN", "referring_provider", "referring_npi")
        doctor = scene.extras["doctor"].removeprefix("Dr. ")
        self._person("82", Name(doctor, "ALEX"), "XX", scene.extras["rendering"])
        if facility := teller.tell("facility_name"):
            role = "FA" if old else "77"
            self._put("NM1", role, "2", facility, "", "", "", "", "XX", teller.tell("facility_npi"))
            self._place(teller.address("facility_address"))
        for row in range(scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            self._put("LX", str(row + 1))
            code = self._join("HC", teller.tell(f"{line}.procedure"))
            pointers = [str(_LETTERS.index(mark) + 1) for mark in teller.tell(f"{line}.diagnosis_pointer")]
            there = teller.tell(f"{line}.place_of_service")
            self._put("SV1", code, teller.amount(f"{line}.charge"), "UN", teller.tell(f"{line}.units"),
                      there if there != place else "", "", self._join(*pointers))  # fmt: skip
            self._served(teller, line)
            teller.tell(f"{line}.rendering_npi")

    def _served(self, teller: Teller, line: str) -> None:
        """DTP*472: a range where the service had several days; of one day only the first is told."""
        values = teller.scene.values
        lasted = values.get(f"{line}.date_to") not in (None, values.get(f"{line}.date_from"))
        self._day("472", teller.tell(f"{line}.date_from"), teller.tell(f"{line}.date_to") if lasted else "")

    def _stay(self, teller: Teller) -> None:
        """Loops 2300 to 2400 of the 837I."""
        bill = teller.tell("type_of_bill")
        assigned = "Y" if teller.tell("accept_assignment") == "True" else "N"
        self._put("CLM", teller.tell("patient_account_number"), teller.amount("total_charge"), "", "",
                  self._join(bill[1:3], "A", bill[3]), "", "A", assigned, "Y")  # fmt: skip
        if left := teller.tell("discharge_hour"):
            self._put("DTP", "096", "TM", f"{left}00")
        first, last = (teller.tell(f"statement_{end}").replace("-", "") for end in ("from", "to"))
        self._put("DTP", "434", "RD8", f"{first}-{last}")
        came = teller.tell("admission_date").replace("-", "")
        self._put("DTP", "435", "DT", f"{came}{teller.tell('admission_hour')}30")
        self._put("CL1", teller.tell("admission_type"), teller.tell("admission_source"), teller.tell("patient_status"))
        self._numbers(teller)
        if record := teller.tell("medical_record_number"):
            self._put("REF", "EA", record)
        self._codes("ABK", "", [teller.tell("principal_diagnosis")])
        self._codes("ABJ", "", [code for code in (teller.tell("admitting_diagnosis"),) if code])
        self._codes("ABN", "ABN", self._listed(teller, "external_causes"))
        if group := teller.tell("drg"):
            self._put("HI", self._join("DR", group))
        self._codes("ABF", "ABF", self._listed(teller, "other_diagnoses"))
        if code := teller.tell("principal_procedure"):
            day = teller.tell("principal_procedure_date").replace("-", "")
            self._put("HI", self._join("BBR", code, "D8", day))
        met = zip(self._listed(teller, "occurrences"), self._listed(teller, "occurrences", "date"), strict=True)
        if found := [self._join("BH", code, "D8", day.replace("-", "")) for code, day in met]:
            self._put("HI", *found)
        self._with_npi(teller, "71", "attending_provider", "attending_npi")
        self._with_npi(teller, "72", "operating_provider", "operating_npi")
        for row in range(teller.scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            self._put("LX", str(row + 1))
            code = teller.tell(f"{line}.procedure")
            self._put("SV2", teller.tell(f"{line}.revenue_code"), self._join("HC", code) if code else "",
                      teller.amount(f"{line}.charge"), "UN", teller.tell(f"{line}.units"))  # fmt: skip
            self._served(teller, line)

    def _dentistry(self, teller: Teller) -> None:
        """Loops 2300 to 2400 of the 837D."""
        asks = teller.scene.values["transaction_type"] == "predetermination"
        assigned = "Y" if teller.tell("accept_assignment") == "True" else "N"
        self._put("CLM", teller.tell("patient_account_number"), teller.amount("total_charge"), "", "",
                  self._join(teller.tell("place_of_service"), "B", "1"), "Y", "A", assigned, "Y",
                  *[""] * 9, "PB" if asks else "")  # fmt: skip
        if asks:
            teller.tell("transaction_type")
        self._with_npi(teller, "82", "treating_dentist", "treating_npi")
        if number := teller.tell("treating_license_number"):
            self._put("REF", "0B", number)
        for row in range(teller.scene.rows("service_lines")):
            line = f"service_lines[{row}]"
            self._put("LX", str(row + 1))
            code = self._join("AD", teller.tell(f"{line}.procedure"), "", "", "", "",
                              teller.tell(f"{line}.description"))  # fmt: skip
            self._put("SV3", code, teller.amount(f"{line}.charge"), "", self._join(teller.tell(f"{line}.area")), "",
                      teller.tell(f"{line}.units"))  # fmt: skip
            tooth = teller.tell(f"{line}.tooth")
            if tooth:
                self._put("TOO", teller.tell(f"{line}.tooth_system"), tooth,
                          self._join(*teller.tell(f"{line}.surfaces")))  # fmt: skip
            self._served(teller, line)
            # Loop 2310B says who gave all services that have no loop 2420A of their own.
            teller.scene.values[f"{line}.rendering_npi"] = teller.scene.values["treating_npi"]
            teller.tell(f"{line}.rendering_npi")
