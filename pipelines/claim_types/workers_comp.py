"""First report of injury or illness at work: the ground of an ACORD 4 and of the IAIABC's first report."""

from __future__ import annotations

from pipelines.claim_types.casualty import INSURED, NAME, PHONE, WITNESSES, firm, occurrence, policy, speakers
from pipelines.claim_types.schema import ClaimType, field, group
from pipelines.claim_types.workers_comp_employee import EMPLOYEE, JOB, WAGE

WHERE = (
    "occurrence | accident | injury | injury information | accident information | injury details | loss"
    " | occurrence information | occurrence / treatment | occurrence/treatment | injury or illness"
    " | the accident | injury/illness | details of injury | accident details"
)
TREATMENT = (
    "treatment | medical treatment | treatment information | medical | medical information | initial treatment"
    " | treatment details"
)

INSURER = (
    *policy("carrier agency policy_number policy_effective_date policy_expiration_date claim_number"),
    *group(
        "policy",
        "claims administrator | administrator | third party administrator | tpa",
        field("claims_administrator", "organisation", "The firm that handles the insurer's or employer's claims.",
              "claims administrator | claim administrator | claims administrator name | administrator | TPA"
              " | third party administrator | third-party administrator | claims admin | claim administrator name"
              " | name of claims administrator | claims handling firm | claims adm | adjusting company",
              section_labels="name | firm",
              phrases="claims administrator is {} | our administrator is {} | administrator {} | TPA is {}",
              questions="claims administrator | third party administrator | the administrator"),
        field("self_insured", "boolean", "Whether the employer insures itself (yes or no).",
              "self-insured | self insured | self insurance | is employer self-insured | check if self-insured"
              " | check if self insurance | employer self-insured | self-insurance"
              " | check if appropriate self insurance"
              " | self insurer",
              options={
                  "true": "we are self-insured | we are self insured | employer is self-insured"
                      " | a self-insured employer | we self-insure",
                  "false": "not self-insured | not self insured | we are not self-insured",
              },
              questions="self-insured | self insured"),
    ),
)  # fmt: skip

EMPLOYER = firm(
    "insured | employer | policyholder | policy holder | named insured",
    f"{INSURED} | employer | employer information | employer details | the employer",
    field("industry_code", "text", "The SIC or NAICS code of the employer's business.",
          "SIC code | NAICS code | NAICS | SIC | industry code | SIC/NAICS code | SIC / NAICS | NAICS/SIC code"
          " | industry code (NAICS) | SIC or NAICS | SIC/NAICS",
          questions="NAICS | SIC code | industry code"),
    field("employer_location", "address", "The employer's place of work, where it is another than the address.",
          "employer's location address | employer location address | employer's location address (if different)"
          " | work location | location # | employer location | physical location"
          " | worksite address | employer's location | location of employment | place of employment"),
)  # fmt: skip

WHEN = (
    *occurrence(
        "injury | injury/illness | injury or illness | illness",
        "date_of_loss time_of_loss date_reported loss_description",
        date_reported="date administrator notified | date insurer notified | date carrier notified | carrier notified"
        " | date claims administrator notified | administrator notified | date claim administrator notified"
        " | insurer notified | date reported to carrier | date reported to insurer | date insurer informed"
        " | date administrator was notified",
    ),
    *group(
        "loss",
        WHERE,
        field("employer_notified_date", "date", "The day on which the employer was told of the injury.",
              "date employer notified | employer notified | date reported to employer | date employer was notified"
              " | date employer informed | date employer had knowledge of injury | employer notified on"
              " | date injury reported to employer | reported to employer | date employer knew of injury"
              " | date reported to supervisor | date supervisor notified | date notified employer",
              phrases="reported it to us on {} | told us on {} | told the supervisor on {} | reported to us on {}"
              " | employer was notified on {} | we were told on {} | told his supervisor on {} | supervisor on {}"
              " | told her supervisor on {} | reported to the foreman on {} | we learned of it on {}"
              " | notified us on {}"
              " | came to the office on {}",
              questions="when were you told | when was the employer notified | when did the employee report"
              " | when did you find out | when did you hear | reported to you"),
        field("work_began_time", "time", "When the employee began work on the day of the injury.",
              "time employee began work | time began work | began work | shift began | start of shift"
              " | time employee began work on date of injury | start time | shift start | time shift started"
              " | time workday began | time started work | shift start time",
              phrases="began work at {} | started work at {} | shift began at {} | shift started at {}"
          " | clocked in at {}"
              " | on shift since {} | had started at {} | came on at {}",
              questions="time did the shift begin | time did the shift start | begin work | start work"
              " | start of the shift | shift start"),
        field("last_work_date", "date", "The last day that the employee worked.",
              "last work date | date last worked | last day worked | last date worked | last day of work"
              " | employee's last day worked | date employee last worked",
              phrases="last worked on {} | last day at work was {} | last day of work was {} | has not worked since {}"
              " | last day worked was {} | last worked {}",
              questions="last worked | last day at work | last day worked | last work"),
        field("disability_began_date", "date", "The day on which the disability began.",
              "date disability began | disability began | first day of disability | disability start date"
              " | date of disability | incapacity began | first day of incapacity | initial date of disability"
              " | disability began on | date disability commenced | first day lost from work | date lost time began"
              " | first day of lost time",
              phrases="disability began on {} | disability began {} | off work since {} | out of work since {}"
              " | disabled since {} | off work from {} | unable to work since {} | disability from {}",
              questions="disability begin | disability start | off work since | out since when"),
    ),
)  # fmt: skip

