"""Sentences of an employer who reports an accident at work, by topic."""

OPENINGS = (
    "We have to report an injury at work.",
    "Please take this as our first report of injury.",
    "One of our employees was hurt on the job.",
    "This letter is our notice under the workers compensation policy.",
    "I am reporting a workplace accident.",
    "We write to report an accident to an employee.",
)
CLOSINGS = (
    "Please let us have the claim number.",
    "Tell me which further forms you need.",
    "Wage records can be sent on request.",
    "We look forward to hearing from the adjuster.",
    "Please confirm that a file has been opened.",
    "Thank you for your quick help.",
)
TOPICS: dict[str, tuple[str, ...]] = {
    "name": (
        "The employer is {insured_name}.",
        "I am writing on behalf of {insured_name}.",
        "We are {insured_name}.",
        "Our company is {insured_name}.",
        "I work for {insured_name} as {+post}.",
    ),
    "policy": (
        "Our policy number is {policy_number}.",
        "We have workers compensation cover with {carrier}, policy no. {policy_number}.",
        "Policy number: {policy_number}.",
        "We are insured with you under policy {policy_number}.",
        "Please file this under policy number {policy_number}.",
    ),
    "period": (
        "The policy runs from {policy_effective_date} to {policy_expiration_date}.",
        "The current term started on {policy_effective_date} and ends on {policy_expiration_date}.",
    ),
    "who": (
        "Our employee {employee_name} was hurt.",
        "The injured worker is {employee_name}.",
        "The employee is {employee_name}, born {employee_date_of_birth}.",
        "The injured employee is {employee_name}, SSN {employee_ssn}.",
        "This concerns our employee {employee_name}, date of birth {employee_date_of_birth}.",
    ),
    "lives": (
        "The employee lives at {employee_address}.",
        "{+his} home address is {employee_address}.",
        "The employee's phone is {employee_phone}.",
        "{+his} phone is {employee_phone}.",
    ),
    "family": (
        "{~marital_status=married}{+he} is married and has {dependents} dependents.",
        "{~marital_status=single}{+he} is single.",
        "{~marital_status=divorced}{+he} is divorced.",
        "{~marital_status=widowed}{+he} is widowed.",
    ),
    "job": (
        "{+he} works as a {occupation}.",
        "{+he} works for us as a {occupation} and was hired on {date_hired}.",
        "The job title is {occupation}, class code {class_code}.",
        "The occupation is {occupation}.",
        "{+he} was hired on {date_hired} and is employed here as a {occupation}.",
    ),
    "hired": (
        "{+he} has worked for us since {date_hired}.",
        "The date of hire is {date_hired}.",
        "{+he} was hired on {date_hired}.",
    ),
    "status": (
        "{~employment_status=full_time}It is a full-time position.",
        "{~employment_status=part_time}It is a part-time position.",
        "{~employment_status=seasonal}It is a seasonal position.",
        "{~employment_status=full_time}{+he} is a full-time employee.",
        "{~employment_status=part_time}{+he} is a part-time employee.",
    ),
    "wage": (
        "{~wage_period=hour}{+he} earns {wage_rate} per hour.",
        "{~wage_period=hour}The wage is {wage_rate} an hour.",
        "{~wage_period=hour}The rate of pay is {wage_rate} per hour.",
        "{~wage_period=week}{+he} earns {wage_rate} per week.",
        "{~wage_period=week}The wage is {wage_rate} a week.",
        "{~wage_period=week}The rate of pay is {wage_rate} per week.",
    ),
    "average": (
        "The average weekly wage is {average_weekly_wage}.",
        "The average weekly wage comes to {average_weekly_wage}.",
        "Our payroll gives an average weekly wage of {average_weekly_wage}.",
    ),
    "days": ("{+he} works {days_per_week} days a week.", "The schedule is {days_per_week} days per week."),
    "pay": (
        "{~full_pay_injury_day=true}{+he} was paid in full for the day.",
        "{~full_pay_injury_day=false}{+he} was not paid in full for the day.",
        "{~salary_continued=true}The salary continues.",
        "{~salary_continued=false}The salary does not continue.",
    ),
    "when": (
        "The accident happened on {date_of_loss}, around {time_of_loss}.",
        "The date of injury is {date_of_loss}.",
        "It happened on {date_of_loss} at {time_of_loss}.",
        "The injury occurred on {date_of_loss}.",
        "This was on {date_of_loss} at about {time_of_loss}.",
    ),
    "shift": (
        "The shift began at {work_began_time}.",
        "{+he} had started at {work_began_time} that day.",
        "{+he} began work at {work_began_time}.",
    ),
    "where": (
        "It happened at {loss_location} in {loss_city}, {loss_state}.",
        "The place of the accident is {loss_location}, {loss_city}, {loss_state}.",
        "The place was {loss_location}, {loss_city}, {loss_state} {loss_zip}.",
    ),
    "premises": (
        "{~on_premises=true}It happened on our premises.",
        "{~on_premises=true}This was on our own premises.",
    ),
    "what": (
        "Here is what happened: {loss_description}",
        "It happened like this: {loss_description}",
        "This is how it happened: {loss_description}",
        "In short: {loss_description}",
    ),
    "injury": (
        "The type of injury is {injury_type}, and the part of body is the {body_part}.",
        "Nature of injury: {injury_type}. Part of body: {body_part}.",
        "The doctors speak of an injury to the {body_part}.",
        "{+he} hurt {+his} {body_part}.",
        "Type of injury: {injury_type}. Body part: {body_part}.",
    ),
    "doing": (
        "At the time {+he} was {activity}.",
        "The activity was {activity}.",
        "The equipment in use was {equipment}.",
        "The work process was {work_process}.",
    ),
    "safety": (
        "{~safeguards_provided=true}Safety equipment was provided.",
        "{~safeguards_provided=false}No safety equipment was provided.",
        "{~safeguards_used=true}{~safeguards_provided=true}Safety equipment was provided, and the safety equipment was"
        " used.",
        "{~safeguards_used=false}{~safeguards_provided=true}Safety equipment was provided, but the safety equipment was"
        " not used.",
    ),
    "told": (
        "{+he} reported it to us on {employer_notified_date}.",
        "We were told on {employer_notified_date}.",
        "The employer was notified on {employer_notified_date}.",
    ),
    "last": (
        "{+he} last worked on {last_work_date}.",
        "The last day worked was {last_work_date}.",
        "Disability began on {disability_began_date}.",
        "{+he} has been off work since {disability_began_date}.",
    ),
    "treated": (
        "{~initial_treatment=minor_by_employer}We gave first aid and no more was needed.",
        "{~initial_treatment=minor_by_employer}It was first aid by employer only.",
        "{~initial_treatment=minor_clinic}{+he} was seen at a walk-in clinic.",
        "{~initial_treatment=minor_clinic}It was treated at a clinic.",
        "{~initial_treatment=emergency}{+he} went to the emergency room.",
        "{~initial_treatment=emergency}It was treated in the emergency department.",
        "{~initial_treatment=hospitalized}{+he} was admitted to the hospital.",
        "{~initial_treatment=hospitalized}{+he} was kept overnight and is hospitalized.",
        "{~initial_treatment=future_major}Initial treatment is given; major medical anticipated, says the doctor.",
        "{~initial_treatment=future_major}We expect lost time: lost time anticipated, by the doctor's note.",
    ),
    "doctor": (
        "The treating physician is Dr. {physician_name} at {hospital_name}.",
        "{+he} was treated by Dr. {physician_name}.",
        "{+he} was seen by {physician_name} at {hospital_name}.",
        "{+he} was taken to {hospital_name}.",
    ),
    "back": (
        "{+he} returned to work on {returned_to_work_date}.",
        "{+he} was back at work on {returned_to_work_date}.",
    ),
    "witness": (
        "A witness is {witnesses[0].name}, phone {witnesses[0].phone}.",
        "It was witnessed by {witnesses[0].name}, {witnesses[0].phone}.",
        "Witness: {witnesses[0].name}, {witnesses[0].phone}.",
    ),
    "reported": (
        "It was reported on {date_reported}.",
        "Your agency was notified on {date_reported}.",
    ),
    "home": (
        "Our mailing address is {insured_address}.",
        "Please write to us at {insured_address}.",
        "Our address is {insured_address}.",
    ),
    "contact": (
        "You can reach us at {insured_phone}.",
        "Our phone is {insured_phone}.",
        "Our number is {insured_phone}, or write to {insured_email}.",
    ),
    "other_contact": (
        "The person to contact is {contact_name} at {contact_phone}.",
        "If I am out please speak to {contact_name}, {contact_phone}.",
    ),
    "fein": ("Our federal ID is {insured_fein}.", "FEIN {insured_fein}."),
    "aside": (
        "We had a case in {+old_year} that cost {+old_amount}, but that is closed.",
        "The old claim {+old_claim} has nothing to do with this one.",
        "Our agent {+agent} ({+agent_phone}) is on holiday.",
        "Your portal gave me an error and ticket {+ticket}.",
    ),
}
ORDER = (
    ("name", "policy", "period", "fein"),
    ("who", "lives", "family", "job", "hired", "status"),
    ("when", "shift", "where", "premises", "what", "doing", "injury", "safety"),
    ("told", "last", "treated", "doctor", "back"),
    ("wage", "average", "days", "pay"),
    ("witness",),
    ("reported", "home", "contact", "other_contact"),
)
ALWAYS = ("name", "policy", "who", "job", "when", "where", "what", "injury", "treated", "wage")
