"""Two printed forms: a hospital bill with the form locators of a UB-04, a dental claim with the boxes of the ADA's."""

from __future__ import annotations

from sample_claims.layouts.cell import Cell
from sample_claims.layouts.cms1500 import draw_row
from sample_claims.layouts.cms1500_cells import Spec, row_of
from sample_claims.layouts.sheet import Sheet
from sample_claims.writing import Pen

_LEFT, _TOP = 36.0, 732.0
_UB_UPPER: tuple[tuple[Spec, ...], ...] = (
    ((0, 240, "1 BILLING PROVIDER", "text", "billing_provider_name"),
     (240, 440, "3a PAT. CNTL #", "text", "patient_account_number"),
     (440, 540, "4 TYPE OF BILL", "text", "type_of_bill")),
    ((0, 240, "", "street", "billing_provider_address"),
     (240, 440, "b. MED. REC. #", "text", "medical_record_number"), (440, 540, "", "", "")),
    ((0, 240, "", "town", "billing_provider_address"), (240, 340, "5 FED. TAX NO.", "text", "tax_id"),
     (340, 440, "6 STATEMENT COVERS PERIOD FROM", "date", "statement_from"),
     (440, 540, "THROUGH", "date", "statement_to")),
    ((0, 240, "8 PATIENT NAME", "last_first", "patient_name"),
     (240, 380, "9 PATIENT ADDRESS", "text", "patient_address"), (380, 445, "b CITY", "text", "patient_city"),
     (445, 490, "c STATE", "text", "patient_state"), (490, 540, "d ZIP CODE", "text", "patient_zip")),
    ((0, 70, "10 BIRTHDATE", "date", "patient_date_of_birth"), (70, 130, "11 SEX", "sex", "patient_sex"),
     (130, 220, "12 ADMISSION DATE", "date", "admission_date"), (220, 265, "13 HR", "text", "admission_hour"),
     (265, 310, "14 TYPE", "text", "admission_type"), (310, 355, "15 SRC", "text", "admission_source"),
     (355, 400, "16 DHR", "text", "discharge_hour"), (400, 450, "17 STAT", "text", "patient_status"),
     (450, 540, "29 ACDT STATE", "", "")),
    ((0, 70, "31 OCCURRENCE CODE", "text", "occurrences[0].code"),
     (70, 170, "OCCURRENCE DATE", "date", "occurrences[0].date"), (170, 540, "38 RESPONSIBLE PARTY", "", "")),
)  # fmt: skip
_UB_LINE: tuple[Spec, ...] = (
    (0, 60, "42 REV. CD.", "text", "revenue_code"), (60, 220, "43 DESCRIPTION", "text", "description"),
    (220, 310, "44 HCPCS / RATE / HIPPS CODE", "text", "procedure"), (310, 380, "45 SERV. DATE", "date", "date_from"),
    (380, 440, "46 SERV. UNITS", "text", "units"), (440, 540, "47 TOTAL CHARGES", "bare", "charge"),
)  # fmt: skip
_UB_LOWER: tuple[tuple[Spec, ...], ...] = (
    ((0, 200, "50 PAYER NAME", "text", "payer_name"), (200, 320, "54 PRIOR PAYMENTS", "bare", "amount_paid"),
     (320, 440, "55 EST. AMOUNT DUE", "bare", "estimated_amount_due"),
     (440, 540, "56 NPI", "text", "billing_provider_npi")),
    ((0, 150, "58 INSURED'S NAME", "last_first", "insured_name"),
     (150, 320, "59 P. REL", "relation", "patient_relationship"),
     (320, 440, "60 INSURED'S UNIQUE ID", "text", "insured_id"),
     (440, 540, "62 INSURANCE GROUP NO.", "text", "policy_number")),
    ((0, 270, "61 GROUP NAME", "text", "plan_name"),
     (270, 540, "63 TREATMENT AUTHORIZATION CODES", "text", "prior_authorization_number")),
    ((0, 130, "67 PRINCIPAL DIAGNOSIS", "text", "principal_diagnosis"),
     (130, 220, "69 ADMIT DX", "text", "admitting_diagnosis"), (220, 290, "71 PPS CODE", "text", "drg"),
     (290, 420, "74 PRINCIPAL PROCEDURE CODE", "text", "principal_procedure"),
     (420, 540, "PRINCIPAL PROCEDURE DATE", "date", "principal_procedure_date")),
    ((0, 135, "OTHER DIAGNOSIS A", "text", "other_diagnoses[0].code"),
     (135, 270, "OTHER DIAGNOSIS B", "text", "other_diagnoses[1].code"),
     (270, 540, "72 ECI", "text", "external_causes[0].code")),
    ((0, 180, "76 ATTENDING", "text", "attending_provider"), (180, 270, "76 ATTENDING NPI", "text", "attending_npi"),
     (270, 450, "77 OPERATING", "text", "operating_provider"), (450, 540, "77 OPERATING NPI", "text", "operating_npi")),
)  # fmt: skip
_ADA_UPPER: tuple[tuple[Spec, ...], ...] = (
    ((0, 330, "1. Type of Transaction", "transaction", "transaction_type"),
     (330, 540, "2. Predetermination/Preauthorization Number", "", "")),
    ((0, 270, "3. Company/Plan Name", "text", "payer_name"),
     (270, 540, "12. Policyholder/Subscriber Name", "last_first", "insured_name")),
    ((0, 270, "13. Date of Birth (MM/DD/CCYY)", "date", "insured_date_of_birth"),
     (270, 340, "14. Gender", "sex", "insured_sex"),
     (340, 540, "15. Policyholder/Subscriber ID (Assigned by Plan)", "text", "insured_id")),
    ((0, 270, "16. Plan/Group Number", "text", "policy_number"), (270, 540, "17. Employer Name", "", "")),
    ((0, 270, "18. Relationship to Policyholder/Subscriber", "relation", "patient_relationship"),
     (270, 540, "20. Name", "last_first", "patient_name")),
    ((0, 270, "21. Date of Birth (MM/DD/CCYY)", "date", "patient_date_of_birth"),
     (270, 340, "22. Gender", "sex", "patient_sex"),
     (340, 540, "23. Patient ID/Account #", "text", "patient_account_number")),
)  # fmt: skip
_ADA_LINE: tuple[Spec, ...] = (
    (0, 66, "24. Procedure Date", "date", "date_from"), (66, 106, "25. Area", "text", "area"),
    (106, 150, "26. Tooth System", "text", "tooth_system"), (150, 200, "27. Tooth Number(s)", "text", "tooth"),
    (200, 245, "28. Tooth Surface", "text", "surfaces"), (245, 300, "29. Procedure Code", "text", "procedure"),
    (300, 325, "29b. Qty.", "text", "units"), (325, 480, "30. Description", "text", "description"),
    (480, 540, "31. Fee", "bare", "charge"),
)  # fmt: skip
_ADA_LOWER: tuple[tuple[Spec, ...], ...] = (
    ((0, 440, "35. Remarks", "", ""), (440, 540, "32. Total Fee", "dollars", "total_charge")),
    ((0, 270, "36. Patient/Guardian Signature", "text", "patient_signature"),
     (270, 540, "38. Place of Treatment", "text", "place_of_service")),
    ((0, 270, "37. Subscriber Signature", "text", "insured_signature"),
     (270, 405, "40. Is Treatment for Orthodontics?", "yes_no", "orthodontics"),
     (405, 540, "43. Replacement of Prosthesis?", "yes_no", "prosthesis_replacement")),
    ((0, 270, "48. Billing Dentist or Dental Entity", "text", "billing_provider_name"),
     (270, 540, "53. Treating Dentist", "text", "treating_dentist")),
    ((0, 135, "49. NPI", "text", "billing_provider_npi"), (135, 270, "51. SSN or TIN", "text", "tax_id"),
     (270, 405, "54. NPI", "text", "treating_npi"),
     (405, 540, "55. License Number", "text", "treating_license_number")),
    ((0, 270, "52. Phone Number", "phone", "billing_provider_phone"), (270, 540, "57. Phone Number", "", "")),
)  # fmt: skip


