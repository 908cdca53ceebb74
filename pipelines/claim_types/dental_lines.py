"""The lists of a dental claim: procedures, missing teeth, diagnoses."""

from __future__ import annotations

from pipelines.claim_types.schema import field, record

SERVICE_LINES = record(
    "service_lines",
    "The dental procedures, one line each, without the total.",
    # Not "record of services provided": on the printed form the boxes below stand under no heading of their own.
    "services | service lines | procedures | treatment | treatment plan"
    " | services rendered | services provided | itemized charges | dental services | procedures performed",
    (
        field("date_from", "date", "Day of the procedure.",
              "procedure date | 24. procedure date | 24 procedure date | 24. procedure date (mm/dd/ccyy)"
              " | date of service | service date | dos | date | treatment date", form="procedure_date_<n>"),
        field("area", "oral_area", "Area of the oral cavity as two figures.",
              "area of oral cavity | 25. area of oral cavity | 25 area of oral cavity | oral cavity | area | quadrant"
              " | quad | arch", form="area_<n>"),
        field("tooth_system", "enum", "Tooth numbering: JP universal, JO international.",
              "tooth system | 26. tooth system | 26 tooth system | system | numbering system",
              options={"JP": "jp | universal | universal/national | ada", "JO": "jo | fdi | iso | international"},
              form="tooth_system_<n>"),
        field("tooth", "tooth", "Tooth number or letter; several with commas, a range with a hyphen.",
              "tooth number(s) or letter(s) | 27. tooth number(s) or letter(s) | 27 tooth number(s) or letter(s)"
              " | tooth number | tooth no | tooth no. | tooth # | tooth | tooth numbers | tooth letter | tooth/quad"
              " | tooth number or letter | teeth", form="tooth_<n>"),
        field("surfaces", "tooth_surfaces", "Surfaces of the tooth as letters.",
              "tooth surface | 28. tooth surface | 28 tooth surface | surface | surfaces | surf | surf."
              " | tooth surfaces",
              form="surface_<n>"),
        field("procedure", "dental_procedure", "Dental procedure code: D and four figures.",
              "procedure code | 29. procedure code | 29 procedure code | cdt | cdt code | ada code | code | proc code"
              " | procedure | ada procedure code", form="procedure_<n>"),
        field("modifiers", "text", "Modifiers of the procedure.", "modifier | modifiers | mod | mods",
              form="modifiers_<n>"),
        field("diagnosis_pointer", "text", "Letters (A to D) of the diagnoses that the procedure belongs to.",
              "diag. pointer | 29a. diag. pointer | 29a diag. pointer | diagnosis pointer | diag pointer | dx pointer"
              " | pointer", form="diag_pointer_<n>"),
        field("units", "integer", "How many times it was done.",
              "qty. | 29b. qty. | 29b qty | qty | quantity | units | count", form="quantity_<n>"),
        field("description", "text", "What was done, in words.",
              "description | 30. description | 30 description | description of service"
              " | procedure description | treatment | description of procedure", form="description_<n>"),
        field("charge", "money", "Fee for this line.",
              "fee | 31. fee | 31 fee | charge | amount | fees | line fee | charges | price | billed", form="fee_<n>"),
        field("rendering_npi", "npi", "National Provider Identifier (10 digits) of who did it.",
              "rendering npi | rendering provider npi | treating npi | npi", form="rendering_npi_<n>"),
    ),
    max_rows=50,
    anchor="procedure",
)  # fmt: skip

MISSING_TEETH = record(
    "missing_teeth",
    "Teeth that are missing or to be extracted.",
    "missing teeth information | 33. missing teeth information | missing teeth | 33 missing teeth information"
    " | teeth missing | tooth status",
    (
        field("tooth", "tooth", "Number of the missing tooth.",
              "missing tooth | missing teeth | 33. missing teeth information | missing tooth number | teeth missing",
              form="missing_<n>"),
        field("status", "enum", "Whether the tooth is missing, to be extracted, or impacted.",
              "tooth status | status | status code",
              options={"missing": "missing | M", "to_be_extracted": "to be extracted | E | extraction planned",
                       "impacted": "impacted | I"}, form="missing_status_<n>"),
    ),
    max_rows=35,
    anchor="tooth",
)  # fmt: skip

DIAGNOSES = record(
    "diagnoses",
    "Diagnosis codes in the order of the letters A to D.",
    "diagnosis code(s) | 34a. diagnosis code(s) | 34a diagnosis code(s) | diagnoses | diagnosis codes | diagnosis",
    (
        field("code", "icd10", "ICD-10-CM diagnosis code.",
              "diagnosis code | 34a. diagnosis code(s) | icd-10 | icd-10-cm | icd-10 code | dx | dx code | diagnosis"
              " | diagnosis codes | 34a. diagnosis codes", form="diagnosis_<n>"),
    ),
    max_rows=4,
    anchor="code",
    by_place=True,
)  # fmt: skip

RECORDS = (SERVICE_LINES, MISSING_TEETH, DIAGNOSES)
