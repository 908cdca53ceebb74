"""Liability notices and first reports of injury, in wordings of other makes than the samples': what is read of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.claim import Document, Value
from pipelines.claim_types import CLAIM_TYPES
from pipelines.classifying import classify
from pipelines.extracting import Material, read_exact
from pipelines.fusing import fuse
from pipelines.values.comparing import same

LIABILITY_FORM = """GENERAL LIABILITY NOTICE OF OCCURRENCE/CLAIM

INSURED
Named insured: Quill & Daughters Bakery, Inc.
Mailing address: 12 Oak Street, Salem, OR 97301
FEIN: 93-1234567

POLICY
Insurer: Old Mill Mutual
Policy no.: CGL-4455667
Policy type: Claims made
Retroactive date: 01/01/2024
LIMITS OF LIABILITY
General aggregate: $2,000,000
Each occurrence: $1,000,000
Damage to premises rented: $100,000
Med exp (any one person): $5,000
OCCURRENCE
Date and time of occurrence: 04/20/2026 2:15 PM
Place of occurrence: 12 Oak Street, Salem, OR 97301
Description of occurrence: A shopper tripped over a pallet.
INJURED/PROPERTY DAMAGED
Injured person: Berta Vane
Age: 61
Occupation: bookkeeper
Describe injury: Sprained ankle
Where taken: Salem General Hospital
Fatality? No
Represented by attorney? Yes
Attorney: Odo Brandt
Suit filed? Yes
Date served: 05/04/2026
Settlement demand: $75,000
"""
INJURY_FORM = """EMPLOYER'S FIRST REPORT OF INJURY OR ILLNESS

EMPLOYER
Employer name: Vane Roofing LLC
NAICS code: 238160
Federal employer identification number: 84-7654321
CARRIER
Insurance company: Old Mill Mutual
Policy number: WC-8877665
Claims administrator: Tall Gate Adjusters
EMPLOYEE
Employee name: Quill, Ada M.
Social security number: 987-65-4321
Date of birth: 03/14/1988
Sex: F
Marital status: Married
No. of dependants: 2
Date hired: 06/01/2019
Occupation/job title: Roofer
Employment status: Full-time
WAGE
Rate: $28.50   Per: Hour
Average weekly wage: $1,140.00
Days worked/week: 5
Full pay for day of injury? Yes
Did salary continue? No
OCCURRENCE
Time employee began work: 7:00 AM
Date of injury/illness: 04/20/2026
Date employer notified: 04/20/2026
Date disability began: 04/21/2026
Part of body affected: Left ankle
Type of injury/illness: Fracture
Initial treatment: Hospitalised > 24 hours
Physician: Dr. Odo Brandt
Date administrator notified: 04/23/2026
"""
LIABILITY_LETTER = """Dear Sirs,

I am writing on behalf of Quill Bakery Ltd. as shop manager. Policy number CGL-4455667.
It happened on Monday, 20 April 2026, around 2.15 pm. The claimant is Berta Vane, aged 61. She suffered a broken
wrist. She was taken to Salem General Hospital. A wet floor in our premises caused the slip and fall.
The claimant has instructed solicitors; the lawyer is Odo Brandt. The settlement demand is $75,000. No suit has been
filed.

Yours faithfully,
C. Lorne
"""
INJURY_LETTER = """To the claims department:

