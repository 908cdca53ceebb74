"""The fields that every loss notice has, whatever was lost: policy, loss, insured, contact, reporter."""

from __future__ import annotations

from pipelines.claim_types.schema import FieldSpec, field, group

# Words too general to say whose name or number it is: the heading above them does.
NAME = "name | full name | name (first, middle, last) | name (last, first)"
PHONE = "phone | phone number | phone no | phone # | telephone | telephone number | tel | mobile | cell | cell phone"
ADDRESS = "address | mailing address | street address | home address | full address"
EMAIL = "email | e-mail | email address | e-mail address"
BIRTH = "date of birth | birth date | DOB | D.O.B. | born"

INSURED = (
    "insured | insured information | insured details | named insured | policyholder | policyholder information"
    " | policyholder details | policy holder | about you | your details | your information | member | customer"
    " | insured party | claimant | claimant information"
)
CONTACT = "contact | contact information | contact details | contact person | person to contact | who to contact"

POLICY = group(
    "policy",
    "policy | policy information | policy details | insurance | insurance information | coverage",
    field("carrier", "organisation", "The insurance company that the claim is made to.",
          "carrier | insurance company | insurer | company | insurance carrier | underwriting company | insured with"
          " | company name | underwriter", form="CARRIER | carrier_name | insurance_company",
              phrases="dear {}",
              cues="insurance company | insured with | carrier | policy with | insurer",
              asked=False),
    field("agency", "organisation", "The insurance agency or broker that handles the policy.",
          "agency | agent | insurance agency | producer | broker | agency name | agent name | producer name"
          " | agent of record | broker name | servicing agency", form="AGENCY | agency_name",
              endings="Insurance Agency | Agency | Insurance Brokers | Insurance Services",
              cues="insurance agency | agency is | broker is | my broker",
              asked=False),
    field("policy_number", "policy_number", "The number of the insured's policy.",
          "policy number | policy no | policy # | policy num | policy nr | pol no | pol # | policy id | policy"
          " | insurance policy number | insurance policy no | policy reference | policy ref | certificate number"
          " | contract number"
          " | your policy | my policy number is | policy number is | under policy | insured under policy",
          section_labels="number | no | #", critical=True, required=True,
              phrases="{} is my policy number | policy number is {} | policy is {} | insured with you under {}"
              " | insured under {}"
              " | pol {} | card is policy {} | policy has the number {} | policy with the number {}"
              " | policy with … has the number {} | policy from … has the number {} | policy with … is number {}"
              " | {} i think that is the policy number | {} that is the policy number | {} is the policy number",
              questions="policy number | number of your policy | your policy | the policy | insurance card"),
    field("policy_effective_date", "date", "First day of the policy period.",
          "policy effective date | effective date | policy effective | policy eff date | eff date | eff"
          " | policy start date | policy start | inception date | policy inception | policy inception date"
          " | coverage start date | cover starts | policy period from | policy term from",
          section_labels="effective | from | start date | inception | starts"),
    field("policy_expiration_date", "date", "Last day of the policy period.",
          "policy expiration date | expiration date | policy expiration | policy exp date | exp date | expiry date"
          " | policy expiry | policy expiry date | policy end date | policy end | coverage end date | cover ends"
          " | policy period to | policy term to | expires | expires on | valid until",
          section_labels="expiration | to | end date | expiry | ends"),
    field("claim_number", "claim_number", "The number that the insurer gave this claim.",
          "claim number | claim no | claim # | claim num | claim id | claim reference | claim ref | our reference"
          " | file number | file no | loss number | incident number | case number | claim file number",
              cues="claim reference"),
    field("deductible_amount", "money", "The part of the loss that the insured pays himself.",
          "deductible amount | deductible | ded | excess | policy excess | all perils deductible"
          " | collision deductible | comprehensive deductible | aop deductible | deductible applied",
              phrases="{} deductible | deductible of {} | deductible is {} | deductible {}",
              questions="deductible"),
    field("coverage_limit", "money", "The most that the policy pays for such a loss.",
          "coverage limit | policy limit | limit of liability | limit | limit of insurance | sum insured"
          " | amount of insurance | coverage amount | insured value | coverage a limit | dwelling limit | limits",
              phrases="limit of {} | limit is {} | {} limit | insured for {} | covered for {}"),
)  # fmt: skip

LOSS_SECTIONS = (
    "loss | loss information | loss details | details of loss | accident | accident information | accident details"
    " | incident | incident information | incident details | the incident | the accident | the loss | occurrence"
    " | what happened | about the loss | about the accident"
)