PLACE = (
    *occurrence(
        "injury | injury/illness | injury or illness | illness", "loss_location loss_city loss_state loss_zip"
    ),
    *group(
        "place",
        WHERE,
        field("on_premises", "boolean", "Whether it happened on the employer's premises (yes or no).",
              "on employer's premises | employer's premises | did injury occur on employer's premises"
              " | did injury/illness occur on employer's premises | occurred on employer's premises"
              " | did injury/illness exposure occur on employer's premises | on employer premises"
              " | injury on employer's premises | on premises | did it happen on employer's premises"
              " | accident premises code | happened on employer's premises",
              options={
                  "true": "on our premises | on the employer's premises | on our own premises | at our premises"
                      " | on the company's premises",
                  "false": "not on our premises | off our premises | away from our premises | off premises"
                      " | off the premises | at a customer's site",
              },
              questions="on your premises | employer's premises | on the premises"),
        field("department", "text", "The department or place at work where it happened.",
              "department or location where accident occurred | department or location"
              " | department or location where accident or illness exposure occurred | work area"
              " | location where accident occurred in plant | department where injury occurred | work department"
              " | department of injury",
              section_labels="department | dept", phrases="in the department {} | department is {}",
              questions="which department | what department | part of the plant"),
    ),
)  # fmt: skip