Our employee Ada Quill was hurt at work. She works as a roofer and was hired on 1 June 2019. We are Vane Roofing LLC.
The policy number is WC-8877665. The accident happened on 20 April 2026 at 10:30 am. She broke her ankle when the
ladder slid. She hurt her left ankle. She was kept overnight in Salem General Hospital. She earns $28.50 per hour.
The average weekly wage is $1,140.00. The employer was notified on 20 April 2026. She returned to work on 4 May 2026.
"""
LIABILITY_TALK = """Agent: Claims, how can I help?
Caller: Hi, a customer fell in our shop and holds us liable.
Agent: Which company are you calling for?
Caller: It is Quill Bakery LLC.
Agent: What is the policy number?
Caller: It is CGL-4455667.
Agent: When did it happen?
Caller: On April 20th, 2026.
Agent: Who is the claimant?
Caller: That would be Berta Vane.
Agent: Has suit been filed?
Caller: No, nothing so far.
Agent: What is the demand?
Caller: They want $75,000.
"""
TEXTS: dict[str, tuple[str, str, dict[str, Value]]] = {
    "liability form": ("liability", LIABILITY_FORM, {
        "insured_name": "Quill & Daughters Bakery, Inc.", "insured_fein": "93-1234567", "carrier": "Old Mill Mutual",
        "policy_number": "CGL-4455667", "policy_form": "claims_made", "retroactive_date": "2024-01-01",
        "general_aggregate": "2000000.00", "each_occurrence_limit": "1000000.00",
        "premises_damage_limit": "100000.00", "medical_expense_limit": "5000.00", "date_of_loss": "2026-04-20",
        "time_of_loss": "14:15", "claimant_name": "Berta Vane", "claimant_age": 61,
        "claimant_occupation": "bookkeeper", "injury_description": "Sprained ankle",
        "taken_to": "Salem General Hospital", "fatality": False, "attorney_represented": True,
        "attorney_name": "Odo Brandt", "suit_filed": True, "suit_served_date": "2026-05-04",
        "demand_amount": "75000.00", "loss_city": "Salem",
    }),
    "injury form": ("workers_comp", INJURY_FORM, {
        "insured_name": "Vane Roofing LLC", "insured_fein": "84-7654321", "policy_number": "WC-8877665",
        "claims_administrator": "Tall Gate Adjusters", "employee_name": "Ada M. Quill", "employee_ssn": "987-65-4321",
        "employee_date_of_birth": "1988-03-14", "employee_sex": "female", "marital_status": "married", "dependents": 2,
        "date_hired": "2019-06-01", "occupation": "Roofer", "employment_status": "full_time", "wage_rate": "28.50",
        "wage_period": "hour", "average_weekly_wage": "1140.00", "days_per_week": 5, "full_pay_injury_day": True,
        "salary_continued": False, "work_began_time": "07:00", "date_of_loss": "2026-04-20",
        "employer_notified_date": "2026-04-20", "disability_began_date": "2026-04-21", "body_part": "Left ankle",
        "injury_type": "Fracture", "initial_treatment": "hospitalized", "physician_name": "Odo Brandt",
        "date_reported": "2026-04-23", "industry_code": "238160",
    }),
    "liability letter": ("liability", LIABILITY_LETTER, {
        "insured_name": "Quill Bakery Ltd", "policy_number": "CGL-4455667", "date_of_loss": "2026-04-20",
        "claimant_name": "Berta Vane", "claimant_age": 61, "taken_to": "Salem General Hospital",
        "attorney_represented": True, "attorney_name": "Odo Brandt", "demand_amount": "75000.00", "suit_filed": False,
    }),
    "injury letter": ("workers_comp", INJURY_LETTER, {
        "insured_name": "Vane Roofing LLC", "policy_number": "WC-8877665", "employee_name": "Ada Quill",
        "occupation": "roofer", "date_hired": "2019-06-01", "date_of_loss": "2026-04-20", "body_part": "left ankle",
        "initial_treatment": "hospitalized", "wage_rate": "28.50", "wage_period": "hour",
        "average_weekly_wage": "1140.00", "employer_notified_date": "2026-04-20",
        "returned_to_work_date": "2026-05-04",
    }),
    "liability talk": ("liability", LIABILITY_TALK, {
        "insured_name": "Quill Bakery LLC", "policy_number": "CGL-4455667", "date_of_loss": "2026-04-20",
        "claimant_name": "Berta Vane", "suit_filed": False, "demand_amount": "75000.00",
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_known_and_read(name: str) -> None:
    expected_type, text, expected = TEXTS[name]
    document = Document(id="d", ordinal=0, media_type="text/plain", sha256="0", text=text)
    assert classify([document], CLAIM_TYPES).claim_type == expected_type
    claim_type = CLAIM_TYPES[expected_type]
    readings = read_exact(Material((document,), claim_type, date(2026, 6, 15))).readings
    found = {field.path: field.value for field in fuse(claim_type, readings).fields}
    wrong = {}
    for path, value in expected.items():
        spec = claim_type.spec(path)
        assert spec is not None
        if path not in found or not same(spec.kind, found[path], value):
            wrong[path] = (found.get(path), value)
    assert wrong == {}


WAYS: dict[str, tuple[str, str, dict[str, Value]]] = {
    "a weekday before the day": (
        "auto", "Hello,\n\nIt happened on Thursday, June 4, 2026, around 3:45pm.\n",
        {"date_of_loss": "2026-06-04", "time_of_loss": "15:45"},
    ),
    "the full stop of an abbreviation": (
        "property", "Hello,\n\nWe have our cover with Old Mill Mutual, policy no. 113654-65. Thanks.\n",
        {"policy_number": "113654-65"},
    ),
    "no beside a question": (
        "property", "Policy number      HO-1234567\nDate of loss       06/04/2026\nAny injuries?      NO\n",
        {"injuries_reported": False},
    ),
    "day and time under one label": (
        "auto", "Date and time of loss: 04/20/2026 2:15 PM\n", {"date_of_loss": "2026-04-20", "time_of_loss": "14:15"},
    ),
    "an option that is a heading elsewhere": (
        "liability", "Policy number      CGL-1234567\nPolicy type        Occurrence\nDate of loss       06/04/2026\n",
        {"policy_form": "occurrence"},
    ),
    "a trade in a sentence": (
        "workers_comp", "Hello,\n\nShe works as a line cook and lives at 9 Elm Road, Salem, OR 97301.\n",
        {"occupation": "line cook"},
    ),
    "a time that is another field's": (
        "workers_comp", "Hello,\n\nIt happened on June 4, 2026. She began work at 9:00 a.m. that day.\n",
        {"work_began_time": "09:00", "time_of_loss": ""},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_ways_of_writing(name: str) -> None:
    claim_type, text, expected = WAYS[name]
    document = Document(id="d", ordinal=0, media_type="text/plain", sha256="0", text=text)
    readings = read_exact(Material((document,), CLAIM_TYPES[claim_type], date(2026, 6, 15))).readings
    found = {field.path: field.value for field in fuse(CLAIM_TYPES[claim_type], readings).fields}
    assert {path: found.get(path, "") for path in expected} == expected