def loss(causes: dict[str, str], *, cause_is_critical: bool = False) -> tuple[FieldSpec, ...]:
    """The fields of when, where and how; `causes` maps each cause of loss to the words that say so."""
    return group("loss", LOSS_SECTIONS, *_WHEN) + group(
        "place",
        LOSS_SECTIONS,
        *_WHERE,
        field("cause_of_loss", "enum", "What caused the loss.",
              "cause of loss | kind of loss | type of loss | loss type | loss cause | peril | cause | nature of loss"
              " | type of incident | type of accident | incident type | accident type | reason for claim"
              " | type of claim | claim type | loss category",
              section_labels="type | kind | category", options=causes, anywhere=True, critical=cause_is_critical),
    )  # fmt: skip


_WHEN = (
    field("date_of_loss", "date", "The day on which the loss or accident happened.",
          "date of loss | loss date | DOL | D.O.L. | date of accident | accident date | date of incident"
          " | incident date | date of occurrence | occurrence date | date of event | event date | date of damage"
          " | date of theft | date of loss and time | date and time of loss | date/time of loss | date & time of loss"
          " | date of loss/time | loss occurred on | loss occurred | when did it happen | when did the loss occur"
          " | when did the accident happen | happened on | occurred on | date/time of accident | date time of loss"
          " | date and time of accident | date and time of incident | day of loss | date loss occurred"
          " | date of crash | crash date | date of collision | collision date | day of accident | crash date/time",
          section_labels="date | when | on | date and time | date/time", critical=True, required=True,
              phrases="occurred on {} | happened on {} | took place on {} | accident on {} | loss on {}"
              " | incident on {} | fire on {} | storm on {} | collision on {} | crash on {} | theft on {} | leak on {}"
              " | the morning of {} | the evening of {} | the afternoon of {} | the night of {} | stolen on {}"
              " | damaged on {} | it was on {} | it happened {} | it happened on {} | occurred {} | happened {}"
              " | occurred the {} | accident of {} | loss of {} | incident of {} | on or about {} | accident dated {}"
              " | collision of {} | on {} it happened | on {} we had | this was on {} | happened the day {}",
              questions="the date | what date | when did | when was | what day | which day | when"),
    field("time_of_loss", "time", "The time of day at which the loss happened.",
          "time of loss | loss time | time of accident | accident time | time of incident | incident time"
          " | time of occurrence | time of event | approximate time | date of loss and time | date and time of loss"
          " | date/time of loss | date & time of loss | date and time of accident | date and time of incident"
          " | date/time of accident | hour of loss | what time did it happen",
          section_labels="time | about what time | time of day",
              questions="what time | at what time | time of day | around when",
              beside="date_of_loss | cause_of_loss"),
    field("date_reported", "date", "The day on which the loss was reported to the agent or insurer.",
          "date reported | reported date | date of report | report date | reported on | notified on | date notified"
          " | date of notice | notice date | date of notification | date of first notice | date claim reported"
          " | first reported | date of this notice | date of call | call date | date of letter | date of claim"
          " | claim date | date submitted | date received by agent | date completed | date (mm/dd/yyyy)",
              dateline=True),
    field("authority_contacted", "organisation", "The police or fire department that was called.",
          "police or fire department contacted | police department contacted | fire department contacted"
          " | authority contacted | authorities contacted | police department | police dept | police agency | police"
          " | fire department | law enforcement agency | reported to police | police station | precinct"
          " | police or fire dept contacted | responding agency | police/fire department | authority notified",
          form="POLICE OR FIRE DEPARTMENT CONTACTED",
              cues="police | sheriff | fire department | trooper | patrol | officer | firefighters",
              questions="which police | did the police | police called | police come",
              endings="Police Department | Police | Sheriff's Office | Sheriff's Department | Sheriff | State"
              " Police | State Patrol | Highway Patrol | Fire Department | Fire Rescue | Fire District"),
    field("report_number", "identifier", "The number of the police or fire department's report.",
          "report number | report no | report # | police report number | police report no | police report #"
          " | police report | fire report number | incident report number | case number police"
          " | accident report number | police case number | crime reference | crime reference number"
          " | police reference | authority report number",
          form="REPORT NUMBER",
              questions="report number | case number | police report | number of the report",
              phrases="report {} | report is {} | case number is {} | reference number {}"),
    field("loss_description", "narrative", "What happened, in the words of the document.",
          "description of loss | loss description | description of accident | accident description"
          " | description of incident | incident description | description of loss & damage"
          " | description of loss and damage | description of occurrence | describe the accident | describe the loss"
          " | describe how the accident happened | how did it happen | how did the loss occur | what happened"
          " | facts of loss | facts of the loss | facts of the accident | circumstances | circumstances of loss"
          " | circumstances of the accident | details of loss | details of the accident | details of incident"
          " | narrative | statement | account of the accident | loss facts"
          " | description of accident (ACORD 101, additional remarks schedule, may be attached if more space is"
          " required)",
          section_labels="description | details | summary | remarks",
          form="DESCRIPTION OF ACCIDENT ACORD 101 Additional Remarks Schedule may be attached if more space is"
          " required",
              questions="what happened | tell me what happened | how did it happen | describe what happened | own"
              " words",
              phrases="what happened is this {} | here is what happened {} | what happened was that {} | what"
              " happened is that {} | it happened like this {} | this is what happened {} | this is how it"
              " happened {} | in short {}"),
)  # fmt: skip

