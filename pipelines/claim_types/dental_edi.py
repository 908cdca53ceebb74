"""Where a dental claim's fields stand in X12 837D."""

from __future__ import annotations

from pipelines.claim_types.edi import (
    PEOPLE,
    billing,
    diagnoses,
    facility,
    line,
    modifiers,
    npi,
    person,
    pointers,
)

_MOST_TEETH = 8  # of one line; each has a TOO segment
_CAUSES = "(AA=auto_accident, EM=occupational, OA=other_accident)"
_TEETH = ", ".join(f"{{2400[<n>].TOO[{number}].02}}" for number in range(_MOST_TEETH))
_SURFACES = "".join(f"{{2400[<n>].TOO.03-{part}}}" for part in range(1, 6))
# A dentist who bills in person has no loop of his own as the treating one.
_BILLS_IN_PERSON = "unless 2310B if 2010AA.NM1[85].02=1"

EDI = {
    **PEOPLE,
    **billing("SV3.02"),
    **facility("2310C"),
    **diagnoses("diagnoses[].code"),
    "transaction_type": "2300.CLM.19(PB=predetermination)",
    "prior_authorization_number": "2300.REF[G3].02 | 2300.REF[G1].02 | 2300.REF[9F].02",
    "place_of_service": "2300.CLM.05-1",
    "treatment_cause": " | ".join(f"2300.CLM.11-{part}{_CAUSES}" for part in (1, 2, 3)),
    "accident_date": "2300.DTP[439].03:first",
    "auto_accident_state": "2300.CLM.11-4",
    "illness_date": "2300.DTP[431].03:first",
    "orthodontics": "2300.DN1.01(*=true) | 2300.DN1.02(*=true) | 2300.DTP[452].03(*=true)",
    "treatment_months": "2300.DN1.01",
    "treatment_months_remaining": "2300.DN1.02",
    "appliance_date": "2300.DTP[452].03:first",
    "prosthesis_replacement": "2400[*].SV3.05(R=true, I=false)",
    "prior_placement_date": "2400[*].DTP[441].03:first",
    "billing_license_number": "2010AA.REF[0B].02",
    "treating_dentist": f"{person('2310B', '82')} | {person('2010AA', '85')} {_BILLS_IN_PERSON}",
    "treating_npi": f"{npi('2310B', '82')} | 2010AA.NM1[85].09 {_BILLS_IN_PERSON} if 2010AA.NM1[85].08=XX",
    "treating_license_number": "2310B.REF[0B].02",
    "treating_specialty": "2310B.PRV[PE].03 | 2000A.PRV[BI].03",
    "referring_provider": f"{person('2310A', 'DN')} | {person('2310A', 'P3')}",
    "referring_npi": f"{npi('2310A', 'DN')} | {npi('2310A', 'P3')}",
    "accept_assignment": "2300.CLM.08(Y=true, N=false, W=false)",
    line("date_from"): "2400[<n>].DTP[472].03:first | 2300.DTP[472].03:first each",
    line("area"): "2400[<n>].SV3.04-1",
    line("tooth_system"): "2400[<n>].TOO.01(JP=JP, JO=JO)",
    line("tooth"): _TEETH,
    line("surfaces"): _SURFACES,
    line("procedure"): "2400[<n>].SV3.01-2",
    line("modifiers"): modifiers("SV3.01"),
    line("diagnosis_pointer"): pointers("SV3.11"),
    line("units"): "2400[<n>].SV3.06",
    line("description"): "2400[<n>].SV3.01-7",
    line("charge"): "2400[<n>].SV3.02",
    line("rendering_npi"): "2420A[<n>].NM1[82].09 if 2420A[<n>].NM1[82].08=XX"
    " | 2310B.NM1[82].09 each if 2310B.NM1[82].08=XX",
    "missing_teeth[].tooth": "2300.DN2[<n>].01",
    "missing_teeth[].status": "2300.DN2[<n>].02(M=missing, E=to_be_extracted, I=impacted)",
}