INJURY = group(
    "injury",
    WHERE,
    field("injury_type", "text", "The nature of the injury or illness.",
          "type of injury/illness | type of injury | nature of injury | type of illness | injury type | nature of"
          " injury/illness | type of injury or illness | nature of injury or illness | nature of injury code"
          " | type of injury / illness | injury or illness | injury",
          phrases="suffered a {} | suffered an {} | sustained a {} | sustained an {} | injury is a {} | injury is an {}"
          " | diagnosed with a {} | diagnosed with an {} | diagnosis is a {} | diagnosis is an {} | it is a {} injury"
          " | result was a {} | result was an {}",
          questions="kind of injury | type of injury | nature of the injury | what is the injury | what injury"),
    field("body_part", "text", "The part of the body that is affected.",
          "part of body affected | part of body | body part | body part affected | part(s) of body affected"
          " | part of body injured | affected body part | body part injured | parts of body affected"
          " | part of body code | injured body part",
          phrases="part of body is the {} | injury to his {} | injury to her {} | hurt his {} | hurt her {}"
          " | injured his {} | injured her {} | affects the {} | body part is the {}",
          questions="part of the body | body part | which part"),
    field("cause_code", "text", "The code of the cause of injury.",
          "cause of injury code | cause code | cause of injury | injury cause code | cause of injury/illness code"
          " | accident cause code | mechanism of injury"),
    field("equipment", "narrative", "Equipment, materials or chemicals in use.",
          "all equipment, materials, or chemicals employee was using when accident or illness exposure occurred"
          " | equipment, materials or chemicals | equipment | equipment in use | equipment used | tools or equipment"
          " | equipment, materials, or chemicals employee was using | machine or tool involved | object or substance"
          " | equipment, materials, chemicals | machine, tool or object | object or substance that harmed employee",
          phrases="equipment in use was {} | was working with {} | was using {} | handling {}",
          questions="what equipment | which machine | equipment in use | tools or materials"),
    field("activity", "narrative", "What the employee was doing.",
          "specific activity the employee was engaged in when the accident or illness exposure occurred"
          " | specific activity | activity | employee activity | activity engaged in | what was employee doing"
          " | specific activity engaged in | activity at time of injury | what was the employee doing"
          " | what was the employee doing just before the incident occurred | employee was doing",
          phrases="at the time he was {} | at the time she was {} | was busy {} | the activity was {}"
          " | the employee was {}",
          questions="doing at the time | what was he doing | what was she doing | what was the employee doing"
          " | specific activity"),
    field("work_process", "narrative", "The work process the employee was engaged in.",
          "work process the employee was engaged in when accident or illness exposure occurred | work process"
          " | work process engaged in | process | work process employee was engaged in",
          phrases="work process was {} | this was part of {} | process was {}",
          questions="work process | part of which process"),
    field("safeguards_provided", "boolean", "Whether safeguards or safety equipment were provided (yes or no).",
          "were safeguards or safety equipment provided | safeguards provided | safety equipment provided"
          " | safeguards or safety equipment provided | were safeguards provided | safety equipment supplied"
          " | was safety equipment provided | ppe provided",
          options={
              "true": "safety equipment was provided | safeguards were provided | gloves were provided"
                  " | had been given safety equipment | safety equipment had been provided",
              "false": "no safety equipment was provided | safeguards were not provided | no safeguards were provided"
                  " | without safety equipment provided | no safety equipment had been provided",
          },
          questions="safety equipment provided | safeguards provided | provide safety equipment"),
    field("safeguards_used", "boolean", "Whether the safeguards were used (yes or no).",
          "were they used | safeguards used | safety equipment used | were safeguards used | was safety equipment used"
          " | were safeguards or safety equipment used | ppe used | safeguards in use",
          options={
              "true": "safety equipment was used | safeguards were used | was wearing the safety equipment"
                  " | had it on at the time",
              "false": "safety equipment was not used | safeguards were not used | did not use the safety equipment"
                  " | was not wearing the safety equipment | it was not in use",
          },
          questions="was it used | were they used | wearing it"),
)  # fmt: skip

AFTERWARDS = group(
    "treatment",
    TREATMENT,
    field("initial_treatment", "enum", "How the injury was treated at first.",
          "initial treatment | treatment | type of treatment | initial medical treatment | first treatment"
          " | medical treatment | initial treatment code | extent of treatment",
          anywhere=True,
          options={
              "none": "no medical treatment | no treatment | none | 0 no medical treatment | no medical attention"
                  " | refused treatment",
              "minor_by_employer": "minor by employer | minor: by employer | first aid | first aid by employer"
                  " | minor on-site | minor onsite | first aid on site | 1 minor by employer | on-site first aid"
                  " | first-aid room",
              "minor_clinic": "minor clinic/hospital | minor clinic | minor clinic/hosp | clinic"
                  " | minor clinic hospital"
                  " | doctor's office | walk-in clinic | urgent care | minor medical treatment | 2 minor clinic/hosp",
              "emergency": "emergency care | emergency | emergency room | the ER | 3 emergency care"
                  " | emergency department"
                  " | accident and emergency | A&E | taken by ambulance",
              "hospitalized": "hospitalized > 24 hours | hospitalized more than 24 hours | hospitalized | hospitalised"
                  " | hospitalized > 24 hrs | hospitalised > 24 hours | hospitalized over 24 hours | kept overnight"
                  " | admitted to hospital | admitted to the hospital | overnight in-patient"
                  " | hospitalized greater than"
                  " 24 hours | 4 hospitalized > 24 hours | inpatient",
              "future_major": "future major medical/lost time anticipated | future major medical/lost time"
                  " | future major medical | lost time anticipated | major medical/lost time"
                  " | 5 future major medical/lost time anticipated | major medical anticipated"
                  " | future major medical / lost time anticipated",
          },
          questions="treated | treatment | see a doctor | medical treatment"),
    field("physician_name", "name", "The doctor who treated the employee.",
          "physician | physician name | treating physician | name of physician | doctor | treating doctor"
          " | physician/health care provider | physician / health care provider | attending physician | doctor's name"
          " | name of physician or other health care professional | health care provider",
          section_labels=NAME,
          phrases="treated by {} | seen by {} | saw {} | physician is {} | doctor is {} | treating physician is {}"
          " | treating doctor is {} | doctor was {} | examined by {}",
          questions="name of the doctor | which doctor | who treated | the physician | doctor's name"),
    field("hospital_name", "organisation", "The hospital or clinic that treated the employee.",
          "hospital | hospital name | name of hospital | hospital or clinic | hospital / clinic | treatment facility"
          " | facility | medical facility | hospital or off-site treatment | clinic name | facility name"
          " | where was treatment given | hospital or offsite treatment | name of facility | where treated",
          endings="Hospital | Medical Center | Clinic | Urgent Care",
          phrases="taken to {} | treated at {} | went to {} | seen at {} | brought to {} | transported to {}"
          " | admitted to {} | drove him to {} | drove her to {}",
          questions="which hospital | what hospital | which clinic | where was the treatment | where were they treated"
          " | where was he treated | where was she treated | name of the hospital"),
    field("returned_to_work_date", "date", "The day on which the employee returned to work.",
          "date returned to work | returned to work | return to work date | date return to work"
          " | date of return to work"
          " | if returned to work, date | date employee returned to work | returned to work on"
          " | date(s) returned to work"
          " | date returned to duty",
          phrases="returned to work on {} | back at work on {} | back to work on {} | was back on {} | returned on {}"
          " | came back on {} | back at work since {} | back on light duty since {}",
          questions="back at work | returned to work | return to work"),
    field("date_of_death", "date", "The day on which the employee died.",
          "date of death | if fatal, give date of death | death date | if fatal, date of death | if employee died, date"
          " | date of death (if fatal) | if fatal date of death | if employee died, when did death occur"
          " | employee date of death",
          phrases="died on {} | passed away on {} | death on {} | died {}",
          questions="date of death | when did he die | when did she die"),
    field("fatality", "boolean", "Whether the employee died (yes or no).",
          "fatality | fatal | fatal injury | did employee die | was injury fatal | did injury result in death"
          " | did the injury result in death",
          options={
              "true": "was fatal | died at the scene | died of | died from | passed away | was killed | has died"
                  " | pronounced dead | died in hospital | fatal accident",
              "false": "no fatality | not fatal | nobody died | did not die | non-fatal",
          }),
    field("prepared_date", "date", "The day on which the report was prepared.",
          "date prepared | prepared on | date of preparation | date report prepared | preparation date"
          " | date form completed | date signed | date this report was prepared | report prepared on",
          phrases="report was prepared on {} | prepared on {}"),
)  # fmt: skip