_WHERE = (
    field("loss_location", "address", "Where the loss happened: street, crossing or place.",
          "location of loss | loss location | location of accident | accident location | location of incident"
          " | incident location | place of loss | place of accident | place of occurrence | scene of accident"
          " | scene of the accident | where did it happen | where did the loss occur | location of occurrence"
          " | street: location of loss | loss address | address of loss | site of loss | loss site"
          " | describe location of loss if not at specific street address | accident scene | loss street"
          " | street location of loss | risk location | property location | location address | property address",
          section_labels="location | place | where | street | street address | scene | at",
          form="STREET LOCATION OF LOSS | DESCRIBE LOCATION OF LOSS IF NOT AT SPECIFIC STREET ADDRESS",
              cues="at | on | near | corner | intersection",
              questions="where exactly | where did | where was | where is the | what location | where is the loss",
              beside="date_of_loss | cause_of_loss",
              phrases="address of loss is {} | place of loss is {} | scene of it all {} | we were at {} | i was"
              " at {} | it was at {} | happened at {} | occurred at {} | took place at {} | place at {} |"
              " location is {} | location was {}"),
    field("loss_city", "city", "The town where the loss happened.",
          "loss city | city of loss | accident city | city of accident | loss town | town of loss | city of incident"
          " | incident city", section_labels="city | town | city/town",
              beside="loss_location | date_of_loss",
              questions="what city | which city | what town"),
    field("loss_state", "state", "The state where the loss happened.",
          "loss state | state of loss | accident state | state of accident | incident state",
          section_labels="state | st",
              beside="loss_city | loss_location"),
    field("loss_zip", "zip", "The ZIP code of the place of loss.",
          "loss zip | loss zip code | accident zip | zip of loss | zip code of loss | incident zip",
          section_labels="zip | zip code | postal code",
              beside="loss_city | loss_location"),
)  # fmt: skip

