"""Where the three kinds of X12 837 have what they have in common: people, payer, providers, lines.

Loops bear the ids of 5010. The patient is the dependent (loop 2000C) where there is one, else the subscriber.
"""

from __future__ import annotations

SEX = "(M=male, F=female)"
RELATIONSHIP = "(18=self, 01=spouse, 53=spouse, 19=child, 17=child, 10=child, 05=other, 21=, *=other)"
YES_NO = "(Y=true, N=false)"
LETTERS = f"({', '.join(f'{number}={letter}' for number, letter in enumerate('ABCDEFGHIJKL', start=1))})"


def person(loop: str, role: str) -> str:
    """The name of a person, or of an organisation, in the NM1 of a loop."""
    name = f"{loop}.NM1[{role}]"
    return f"{{{name}.04}} {{{name}.05}} {{{name}.03}} {{{name}.07}}"


def npi(loop: str, role: str) -> str:
    """The number in that NM1 where it is an NPI."""
    return f"{loop}.NM1[{role}].09 if {loop}.NM1[{role}].08=XX"


def address(loop: str) -> str:
    """Street, town, state and ZIP code of a loop in one line."""
    return f"{{{loop}.N3.01}} {{{loop}.N3.02}}, {{{loop}.N4.01}}, {{{loop}.N4.02}} {{{loop}.N4.03}}"


def street(loop: str) -> str:
    """Street alone."""
    return f"{{{loop}.N3.01}} {{{loop}.N3.02}}"


def patient(written: str, role: str = "") -> str:
    """What is told of the patient, "@" standing for the loop: of the dependent, else of the subscriber."""
    dependent = written.replace("@", "2010CA").replace("[IL]", "[QC]")
    subscriber = written.replace("@", "2010BA")
    return f"{dependent} | {subscriber} unless 2000C"


def coded(codes: str, *qualifiers: str, part: str = "02", index: str = "") -> str:
    """A component of an HI by its qualifiers, those of ICD-9 last and behind a minus: "-BK"."""
    return " | ".join(
        f"2300.HI[{one.lstrip('-')}]{index}.{part}{codes if one.startswith('-') else ''}" for one in qualifiers
    )


PEOPLE = {
    "patient_name": patient(person("@", "IL")),
    "patient_date_of_birth": patient("@.DMG.02:first"),
    "patient_sex": patient(f"@.DMG.03{SEX}"),
    "patient_address": patient(street("@")),
    "patient_city": patient("@.N4.01"),
    "patient_state": patient("@.N4.02"),
    "patient_zip": patient("@.N4.03"),
    "patient_phone": patient("@.PER[IC].TE"),
    "insured_id": "2010BA.NM1[IL].09",
    "insured_name": person("2010BA", "IL"),
    # Whoever has no group is known to the payer by the member's number alone.
    "policy_number": "2000B.SBR.03 | 2010BA.REF[IG].02 | 2010BA.REF[1L].02 | 2010BA.NM1[IL].09",
    "insured_date_of_birth": "2010BA.DMG.02:first",
    "insured_sex": f"2010BA.DMG.03{SEX}",
    "patient_relationship": f"2000C.PAT.01{RELATIONSHIP} | 2000B.SBR.02{RELATIONSHIP}",
    "plan_name": "2000B.SBR.04",
    "insured_address": street("2010BA"),
    "insured_city": "2010BA.N4.01",
    "insured_state": "2010BA.N4.02",
    "insured_zip": "2010BA.N4.03",
    "insured_phone": "2010BA.PER[IC].TE",
    "payer_name": "2010BB.NM1[PR].03",
    "other_insured_name": person("2330A", "IL"),
    "other_insured_policy_number": "2320.SBR.03 | 2330A.NM1[IL].09",
    "other_plan_name": "2320.SBR.04 | 2330B.NM1[PR].03",
    "other_health_plan": "2320.SBR.01(*=true)",
}
INSURANCE_TYPE = (
    "2000B.SBR.09(MA=medicare, MB=medicare, 16=medicare, MC=medicaid, CH=tricare, VA=champva, ZZ=, *=other)"
)
BILLING = {
    "date_reported": "ST.BHT.04:first",
    "patient_account_number": "2300.CLM.01",
    "total_charge": "2300.CLM.02 | sum(2400[*].@)",
    "original_reference_number": "2300.REF[F8].02",
    "prior_authorization_number": "2300.REF[G1].02 | 2300.REF[G3].02 | 2300.REF[9F].02",
    "additional_information": "2300.NTE[ADD].02 | 2300.NTE[*].02",
    "billing_provider_name": person("2010AA", "85"),
    "billing_provider_address": address("2010AA"),
    "billing_provider_phone": "2010AA.PER[IC].TE",
    "billing_provider_npi": npi("2010AA", "85"),
    # 4010 may have the tax number where 5010 has the NPI: 24 is an employer's, 34 a person's.
    "tax_id": "2010AA.REF[EI].02 | 2010AA.REF[SY].02 | 2010AA.NM1[85].09 if 2010AA.NM1[85].08=24,34",
    "amount_paid": "2300.AMT[F5].02",
}


def billing(charge: str) -> dict[str, str]:
    """What is told of the bill; `charge` is the line's element that holds its charge ("SV1.02")."""
    return BILLING | {"total_charge": BILLING["total_charge"].replace("@", charge)}


def line(column: str) -> str:
    """A column of the service lines."""
    return f"service_lines[].{column}"


def facility(loop: str) -> dict[str, str]:
    """Where the services were given."""
    return {
        "facility_name": f"{loop}.NM1[*].03",
        "facility_address": address(loop),
        "facility_npi": f"{loop}.NM1[*].09 if {loop}.NM1[*].08=XX",
    }


def modifiers(element: str) -> str:
    """The modifiers behind the procedure in a composite ("SV1.01")."""
    return " ".join(f"{{2400[<n>].{element}-{part}}}" for part in (3, 4, 5, 6))


def pointers(element: str) -> str:
    """The diagnoses that a line points at, as letters."""
    return "".join(f"{{2400[<n>].{element}-{part}{LETTERS}}}" for part in (1, 2, 3, 4))


def diagnoses(column: str) -> dict[str, str]:
    """The principal diagnosis and the others as one list."""
    first = coded(":icd9", "ABK", "-BK")
    return {column: f"{first} | {coded(':icd9', 'ABF', '-BF', index='[<n-1>]')}"}
