"""Where a professional claim's fields stand in X12 837P."""

from __future__ import annotations

from pipelines.claim_types.edi import (
    INSURANCE_TYPE,
    PEOPLE,
    YES_NO,
    billing,
    diagnoses,
    facility,
    line,
    modifiers,
    npi,
    person,
    pointers,
)

_CAUSES = ("11-1", "11-2", "11-3")


def _caused_by(code: str) -> str:
    return " | ".join(f"2300.CLM.{element}({code}=true)" for element in _CAUSES)


EDI = {
    **PEOPLE,
    **billing("SV1.02"),
    **facility("2310C"),
    **diagnoses("diagnoses[].code"),
    "insurance_type": INSURANCE_TYPE,
    "tax_id_type": "2010AA.REF[EI].01(EI=ein) | 2010AA.REF[SY].01(SY=ssn) | 2010AA.NM1[85].08(24=ein, 34=ssn)",
    "other_claim_id": "2010CA.REF[Y4].02 | 2010BA.REF[Y4].02",
    "employment_related": _caused_by("EM"),
    "auto_accident": _caused_by("AA"),
    "auto_accident_state": "2300.CLM.11-4",
    "other_accident": _caused_by("OA"),
    "claim_codes": "{2300.HI[BG].02} {2300.HI[BG][1].02} {2300.HI[BG][2].02} {2300.HI[BG][3].02}",
    "illness_date": "2300.DTP[431].03:first | 2300.DTP[484].03:first | 2300.DTP[439].03:first",
    "other_date": "2300.DTP[454].03:first | 2300.DTP[304].03:first | 2300.DTP[453].03:first | 2300.DTP[455].03:first"
    " | 2300.DTP[444].03:first",
    "unable_to_work_from": "2300.DTP[314].03:first | 2300.DTP[360].03:first | 2300.DTP[297].03:first",
    "unable_to_work_to": "2300.DTP[314].03:end | 2300.DTP[361].03:first | 2300.DTP[296].03:first",
    "hospitalized_from": "2300.DTP[435].03:first",
    "hospitalized_to": "2300.DTP[096].03:first",
    "referring_provider": f"{person('2310A', 'DN')} | {person('2310A', 'P3')} | {person('2420F', 'DN')}"
    f" | {person('2420E', 'DK')}",
    "referring_npi": f"{npi('2310A', 'DN')} | {npi('2310A', 'P3')} | {npi('2420F', 'DN')} | {npi('2420E', 'DK')}",
    "referring_other_id": "2310A.REF[*].02",
    "outside_lab": "2400[*].PS1.01(*=true)",
    "outside_lab_charges": "2400[*].PS1.02",
    "resubmission_code": "2300.CLM.05-3(6=6, 7=7, 8=8)",
    "accept_assignment": "2300.CLM.07(A=true, C=false)",
    line("date_from"): "2400[<n>].DTP[472].03:first",
    line("date_to"): "2400[<n>].DTP[472].03:end",
    line("place_of_service"): "2400[<n>].SV1.05 | 2300.CLM.05-1 each",
    line("emergency"): f"2400[<n>].SV1.09{YES_NO}",
    line("procedure"): "2400[<n>].SV1.01-2",
    line("modifiers"): modifiers("SV1.01"),
    line("diagnosis_pointer"): pointers("SV1.07"),
    line("charge"): "2400[<n>].SV1.02",
    line("units"): "2400[<n>].SV1.04",
    line("rendering_npi"): "2420A[<n>].NM1[82].09 if 2420A[<n>].NM1[82].08=XX"
    " | 2310B.NM1[82].09 each if 2310B.NM1[82].08=XX",
}
