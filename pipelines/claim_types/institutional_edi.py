"""Where an institutional claim's fields stand in X12 837I."""

from __future__ import annotations

from pipelines.claim_types.edi import (
    INSURANCE_TYPE,
    PEOPLE,
    RELATIONSHIP,
    billing,
    coded,
    facility,
    line,
    modifiers,
    npi,
    person,
)

POA = "(Y=yes, N=no, U=unknown, W=undetermined, 1=exempt)"
_ROW = "[<n>]"


def _present(*qualifiers: str, index: str = "") -> str:
    return " | ".join(f"2300.HI[{one}]{index}.09{POA}" for one in qualifiers)


def _payer(column: str) -> str:
    return f"other_payers[].{column}"


EDI = {
    **PEOPLE,
    **billing("SV2.03"),
    **facility("2310E"),
    "insurance_type": INSURANCE_TYPE,
    "type_of_bill": "{2300.CLM.05-1}{2300.CLM.05-3}",
    "medical_record_number": "2300.REF[EA].02",
    "statement_from": "2300.DTP[434].03:first",
    "statement_to": "2300.DTP[434].03:last",
    "admission_date": "2300.DTP[435].03:first",
    "admission_hour": "2300.DTP[435].03:hour",
    "admission_type": "2300.CL1.01",
    "admission_source": "2300.CL1.02",
    "patient_status": "2300.CL1.03",
    "discharge_date": "2300.DTP[096].03:first if 2300.DTP[096].02=DT,D8",
    "discharge_hour": "2300.DTP[096].03:hour if 2300.DTP[096].02=DT,TM",
    "auto_accident_state": "2300.REF[LU].02",
    "principal_diagnosis": coded(":icd9", "ABK", "-BK"),
    "principal_diagnosis_poa": _present("ABK", "BK"),
    "admitting_diagnosis": coded(":icd9", "ABJ", "-BJ"),
    "drg": "2300.HI[DR].02",
    "principal_procedure": coded(":icd9_procedure", "BBR", "-BR"),
    "principal_procedure_date": "2300.HI[BBR].04:first | 2300.HI[BR].04:first",
    "attending_provider": person("2310A", "71"),
    "attending_npi": npi("2310A", "71"),
    "operating_provider": person("2310B", "72"),
    "operating_npi": npi("2310B", "72"),
    "other_provider": f"{person('2310C', 'ZZ')} | {person('2310C', '73')}",
    "other_provider_npi": f"{npi('2310C', 'ZZ')} | {npi('2310C', '73')}",
    "referring_provider": person("2310F", "DN"),
    "referring_npi": npi("2310F", "DN"),
    "estimated_amount_due": "2300.AMT[C5].02",
    "plan_id": "2010BB.NM1[PR].09",
    "accept_assignment": "2300.CLM.08(Y=true, N=false, W=false)",
    line("revenue_code"): "2400[<n>].SV2.01",
    line("description"): "2400[<n>].SV2.02-7",
    line("procedure"): "2400[<n>].SV2.02-2",
    line("modifiers"): modifiers("SV2.02"),
    line("rate"): "2400[<n>].SV2.06",
    line("date_from"): "2400[<n>].DTP[472].03:first",
    line("date_to"): "2400[<n>].DTP[472].03:end",
    line("units"): "2400[<n>].SV2.05",
    line("charge"): "2400[<n>].SV2.03",
    line("non_covered"): "2400[<n>].SV2.07",
    "condition_codes[].code": coded("", "BG", index=_ROW),
    "occurrences[].code": coded("", "BH", index=_ROW),
    "occurrences[].date": coded("", "BH", part="04:first", index=_ROW),
    "occurrence_spans[].code": coded("", "BI", index=_ROW),
    "occurrence_spans[].date_from": coded("", "BI", part="04:first", index=_ROW),
    "occurrence_spans[].date_to": coded("", "BI", part="04:last", index=_ROW),
    "value_codes[].code": coded("", "BE", index=_ROW),
    "value_codes[].amount": coded("", "BE", part="05", index=_ROW),
    "other_diagnoses[].code": coded(":icd9", "ABF", "-BF", index=_ROW),
    "other_diagnoses[].poa": _present("ABF", "BF", index=_ROW),
    "visit_reasons[].code": coded(":icd9", "APR", "-PR", "-ZZ", index=_ROW),
    "external_causes[].code": coded(":icd9", "ABN", "-BN", index=_ROW),
    "external_causes[].poa": _present("ABN", "BN", index=_ROW),
    "other_procedures[].code": coded(":icd9_procedure", "BBQ", "-BQ", index=_ROW),
    "other_procedures[].date": "2300.HI[BBQ][<n>].04:first | 2300.HI[BQ][<n>].04:first",
    _payer("name"): "2330B[<n>].NM1[PR].03",
    _payer("plan_id"): "2330B[<n>].NM1[PR].09",
    _payer("insured_name"): person("2330A[<n>]", "IL"),
    _payer("patient_relationship"): f"2320[<n>].SBR.02{RELATIONSHIP}",
    _payer("insured_id"): "2330A[<n>].NM1[IL].09",
    _payer("policy_number"): "2320[<n>].SBR.03",
    _payer("plan_name"): "2320[<n>].SBR.04",
    _payer("amount_paid"): "2320[<n>].AMT[D].02 | 2320[<n>].AMT[C4].02",
    _payer("authorization_number"): "2330B[<n>].REF[G1].02",
}