PEOPLE = (
    *group(
        "insured",
        INSURED,
        field("insured_name", "name", "The person or firm that holds the policy.",
              "name of insured | named insured | insured name | insured's name | insured | policyholder"
              " | policy holder | policyholder name | policyholder's name | policy holder name | name of policyholder"
              " | name of insured (first, middle, last) | insured (first, middle, last) | primary insured"
              " | first named insured | insured party | customer | customer name | member name | name of the insured"
              " | name insured | claimant name | claimant | our insured | your insured | insured/claimant",
              section_labels=NAME, form="NAME OF INSURED First Middle Last", critical=True, required=True,
              phrases="my name is {} | my name's {} | i am {} | i'm {} | this is {} | name is {} | sincerely {}"
              " | regards {} | best {} | yours truly {} | yours faithfully {} | yours {} | truly {} | faithfully {}"
              " | thank you {} | thanks {} | respectfully {} | our insured {} | your insured {} | insured is {}"
              " | policyholder is {} | policyholder {} | in the name of {} | insured {}"
              " | named insured is {} | i {} am writing",
              questions="your name | your full name | you are | who am i speaking | who is calling | who is this |"
              " may i have your name | whose name | name on the policy"),
        field("insured_date_of_birth", "date", "The insured's day of birth.",
              "insured date of birth | insured's date of birth | insured dob | insured's dob | insured birth date"
              " | policyholder date of birth | policyholder dob | date of birth of insured | named insured dob",
              section_labels=BIRTH, form="DATE OF BIRTH"),
        field("insured_address", "address", "The insured's postal address.",
              "insured's mailing address | insured mailing address | insured address | insured's address"
              " | policyholder address | policyholder's address | mailing address of insured | address of insured"
              " | insured's home address | mailing address | home address | named insured address",
              section_labels=ADDRESS, form="INSUREDS MAILING ADDRESS",
              phrases="i live at {} | we live at {} | my address is {} | our address is {} | residing at {}"
              " | resides at {} | lives at {} | mailing address is {} | home address is {}"
              " | letters reach me at {} | send it to {} | write to me at {} | mail to {} | i am at {} |"
              " we are at {} | my home is {} | i reside at {}",
              questions="your address | mailing address | your mailing address | where do you live | where should"
              " we write | where can we write"),
        field("insured_phone", "phone", "The insured's telephone number.",
              "insured phone | insured's phone | insured phone number | insured telephone | insured's telephone"
              " | policyholder phone | policyholder telephone | insured primary phone | insured cell"
              " | phone of insured | primary phone | primary phone # | phone # primary | home phone"
              " | residence phone (a/c, no) | insured's residence phone",
              section_labels=PHONE, form="PHONE  CELL HOME BUS PRIMARY",
              phrases="reach me at {} | reach me on {} | call me at {} | call me on {} | call me back at {}"
              " | my number is {} | my phone is {} | my phone number is {} | my cell is {} | my cell phone is {}"
              " | my mobile is {} | my cell {} | contact me at {} | contact me on {} | reached at {}"
              " | best number is {} | text me at {} | phone me at {} | ring me on {}",
              questions="your phone | phone number | number to reach | call you back | best number | reach you |"
              " telephone number | your number | contact number"),
        field("insured_email", "email", "The insured's e-mail address.",
              "insured email | insured's email | insured e-mail | insured email address | policyholder email"
              " | policyholder e-mail | primary e-mail address | primary email address | email of insured",
              section_labels=EMAIL, form="PRIMARY EMAIL ADDRESS",
              phrases="email me at {} | my email is {} | my email address is {} | write to me at {} | email is {}",
              questions="your email | email address | your e-mail",
              sole=True),
    ),
    *group(
        "contact",
        CONTACT,
        field("contact_name", "name", "The person to speak to about the claim, if not the insured.",
              "name of contact | contact name | contact person | contact | name of contact (first, middle, last)"
              " | person to contact | contact insured or | point of contact | main contact",
              section_labels=NAME, form="NAME OF CONTACT First Middle Last",
              cues="person to contact | please contact | contact person | point of contact",
              phrases="person to contact is {} | please contact {} | contact person is {} | please call {} |"
              " please speak to {} | speak with {} | ask for {}"),
        field("contact_phone", "phone", "The contact person's telephone number.",
              "contact phone | contact phone number | contact telephone | contact's phone | contact number"
              " | contact tel | contact cell | contact primary phone | telephone of contact | where to contact",
              section_labels=PHONE, form="PHONE  CELL HOME BUS PRIMARY_2",
              cues="contact",
              beside="contact_name"),
        field("reported_by", "name", "Who reported the loss.",
              "reported by | reporter | loss reported by | claim reported by | report made by"
              " | notified by | notice given by | submitted by | caller | caller name"
              " | name of caller | person reporting | completed by | prepared by", form="REPORTED BY",
              phrases="reported by {} | calling on behalf of",
              cues="reported by | behalf of | on behalf"),
        field("reported_to", "name", "Who took the report.",
              "reported to | report taken by | taken by | received by | call taken by | notice taken by"
              " | claim taken by | agent taking report | intake by | handled by | representative",
              form="REPORTED TO",
              phrases="reported to {}",
              cues="reported to | spoke with | spoke to | talking to",
              asked=False),
    ),
)  # fmt: skip

INJURIES = field("injuries_reported", "boolean", "Whether anybody was hurt (yes or no).",
                 "injuries reported | injuries | any injuries | anyone injured | was anyone injured | was anyone hurt"
                 " | bodily injury | injured persons | injury | persons injured | were there injuries | injuries?"
                 " | any bodily injury | anybody hurt",
              options={
                  "true": "was injured | were injured | was hurt | were hurt | got hurt | whiplash | taken to hospital"
                  " | taken to the hospital | by ambulance | broken arm | broken leg | concussion | neck pain"
                  " | back pain | injuries to | suffered injuries | sore neck | went to the er",
                  "false": "no injuries | no one was injured | no one was hurt | nobody was injured | nobody was hurt"
                  " | nobody hurt | no one hurt | without injury | no injury | no one got hurt | nobody got hurt"
                  " | not injured | not hurt | uninjured | everyone is fine | everyone is okay | everybody is fine"
                  " | wasn't hurt | weren't hurt | wasn't injured | were not injured | was not injured"
                  " | thankfully unhurt | unhurt | injuries: none",
              })  # fmt: skip