FIELDS = (
    *INSURER,
    *EMPLOYER,
    *EMPLOYEE,
    *JOB,
    *WAGE,
    *WHEN,
    *PLACE,
    *INJURY,
    *AFTERWARDS,
    *speakers(
        field("preparer_title", "text", "The title of whoever prepared the report.",
              "preparer's title | title of preparer | preparer title | preparer's job title | title | position held"
              " | preparer's position",
              questions="your title | your position | your role"),
        field("preparer_phone", "phone", "The telephone number of whoever prepared the report.",
              "preparer's phone | preparer phone | preparer's phone number | preparer's telephone"
              " | telephone of preparer"
              " | phone of preparer | preparer telephone | preparer phone number | preparer's telephone number",
              section_labels=PHONE, sections="preparer | preparer information | prepared by | report"
              " | report information | report details"
              " | notification | report prepared by | signature"),
    ),
)  # fmt: skip

WORKERS_COMP = ClaimType(
    name="workers_comp",
    title="Workers compensation first report of injury or illness",
    line="workers_comp",
    description="An employee was hurt or fell ill at work.",
    cues=(
        "first report of injury", "first report of injury or illness", "employer's first report of injury",
        "workers compensation", "workers' compensation", "worker's compensation", "workers comp", "work comp",
        "workmen's compensation", "acord 4", "employer", "employee", "employer's report of accident", "osha",
        "injured worker", "injured at work", "injury at work", "hurt on the job", "on the job", "work injury",
        "work-related injury", "accident at work", "workplace accident", "occupational injury",
        "occupational disease", "average weekly wage", "wage", "wages", "hourly rate", "ncci class code",
        "class code", "date hired", "hired", "state of hire", "employment status", "full pay for day of injury",
        "salary continue", "lost time", "light duty", "returned to work", "last day worked", "date disability began",
        "part of body affected", "employer's premises", "safeguards", "foreman", "supervisor", "shift", "coworker",
        "co-worker", "warehouse", "forklift", "claims administrator", "self-insured",
    ),
    fields=FIELDS,
    records=(WITNESSES,),
)  # fmt: skip