def draw_ub04(pen: Pen) -> bytes:
    """A hospital bill on one page: form locators 1 to 80, the revenue lines, the line of totals."""
    sheet = Sheet(pen.rng, "Helvetica", "Courier")
    sheet.text(_LEFT, 752, "UNIFORM BILL  UB-04  CMS-1450", sheet.bold, 10)
    top = _rows(sheet, pen, _UB_UPPER, _TOP)
    top = _list(sheet, pen, _UB_LINE, top)
    total = pen.tell("total_charge", "bare") if pen.scene.knows("total_charge") else ""
    day = pen.tell("date_reported", "spaced") if pen.scene.knows("date_reported") else ""
    top = draw_row(sheet, (Cell(0, 60, "", "0001"), Cell(60, 220, "", "PAGE 1 OF 1"),
                           Cell(220, 380, "CREATION DATE", day), Cell(380, 540, "TOTALS", total)), top)  # fmt: skip
    top = _rows(sheet, pen, _UB_LOWER, top)
    sheet.text(_LEFT, top - 10, "THE CERTIFICATIONS ON THE REVERSE APPLY TO THIS BILL.", size=6)
    return sheet.finish("UB-04")


def draw_ada(pen: Pen) -> bytes:
    """A dental claim on one page: boxes 1 to 57 and the record of services provided."""
    sheet = Sheet(pen.rng, "Helvetica", "Courier")
    sheet.text(_LEFT, 752, "Dental Claim Form", sheet.bold, 12)
    top = _rows(sheet, pen, _ADA_UPPER, _TOP)
    sheet.text(_LEFT, top - 10, "RECORD OF SERVICES PROVIDED", sheet.bold, 7)
    top = _list(sheet, pen, _ADA_LINE, top - 14)
    _rows(sheet, pen, _ADA_LOWER, top)
    return sheet.finish("Dental claim form")


def _rows(sheet: Sheet, pen: Pen, rows: tuple[tuple[Spec, ...], ...], top: float) -> float:
    for specs in rows:
        top = draw_row(sheet, row_of(pen, specs), top)
    return top


def _list(sheet: Sheet, pen: Pen, specs: tuple[Spec, ...], top: float) -> float:
    top = draw_row(sheet, tuple(Cell(start, end, caption) for start, end, caption, _, _ in specs), top)
    for number in range(pen.scene.rows("service_lines")):
        row: tuple[Spec, ...] = tuple(
            (start, end, "", way, f"service_lines[{number}].{name}") for start, end, _, way, name in specs
        )
        top = draw_row(sheet, row_of(pen, row), top)
    return top
