"""The two lists of a health claim: diagnoses (box 21) and services (box 24)."""

from __future__ import annotations

from pipelines.claim_types.schema import field, record

DIAGNOSES = record(
    "diagnoses",
    "Diagnosis codes in the order of the letters A to L.",
    "diagnosis or nature of illness or injury | 21. diagnosis or nature of illness or injury | diagnoses | diagnosis"
    " | diagnosis codes | diagnosis code | icd-10 codes | icd-10 | icd-10-cm | diagnosis code(s)"
    " | diagnosis codes (icd-10)",
    (
        field("code", "icd10", "ICD-10-CM diagnosis code, such as a letter, two digits and more after a point.",
              "diagnosis code | icd-10 | icd-10-cm | diagnosis | dx | dx code | icd-10 code | code | icd code | icd"
              " | a. | b.", form="diagnosis<n>"),
    ),
    max_rows=12,
    anchor="code",
    by_place=True,
)  # fmt: skip

SERVICE_LINES = record(
    "service_lines",
    "The services, one line each, without the total.",
    "services | service lines | date(s) of service | procedures, services, or supplies | 24. services | charges"
    " | itemized charges | itemised charges | services rendered | statement of services | services provided"
    " | procedures | 24. a. date(s) of service | itemization of services | details of services",
    (
        field("date_from", "date", "First day of this service.",
              "date of service | date(s) of service | dates of service | service date | from | dos | date | 24a"
              " | 24. a. date(s) of service from | from date | date from | date(s) of service from | service from"
              " | dos from", form="{sv<n>_mm_from}/{sv<n>_dd_from}/{sv<n>_yy_from}"),
        field("date_to", "date", "Last day of this service.",
              "to | through | to date | date to | date(s) of service to | service to | dos to | thru",
              form="{sv<n>_mm_end}/{sv<n>_dd_end}/{sv<n>_yy_end}"),
        field("place_of_service", "place_of_service", "Two-digit code of the place of service.",
              "place of service | pos | b. place of service | 24b | place | pos code | place svc", form="place<n>"),
        field("emergency", "boolean", "Whether it was an emergency (yes or no).",
              "emg | emergency | c. emg | 24c | emerg", form="type<n>"),
        field("procedure", "procedure", "Procedure, service or supply code (HCPCS).",
              "procedure | procedures, services, or supplies | procedure code | hcpcs | cpt/hcpcs | hcpcs code"
              " | service code | code | d. procedures, services, or supplies | 24d | proc | proc code"
              " | cpt/hcpcs code",
              form="cpt<n>"),
        field("modifiers", "text", "Modifiers of the procedure, two characters each.",
              "modifier | modifiers | mod | mods | mod.", form="{mod<n>} {mod<n>a} {mod<n>b} {mod<n>c}"),
        field("diagnosis_pointer", "text", "Letters (A to L) of the diagnoses that this service belongs to.",
              "diagnosis pointer | pointer | dx pointer | dx ptr | diag ptr | e. diagnosis pointer | 24e | ptr | dx"
              " | diag | diagnosis pointers", form="diag<n>"),
        field("charge", "money", "Charge for this line.",
              "charge | $ charges | charges | amount | f. $ charges | 24f | fee | charge ($) | line charge | price"
              " | charges ($) | billed", form="ch<n>"),
        field("units", "integer", "Days or units.",
              "units | days or units | g. days or units | 24g | qty | quantity | unit | days", form="day<n>"),
        field("rendering_npi", "npi", "National Provider Identifier (10 digits) of who gave the service.",
              "rendering npi | rendering provider npi | rendering provider id. # | j. rendering provider id. # | npi"
              " | 24j | rendering provider | rendering provider id | rendering", form="local<n>"),
    ),
    max_rows=6,
    anchor="procedure",
)  # fmt: skip
