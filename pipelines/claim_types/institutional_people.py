"""The people and plans of an institutional claim: the groups of a health claim, under the names of a UB-04."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.claim_types.health_people import WHO
from pipelines.claim_types.schema import FieldSpec


def under(
    specs: Iterable[FieldSpec], labels: Mapping[str, str], **attributes: Mapping[str, object]
) -> tuple[FieldSpec, ...]:
    """The fields with further labels in front of their own, without the boxes of the form that they come from.

    `attributes` are other attributes by field name. What names the fillable fields of the other form is left out.
    """
    return tuple(
        FieldSpec.model_validate(
            {
                **spec.model_dump(),
                "labels": (
                    *_parts(labels.get(spec.name, "")),
                    *(word for word in spec.labels if not word[0].isdigit()),
                ),
                "form": (),
                **attributes.get(spec.name, {}),
            }
        )
        for spec in specs
    )


def _parts(labels: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in labels.split("|") if part.strip())


PEOPLE = under(
    WHO,
    {
        "patient_name": "8 patient name | 8. patient name | 8b patient name | patient name last first",
        "patient_date_of_birth": "10 birthdate | 10. birthdate | 10 birth date | birthdate | patient birthdate",
        "patient_sex": "11 sex | 11. sex | sex of patient",
        "patient_address": "9 patient address | 9. patient address | 9a patient address | patient street address",
        "patient_city": "9b city | b city",
        "patient_state": "9c state | c state",
        "patient_zip": "9d zip code | d zip code",
        "insured_id": "60 insured's unique id | 60. insured's unique id | insured's unique id | insured unique id"
        " | insured's unique identifier | certificate number | health insurance claim number | hicn | mbi"
        " | medicare beneficiary identifier | cert./ssn/hic/id no | beneficiary number",
        "insured_name": "58 insured's name | 58. insured's name",
        "policy_number": "62 insurance group no. | 62. insurance group no. | 62 insurance group no"
        " | insurance group no | insurance group no. | insurance group number",
        "patient_relationship": "59 p.rel | 59. p.rel | 59 p. rel | p.rel | p. rel | 59 prel | pat rel",
        "plan_name": "61 group name | 61. group name | group name | insured's group name",
        "payer_name": "50 payer name | 50. payer name | 50 payer | primary payer | payer a | responsible payer",
        "patient_account_number": "3a pat. cntl #",
    },
    policy_number={"required": False},
    # Not "st", with which the names of many hospitals begin.
    patient_state={"section_labels": "state"},
    insured_state={"section_labels": "state"},
)  # fmt: skip
